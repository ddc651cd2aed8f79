"""What the letters and pairs of letters tell that only one of two requests has.

Examples teach that 演练 in one text parts it from a list, and that 催 or 补一下 in one does not.
"""

from collections.abc import Mapping

from bot.reading.likeness.fields import Features

Grams = Mapping[str, int]
"""What a gram tells for a link, in hundredths of log odds, where only one of two texts has it."""
SCALE = 100


def told_by_grams(one: Features, other: Features, known: Grams) -> float:
    """What all such grams say together, in log odds; the same whichever text comes first.

    What both have is left to the signs: of two forms that differ in one word nearly all is shared.
    """
    # Whole numbers: the sum is then the same in every process.
    apart = grams(one) ^ grams(other)
    return sum(known[gram] for gram in apart if gram in known) / SCALE


def grams(text: Features) -> frozenset[str]:
    """The letters of a text, and its letters two by two."""
    return text.letters.union(text.script)
