"""Requests among other requests: who may be meant, and what the others say of a pair."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from heapq import nlargest

from bot.reading.likeness.fields import Features

_COMMON = 400
RIVALS = 8


class Context:
    """Requests findable by the terms they share, in the order they were added."""

    def __init__(self) -> None:
        self.all: list[Features] = []
        self._by_term: dict[str, list[int]] = defaultdict(list)

    def add(self, own: Features) -> int:
        """Take in a request; answers its place."""
        place = len(self.all)
        self.all.append(own)
        for term in own.terms:
            self._by_term[term].append(place)
        return place

    def nearest(self, own: Features, most: int) -> list[int]:
        """The places of at most ``most`` requests that share most of what tells."""
        shared: defaultdict[int, float] = defaultdict(float)
        for term, told in own.terms.items():
            for place in self._by_term.get(term, ())[-_COMMON:]:
                shared[place] += told
        return nlargest(most, shared, key=lambda place: (shared[place], place))


def said_by_others(
    one: int, other: int, others: Iterable[int], odds: Callable[[int, int], float]
) -> tuple[float, float, float]:
    """``(against, nearer, support)`` of the pair, 0..1 each, by a third request.

    Against it speaks one that fits only one of the two, more so if it is nearer to that one than
    the other is; for it speaks one that both fit.
    """
    plain = odds(one, other)
    against = nearer = support = 0.0
    for third in others:
        if third in (one, other):
            continue
        here, there = odds(one, third), odds(other, third)
        fits, fails = max(here, there), 1 - min(here, there)
        support = max(support, 1 - fails)
        against = max(against, min(fits, fails))
        if fits > plain:
            nearer = max(nearer, min(fits, fails))
    return against, nearer, support
