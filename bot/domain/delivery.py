"""Targets, their digest slots, and the ledger of what was delivered: states and decisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.domain.boundary import Button
from bot.domain.calendar import WorkCalendar
from bot.domain.message import SHANGHAI

LATE = timedelta(hours=3)
"""A digest later than this folds into the next one."""
LONGEST_WAIT = 900.0
"""Seconds between two tries, at most, unless the platform asks for more."""


class PartState(StrEnum):
    """States of one part of a digest (data/states.json, machine "delivery_part")."""

    PLANNED = "planned"
    RENDERED = "rendered"
    RESERVING = "reserving"
    UNKNOWN = "unknown"
    PLACED = "placed"
    SENT = "sent"
    SKIPPED = "skipped"
    DEAD = "dead"


class Happened(StrEnum):
    """What can happen to a part; the words are those of data/states.json."""

    FREEZE = "freeze"
    EMPTY = "empty"
    FOLD = "fold"
    RESERVE = "reserve"
    FORBIDDEN = "forbidden"
    HEADLINE_SENT = "headline_sent"
    REFUSED = "refused"
    AMBIGUOUS = "ambiguous"
    AGAIN = "again"
    EDITED = "edited"
    EDIT_FAILED = "edit_failed"
    EDIT_REJECTED = "edit_rejected"
    GIVE_UP = "give_up"
    GONE = "gone"
    REVISE = "revise"
    REST = "rest"


_S, _H = PartState, Happened
TRANSITIONS: dict[tuple[PartState, Happened], PartState] = {
    (_S.PLANNED, _H.FREEZE): _S.RENDERED,
    (_S.PLANNED, _H.EMPTY): _S.SKIPPED,
    (_S.PLANNED, _H.FOLD): _S.SKIPPED,
    (_S.RENDERED, _H.RESERVE): _S.RESERVING,
    (_S.RENDERED, _H.FORBIDDEN): _S.DEAD,
    (_S.RESERVING, _H.HEADLINE_SENT): _S.PLACED,
    (_S.RESERVING, _H.REFUSED): _S.RENDERED,
    (_S.RESERVING, _H.FORBIDDEN): _S.DEAD,
    (_S.RESERVING, _H.AMBIGUOUS): _S.UNKNOWN,
    (_S.UNKNOWN, _H.AGAIN): _S.RESERVING,
    (_S.PLACED, _H.EDITED): _S.SENT,
    (_S.PLACED, _H.EDIT_FAILED): _S.PLACED,
    (_S.PLACED, _H.EDIT_REJECTED): _S.PLACED,
    (_S.PLACED, _H.GIVE_UP): _S.DEAD,
    (_S.PLACED, _H.GONE): _S.RENDERED,
    (_S.PLACED, _H.FORBIDDEN): _S.DEAD,
    (_S.SENT, _H.REVISE): _S.PLACED,
    (_S.SENT, _H.REST): _S.SKIPPED,
}


def after(state: PartState, happened: Happened) -> PartState:
    """The state of a part after what happened. Raises KeyError for what cannot happen there."""
    return TRANSITIONS[state, happened]


class Text(NamedTuple):
    """One part as it will be read; the headline goes ahead of it."""

    headline: str
    html: str
    plain: str
    buttons: tuple[tuple[Button, ...], ...] = ()


class Printed(NamedTuple):
    """A digest as it is read: its parts, and the number of each line about a request, by key."""

    texts: list[Text]
    numbers: Mapping[str, int]


class TargetKind(StrEnum):
    """What a target gets: the group's day, its week, or the card of a member (我的待办)."""

    DAILY = "daily"
    WEEKLY = "weekly"
    CARD = "card"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A digest time with an id of its own: moving it makes no second digest that day.

    ``weekday`` (0 is Monday) is set where it comes once a week.
    """

    id: str
    at: time
    weekday: int | None = None


EVENING = Slot(id="evening", at=time(17, 30))
WEEK = Slot(id="week", at=time(16, 50), weekday=4)
MORNING = Slot(id="morning", at=time(7, 50))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """A daily stretch of local time, over midnight where it ends before it starts."""

    start: time
    end: time

    def hold(self, now: datetime) -> bool:
        """Whether ``now`` falls into them."""
        return self.covers(now.astimezone(SHANGHAI).time())

    def covers(self, at: time) -> bool:
        """Whether a local time falls into them."""
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


NIGHT = Hours(start=time(22, 0), end=time(7, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Who gets a digest. ``workdays_only`` folds rest days into the next working day.

    In ``quiet`` hours nothing is begun but alarms; what came due waits for their end.
    """

    id: int
    chat: str
    title: str
    kind: TargetKind = TargetKind.DAILY
    slots: tuple[Slot, ...] = (EVENING,)
    workdays_only: bool = False
    quiet: Hours = NIGHT
    paused_until: date | None = None
    active: bool = True
    pinned: int | None = None

    def is_paused(self, day: date) -> bool:
        """Whether nothing but alarms is sent on a local date."""
        return self.paused_until is not None and day < self.paused_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A slot whose moment has come on a local date.

    ``missed`` when a later one has come too, ``late`` when it is too late to send it whole: both
    fold into the next digest.
    """

    slot: Slot
    day: date
    at: datetime
    missed: bool
    late: bool


def due_slots(
    target: Target, now: datetime, since: datetime, calendar: WorkCalendar
) -> tuple[Due, ...]:
    """Slots of ``target`` due in (since, now], oldest first; of missed ones only the last counts.

    ``since`` is when the target was last looked after.
    """
    first = max(since.astimezone(SHANGHAI).date(), now.astimezone(SHANGHAI).date() - _BACK)
    last = now.astimezone(SHANGHAI).date()
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    found = [
        (datetime.combine(day, slot.at, SHANGHAI), slot)
        for day in days
        if _speaks(target, day, calendar)
        for slot in target.slots
        if slot.weekday in (None, day.weekday())
    ]
    ripe = sorted((pair for pair in found if since < pair[0] <= now), key=lambda pair: pair[0])
    return tuple(
        Due(slot=slot, day=at.date(), at=at, missed=at < ripe[-1][0], late=now - at > LATE)
        for at, slot in ripe
    )


_BACK = timedelta(days=3)


def _speaks(target: Target, day: date, calendar: WorkCalendar) -> bool:
    if target.is_paused(day):
        return False
    return not target.workdays_only or calendar.is_workday(day)


def next_slot(target: Target, now: datetime, calendar: WorkCalendar) -> datetime:
    """When ``target`` is next spoken to after ``now``; at the latest in two weeks."""
    today = now.astimezone(SHANGHAI).date()
    for ahead in range(14):
        day = today + timedelta(days=ahead)
        moments = [
            datetime.combine(day, slot.at, SHANGHAI)
            for slot in target.slots
            if slot.weekday in (None, day.weekday())
        ]
        later = [at for at in moments if at > now]
        if later and _speaks(target, day, calendar):
            return min(later)
    return now + timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a digest on its way; ``sent_revision`` is the newest one people see."""

    id: int
    delivery: int
    chat: str
    number: int
    state: PartState
    headline: str
    html: str
    plain: str
    buttons: tuple[tuple[Button, ...], ...]
    revision: int
    as_plain: bool
    attempts: int
    message: int | None
