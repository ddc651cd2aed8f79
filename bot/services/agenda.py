"""Meetings and inspections ahead: which ones clash, and which ones come again soon."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from bot.domain.message import SHANGHAI
from bot.domain.reading import Kind
from bot.domain.request import Request, RequestState
from bot.domain.session import Person
from bot.reading.normalise import normalise
from bot.reading.terms import containment, subject
from bot.services.composing import CLASH
from bot.services.office import Office
from bot.services.sight import sight_of
from bot.storage.connection import Snapshot
from bot.storage.notices import chats_of_many
from bot.storage.overview import Sight, events_between
from bot.storage.requests import requests_plain

AGAIN = timedelta(days=30)
WEEK = timedelta(days=7)
_SHOWN, _LOOKED_AT = 300, 1500
_ALIKE, _LEAST = 0.6, 2
_EVENTS = (Kind.MEETING, Kind.INSPECTION)
_END_OF_DAY = time(23, 59)


class Again(StrEnum):
    """Why an inspection is said to come again."""

    ISSUER = "issuer"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that begins at a time, and in which groups (of those one may see) it was told.

    ``clashes`` begin at nearly the same time for the same people; ``before`` are inspections of
    the same people within 30 days before it; ``weekly`` is the most inspections of one group in
    its week.
    """

    request: Request
    groups: tuple[str, ...]
    clashes: tuple[Request, ...] = ()
    before: tuple[tuple[Again, Request], ...] = ()
    weekly: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What begins between Monday and Sunday; ``more``: not all of it is shown."""

    monday: date
    events: tuple[Event, ...]
    more: bool


class _Told(NamedTuple):
    """A request, when it begins, the chats of those who are meant, and what it is about."""

    request: Request
    at: datetime
    chats: frozenset[int]
    subject: frozenset[str]

    def meets(self, other: "_Told") -> bool:
        """Whether both are for some of the same people."""
        return not self.chats.isdisjoint(other.chats) and self.request.id != other.request.id


def week_of(snapshot: Snapshot, office: Office, me: Person, day: date) -> Week:
    """The week of a day, as far as somebody may see it."""
    monday = day - timedelta(days=day.weekday())
    start = datetime.combine(monday, time(), SHANGHAI)
    events = between(snapshot, sight_of(snapshot, office, me), start, start + WEEK)
    return Week(monday=monday, events=events[:_SHOWN], more=len(events) > _SHOWN)


def near(snapshot: Snapshot, office: Office, me: Person, now: datetime) -> tuple[Event, ...]:
    """What begins from now to the end of tomorrow."""
    local = now.astimezone(SHANGHAI)
    end = datetime.combine(local.date() + timedelta(days=2), time(), SHANGHAI)
    found = between(snapshot, sight_of(snapshot, office, me), local, end)
    return tuple(one for one in found if one.request.state is RequestState.OPEN)


def between(snapshot: Snapshot, sight: Sight, start: datetime, end: datetime) -> tuple[Event, ...]:
    """Meetings and inspections that begin in [start, end), by time, with what stands beside."""
    idents = events_between(snapshot, sight, _EVENTS, start, end, _SHOWN + 1)
    monday = start - timedelta(days=start.weekday())
    inspections = events_between(
        snapshot, sight, (Kind.INSPECTION,), min(start - AGAIN, monday), end, _LOOKED_AT
    )
    names = chats_of_many(snapshot, {*idents, *inspections})
    told = _told(snapshot, sight, idents, names)
    visits = [one for one in _told(snapshot, sight, inspections, names) if _is_on(one)]
    known, weekly = {one.request.id for one in visits}, _counts(visits)
    return tuple(
        Event(
            request=one.request,
            groups=tuple(names[one.request.id][chat] for chat in sorted(one.chats)),
            clashes=tuple(_clashes(one, told)),
            before=tuple(_before(one, visits)) if one.request.id in known else (),
            weekly=max((weekly[_monday(one), chat] for chat in one.chats), default=0)
            if one.request.id in known
            else 0,
        )
        for one in told
    )


def _told(
    snapshot: Snapshot, sight: Sight, idents: Iterable[int], names: dict[int, dict[int, str]]
) -> list[_Told]:
    found = [
        _Told(
            request=one,
            at=one.starts_at,
            chats=frozenset(chat for chat in names.get(one.id, ()) if sight.hears(chat)),
            subject=_subject(one.title),
        )
        for one in requests_plain(snapshot, idents)
        if one.starts_at
    ]
    return sorted(found, key=lambda one: (one.at, one.request.id))


@lru_cache(maxsize=4096)
def _subject(title: str) -> frozenset[str]:
    return subject(normalise(title).text)


def _is_on(one: _Told) -> bool:
    return one.request.state is RequestState.OPEN


def _clashes(one: _Told, told: Sequence[_Told]) -> list[Request]:
    """Of what was ``told``, by time. A day's end is no time at which anything begins."""
    if not _is_on(one) or one.at.time() == _END_OF_DAY:
        return []
    near = told[
        bisect_left(told, one.at - CLASH, key=_begins) : bisect_right(
            told, one.at + CLASH, key=_begins
        )
    ]
    return [
        other.request
        for other in near
        if abs(other.at - one.at) < CLASH
        and _is_on(other)
        and other.at.time() != _END_OF_DAY
        and one.meets(other)
    ]


def _begins(one: _Told) -> datetime:
    return one.at


def _before(one: _Told, visits: Sequence[_Told]) -> list[tuple[Again, Request]]:
    found = []
    for other in visits:
        if not (one.at - AGAIN <= other.at < one.at and one.meets(other)):
            continue
        same = one.request.issuer is not None and one.request.issuer == other.request.issuer
        if same or _alike(one.subject, other.subject):
            found.append((Again.ISSUER if same else Again.SUBJECT, other.request))
    return found


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _LEAST and containment(one, other) >= _ALIKE


def _counts(visits: Sequence[_Told]) -> Counter[tuple[date, int]]:
    """How many inspections each chat has in each week."""
    return Counter((_monday(one), chat) for one in visits for chat in one.chats)


def _monday(one: _Told) -> date:
    day = one.at.date()
    return day - timedelta(days=day.weekday())
