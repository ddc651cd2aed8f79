"""What the letters of a text tell, by themselves and two by two."""

import math
from collections.abc import Iterable

from bot.reading.likeness.words import BACKGROUND, LETTER


def length_of(pairs: Iterable[str]) -> float:
    """The length of the vector of what pairs of letters tell; 1 where they tell nothing."""
    return math.sqrt(math.fsum(BACKGROUND.weight(pair) ** 2 for pair in pairs)) or 1.0


def script_of(letters: str) -> dict[str, float]:
    """Each letter with what it tells."""
    # Sorted: what is summed up is then the same in every process.
    return {letter: BACKGROUND.weight(LETTER + letter) for letter in sorted(set(letters))}
