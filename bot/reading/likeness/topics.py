"""What of the catalogue a text speaks of, by the letters it shares with all that people say of it.

A text is a point in the space of the catalogue's items (explicit semantic analysis): two that name
the same things in other words lie close, though they share hardly a word with each other.
"""

import math
from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from bot.reading.likeness.words import load

SHARED = 100
"""What the letters of an item tell of it is written after its number, in two digits."""
_MOST = 40
_GRAMS: dict[str, str] = load("topics")


class Topics(NamedTuple):
    """How much a text speaks of which items, by their numbers, and the length of that vector."""

    told: dict[int, int]
    length: float


@lru_cache(maxsize=1024)
def topics(letters: str) -> Topics:
    """The items that ``letters`` (a text without marks) speaks of most."""
    told: defaultdict[int, int] = defaultdict(int)
    for gram in set(map("".join, pairwise(letters))):
        for item, weight in _told_by(gram):
            told[item] += weight
    least = sorted(told.values())[-_MOST - 1] if len(told) > _MOST else 0
    rest = {item: weight - least for item, weight in told.items() if weight > least}
    # Whole numbers: what is summed up is then the same in every process.
    return Topics(rest, math.sqrt(sum(weight * weight for weight in rest.values())))


_Told = tuple[tuple[int, int], ...]
_TAKEN_APART: dict[str, _Told] = {}


def _told_by(gram: str) -> _Told:
    """The items a gram tells of and how much it tells of each; taken apart when first met."""
    known = _TAKEN_APART.get(gram)
    if known is None and gram in _GRAMS:
        numbers = [int(number) for number in _GRAMS[gram].split()]
        known = _TAKEN_APART[gram] = tuple((n // SHARED, n % SHARED) for n in numbers)
    return known or ()


def alike(one: Topics, other: Topics) -> float:
    """How far two texts speak of the same items, 0..1."""
    if not (one.told and other.told):
        return 0.0
    yours = other.told
    both = sum(told * yours[item] for item, told in one.told.items() if item in yours)
    return both / (one.length * other.length)
