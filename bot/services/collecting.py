"""Which units handed in what somebody asked for (收件情况): units, never persons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.domain.calendar import WorkCalendar
from bot.domain.digest import Period
from bot.domain.lexicon import Clock
from bot.domain.message import SHANGHAI
from bot.domain.reading import Kind
from bot.domain.request import Request, RequestState
from bot.reading.handing_in import (
    common_name,
    is_collected_from,
    is_for_all,
    is_for_villages,
)
from bot.reading.redact import redact
from bot.reading.speaker.units import addresses, asks_others
from bot.services.due import is_of_round, next_time
from bot.storage.connection import Snapshot, Tx
from bot.storage.heard import requests_by_id
from bot.storage.messages import newest_message
from bot.storage.people import presences
from bot.storage.submissions import (
    asked_by_member,
    chats_asked_in,
    done_in,
    drop_submissions,
    keep_reminded,
    private_chats,
    reminded_of,
    submissions_of,
    units_of_chats,
)

KINDS = (Kind.REPORT, Kind.CHECK_IN, Kind.TASK)
SPOKEN_OF, OVERDUE = timedelta(days=45), timedelta(days=7)
"""What was not spoken of, or was due, longer ago is collected no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """How far a request is handed in; ``reminded`` are those of ``missing`` we reminded."""

    request: Request
    received: tuple[str, ...]
    missing: tuple[str, ...]
    reminded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminders:
    """Private chats to remind, how many units they reach, how many nobody can, and had it."""

    chats: tuple[str, ...]
    reached: int
    unreachable: int
    before: int


def collections(
    snapshot: Snapshot,
    member: int,
    chats: Sequence[int],
    now: datetime,
    calendar: WorkCalendar,
    clock: Clock,
) -> list[Collection]:
    """What a member asked for in these chats and still collects, newest first."""
    found = []
    for ident in asked_by_member(snapshot, member, now - SPOKEN_OF):
        one = collection(snapshot, ident, member, chats, now, calendar, clock)
        if one:
            found.append(one)
    return found


def collection(
    snapshot: Snapshot,
    ident: int,
    member: int,
    chats: Sequence[int],
    now: datetime,
    calendar: WorkCalendar,
    clock: Clock,
) -> Collection | None:
    """One of these; None for what the member did not ask for here, or collects no more."""
    here = tuple(sorted(chats_asked_in(snapshot, ident, member).intersection(chats)))
    if not here:
        return None
    period = Period(start=now, end=now, commits=(0, newest_message(snapshot)), chats=here)
    ((request, core),) = requests_by_id(snapshot, [ident], period)
    request = this_round(request, now, calendar, clock)
    over = request.deadline is not None and request.deadline < now - OVERDUE
    if request.state is not RequestState.OPEN or request.kind not in KINDS or over:
        return None
    asked = _asked_units(snapshot, request, core, member, here)
    evidence = [*submissions_of(snapshot, ident), *done_in(snapshot, ident, here)]
    had = {shown_name(unit) for unit, deadline in evidence if is_of_round(request, deadline)}
    missing = tuple(sorted(asked - had))
    return Collection(
        request=request,
        received=tuple(sorted(asked & had)),
        missing=missing,
        reminded=reminded_of(snapshot, ident).intersection(missing),
    )


def remind(
    tx: Tx,
    ident: int,
    member: int,
    chats: Sequence[int],
    now: datetime,
    calendar: WorkCalendar,
    clock: Clock,
) -> tuple[Request, Reminders] | None:
    """Whom to remind of a request now, each unit once; None when it is not theirs to collect."""
    one = collection(tx, ident, member, chats, now, calendar, clock)
    if one is None:
        return None
    here = tuple(chats_asked_in(tx, ident, member).intersection(chats))
    reached: dict[str, list[str]] = {}
    for unit in (unit for unit in one.missing if unit not in one.reminded):
        people = [who for who, name, _ in units_of_chats(tx, here) if shown_name(name) == unit]
        private = private_chats(tx, people)
        if private:
            reached[unit] = private
            keep_reminded(tx, ident, unit)
    everyone = dict.fromkeys(chat for private in reached.values() for chat in private)
    return one.request, Reminders(
        chats=tuple(everyone),
        reached=len(reached),
        unreachable=len(one.missing) - len(one.reminded) - len(reached),
        before=len(one.reminded),
    )


def take_back(tx: Tx, member: int, ident: int) -> None:
    """A member says that their unit did not hand this in: what we saw of it was wrong.

    Each group's members speak for its units alone: in a group of one's own anybody names any unit.
    """
    for one in presences(tx, member):
        if one.unit:
            drop_submissions(tx, ident, shown_name(one.unit), one.chat)


def this_round(request: Request, at: datetime, calendar: WorkCalendar, clock: Clock) -> Request:
    """A recurring request as of this day: its deadline stays until the day is over."""
    begun = datetime.combine(at.astimezone(SHANGHAI).date(), time(0), SHANGHAI)
    return next_time(request, begun, calendar, clock)


def shown_name(unit: str) -> str:
    """A unit as it is shown and compared; members can write anything as theirs."""
    return common_name(redact(unit))


def collected_units(snapshot: Snapshot, chats: tuple[int, ...]) -> dict[int, str]:
    """Members of these chats who stand for a unit that things are collected from."""
    return {
        who: shown_name(unit)
        for who, unit, told in units_of_chats(snapshot, chats)
        if told or is_collected_from(unit)
    }


def _asked_units(
    snapshot: Snapshot, request: Request, core: str, member: int, chats: tuple[int, ...]
) -> frozenset[str]:
    """The units that were asked: those named, or else all; never the one that asks."""
    units = collected_units(snapshot, chats)
    asker, issuer = units.get(member), request.issuer or ""
    all_of_them = {u for u in units.values() if u != asker and u not in issuer}
    if is_for_villages(core):
        all_of_them = {u for u in all_of_them if is_collected_from(u)}
    named = {u for u in all_of_them if addresses(core, u)}
    others_too = is_for_all(core) or asks_others(core)
    return frozenset(named if named and not others_too else all_of_them)
