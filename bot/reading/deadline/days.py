"""From what a text says of a day to days on the calendar."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.calendar import WorkCalendar
from bot.domain.lexicon import Clock
from bot.reading.deadline.atoms import Say
from bot.reading.deadline.years import LONG_PAST, dated, make
from bot.reading.origin import Quote

ONE = timedelta(days=1)
# Month, day of the last day of a quarter.
_QUARTER_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What every resolution needs; ``literal`` tells that clocks of the text count to 24.

    ``quotes`` are the parts of the text that were said before ``now``.
    """

    now: datetime
    calendar: WorkCalendar
    clock: Clock
    literal: bool = False
    quotes: tuple[Quote, ...] = ()

    @property
    def today(self) -> date:
        """The calendar date of ``now``."""
        return self.now.date()

    def at(self, start: int) -> "Setting":
        """The setting of what stands at ``start`` of the text: in a quote, that of its origin."""
        for one in self.quotes:
            if one.at and one.start <= start < one.end:
                return replace(self, now=one.at)
        return self


def plus_months(day: date, months: int) -> date:
    """The same day of the month ``months`` later, or its last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def days_of(say: Say, base: date | None, setting: Setting) -> list[date]:
    """The days ``say`` may mean, by time; the caller takes the first whose moment is ahead.

    ``base`` is the day named before, for 当天 and 次日. Empty when there is no such day.
    """
    reader = _READERS.get(say.name)
    return [day for day in reader(say, base, setting) if day] if reader else []


def _dated(say: Say, base: date | None, setting: Setting) -> list[date | None]:
    del base
    return [dated(say, setting.today)]


def _day_of_month(say: Say, base: date | None, setting: Setting) -> list[date | None]:
    del base
    this = setting.today.year * 12 + setting.today.month - 1
    offsets = range(4) if say.offset is None else (say.offset,)
    return [make((this + n) // 12, (this + n) % 12 + 1, say.day or 0) for n in offsets]


def _weekday(say: Say, base: date | None, setting: Setting) -> list[date | None]:
    del base
    today = setting.today
    monday = today - today.weekday() * ONE
    if say.offset is not None:
        return [monday + (7 * say.offset + int(day)) * ONE for day in say.word]
    ahead = sorted((int(day) - today.weekday()) % 7 for day in say.word)
    found = [today + step * ONE for step in (*ahead, *(step + 7 for step in ahead), ahead[0] + 14)]
    worked = [day for day in found if setting.calendar.is_workday(day)] if say.half else []
    return [*(worked or found)]


def _weekend(say: Say, base: date | None, setting: Setting) -> list[date | None]:
    del base
    today = setting.today
    return [today + (6 - today.weekday() + 7 * (say.offset or 0)) * ONE]


def _relative(say: Say, base: date | None, setting: Setting) -> list[date | None]:
    del base
    return [setting.today + (say.offset or 0) * ONE]


def _same(say: Say, base: date | None, setting: Setting) -> list[date | None]:
    if base is None and (say.offset or 0) < 0:
        return []
    return [(base or setting.today) + (say.offset or 0) * ONE]


def _part(first: date, word: str) -> date:
    last = monthrange(first.year, first.month)[1]
    named = {"初": 5, "头": 5, "上旬": 10, "中": 15, "半": 15, "上半月": 15, "中旬": 20}
    return first.replace(day=named.get(word.removeprefix("月"), last))


def _month_part(say: Say, base: date | None, setting: Setting) -> list[date | None]:
    del base
    today = setting.today
    month = say.month or 0
    if not 1 <= month <= 12:
        return []
    if say.year or say.offset is not None:
        year = say.year or today.year + (say.offset or 0)
        return [_part(date(year, month, 1), say.word)] if 1 <= year < 9990 else []
    this = _part(date(today.year, month, 1), say.word)
    following = _part(date(today.year + 1, month, 1), say.word)
    past = (today - this).days
    return [this if 0 <= past <= LONG_PAST or this >= today else following]


def _part_of_this_month(say: Say, base: date | None, setting: Setting) -> list[date | None]:
    del base
    first = setting.today.replace(day=1)
    if say.offset is not None:
        return [_part(plus_months(first, say.offset), say.word)]
    return [_part(plus_months(first, step), say.word) for step in range(2)]


def _quarter(say: Say, base: date | None, setting: Setting) -> list[date | None]:
    del base
    today = setting.today
    index = (today.month - 1) // 3
    if say.count:
        year = say.year or today.year + (say.offset or 0)
        ends = [date(y, *_QUARTER_ENDS[(say.count - 1) % 4]) for y in (year, year + 1)]
        fixed = say.year or say.offset is not None
        return [ends[0]] if fixed or (today - ends[0]).days < LONG_PAST else [ends[1]]
    index += say.day or 0
    return [date(today.year + index // 4, *_QUARTER_ENDS[index % 4])]


def _after_period(say: Say, base: date | None, setting: Setting) -> list[date | None]:
    """季后10日内: of the period that is over, else of this one."""
    del base
    first = setting.today.replace(day=1)
    step = 1 if say.word == "month" else 3
    back = (first.month - 1) % step
    found: list[date | None] = []
    for months in (-back, step - back):
        last = plus_months(first, months) - ONE
        count = say.count or 1
        found.append(setting.calendar.add_workdays(last, count) if say.half else last + count * ONE)
    return found


def _half_year(say: Say, base: date | None, setting: Setting) -> list[date | None]:
    del base
    year = say.year or setting.today.year + (say.offset or 0)
    return [make(year, 6, 30) if say.count == 1 else make(year, 12, 31)]


def _year_end(say: Say, base: date | None, setting: Setting) -> list[date | None]:
    del base
    return [make(say.year or setting.today.year + (say.offset or 0), 12, 31)]


def _nth_workday(say: Say, base: date | None, setting: Setting) -> list[date | None]:
    """The n-th (−1: last) working day of a month or a week."""
    del base
    calendar, today = setting.calendar, setting.today
    offsets = (0, 1) if say.offset is None else (say.offset,)
    found: list[date | None] = []
    for offset in offsets:
        first = today - today.weekday() * ONE + 7 * offset * ONE
        following = first + 7 * ONE
        if length := {"月": 1, "季": 3, "年": 12}.get(say.word):
            begun = today.replace(day=1, month=today.month - (today.month - 1) % length)
            first = plus_months(begun, length * offset)
            following = plus_months(first, length)
        count = say.count or 1
        for _ in range(-count):
            following = calendar.previous_workday(following)
        found.append(following if count < 0 else calendar.add_workdays(first - ONE, count))
    return found


def _ten_days(say: Say, base: date | None, setting: Setting) -> list[date | None]:
    """旬底: the 10th, the 20th or the last of the month."""
    del say, base
    today = setting.today
    ends = (today + step * ONE for step in range(12))
    return [next(day for day in ends if day.day in (10, 20) or (day + ONE).day == 1)]


def _next_workday(say: Say, base: date | None, setting: Setting) -> list[date | None]:
    del say, base
    return [setting.calendar.next_workday(setting.today)]


def _nth_weekday(say: Say, base: date | None, setting: Setting) -> list[date | None]:
    """The n-th (−1: last) of a weekday in a month."""
    del base
    first = setting.today.replace(day=1)
    offsets = (0, 1) if say.offset is None else (say.offset,)
    found: list[date | None] = []
    for offset in offsets:
        month = plus_months(first, offset)
        for count in (say.count or 1, say.day):
            if not count:
                continue
            start = plus_months(month, 1) if count < 0 else month
            ahead = (int(say.word) - start.weekday()) % 7
            found.append(start + (ahead + 7 * (count if count < 0 else count - 1)) * ONE)
    return found


def _window_end(say: Say, base: date | None, setting: Setting) -> list[date | None]:
    del say, setting
    return [base]


def _lunar(say: Say, base: date | None, setting: Setting) -> list[date | None]:
    del base
    year = setting.today.year
    found = [
        setting.calendar.lunar(lunar_year, say.month or 0, say.day or 0)
        for lunar_year in (year - 1, year, year + 1)
    ]
    return [day for day in found if day and day >= setting.today]


def _festival(say: Say, base: date | None, setting: Setting) -> list[date | None]:
    del base
    year = setting.today.year
    found = [setting.calendar.festivals.get((say.word, y)) for y in (year, year + 1)]
    return [day for day in found if day and day >= setting.today]


_READERS = {
    "ymd": _dated,
    "day_of_month": _day_of_month,
    "weekday": _weekday,
    "weekend": _weekend,
    "week": _weekend,
    "relative": _relative,
    "same": _same,
    "month_part": _month_part,
    "month": _month_part,
    "part_of_this_month": _part_of_this_month,
    "quarter": _quarter,
    "after_period": _after_period,
    "half_year": _half_year,
    "year_end": _year_end,
    "nth_weekday": _nth_weekday,
    "nth_workday": _nth_workday,
    "ten_days": _ten_days,
    "next_workday": _next_workday,
    "window_end": _window_end,
    "window_start": _window_end,
    "lunar": _lunar,
    "festival": _festival,
}
