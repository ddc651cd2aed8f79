"""One plain form of any text for matching, with offsets back to the original."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from opencc import OpenCC


@dataclass(frozen=True, slots=True)
class Normal:
    """Normalised text; ``origin[i]`` is the index in the given text of character ``i``.

    ``origin`` has one entry more than ``text`` has characters: the end of the given text.
    """

    text: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Code-point span in the given text of ``text[start:end]``."""
        if end <= start:
            return self.origin[start], self.origin[start]
        return self.origin[start], self.origin[end - 1] + 1


def normalise(text: str) -> Normal:
    """NFKC, traditional to simplified, format characters (zero width, bidi) removed.

    A number that counts items keeps its edges, ① as (1), so that ①3月 is no month 13.
    Never fails: lone surrogates and unassigned code points pass through. Linear in the length.
    """
    return _known(text) if len(text) <= _SHORT else _normalise(text)


_SHORT = 64


def _normalise(text: str) -> Normal:
    plain = text.translate(_ONE_TO_ONE)
    if not _INVISIBLE.search(plain) and unicodedata.is_normalized("NFKC", plain):
        return Normal(plain, range(len(plain) + 1))
    pieces: list[str] = []
    origin: list[int] = []
    done = 0
    keycaps = {one.end() - 1 for one in _KEYCAP.finditer(plain)} if "\u20e3" in plain else ()
    for odd in _ODD.finditer(plain):
        index = odd.start()
        pieces.append(plain[done:index])
        origin.extend(range(done, index))
        done = index + 1
        if _INVISIBLE.match(odd[0]) and index not in keycaps:
            continue
        piece = _plain(odd[0])
        pieces.append(piece)
        origin.extend([index] * len(piece))
    pieces.append(plain[done:])
    origin.extend(range(done, len(text) + 1))
    return Normal("".join(pieces), origin)


def _plain(odd: str) -> str:
    if odd == "\u20e3":
        return ")"
    if _CIRCLED.match(odd):
        return f"({unicodedata.numeric(odd):.0f})"
    return unicodedata.normalize("NFKC", odd).translate(_ONE_TO_ONE)


# The same name stands over every message of a person, and each message is looked at several times.
_known = lru_cache(maxsize=4096)(_normalise)


def _one_to_one() -> dict[int, str]:
    """Full-width forms and traditional characters that map to exactly one character."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table[0x3000] = " "
    table[0x00A0] = " "
    traditional = "\n".join(map(chr, range(0x4E00, 0xA000)))
    simplified = OpenCC("t2s").convert(traditional)
    pairs = zip(traditional, simplified, strict=True)
    table.update({ord(old): new for old, new in pairs if old != new})
    return table


_ONE_TO_ONE = _one_to_one()
# All but what nearly every text is made of, which stays as it is.
_ODD = re.compile("[^\n -~·—“”、-】一-鿿]")
_CIRCLED = re.compile("[\u2460-\u2473\u2776-\u2793]")
# A keycap that counts an item; another may be part of a number.
_KEYCAP = re.compile("(?:^|(?<=\n))[ \t]*[1-9]\ufe0f?\u20e3(?![月日点号.、)]|[0-9]\ufe0f?\u20e3)")
# Zero width, bidi marks and isolates, keycaps, soft hyphen, variation selectors, byte order
# mark, tags.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u20e3\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
