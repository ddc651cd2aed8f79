"""What of the catalogue a text speaks of, by the letters it shares with all that people say of it.

A text is a point in the space of the catalogue's items (explicit semantic analysis): two that name
the same things in other words lie close, though they share hardly a word with each other.
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from bot.reading.likeness.words import load

SHARED = 100
"""What the letters of an item tell of it is written after its number, in two digits."""
_MOST = 40
_PAIRS: dict[str, str] = load("topics")


class Topics(NamedTuple):
    """How much a text speaks of which items, by their numbers, and the length of that vector."""

    told: dict[int, int]
    length: float


def spoken_of(pairs: Iterable[str]) -> Topics:
    """The items that the pairs of letters of a text speak of most."""
    told: defaultdict[int, int] = defaultdict(int)
    for pair in pairs:
        for item, weight in _told_by(pair):
            told[item] += weight
    least = sorted(told.values())[-_MOST - 1] if len(told) > _MOST else 0
    rest = {item: weight - least for item, weight in told.items() if weight > least}
    # Whole numbers: what is summed up is then the same in every process.
    return Topics(rest, math.sqrt(sum(weight * weight for weight in rest.values())))


@lru_cache(maxsize=1024)
def topics(pairs: frozenset[str]) -> Topics:
    """The items that a whole text speaks of most, kept while it is compared to others."""
    return spoken_of(pairs)


_Told = tuple[tuple[int, int], ...]
_TAKEN_APART: dict[str, _Told] = {}


def _told_by(pair: str) -> _Told:
    """The items a pair of letters tells of, and how much; taken apart when first met."""
    known = _TAKEN_APART.get(pair)
    if known is None and pair in _PAIRS:
        written = map(int, _PAIRS[pair].split())
        known = _TAKEN_APART[pair] = tuple(divmod(one, SHARED) for one in written)
    return known or ()


def alike(one: Topics, other: Topics) -> float:
    """How far two texts speak of the same items, 0..1."""
    if not (one.told and other.told):
        return 0.0
    yours = other.told
    both = sum(told * yours[item] for item, told in one.told.items() if item in yours)
    return both / (one.length * other.length)
