"""What the learned part of the reader looks at, and how its weights are summed."""

import re
from functools import lru_cache
from math import exp

from bot.domain.lexicon import LANE, Model

READ = 200
"""Characters of a text that are looked at: what it is shows at its beginning."""

_LANE_FULL = (1 << LANE) - 1
_NUMBER = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=8)
def grams(text: str) -> frozenset[str]:
    """Runs of one to three characters of normalised ``text``; "^" and "$" mark its ends.

    Numbers count alike, whatever they are.
    """
    plain = f"^{_SPACE.sub(' ', _NUMBER.sub('0', text[:READ]))}$"
    second, third = plain[1:], plain[2:]
    return frozenset(
        (*plain, *map("".join, zip(plain, second, strict=False)),
         *map("".join, zip(plain, second, third, strict=False)))
    )  # fmt: skip


def probabilities(model: Model, features: frozenset[str]) -> dict[str, float]:
    """How likely each label of ``model`` is; features it does not know count for nothing."""
    total = sum(filter(None, map(model.weights.get, features)), model.bias)
    sums = [(total >> (LANE * place)) & _LANE_FULL for place in range(len(model.labels))]
    top = max(sums)
    odds = [exp((value - top) / 100) for value in sums]
    whole = sum(odds)
    return {label: odd / whole for label, odd in zip(model.labels, odds, strict=True)}
