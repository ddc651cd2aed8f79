"""Learn what letters and pairs of letters tell of two requests beyond what their signs do."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from bench.labelled_pairs import Pair
from bench.logistic import fitted
from bot.reading.likeness.grams import SCALE, grams

_SEEN, _COST, _ROUNDS = 30, 40.0, 80
"""A gram is to part so many pairs; what a weight costs, by half its square."""
_SURE = 7.0
"""Log odds that trees are hardly ever right about."""


class Counted(NamedTuple):
    """Which grams only one text of each pair has."""

    names: tuple[str, ...]
    shown: csr_matrix


def counted(pairs: Sequence[Pair]) -> Counted:
    """The grams that part pairs often enough."""
    apart = [grams(p.context.all[p.one]) ^ grams(p.context.all[p.other]) for p in pairs]
    seen = Counter(chain.from_iterable(apart))
    names = tuple(sorted(gram for gram, many in seen.items() if many >= _SEEN))
    place = {gram: number for number, gram in enumerate(names)}
    rows = [sorted(place[gram] for gram in row if gram in place) for row in apart]
    starts = np.cumsum([0, *map(len, rows)])
    flat = np.fromiter(chain.from_iterable(rows), dtype=np.int32)
    return Counted(names, csr_matrix((np.ones(len(flat)), flat, starts), (len(rows), len(names))))


def learnt(
    counted: Counted, pairs: Sequence[Pair], lit: Sequence[float], which: Sequence[bool]
) -> dict[str, int]:
    """What the grams of some of the pairs tell beyond the log odds ``lit`` of each pair, in
    hundredths. What tells next to nothing is left out.
    """
    chosen = np.array(which)
    start = np.clip(np.array(lit)[chosen], -_SURE, _SURE)
    right = np.array([pair.linked for pair in pairs])[chosen]
    share = np.array([pair.weight for pair in pairs])[chosen]
    shown = counted.shown[chosen]
    found = fitted(shown, right, share, start=start, cost=_COST, rounds=_ROUNDS)
    # The constant is left to `bench.train_pairs.context`, which weighs the odds as a whole.
    told = np.round(SCALE * found[:-1]).astype(int).tolist()
    return {name: weight for name, weight in zip(counted.names, told, strict=True) if weight}
