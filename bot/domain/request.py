"""The one thing asked (事项), the notices that mention it, and how they change it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.levels import Level, first_due, heard_in, nearest
from bot.domain.reading import DueFor, Kind, Relation


class RequestState(StrEnum):
    """States of a request that this version uses (data/states.json, machine "request").

    DISMISSED is our own: an admin said that it is no notice, so nobody is shown it.
    """

    OPEN = "open"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a notice stands: the group's name and address, and the message's own number there."""

    group: str
    number: int | str
    chat: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One notice of a request: when, how it relates, and the deadline it states.

    ``inside`` tells whether it stands in the period that was asked about; ``venue`` is the place to
    which it moves an event, ``spared`` are the words that call a part of it off, change it for some
    or tell how things stand with an emergency. ``unsaid`` is set of what was said of others' asks
    in words that the notice has no more.
    """

    source: Source
    inside: bool
    sent_at: datetime
    relation: Relation
    kind: Kind
    issuer: str | None
    deadline: datetime | None
    starts_at: datetime | None
    urgent: bool = False
    venue: str | None = None
    spared: str | None = None
    unsaid: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The present state of one request, folded from its mentions.

    ``upstream_deadline`` is the deadline of the highest level when a relay has another one;
    ``levels`` what each level wants, from the top down, once several do, or one that passes it on;
    ``due_for`` are the deadlines its text gave to some alone, or when each of them comes;
    ``same_data`` are keys of other departments' requests for the same data.
    """

    id: int
    key: str
    kind: Kind
    title: str
    issuer: str | None
    state: RequestState
    urgent: bool
    first_at: datetime
    last_at: datetime
    deadline: datetime | None
    starts_at: datetime | None
    recurs: str | None
    assumed: str | None
    upstream_deadline: datetime | None
    upstream_issuer: str | None
    urged: int
    cues: tuple[str, ...]
    mentions: tuple[Mention, ...]
    same_data: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    due_for: tuple[DueFor, ...] = ()

    @property
    def venue(self) -> str | None:
        """Where it is held since a notice moved it there; None where none did."""
        told = (one.venue for one in reversed(self.mentions) if not one.unsaid)
        return next(filter(None, told), None)

    @property
    def spared(self) -> tuple[str, ...]:
        """What notices called off of it, each in its words."""
        if self.urgent:
            return ()
        told = (one.spared for one in self.mentions if one.spared and not one.unsaid)
        return tuple(dict.fromkeys(told))

    @property
    def latest(self) -> Mention | None:
        """The last notice that told how things stand with an emergency that is on."""
        on = self.urgent and self.state is RequestState.OPEN
        told = (one for one in reversed(self.mentions) if one.spared and not one.unsaid)
        return next(told, None) if on else None

    @property
    def apart(self) -> tuple[DueFor, ...]:
        """Who is due, or comes, when, unless a later word gave all of them another time."""
        told = {one.at for one in self.due_for}
        return self.due_for if self.deadline in told or self.comes_apart else ()

    @property
    def comes_apart(self) -> bool:
        """Whether some come to an event at another time than others, and not hand in."""
        told = {one.at for one in self.due_for}
        return self.starts_at in told and self.deadline not in told


def of_levels(request: Request, levels: Iterable[Level]) -> Request:
    """The request as these levels want it: due when the first of them wants it."""
    ordered = tuple(sorted(levels, key=lambda one: (one.rank, one.chat)))
    return _told_by(request, ordered, first_due(ordered))


def as_heard(request: Request, chats: frozenset[int]) -> Request:
    """The request as those know it who read these chats: due when the level next to them wants it.

    What was put right by hand since stands.
    """
    first = first_due(request.levels)
    if len(request.levels) < 2 or request.deadline != (first.deadline if first else None):
        return replace(request, levels=())
    levels = heard_in(request.levels, chats)
    local = nearest(levels)
    heard = _told_by(request, levels, local)
    if local and local.recurs and levels[0].recurs:
        heard = replace(heard, recurs=local.recurs, upstream_deadline=None)
    return replace(heard, levels=()) if len(levels) == 1 else heard


def _told_by(request: Request, levels: tuple[Level, ...], level: Level | None) -> Request:
    """The request of these levels, with the time of this one of them, and the other of the top."""
    top, due = levels[0], level.deadline if level else None
    is_below = level is not None and level.rank > top.rank
    above = top.deadline if due and is_below and top.deadline != due else None
    lower = above is not None and level is not None and due is not None and due < above
    # Whoever no level names was put right by hand; a level that is not heard here is no such word.
    by_a_level = request.issuer in {one.issuer for one in (*request.levels, *levels)}
    issuer = (level.issuer if lower and level else top.issuer) if by_a_level else None
    return replace(
        request,
        levels=levels,
        deadline=due,
        issuer=issuer or request.issuer,
        upstream_deadline=above,
        upstream_issuer=top.issuer if above else None,
        assumed=level.assumed if level else request.assumed,
        due_for=level.due_for if level else request.due_for,
    )


def copy_key(key: str, chat: int) -> str:
    """The key of the copy of a request that a group has for itself."""
    return f"{key}~{chat}"


def owner_of(key: str) -> int | None:
    """The chat whose group has a copy for itself; None for the key of what is everybody's."""
    found = _COPY.search(key)
    return int(found[1]) if found else None


_COPY = re.compile(r"~(\d+)[^~]*\Z", re.ASCII)
