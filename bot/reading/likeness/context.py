"""Requests among other requests: who may be meant, and what the others say of a pair."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from heapq import nlargest

from bot.reading.likeness.fields import Features
from bot.reading.likeness.model import Likeness, compare, likelihood

_COMMON = 400
RIVALS = 8


class Context:
    """Requests findable by the terms they share, in the order they were added."""

    def __init__(self) -> None:
        self.all: list[Features] = []
        self._by_term: dict[str, list[int]] = defaultdict(list)
        self._odds: dict[tuple[int, int], float] = {}

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

    def odds(self, one: int, other: int) -> float:
        """How likely two of the requests are the same, seen by themselves."""
        pair = min(one, other), max(one, other)
        if pair not in self._odds:
            self._odds[pair] = likelihood(self.all[one], self.all[other])
        return self._odds[pair]

    def compare(self, one: int, other: int, others: Iterable[int] | None = None) -> Likeness:
        """How two of the requests relate when ``others`` are heard: by default all near them."""
        if others is None:
            others = {
                *self.nearest(self.all[one], RIVALS),
                *self.nearest(self.all[other], RIVALS),
            }
        said = said_by_others(one, other, others, self.odds)
        return compare(self.all[one], self.all[other], said)


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
