"""Clocks that run in office hours: over nights, rest days, holidays and made-up working days."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lexicon import Clock
from bot.domain.message import SHANGHAI
from bot.domain.worktime import WorkTime
from bot.storage.workdays import load_calendar

WORK = WorkTime(calendar=load_calendar(years=()), clock=Clock())


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        # A batch before work: one working day ends with the day.
        ("2026-03-11T07:45", 1, "2026-03-11T18:00"),
        ("2026-03-11T10:00", 1, "2026-03-12T10:00"),
        ("2026-03-13T17:00", 1, "2026-03-16T17:00"),
        # 国庆 2026 runs from the 1st to the 7th; the 20th of September is a made-up working day.
        ("2026-09-30T17:00", 1, "2026-10-08T17:00"),
        ("2026-09-18T17:00", 2, "2026-09-21T17:00"),
        # Noon does not count.
        ("2026-03-11T12:30", 1, "2026-03-12T12:00"),
    ],
)
def test_working_days_go_by(start: str, days: int, end: str) -> None:
    assert WORK.day == timedelta(hours=7)
    assert WORK.after(_at(start), WORK.day * days) == _at(end)


_MOMENTS = st.integers(0, 330 * 24 * 60).map(
    lambda minutes: _at("2026-01-01T00:00") + timedelta(minutes=minutes)
)


@given(_MOMENTS, st.integers(1, 40 * 60))
def test_as_much_time_lies_between_as_went_by(start: datetime, minutes: int) -> None:
    span = timedelta(minutes=minutes)
    end = WORK.after(start, span)
    assert WORK.between(start, end) == span
    assert WORK.between(end, start) == timedelta()
