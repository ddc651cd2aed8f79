"""Meetings and inspections ahead: which ones clash, and which ones come again soon."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
from bot.storage.overview import Begun, Sight, events_between
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
    """What begins, and the chats of those who are meant."""

    begun: Begun
    chats: frozenset[int]


_ByChat = Mapping[int, Sequence[_Told]]
"""What was told in each chat, by time."""


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
    monday = datetime.combine(start.date() - timedelta(days=start.weekday()), time(), SHANGHAI)
    shown = events_between(snapshot, sight, _EVENTS, start, end, _SHOWN + 1)
    inspections = events_between(
        snapshot, sight, (Kind.INSPECTION,), min(start - AGAIN, monday), end, _LOOKED_AT
    )
    names = chats_of_many(snapshot, {one.request for one in (*shown, *inspections)})
    told = [_told(one, names, sight) for one in shown]
    visits = [_told(one, names, sight) for one in inspections if one.open]
    others, visited, weekly = _by_chat(told), _by_chat(visits), _counts(visits, monday)
    clashes = {one.begun.request: _clashes(one, others) for one in told}
    before = {one.begun.request: _before(one, visited) for one in told}
    named = {one.request for one in shown}.union(
        other for found in before.values() for _, other in found
    )
    plain = {one.id: sight.of(one) for one in requests_plain(snapshot, named)}
    return tuple(
        Event(
            request=plain[one.begun.request],
            groups=tuple(names[one.begun.request][chat] for chat in sorted(one.chats)),
            clashes=tuple(plain[other] for other in clashes[one.begun.request]),
            before=tuple((why, plain[other]) for why, other in before[one.begun.request]),
            weekly=max((weekly[_week(one), chat] for chat in one.chats), default=0)
            if _is_visit(one)
            else 0,
        )
        for one in told
    )


def _told(begun: Begun, names: Mapping[int, Mapping[int, str]], sight: Sight) -> _Told:
    known = names.get(begun.request, {})
    return _Told(begun, frozenset(chat for chat in known if sight.hears(chat)))


def _by_chat(told: Iterable[_Told]) -> _ByChat:
    found: dict[int, list[_Told]] = {}
    for one in told:
        for chat in one.chats:
            found.setdefault(chat, []).append(one)
    return found


def _meeting(one: _Told, told: _ByChat, start: datetime, end: datetime) -> list[Begun]:
    """What else begins in [start, end) for some of the same people, by time."""
    found = {
        other.begun
        for chat in one.chats
        for other in told.get(chat, ())
        if start <= other.begun.at < end and other.begun.request != one.begun.request
    }
    return sorted(found, key=lambda other: (other.at, other.request))


def _is_visit(one: _Told) -> bool:
    return one.begun.open and one.begun.kind is Kind.INSPECTION


def _clashes(one: _Told, told: _ByChat) -> list[int]:
    """A day's end is no time at which anything begins."""
    at = one.begun.at
    if not one.begun.open or at.time() == _END_OF_DAY:
        return []
    return [
        other.request
        for other in _meeting(one, told, at - CLASH, at + CLASH)
        if other.at > at - CLASH and other.open and other.at.time() != _END_OF_DAY
    ]


def _before(one: _Told, visited: _ByChat) -> list[tuple[Again, int]]:
    if not _is_visit(one):
        return []
    begun, found = one.begun, []
    for other in _meeting(one, visited, begun.at - AGAIN, begun.at):
        same = begun.issuer is not None and begun.issuer == other.issuer
        if same or _alike(_subject(begun.title), _subject(other.title)):
            found.append((Again.ISSUER if same else Again.SUBJECT, other.request))
    return found


@lru_cache(maxsize=4096)
def _subject(title: str) -> frozenset[str]:
    return subject(normalise(title).text)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _LEAST and containment(one, other) >= _ALIKE


def _counts(visits: Iterable[_Told], monday: datetime) -> Counter[tuple[date, int]]:
    """How many inspections each chat has in each week from a Monday on."""
    return Counter(
        (_week(one), chat) for one in visits if one.begun.at >= monday for chat in one.chats
    )


def _week(one: _Told) -> date:
    day = one.begun.at.date()
    return day - timedelta(days=day.weekday())
