"""What the learned part of the reader looks at, and how its weights are summed."""

import re
from collections.abc import Iterator
from math import exp

from bot.domain.lexicon import Model

READ = 240
"""Characters of a text that are looked at: what it is shows at its beginning."""

_NUMBER = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")


def grams(text: str) -> Iterator[str]:
    """Runs of one to three characters of normalised ``text``; "^" and "$" mark its ends.

    Numbers count alike, whatever they are.
    """
    plain = f"^{_SPACE.sub(' ', _NUMBER.sub('0', text[:READ]))}$"
    yield from plain
    for size in (2, 3):
        yield from (plain[at : at + size] for at in range(len(plain) - size + 1))


def probabilities(model: Model, features: frozenset[str]) -> dict[str, float]:
    """How likely each label of ``model`` is; features it does not know count for nothing."""
    known = model.weights
    rows = [known[feature] for feature in features if feature in known]
    sums = [sum(column) for column in zip(model.bias, *rows, strict=True)]
    top = max(sums)
    odds = [exp(value - top) for value in sums]
    whole = sum(odds)
    return {label: odd / whole for label, odd in zip(model.labels, odds, strict=True)}
