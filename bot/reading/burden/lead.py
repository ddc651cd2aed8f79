"""Whether an ask leaves its readers a working day, by the calendar of working days."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from bot.domain.calendar import WorkCalendar
from bot.domain.lexicon import Clock

_NONE = timedelta(0)
_LONGEST = timedelta(days=14)
"""No holiday is so long that less than a working day is left of so much time."""


def is_short_notice(since: datetime, until: datetime, calendar: WorkCalendar, clock: Clock) -> bool:
    """Whether at most one day's working hours lie between: what is sent after hours for the next
    day, or before a rest day for its end, leaves no more.
    """
    if not _NONE <= until - since <= _LONGEST:
        return False
    if until.date() == since.date():
        return True
    return working_time(since, until, calendar, clock) <= _working_day(clock)


def working_time(
    since: datetime, until: datetime, calendar: WorkCalendar, clock: Clock
) -> timedelta:
    """The working hours from ``since`` to ``until``."""
    days = (since.date() + timedelta(days=n) for n in range((until.date() - since.date()).days + 1))
    return sum(
        (
            max(_NONE, min(until, _at(day, end, since)) - max(since, _at(day, start, since)))
            for day in days
            if calendar.is_workday(day)
            for start, end in _hours(clock)
        ),
        _NONE,
    )


@lru_cache(maxsize=8)
def _working_day(clock: Clock) -> timedelta:
    any_day = date(2026, 1, 1)
    return sum(
        (
            datetime.combine(any_day, end) - datetime.combine(any_day, start)
            for start, end in _hours(clock)
        ),
        _NONE,
    )


def _at(day: date, clock: time, like: datetime) -> datetime:
    return datetime.combine(day, clock, like.tzinfo)


def _hours(clock: Clock) -> tuple[tuple[time, time], tuple[time, time]]:
    return (clock.start_of_work, clock.noon), (clock.afternoon_start, clock.end_of_work)
