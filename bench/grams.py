"""Learn what letters and pairs of letters tell of two requests beyond what their signs do."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bench.labelled_pairs import Pair
from bot.reading.likeness.grams import SCALE, grams

_SEEN, _COST, _ROUNDS = 30, 40.0, 80
"""A gram is to stand in so many pairs; what a weight costs, by its square."""
_SURE = 7.0


class Counted(NamedTuple):
    """Which grams each pair has in both of its texts, and after these in only one."""

    names: tuple[str, ...]
    shown: csr_matrix


def counted(pairs: Sequence[Pair]) -> Counted:
    """The grams of pairs that are seen often enough."""
    texts = [(grams(p.context.all[p.one]), grams(p.context.all[p.other])) for p in pairs]
    seen = Counter(chain.from_iterable(one | other for one, other in texts))
    names = tuple(sorted(gram for gram, many in seen.items() if many >= _SEEN))
    place = {gram: number for number, gram in enumerate(names)}

    def columns(one: frozenset[str], other: frozenset[str]) -> Iterator[int]:
        yield from sorted(place[gram] for gram in one & other if gram in place)
        yield from sorted(len(names) + place[gram] for gram in one ^ other if gram in place)

    rows = [[*columns(one, other)] for one, other in texts]
    starts = np.cumsum([0, *map(len, rows)])
    flat = np.fromiter(chain.from_iterable(rows), dtype=np.int32)
    size = len(pairs), 2 * len(names)
    return Counted(names, csr_matrix((np.ones(len(flat)), flat, starts), shape=size))


def learnt(
    counted: Counted, pairs: Sequence[Pair], lit: Sequence[float], which: Sequence[bool]
) -> dict[str, str]:
    """What the grams of some of the pairs tell beyond the log odds ``lit`` of each pair, written
    as in the data file. What tells next to nothing is left out.

    What both texts have never speaks against a link, as with signs: where it did, it told how
    writers write (请…前报 in two tidy notices), not what they want.
    """
    chosen = np.array(which)
    shown = counted.shown[chosen]
    start = np.clip(np.array(lit)[chosen], -_SURE, _SURE)
    truth = np.array([pair.linked for pair in pairs], dtype=float)[chosen]
    share = np.array([pair.weight for pair in pairs])[chosen]

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        scores = start + shown @ vector[:-1] + vector[-1]
        wrong = share * (1 / (1 + np.exp(-scores)) - truth)
        value = (share * (np.logaddexp(0, scores) - truth * scores)).sum()
        cost = _COST * np.append(vector[:-1], 0.0)
        return float(value + cost @ vector / 2), np.append(shown.T @ wrong, wrong.sum()) + cost

    start_at = np.zeros(shown.shape[1] + 1)
    many = len(counted.names)
    bounds = [(0, None)] * many + [(None, None)] * (many + 1)
    how = {"maxiter": _ROUNDS}
    found = minimize(loss, start_at, jac=True, method="L-BFGS-B", bounds=bounds, options=how).x
    # The constant is left to `bench.train_pairs.context`, which weighs the odds as a whole.
    both, only = np.round(SCALE * found[:-1]).astype(int).reshape(2, -1)
    return {
        name: f"{one} {other}"
        for name, one, other in zip(counted.names, both, only, strict=True)
        if one or other
    }
