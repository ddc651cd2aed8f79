"""What each level wants of a request that is passed down: the county, a town, a village."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.domain.reading import DueFor

TOWN = 4
"""The rank from which on there are many bodies side by side."""


class Demand(NamedTuple):
    """Something wanted beside the thing itself: of which sort, and in the notice's own words."""

    code: str
    said: str


class Scope(NamedTuple):
    """How much is wanted: of which sort (age, share, …), how large, and in the notice's words."""

    of: str
    size: float
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What one body wants, as it said in one chat.

    ``rank`` counts from the top: 1 a province, 3 a county, 4 a town, 5 a village. ``by`` is whoever
    says it, ``issuer`` in whose name: a town's office passes on what the county's bureau asks.
    ``place`` tells it from bodies of that name elsewhere (every town has its 民政办), if that is
    known, ``within`` is the place of the town that a village lies in; ``assumed`` is by what
    convention the deadline was read. ``due_for`` are those due apart from the others.
    """

    rank: int
    chat: int
    by: str | None = None
    issuer: str | None = None
    deadline: datetime | None = None
    recurs: str | None = None
    demands: tuple[Demand, ...] = ()
    scopes: tuple[Scope, ...] = ()
    place: str | None = None
    assumed: str | None = None
    within: str | None = None
    due_for: tuple[DueFor, ...] = ()

    def is_of(self, other: "Level") -> bool:
        """Whether the same body says both, wherever."""
        mine, theirs = (self.rank, self.by, self.place), (other.rank, other.by, other.place)
        return self.place is not None and mine == theirs


Wider = tuple[Scope, Scope]
"""What a level wants, and how much less of it the one above."""


def on_top(level: Level, above: Sequence[Level]) -> tuple[Demand, ...]:
    """What a level demands that none above it does."""
    known = {demand.code for one in above for demand in one.demands}
    if any(mine.of == OFTEN for mine, _ in wider(level, above)):
        known.add(_DAILY)  # that is told as how often
    return tuple(one for one in level.demands if one.code not in known and one.said)


OFTEN, _DAILY = "often", "daily"


def wider(level: Level, above: Sequence[Level]) -> tuple[Wider, ...]:
    """What a level wants more of than the nearest one above that says how much."""
    known = {scope.of: scope for one in above for scope in one.scopes}
    return tuple(
        (mine, known[mine.of])
        for mine in level.scopes
        if mine.of in known and mine.size > known[mine.of].size
    )


def is_amplified(level: Level, above: Sequence[Level]) -> bool:
    """Whether a level wants more than those above it, or sooner."""
    due = min((one.deadline for one in above if one.deadline), default=None)
    sooner = level.deadline is not None and due is not None and level.deadline < due
    return sooner or bool(on_top(level, above) or wider(level, above))


def first_due(levels: Iterable[Level]) -> Level | None:
    """The level that wants it first; the higher one of two that want it at the same moment."""
    dated = [(one.deadline, one.rank, one) for one in levels if one.deadline]
    return min(dated, key=lambda told: told[:2])[2] if dated else None


def nearest(levels: Sequence[Level]) -> Level | None:
    """The lowest level that names a time: it is what those below owe."""
    lowest = sorted({one.rank for one in levels if one.deadline}, reverse=True)
    return first_due(one for one in levels if lowest and one.rank == lowest[0])


def heard_in(levels: Sequence[Level], chats: frozenset[int]) -> tuple[Level, ...]:
    """The levels that concern those who read these chats, from the top down to theirs.

    What other towns make of it does not; one between the top and theirs does where they name it.
    """
    # Towns whose county was not heard yet stand side by side.
    tops = [one for one in levels if one.rank == levels[0].rank]
    top = next((one for one in tops if one.chat in chats), levels[0])
    below = [one for one in levels if one.rank > top.rank]
    near = [one for one in below if one.chat in chats]
    if not near:
        return (top,)
    lowest = max(one.rank for one in near)
    # Whose word they pass on, and where they lie: that nobody else was heard ties them to none.
    named = {name for one in near for name in (one.issuer, one.within) if name}
    between = [one for one in below if one in near or (one.rank < lowest and one.place in named)]
    if top.rank < TOWN or top.chat in chats:
        return (top, *between)
    return (*(one for one in tops if one.place in named), *between)
