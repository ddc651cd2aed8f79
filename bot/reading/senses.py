"""What the words of a text speak of (a photo, handing in, every day), whatever they are."""

import re
from collections.abc import Mapping

Words = Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]
"""By first letter: words, the longest first, with what each speaks of."""

READ = 400
"""Characters that are looked at."""

_NUMBER = re.compile(
    r"\d+(?:\.\d+)?|[一二两三四五六七八九十百半俩仨]+"
    r"(?=个?[张篇条份遍次个小分户本名人道字句页天件朵票元斤箱集题点公钟])"
)


def senses(text: str, words: Words) -> frozenset[str]:
    """What normalised ``text`` speaks of, by its longest words; numbers count alike."""
    plain = _NUMBER.sub("0", text[:READ])
    found: set[str] = set()
    place = 0
    while place < len(plain):
        step = 1
        for word, meant in words.get(plain[place], ()):
            if plain.startswith(word, place):
                found.update(meant)
                step = len(word)
                break
        place += step
    return frozenset(found)
