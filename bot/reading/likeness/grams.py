"""What letters and pairs of letters tell of two requests: where both have them, and where one has.

Examples teach that 演练 in one text alone parts it from a list, and 电话 in one alone says nothing.
"""

from collections.abc import Mapping

from bot.reading.likeness.fields import Features

Grams = Mapping[str, tuple[int, int]]
"""For a gram, in hundredths of log odds, what it tells where both have it and where one has."""
SCALE = 100


def read_grams(raw: Mapping[str, str]) -> Grams:
    """Grams from their data file, where the two figures of each are written with a blank."""
    found = {}
    for gram, written in raw.items():
        both, only = written.split()
        found[gram] = int(both), int(only)
    return found


def told_by_grams(one: Features, other: Features, known: Grams) -> float:
    """What all grams say together for a link, in log odds; the same whichever text comes first."""
    mine, yours = grams(one), grams(other)
    # Whole numbers: the sum is then the same in every process.
    both = sum(known[gram][0] for gram in mine & yours if gram in known)
    return (both + sum(known[gram][1] for gram in mine ^ yours if gram in known)) / SCALE


def grams(text: Features) -> frozenset[str]:
    """The letters of a text, and its letters two by two."""
    return text.letters.union(text.script)
