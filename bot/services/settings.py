"""The settings of a group's digests: read, checked, changed, and put back as they were."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.domain.audit import Act
from bot.domain.calendar import WorkCalendar
from bot.domain.delivery import WEEK, Due, Hours, Slot, Target, TargetKind, next_slot
from bot.domain.message import SHANGHAI
from bot.domain.people import Presence, Role
from bot.services.recording import record
from bot.storage.connection import Snapshot, Tx
from bot.storage.deliveries import is_in_ledger
from bot.storage.people import has_role
from bot.storage.targets import add_weekly, change_target, target_of

LONGEST_PAUSE = timedelta(days=90)
NEVER = Hours(start=time(0), end=time(0))
"""Quiet hours that hold at no time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a group has set; ``weekly`` is None where no digest of the week is sent."""

    at: time
    workdays_only: bool
    quiet: Hours
    paused_until: date | None
    weekly: Slot | None


class Problem(StrEnum):
    """Why settings cannot be kept."""

    QUIET = "quiet"
    PAUSE = "pause"
    NOT_THERE = "not_there"
    STALE = "stale"


class Change(NamedTuple):
    """What was set before, and what is set, or would be were it not for ``problem``."""

    before: Settings
    after: Settings
    problem: Problem | None = None


def settings_of(snapshot: Snapshot, chat: str) -> Settings | None:
    """The settings of the group at an address; None where we do not speak."""
    daily = target_of(snapshot, chat)
    if daily is None or not daily.active:
        return None
    weekly = target_of(snapshot, chat, TargetKind.WEEKLY)
    return Settings(
        at=daily.slots[0].at,
        workdays_only=daily.workdays_only,
        quiet=daily.quiet,
        paused_until=daily.paused_until,
        weekly=weekly.slots[0] if weekly and weekly.active else None,
    )


def problem_with(before: Settings, after: Settings, now: datetime) -> Problem | None:
    """Why what changed cannot be kept, if so: what is due in quiet hours would wait."""
    kept = (before.at, before.weekly, before.quiet) == (after.at, after.weekly, after.quiet)
    clocks = [after.at, *([after.weekly.at] if after.weekly else [])]
    moments = [datetime.combine(now.astimezone(SHANGHAI), at, SHANGHAI) for at in clocks]
    if not kept and any(map(after.quiet.hold, moments)):
        return Problem.QUIET
    until = after.paused_until
    longest = now.astimezone(SHANGHAI).date() + LONGEST_PAUSE
    if until and until != before.paused_until and until > longest:
        return Problem.PAUSE
    return None


def wished(
    snapshot: Snapshot, by: int, group: Presence, words: str, now: datetime
) -> Change | Problem:
    """What ``words`` ("at=1730") would make of a group's settings, for one of its admins."""
    before = settings_of(snapshot, group.address)
    if before is None:
        return Problem.NOT_THERE
    try:
        after = changed(before, words)
    except ValueError:
        return Problem.STALE
    if not has_role(snapshot, by, group.chat, Role.ADMIN):
        return Problem.STALE
    return Change(before, after, problem_with(before, after, now))


def change_settings(
    tx: Tx, by: int, group: Presence, words: str, now: datetime
) -> Change | Problem:
    """Do what `wished` tells, unless there is a problem with it."""
    found = wished(tx, by, group, words, now)
    if isinstance(found, Problem) or found.problem:
        return found
    keep_settings(tx, group.address, found.after, now)
    back = parting(found.before, found.after)
    if back:
        set_to = parting(found.after, found.before)
        record(tx, Act.SETTINGS, by, now, chat=group.chat, before=back, after=set_to)
    return found


def keep_settings(tx: Tx, chat: str, settings: Settings, now: datetime) -> None:
    """Keep the settings of the group at an address, which has a target."""
    daily = target_of(tx, chat)
    assert daily is not None
    slots = (replace(daily.slots[0], at=settings.at), *daily.slots[1:])
    day = replace(daily, slots=slots, workdays_only=settings.workdays_only)
    change_target(tx, _shared(day, settings))
    weekly = target_of(tx, chat, TargetKind.WEEKLY)
    if settings.weekly and (weekly is None or not weekly.active):
        weekly = add_weekly(tx, daily, settings.weekly, now)
    if weekly:
        week = (settings.weekly,) if settings.weekly else weekly.slots
        kept = replace(weekly, slots=week, active=settings.weekly is not None)
        change_target(tx, _shared(kept, settings))


def _shared(target: Target, settings: Settings) -> Target:
    """A pause and quiet hours are the group's, whatever is sent to it."""
    return replace(target, quiet=settings.quiet, paused_until=settings.paused_until)


def next_digest(
    snapshot: Snapshot, target: Target, now: datetime, calendar: WorkCalendar
) -> datetime:
    """When a target's next digest is due: a slot moved after it was served comes tomorrow."""
    at = next_slot(target, now, calendar)
    day = at.astimezone(SHANGHAI).date()
    due = Due(slot=target.slots[0], day=day, at=at, missed=False, late=False)
    return next_slot(target, at, calendar) if is_in_ledger(snapshot, target.id, due) else at


def parting(before: Settings, after: Settings) -> str:
    """What ``after`` changed, as words that set it back: "at=1730,days=all"."""
    was, now = _written(before), _written(after)
    return ",".join(f"{name}={was[name]}" for name in was if was[name] != now[name])


def changed(settings: Settings, words: str) -> Settings:
    """``settings`` with what ``words`` say: "at=1730,days=work". Raises ValueError."""
    for word in words.split(","):
        name, _, value = word.partition("=")
        reader = _READERS.get(name)
        if reader is None:
            raise ValueError(name)
        settings = reader(settings, value)
    return settings


def _written(settings: Settings) -> dict[str, str]:
    quiet, week, paused = settings.quiet, settings.weekly, settings.paused_until
    return {
        "at": f"{settings.at:%H%M}",
        "days": "work" if settings.workdays_only else "all",
        "quiet": f"{quiet.start:%H%M}-{quiet.end:%H%M}",
        "pause": f"{paused:%Y%m%d}" if paused else "no",
        "week": f"{week.weekday}-{week.at:%H%M}" if week else "no",
    }


def _clock(value: str) -> time:
    if not re.fullmatch(r"[0-9]{4}", value):
        raise ValueError(value)
    return time(int(value[:2]), int(value[2:]))


def _at(settings: Settings, value: str) -> Settings:
    return replace(settings, at=_clock(value))


def _days(settings: Settings, value: str) -> Settings:
    if value not in ("all", "work"):
        raise ValueError(value)
    return replace(settings, workdays_only=value == "work")


def _quiet(settings: Settings, value: str) -> Settings:
    start, _, end = value.partition("-")
    return replace(settings, quiet=Hours(start=_clock(start), end=_clock(end)))


def _pause(settings: Settings, value: str) -> Settings:
    if value == "no":
        return replace(settings, paused_until=None)
    if not re.fullmatch(r"[0-9]{8}", value):
        raise ValueError(value)
    return replace(settings, paused_until=date.fromisoformat(value))


def _week(settings: Settings, value: str) -> Settings:
    if value == "no":
        return replace(settings, weekly=None)
    if not re.fullmatch(r"[0-6]-[0-9]{4}", value):
        raise ValueError(value)
    return replace(settings, weekly=replace(WEEK, at=_clock(value[2:]), weekday=int(value[0])))


_READERS = {"at": _at, "days": _days, "quiet": _quiet, "pause": _pause, "week": _week}
