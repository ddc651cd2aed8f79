"""Patterns that are only looked for: whatever cannot begin one is passed over at once."""

import re
from collections.abc import Iterable
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_SHORTHAND = {codes.CATEGORY_DIGIT: r"\d", codes.CATEGORY_SPACE: r"\s"}
# A pattern that begins with nearly any character has nothing to skip to.
_WIDEST = 300


def sought(pattern: str) -> re.Pattern[str]:
    """``pattern`` for searches that ask whether it stands in a text and where it begins.

    The engine skips to the characters of a set where a pattern begins with one, which is several
    times faster than to try long alternations at every place. So all first characters are put
    before the pattern, which then begins at the one found: a match is of that character alone and
    has no groups. Raises re.error as `re.compile` does.
    """
    firsts = first_characters(pattern)
    if not firsts:
        return re.compile(pattern)
    return re.compile(f"[{''.join(sorted(firsts))}](?<=(?=(?:{pattern}))(?s:.))")


def first_characters(pattern: str) -> frozenset[str] | None:
    """Members of a character class (`a`, `0-9`, `\\d`) with one of which all matches begin.

    None where they may be empty, begin with nearly anything, or heed no case.
    """
    parsed = parser.parse(pattern)
    firsts = _of_sequence(parsed) if parsed.state.flags == re.UNICODE else None
    return None if firsts is None or "" in firsts else firsts


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """The same of a parsed pattern; ``""`` is one of them where it may match nothing."""
    found = frozenset[str]()
    for code, value in items:
        firsts = _of_one(code, value)
        if firsts is None:
            return None
        found |= firsts - {""}
        if "" not in firsts:
            return found
    return found | {""}


def _of_one(code: Any, value: Any) -> frozenset[str] | None:
    if code is codes.LITERAL:
        return frozenset({re.escape(chr(value))})
    if code is codes.IN:
        return _joined(_member(*part) for part in value)
    if code in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
        return frozenset({""})
    if code is codes.SUBPATTERN:
        return _of_sequence(value[3])
    if code is codes.BRANCH:
        return _joined(map(_of_sequence, value[1]))
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        least, _, items = value
        firsts = _of_sequence(items)
        return firsts if firsts is None or least else firsts | {""}
    return None


def _member(code: Any, value: Any) -> frozenset[str] | None:
    if code is codes.RANGE:
        first, last = value
        narrow = last - first < _WIDEST
        return frozenset({f"{re.escape(chr(first))}-{re.escape(chr(last))}"}) if narrow else None
    if code is codes.CATEGORY:
        return frozenset({_SHORTHAND[value]}) if value in _SHORTHAND else None
    return _of_one(code, value)


def _joined(several: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    found = frozenset[str]()
    for firsts in several:
        if firsts is None:
            return None
        found |= firsts
    return found


class Ending:
    """A pattern that ends with a text: it is searched for only so far back as it can reach."""

    __slots__ = ("pattern", "search")

    def __init__(self, pattern: str) -> None:
        """Compile ``pattern``, all matches of which end with `$`; raises as `re.compile` does."""
        found = re.compile(pattern).search
        longest = min(int(parser.parse(pattern).getwidth()[1]), _ANY_LENGTH)

        def search(text: str) -> re.Match[str] | None:
            return found(text, len(text) - longest - 1)  # before a line break at the end, too

        self.pattern, self.search = pattern, search


_ANY_LENGTH = 1_000_000_000
