"""What the words of a text speak of (a photo, handing in, every day), whatever they are."""

import re

from bot.domain.lexicon import BurdenModel

READ = 400
"""Characters that are looked at."""

_NUMBER = re.compile(
    r"\d+(?:\.\d+)?|[一二两三四五六七八九十百半俩仨]+"
    r"(?=个?[张篇条份遍次个小分户本名人道字句页天件朵票元斤箱集题点公钟])"
)


def senses(text: str, model: BurdenModel) -> frozenset[str]:
    """What normalised ``text`` speaks of, by its longest words; numbers count alike."""
    plain = _NUMBER.sub("0", text[:READ])
    words, lengths = model.words, model.lengths
    found: set[str] = set()
    place, end = 0, len(plain)
    while place < end:
        for length in lengths.get(plain[place], ()):
            meant = words.get(plain[place : place + length])
            if meant:
                found.update(meant)
                place += length - 1
                break
        place += 1
    return frozenset(found)
