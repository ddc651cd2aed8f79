"""Days relative to a holiday break: 节前, 节后第一个工作日, 国庆当天, 假期最后一天."""

from datetime import date

from bot.domain.calendar import WorkCalendar
from bot.reading.deadline.atoms import Say
from bot.reading.deadline.days import ONE, Setting

_LONGEST = 400
_MOST_BACK = 10


def break_days(say: Say, setting: Setting) -> list[date]:
    """The day a break atom means, as a list of none or one."""
    if say.name == "after_break":
        found = _last_break(say.word, setting)
        return [setting.calendar.add_workdays(found[1], say.count or 1)] if found else []
    name, _, which = say.word.partition("|")
    found = _next_break(name, setting)
    if not found:
        return []
    if say.name == "before_break":
        if say.half:
            first = _own_day(name, found, setting) if which == "own" else found[0]
            return [first - (say.count or 0) * ONE]
        day = found[0]
        for _ in range(min(say.count or 1, _MOST_BACK)):
            day = setting.calendar.previous_workday(day)
        return [day]
    if which == "own":
        return [_own_day(name, found, setting)]
    return [found[1] if which == "last" else found[0] + ((say.count or 1) - 1) * ONE]


def _own_day(name: str, found: tuple[date, date], setting: Setting) -> date:
    named = setting.calendar.festivals.get((name, found[0].year)) if name else None
    return named or found[0]


def _next_break(name: str, setting: Setting) -> tuple[date, date] | None:
    """The break of that name (any, without one) that ends today or later."""
    return _search(name, setting, setting.today)


def _last_break(name: str, setting: Setting) -> tuple[date, date] | None:
    """The break whose first working day after it is today or later."""
    yesterday = setting.calendar.previous_workday(setting.today)
    return _search(name, setting, min(yesterday + ONE, setting.today))


def _search(name: str, setting: Setting, since: date) -> tuple[date, date] | None:
    calendar = setting.calendar
    if name:
        for year in (since.year - 1, since.year, since.year + 1):
            day = calendar.festivals.get((name, year))
            found = (break_of(calendar, day) or (day, day)) if day else None
            if found and found[1] >= since:
                return found
        return None
    for step in range(_LONGEST):
        day = since + step * ONE
        if day in calendar.days_off:
            found = break_of(calendar, day)
            if found:
                return found
    return None


def break_of(calendar: WorkCalendar, day: date) -> tuple[date, date] | None:
    """The run of days off around ``day``; None when people work on it."""
    if calendar.is_workday(day):
        return None
    return calendar.break_around(day)
