"""What admins write after 时间, 免打扰 and 暂停."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.orders import Hour, hour_in, pause_in, quiet_in

TODAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        ("17:30", Hour(at=time(17, 30))),
        ("下午5点半", Hour(at=time(17, 30))),
        ("工作日 16：50", Hour(at=time(16, 50), workdays_only=True)),
        ("每天", Hour(workdays_only=False)),
        ("每周五 16:50", Hour(at=time(16, 50), weekly=True, weekday=4)),
        ("每周 关", Hour(weekly=True, off=True)),
        ("", None),
        ("99:99", None),
        ("17:30 18:00", None),
        ("随便", None),
    ],
)
def test_an_hour(words: str, hour: Hour | None) -> None:
    assert hour_in(words) == hour


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("22:00-7:00", (time(22), time(7))),
        ("晚上10点到早上6点半", (time(22), time(6, 30))),
        ("22-7", (time(22), time(7))),
        ("关", (time(0), time(0))),
        ("22:00", None),
        ("22:00-22:00", None),
    ],
)
def test_quiet_hours(words: str, hours: tuple[time, time] | None) -> None:
    assert quiet_in(words) == hours


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("3天", date(2026, 3, 15)),
        ("两周", date(2026, 3, 26)),
        ("到12月1日", date(2026, 12, 1)),
        ("到3月1日", date(2027, 3, 1)),
        ("到1号", date(2026, 4, 1)),
        ("恢复", TODAY),
        ("0天", None),
        ("到2月30日", None),
        ("", None),
    ],
)
def test_a_pause(words: str, until: date | None) -> None:
    assert pause_in(words, TODAY) == until


@given(st.text(max_size=60))
def test_whatever_is_written_is_read_without_an_error(words: str) -> None:
    hour_in(words)
    quiet_in(words)
    pause_in(words, TODAY)
