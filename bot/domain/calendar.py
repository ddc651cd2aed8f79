"""Working days with 调休, and the lunar year, as plain frozen data handed to the reader."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

SATURDAY = 5
_LUNAR_MONTH = 30


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WorkCalendar:
    """Days off and made-up working days; compared by identity so it can key a cache.

    ``known_years`` have their State Council arrangement; in other years the statutory days off
    stand in ``days_off`` too but nothing is known of 调休 ("未含调休"). ``festivals`` maps
    (name, year) to the festival's own day (春节 = the first of the first lunar month).
    ``lunar_months`` maps (lunar year, month) to the solar date of its first day; leap months
    are left out.
    """

    days_off: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    known_years: frozenset[int] = frozenset()
    festivals: Mapping[tuple[str, int], date] = field(default_factory=dict)
    lunar_months: Mapping[tuple[int, int], date] = field(default_factory=dict)

    def is_workday(self, day: date) -> bool:
        """Whether people work on ``day``."""
        if day in self.workdays:
            return True
        return day not in self.days_off and day.weekday() < SATURDAY

    def knows(self, day: date) -> bool:
        """Whether the arrangement of that year is known, 调休 included."""
        return day.year in self.known_years

    def next_workday(self, day: date) -> date:
        """The first working day after ``day``."""
        return self.add_workdays(day, 1)

    def previous_workday(self, day: date) -> date:
        """The last working day before ``day``."""
        day -= timedelta(days=1)
        while not self.is_workday(day):
            day -= timedelta(days=1)
        return day

    def add_workdays(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day`` (``day`` itself is not counted)."""
        return _workdays_after(self, day, count)

    def break_around(self, day: date) -> tuple[date, date]:
        """The run of days off that contains ``day``, as (first, last); ``day`` is off."""
        first = last = day
        while not self.is_workday(first - timedelta(days=1)):
            first -= timedelta(days=1)
        while not self.is_workday(last + timedelta(days=1)):
            last += timedelta(days=1)
        return first, last

    def lunar(self, year: int, month: int, day: int) -> date | None:
        """The solar date of a lunar one; None outside the table."""
        first = self.lunar_months.get((year, month))
        return first + timedelta(days=day - 1) if first else None

    def lunar_day(self, day: date) -> int | None:
        """The day of its lunar month; None in a leap month and outside the table."""
        ages = ((day - first).days for first in self.lunar_months.values())
        age = min((age for age in ages if age >= 0), default=_LUNAR_MONTH)
        return age + 1 if age < _LUNAR_MONTH else None


# A text that asks for something within 30 working days often says so more than once.
@lru_cache(maxsize=256)
def _workdays_after(calendar: WorkCalendar, day: date, count: int) -> date:
    while count > 0:
        day += timedelta(days=1)
        if calendar.is_workday(day):
            count -= 1
    return day
