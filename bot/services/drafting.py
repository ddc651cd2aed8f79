"""A look at a notice before it is sent (发之前看一眼): what makes it easier on who gets it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.flag import FlagReason
from bot.domain.reading import Ask, Kind
from bot.domain.request import Request, Source
from bot.domain.worktime import WorkTime
from bot.reading.lacking import lacking
from bot.services.composing import CLASH
from bot.services.submitting import asked_before
from bot.storage.connection import Snapshot
from bot.storage.overview import Sight, events_between
from bot.storage.requests import requests_plain

_EVENTS = (Kind.MEETING, Kind.INSPECTION)
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What a draft may be spared.

    ``asked`` are requests for the same data; ``clashes`` begin at nearly the same time;
    ``due`` is its deadline where that leaves less than a working day, with ``left`` of working
    time and ``fair``, which would leave one; ``rests`` tells that it is due on a day off;
    ``burdens`` are what it demands besides the thing itself; ``lacking`` what it does not say.
    """

    asked: tuple[tuple[Request, Source], ...] = ()
    clashes: tuple[Request, ...] = ()
    due: datetime | None = None
    left: timedelta = timedelta()
    fair: datetime | None = None
    rests: bool = False
    burdens: tuple[FlagReason, ...] = ()
    lacking: tuple[str, ...] = ()


def look_over(
    snapshot: Snapshot,
    text: str,
    ask: Ask,
    chats: tuple[int, ...],
    work: WorkTime,
    reasons: Mapping[str, FlagReason],
    now: datetime,
) -> Outlook:
    """What could be better about a draft of normalised ``text``, by what these chats were told."""
    due = ask.times.deadline
    left = work.between(now, due) if due else work.day
    hurried = due is not None and not ask.urgent and left < work.day
    return Outlook(
        asked=tuple(asked_before(snapshot, text, due, chats, now))
        if ask.kind is Kind.REPORT
        else (),
        clashes=_clashes(snapshot, ask.times.starts_at, chats),
        due=due if hurried else None,
        left=left,
        fair=work.after(now, work.day) if hurried else None,
        rests=due is not None and not ask.urgent and not work.calendar.is_workday(due.date()),
        burdens=tuple(
            reason
            for reason in reasons.values()
            if reason.code not in _TOLD_BY_TIME and not set(reason.categories).isdisjoint(ask.cues)
        ),
        lacking=() if ask.urgent else lacking(text, ask),
    )


# The look says itself how little time is left, and who asked for the same before.
_TOLD_BY_TIME = frozenset({"rush", "repeat"})


def _clashes(
    snapshot: Snapshot, starts_at: datetime | None, chats: tuple[int, ...]
) -> tuple[Request, ...]:
    if starts_at is None or not chats:
        return ()
    sight = Sight(chats=chats)
    found = events_between(
        snapshot, sight, _EVENTS, starts_at - CLASH, starts_at + CLASH, _SHOWN + 1
    )
    return tuple(requests_plain(snapshot, [one.request for one in found if one.open]))[:_SHOWN]
