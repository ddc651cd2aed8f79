"""What of the catalogue a text speaks of, by the letters it shares with all that people say of it.

A text is a point in the space of the catalogue's items (explicit semantic analysis): two that name
the same things in other words lie close, though they share hardly a word with each other.
"""

import heapq
import math
from collections import defaultdict
from itertools import pairwise

from bot.reading.likeness.words import load

SHARED = 100
"""What the letters of an item tell of it is written after its number, in two digits."""
_MOST = 40
_GRAMS: dict[str, str] = load("topics")


def topics(letters: str) -> dict[int, float]:
    """The items that ``letters`` (a text without marks) speaks of most, by their numbers.

    How much of each makes a vector of length 1; empty where nothing is spoken of.
    """
    told: defaultdict[int, int] = defaultdict(int)
    seen = {*letters, *map("".join, pairwise(letters))}
    for gram in seen:
        for item, weight in _told_by(gram):
            told[item] += weight
    first = heapq.nlargest(_MOST + 1, told.items(), key=lambda pair: (pair[1], -pair[0]))
    least = first[_MOST][1] if len(first) > _MOST else 0
    rest = {item: weight - least for item, weight in first if weight > least}
    length = math.sqrt(sum(weight * weight for weight in rest.values()))
    return {item: weight / length for item, weight in rest.items()}


_KNOWN: dict[str, tuple[tuple[int, int], ...]] = {}


def _told_by(gram: str) -> tuple[tuple[int, int], ...]:
    """The items a gram tells of and how much; taken apart when first met."""
    known = _KNOWN.get(gram)
    if known is None:
        written = _GRAMS.get(gram)
        if written is None:
            return ()
        known = tuple(divmod(int(number), SHARED) for number in written.split())
        _KNOWN[gram] = known
    return known


def alike(one: dict[int, float], other: dict[int, float]) -> float:
    """How far two texts speak of the same items, 0..1."""
    return sum(told * other[item] for item, told in one.items() if item in other)
