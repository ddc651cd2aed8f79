"""Working time: clocks that run in office hours of working days only, 调休 included."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import WorkCalendar
from bot.domain.lexicon import Clock
from bot.domain.message import SHANGHAI


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkTime:
    """Office hours of a place, over its working days."""

    calendar: WorkCalendar
    clock: Clock

    @property
    def day(self) -> timedelta:
        """How much working time a working day has."""
        return sum((end - start for start, end in self._stretches(_ANY)), timedelta())

    def after(self, start: datetime, span: timedelta) -> datetime:
        """When ``span`` of working time has passed after ``start``."""
        left, day = span, start.astimezone(SHANGHAI).date()
        while True:
            for begin, end in self._open(day):
                begin = max(begin, start)
                if begin < end and end - begin >= left:
                    return begin + left
                left -= max(end - begin, timedelta())
            day += timedelta(days=1)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much working time lies between two moments; none when ``end`` is the earlier."""
        passed, day = timedelta(), start.astimezone(SHANGHAI).date()
        while day <= end.astimezone(SHANGHAI).date():
            for opens, closes in self._open(day):
                passed += max(min(closes, end) - max(opens, start), timedelta())
            day += timedelta(days=1)
        return passed

    def _open(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        if self.calendar.is_workday(day):
            yield from self._stretches(day)

    def _stretches(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        yield _at(day, self.clock.start_of_work), _at(day, self.clock.noon)
        yield _at(day, self.clock.afternoon_start), _at(day, self.clock.end_of_work)


_ANY = date(2026, 1, 5)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, SHANGHAI)
