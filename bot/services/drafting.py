"""A look at a notice before it is sent (发之前看一眼): what makes it easier on who gets it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.flag import FlagReason
from bot.domain.reading import NO_DETAILS, Ask, Details, Kind
from bot.domain.request import Request, RequestState, Source
from bot.domain.worktime import WorkTime
from bot.reading.lacking import lacking
from bot.services.composing import CLASH
from bot.services.due import next_time
from bot.services.submitting import asked_before
from bot.storage.connection import Snapshot
from bot.storage.overview import Sight, events_between, recurring_events
from bot.storage.requests import requests_plain

_EVENTS = (Kind.MEETING, Kind.INSPECTION)
_SHOWN, _LOOKED_AT = 3, 40
_TOLD_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What one ask of a draft may be spared; ``title`` where the draft has several.

    ``asked`` are requests for the same data; ``clashes`` begin at nearly the same time, each with
    when it does; ``due`` is its deadline where that leaves less than a working day, with ``left``
    of working time and ``fair``, which would leave one; ``rests`` tells that it is due on a day
    off, ``over`` that its time is past; ``burdens`` are what it demands besides the thing itself;
    ``lacking`` what it does not say, ``details`` what it is read to want.
    """

    title: str = ""
    asked: tuple[tuple[Request, Source], ...] = ()
    clashes: tuple[tuple[Request, datetime], ...] = ()
    due: datetime | None = None
    left: timedelta = timedelta()
    fair: datetime | None = None
    rests: bool = False
    over: datetime | None = None
    burdens: tuple[FlagReason, ...] = ()
    lacking: tuple[str, ...] = ()
    details: Details = NO_DETAILS


def look_over(
    snapshot: Snapshot,
    text: str,
    asks: Sequence[Ask],
    earlier: Sequence[Ask],
    chats: tuple[int, ...],
    work: WorkTime,
    reasons: Mapping[str, FlagReason],
    now: datetime,
) -> tuple[Outlook, ...]:
    """What could be better about each ask of a draft, by what these chats were told.

    ``text`` is normalised; ``earlier`` is what it would have asked some weeks ago, when a day that
    is past now was still ahead.
    """
    before = list(earlier) if len(earlier) == len(asks) else [None] * len(asks)
    several = len(asks) > 1
    found = []
    for ask, then in zip(asks, before, strict=True):
        over = _over(ask, then, now)
        said = ask.title if several else text
        one = _timed(ask, over, work, now)
        found.append(
            replace(
                one,
                title=ask.title if several else "",
                details=ask.details,
                asked=tuple(_asked(snapshot, said, ask, chats, now)),
                clashes=() if over else _clashes(snapshot, _begins(ask), chats, work, now),
                burdens=tuple(
                    reason
                    for reason in reasons.values()
                    if reason.code not in _TOLD_BY_TIME
                    and not set(reason.categories).isdisjoint(ask.cues)
                ),
                lacking=tuple(
                    code
                    for code in (() if ask.urgent else lacking(text, ask))
                    if not (over and code in _ABOUT_TIME)
                ),
            )
        )
    return tuple(found)


# The look says itself how little time is left, and who asked for the same before.
_TOLD_BY_TIME = frozenset({"rush", "repeat"})
_ABOUT_TIME = frozenset({"when", "begins"})


def _timed(ask: Ask, over: datetime | None, work: WorkTime, now: datetime) -> Outlook:
    due = None if over or ask.urgent else ask.times.deadline
    left = work.between(now, due) if due else work.day
    hurried = due is not None and left < work.day
    return Outlook(
        due=due if hurried else None,
        left=left,
        fair=work.after(now, work.day) if hurried else None,
        rests=due is not None and not work.calendar.is_workday(due.date()),
        over=over,
    )


def _over(ask: Ask, then: Ask | None, now: datetime) -> datetime | None:
    """The time that is named, where it is past."""
    for one in (ask, then):
        at = (one.times.deadline or one.times.starts_at) if one else None
        if at:
            return at if at <= now else None
    return None


def _begins(ask: Ask) -> datetime | None:
    """When an event begins, or what recurs begins next."""
    recurs = ask.times.recurs and ask.kind in _EVENTS
    return ask.times.starts_at or (ask.times.deadline if recurs else None)


def _asked(
    snapshot: Snapshot, text: str, ask: Ask, chats: tuple[int, ...], now: datetime
) -> list[tuple[Request, Source]]:
    """Who wanted the same data, and still does: what was taken back, nobody handed in."""
    if ask.kind is not Kind.REPORT:
        return []
    return asked_before(snapshot, text, ask.times.deadline, chats, now, _STANDING)


_STANDING = frozenset({RequestState.OPEN})


def _clashes(
    snapshot: Snapshot,
    begins: datetime | None,
    chats: tuple[int, ...],
    work: WorkTime,
    now: datetime,
) -> tuple[tuple[Request, datetime], ...]:
    if begins is None or not chats:
        return ()
    sight, first, last = Sight(chats=chats), begins - CLASH, begins + CLASH
    once = events_between(snapshot, sight, _EVENTS, first, last, _LOOKED_AT)
    begun = {one.request: one.at for one in once if one.open and one.at > first}
    again = recurring_events(snapshot, sight, _EVENTS, now - _TOLD_WITHIN, _LOOKED_AT)
    for request in map(sight.of, requests_plain(snapshot, again)):
        at = next_time(request, max(now, first), work.calendar, work.clock).deadline
        if at and first < at < last:
            begun.setdefault(request.id, at)
    plain = {one.id: sight.of(one) for one in requests_plain(snapshot, begun)}
    return tuple((plain[one], at) for one, at in sorted(begun.items(), key=lambda o: o[::-1]))[
        :_SHOWN
    ]
