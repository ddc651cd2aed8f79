"""What of the catalogue a text speaks of, by the letters it shares with all that people say of it.

A text is a point in the space of the catalogue's items (explicit semantic analysis): two that name
the same things in other words lie close, though they share hardly a word with each other.
"""

import math
from array import array
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from bot.reading.likeness.words import load

SHARED = 100
"""What the letters of an item tell of it is written after its number, in two digits."""
_MOST = 40
_GRAMS: dict[str, str] = load("topics")


@lru_cache(maxsize=1024)
def topics(letters: str) -> dict[int, float]:
    """The items that ``letters`` (a text without marks) speaks of most, by their numbers.

    How much of each makes a vector of length 1; empty where nothing is spoken of.
    """
    told: defaultdict[int, int] = defaultdict(int)
    for gram in set(map("".join, pairwise(letters))):
        for item, weight in zip(*_told_by(gram), strict=True):
            told[item] += weight
    weights = sorted(told.values(), reverse=True)
    least = weights[_MOST] if len(weights) > _MOST else 0
    # In the order of items: what is summed up is then the same in every process.
    rest = {item: told[item] - least for item in sorted(told) if told[item] > least}
    length = math.sqrt(sum(weight * weight for weight in rest.values()))
    return {item: weight / length for item, weight in rest.items()}


_Told = tuple[Sequence[int], Sequence[int]]
_TAKEN_APART: dict[str, _Told] = {}
_NOTHING: _Told = ((), ())


def _told_by(gram: str) -> _Told:
    """The items a gram tells of and how much it tells of each; taken apart when first met."""
    known = _TAKEN_APART.get(gram)
    if known is None and gram in _GRAMS:
        numbers = [int(number) for number in _GRAMS[gram].split()]
        # Side by side: there are hundreds of thousands.
        known = _TAKEN_APART[gram] = (
            array("H", [number // SHARED for number in numbers]),
            bytes(number % SHARED for number in numbers),
        )
    return known or _NOTHING


def alike(one: dict[int, float], other: dict[int, float]) -> float:
    """How far two texts speak of the same items, 0..1."""
    return sum(told * other[item] for item, told in one.items() if item in other)
