"""Which year a month and a day mean that name none."""

from calendar import isleap
from datetime import date

from bot.reading.deadline.atoms import Say

LONG_PAST = 100
_LONG_AHEAD = 240
# 8月31日前 read in September is over; 10月30日前 read in January is this year's.
_JUST_OVER = 31


def make(year: int, month: int, day: int) -> date | None:
    """A date, or None for 30 February and beyond the calendar's years."""
    if year > 9990:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def dated(say: Say, today: date) -> date | None:
    """The day of a date: in the year it names, else the next one, or the last if that is nearer."""
    month, day = say.month or 0, say.day or 0
    if say.year or say.offset is not None:
        year = say.year or today.year + (say.offset or 0)
        return _last_of_february(say, year) or make(year, month, day)
    if (end := _last_of_february(say, today.year)) and end >= today:
        return end
    years = range(today.year, today.year + 9)
    ahead = next((at for year in years if (at := make(year, month, day)) and at >= today), None)
    last = make(today.year, month, day) or make(today.year - 1, month, day)
    if last and last >= today:
        last = make(today.year - 1, month, day)
    # 8月31日 read on 10 September is last week's date, not next year's.
    if ahead and last and (today - last).days <= LONG_PAST and comes_round(say, ahead, today):
        return last
    return ahead


def ahead_of(say: Say, day: date, today: date) -> date:
    """The day something must be done by: one that was over for long when told comes round again."""
    if say.name != "ymd" or say.year or say.offset is not None:
        return day
    over = (today - day).days > _JUST_OVER
    return (make(day.year + 1, day.month, day.day) or day) if over else day


def comes_round(say: Say | None, day: date, today: date) -> bool:
    """Whether a date without its year is so far ahead that the last one may be meant."""
    plain = say is not None and say.name == "ymd" and not say.year and say.offset is None
    return plain and (day - today).days > _LONG_AHEAD


def is_moved(say: Say | None, day: date) -> bool:
    """Whether ``day`` is the 28th of February for a 29th that its year does not have."""
    named = say is not None and say.name == "ymd" and (say.month, say.day) == (2, 29)
    return named and (day.month, day.day) == (2, 28)


def _last_of_february(say: Say, year: int) -> date | None:
    """2月29日 in a year without one."""
    missing = (say.month, say.day) == (2, 29) and not isleap(year)
    return make(year, 2, 28) if missing else None
