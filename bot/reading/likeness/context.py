"""Requests among other requests: who may be meant, and what the others say of a pair."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from heapq import nlargest
from itertools import product

from bot.reading.likeness.fields import Features
from bot.reading.likeness.model import (
    NO_WAY,
    WEIGHTS,
    Likeness,
    Pair,
    Relation,
    Said,
    Way,
    Weights,
    is_sibling,
    odds,
    stretched,
    weighed,
)
from bot.reading.likeness.relating import NOBODY, Told, hints
from bot.reading.likeness.signs import names_another, signs

_COMMON = 400
RIVALS = 8
_CLOSE, _CLOSEST = 0.5, 4
_SURE = 0.4
_CANDIDATES = 40
_OPEN = timedelta(days=70)
"""What is asked again after that is the next round of something that recurs."""


class Context:
    """Requests findable by the terms they share, in the order they were added."""

    def __init__(self, weights: Weights = WEIGHTS) -> None:
        self._weights = weights
        self.all: list[Features] = []
        self._by_term: dict[str, list[int]] = defaultdict(list)
        self._told: list[Told] = []
        self._by_chat: dict[str, list[int]] = defaultdict(list)
        self._signs: dict[tuple[int, int], dict[str, float]] = {}
        self._odds: dict[tuple[int, int], float] = {}
        self._earlier: dict[int, tuple[int, Likeness] | None] = {}

    def add(self, own: Features, told: Told = NOBODY) -> int:
        """Take in a request, told by whom and where if that is known; answers its place."""
        place, chat = len(self.all), told.chat
        self.all.append(own)
        self._told.append(told)
        for term in own.terms:
            self._by_term[term].append(place)
        if chat and not own.points:
            self._by_chat[chat].append(place)
        return place

    def nearest(self, own: Features, most: int, before: int | None = None) -> list[int]:
        """The places of at most ``most`` requests, ``before`` a place, that share most."""
        shared: defaultdict[int, float] = defaultdict(float)
        for term, told in own.terms.items():
            places = self._by_term.get(term, [])
            if before is not None:
                places = places[: bisect_left(places, before)]
            for place in places[-_COMMON:]:
                shared[place] += told
        return nlargest(most, shared, key=lambda place: (shared[place], place))

    def before(self, place: int, most: int) -> list[int]:
        """The places of the last asks of its chat before a request."""
        chat = self._told[place].chat
        said = self._by_chat.get(chat, ()) if chat else ()
        return [other for other in said if other < place][-most:]

    def signs(self, one: int, other: int) -> dict[str, float]:
        """How two of the requests compare."""
        pair = min(one, other), max(one, other)
        if pair not in self._signs:
            self._signs[pair] = signs(self.all[one], self.all[other])
        return self._signs[pair]

    def odds(self, one: int, other: int) -> float:
        """How likely two of the requests are the same, seen by themselves."""
        pair = min(one, other), max(one, other)
        if pair not in self._odds:
            mine, yours = self.all[one], self.all[other]
            self._odds[pair] = odds(mine, yours, self.signs(one, other), self._weights)
        return self._odds[pair]

    def compare(self, one: int, other: int, others: Iterable[int] | None = None) -> Likeness:
        """How two of the requests relate when all near them are heard, and what each repeats.

        ``others`` are heard instead where ``other`` is picked out of them.
        """
        said = self.said(one, other, self.odds, others)
        way = self._way(one, other) if others is None else NO_WAY
        tellers = self._told[one], self._told[other]
        return weighed(
            Pair(self.all[one], self.all[other], self.signs(one, other), self.odds(one, other)),
            said, way, tellers, self._weights, picked=others is not None,
        )  # fmt: skip

    def earlier(self, place: int) -> tuple[int, Likeness] | None:
        """The earlier request that one repeats or wants the data of, and how; or None."""
        if place not in self._earlier:
            self._earlier[place] = self._find_earlier(place)
        return self._earlier[place]

    def replied(self, place: int, to: int) -> Likeness:
        """How a reminder or change relates to the request that it is a reply to."""
        found = self.compare(place, to)
        relation: Relation = "near" if self.all[place].updates else "same"
        if found.relation in ("same", "near", "relay_tightened"):
            relation = found.relation
        return replace(found, relation=relation, score=1.0, band="merges", why="reply")

    def _find_earlier(self, place: int) -> tuple[int, Likeness] | None:
        own = self.all[place]
        near = [
            other
            for other in (
                *self.nearest(own, _CANDIDATES, place),
                *(self.before(place, RIVALS) if own.points else ()),
            )
            if own.sent_at - self.all[other].sent_at <= _OPEN
        ]
        likely = nlargest(RIVALS, set(near), key=lambda other: (self.odds(place, other), other))
        if own.points:
            likely = self._of_its_mark(own, likely)
        found = [(self.compare(place, other, likely), other) for other in likely]
        best = max(found, key=lambda item: (item[0].score, item[1]), default=None)
        if best is None or best[0].relation == "different":
            return None
        return best[1], best[0]

    def _of_its_mark(self, own: Features, likely: list[int]) -> list[int]:
        """Those that a reminder or change may mean: of copies of one form, that of its own mark."""
        others = [other for other in likely if names_another(own, self.all[other])]
        fitting = [other for other in likely if other not in others]
        left_out = {
            other
            for other in others
            if any(is_sibling(self.signs(other, third)) for third in fitting)
        }
        return [other for other in likely if other not in left_out]

    def _way(self, one: int, other: int) -> Way:
        """How two hang together by what each was found to repeat, and that one in turn."""
        mine, yours = self._ways_up(one), self._ways_up(other)
        met = [place for place in mine if place in yours]
        if not met:
            return NO_WAY
        here, there = mine[max(met)], yours[max(met)]
        return Way(min(here.score, there.score), here.overlaps or there.overlaps)

    def _ways_up(self, place: int) -> dict[int, Way]:
        ways, way = {}, Way(1.0)
        while True:
            ways[place] = way
            found = self.earlier(place)
            if found is None or found[1].score < _SURE:
                return ways
            place, like = found
            way = Way(min(way.score, like.score), way.overlaps or like.relation == "overlap")

    def said(
        self,
        one: int,
        other: int,
        odds: Callable[[int, int], float],
        others: Iterable[int] | None = None,
    ) -> Said:
        """What the requests around a pair, and the chats they are from, say of it."""
        if others is None:
            others = {
                *self.nearest(self.all[one], RIVALS),
                *self.nearest(self.all[other], RIVALS),
            }
        against, nearer, support = said_by_others(one, other, others, odds)
        joined = _joined(one, other, others, odds)
        plain = odds(one, other)
        home, last = self._at_home(one, other)
        return Said(
            against=against,
            nearer=nearer,
            support=support,
            joined=stretched(max(joined, plain)) - stretched(plain),
            home=home,
            last=last,
        )

    def hints(self, one: int, other: int) -> dict[str, float]:
        """What tells how two of the requests relate, beside their signs."""
        return hints(self.all[one], self.all[other], self._told[one], self._told[other])

    def _at_home(self, one: int, other: int) -> tuple[float, float]:
        """Of a reminder or change: whether it stands in the chat of the ask, and how soon after.

        How soon counts only where it names nothing by which it could be told.
        """
        first, second = min(one, other), max(one, other)
        chat, pointing = self._told[second].chat, self.all[second]
        asked = self._told[first].chat
        if not (chat and asked and pointing.points):
            return 0.0, 0.0
        if chat != asked:
            return -1.0, 0.0
        between = sum(first < place < second for place in self._by_chat[chat])
        return 1.0, 0.0 if pointing.subjects else 1.0 / (1 + between)


def _joined(
    one: int, other: int, others: Iterable[int], odds: Callable[[int, int], float]
) -> float:
    """How likely one is the other by way of what each of them certainly is: 0..1."""
    ways = []
    for here in (one, other):
        known = ((odds(here, third), third) for third in others if third not in (one, other))
        ways.append([(1.0, here), *nlargest(_CLOSEST, (k for k in known if k[0] >= _CLOSE))])
    return max(
        (min(sure, certain, odds(a, b)) for (sure, a), (certain, b) in product(*ways) if a != b),
        default=0.0,
    )


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
