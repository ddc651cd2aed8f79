"""Requests in lists: by what is ahead, by words, and by what they are about."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.domain.calendar import WorkCalendar
from bot.domain.lexicon import Clock
from bot.domain.message import SHANGHAI
from bot.domain.reading import Kind
from bot.domain.request import Request
from bot.reading.normalise import normalise
from bot.reading.terms import terms
from bot.services.due import next_time
from bot.services.searching import found_by
from bot.storage.connection import Snapshot
from bot.storage.heard import with_same_data
from bot.storage.mentions import core_of
from bot.storage.notices import Heard, heard_of
from bot.storage.overview import Shelf, Sight, Wanted, issuer_names, page_of, seen_among
from bot.storage.repeats import likely_told
from bot.storage.requests import requests_plain

SHOWN = 50
LATELY = timedelta(days=30)
"""How long what names no time is held to be open after it was last spoken of."""
_MOST_FOUND = 1000
FURTHEST = 40
"""Pages that can be turned to; whoever wants more asks for something narrower."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is looked for. ``page`` counts from 0; ``days``: spoken of within so many."""

    shelf: Shelf = Shelf.OPEN
    words: str = ""
    chat: int | None = None
    issuer: str = ""
    kind: Kind | None = None
    days: int | None = None
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One request of a list, how it was spoken of, and if others they see want the same data."""

    request: Request
    heard: Heard | None
    same_data: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of a list. ``alike`` when nothing holds all the words, and these hold some."""

    rows: tuple[Row, ...] = field(default=())
    more: bool = False
    alike: bool = False


def browse(
    snapshot: Snapshot,
    sight: Sight,
    asked: Asked,
    now: datetime,
    calendar: WorkCalendar,
    clock: Clock,
) -> Listed:
    """A page of the requests that somebody may see and asked for."""
    start = min(asked.page, FURTHEST) * SHOWN
    found = look_up(snapshot, sight, asked, now, calendar, start, SHOWN + 1)
    rows = rows_of(snapshot, sight, found.sight, found.idents[:SHOWN], now, calendar, clock)
    more = len(found.idents) > SHOWN and asked.page < FURTHEST
    return Listed(rows=rows, more=more, alike=found.alike)


class Found(NamedTuple):
    """Requests that were looked up, and the part of what somebody sees where they were."""

    sight: Sight
    idents: list[int]
    alike: bool = False


def look_up(
    snapshot: Snapshot,
    sight: Sight,
    asked: Asked,
    now: datetime,
    calendar: WorkCalendar,
    start: int,
    most: int,
) -> Found:
    """The requests that somebody may see and asked for, ``most`` from the ``start``-th on."""
    if asked.chat is not None:
        if not (sight.chats is None or asked.chat in sight.chats):
            return Found(sight, [])
        sight = Sight(chats=(asked.chat,))
    among: list[int] | None = None
    alike = False
    if asked.words:
        found, alike = found_by(snapshot, sight, asked.words)
        among = found[:_MOST_FOUND]
    wanted = Wanted(
        shelf=asked.shelf,
        now=now,
        until=end_of_next(now, calendar),
        lately=now - LATELY,
        issuers=_named(snapshot, asked.issuer) if asked.issuer else None,
        kind=asked.kind,
        since=now - timedelta(days=asked.days) if asked.days else None,
        among=among,
    )
    return Found(sight, page_of(snapshot, sight, wanted, start, most), alike)


def similar(
    snapshot: Snapshot,
    chats: frozenset[int],
    request: Request,
    now: datetime,
    calendar: WorkCalendar,
    clock: Clock,
) -> Listed:
    """Other requests of these chats whose notices share most words with one."""
    words = terms(normalise(request.title).text) or terms(core_of(snapshot, request.id))
    found = likely_told(snapshot, words, tuple(chats), now - _REMEMBERED, _SIMILAR)
    idents = [
        one.id
        for one, text in found
        if one.id != request.id and len(words & terms(text)) >= min(_SHARED, len(words))
    ]
    sight = Sight(tuple(chats))
    return Listed(rows=rows_of(snapshot, sight, sight, idents, now, calendar, clock))


_REMEMBERED, _SIMILAR, _SHARED = timedelta(days=45), 12, 2


def rows_of(
    snapshot: Snapshot,
    sight: Sight,
    here: Sight,
    idents: list[int],
    now: datetime,
    calendar: WorkCalendar,
    clock: Clock,
) -> tuple[Row, ...]:
    """These requests in this order, as they were spoken of ``here``."""
    plain = {one.id: one for one in requests_plain(snapshot, idents)}
    heard = heard_of(snapshot, here, idents)
    shared = with_same_data(snapshot, idents)
    # That there is another one is nothing that whoever may not see it may learn.
    seen = seen_among(snapshot, sight, frozenset[int]().union(*shared.values()))
    return tuple(
        Row(
            request=next_time(here.of(plain[ident]), now, calendar, clock),
            heard=heard.get(ident),
            same_data=not seen.isdisjoint(shared.get(ident, ())),
        )
        for ident in idents
        if ident in plain
    )


def end_of_next(now: datetime, calendar: WorkCalendar) -> datetime:
    """The end of the next working day, or of tomorrow where that is later."""
    today = now.astimezone(SHANGHAI)
    day = max(calendar.next_workday(today.date()), (today + timedelta(days=1)).date())
    return datetime(day.year, day.month, day.day, 23, 59, tzinfo=SHANGHAI)


def _named(snapshot: Snapshot, words: str) -> tuple[str, ...]:
    return tuple(name for name in issuer_names(snapshot) if words in name)
