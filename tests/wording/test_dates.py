"""Times as a digest of Monday 23 November 2026, 17:30, says them."""

from datetime import UTC, datetime

import pytest

from bot.domain.message import SHANGHAI
from bot.domain.reading import Assumption
from bot.wording import dates

NOW = datetime(2026, 11, 23, 17, 30, tzinfo=SHANGHAI)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("when", "said"),
    [("2026-11-23T16:48", "16:48"), ("2026-11-22T09:05", "11/22 9:05")],
)
def test_what_was_said_today_has_a_clock_alone(when: str, said: str) -> None:
    assert dates.since(moment(when), NOW) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2026-11-23T18:00", "今日18:00"),
        ("2026-11-24T10:00", "明日10:00"),
        ("2026-11-22T09:05", "昨日9:05"),
        ("2026-11-25T09:00", "周三9:00"),
        ("2026-11-29T18:00", "周日18:00"),
        ("2026-11-30T18:00", "11/30 18:00"),
        ("2026-11-20T18:00", "11/20 18:00"),
        ("2027-01-05T18:00", "1/5 18:00"),
        ("2027-06-25T18:00", "2027/6/25 18:00"),
        ("2026-11-25T23:59", "周三"),
    ],
)
def test_a_clock_stands_beside_the_day(when: str, said: str) -> None:
    assert dates.deadline_words(moment(when), NOW) == said
    assert dates.start_words(moment(when), NOW) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2026-11-23T23:59", "今日内"),
        ("2026-11-24T23:59", "明日"),
        ("2026-11-27T23:59", "周五"),
        ("2026-11-30T23:59", "11月30日前"),
        ("2026-11-22T23:59", "昨日"),
        ("2026-11-18T23:59", "11月18日"),
        ("2027-06-30T23:59", "2027年6月30日前"),
        ("2026-11-24T00:00", "今日内"),
        ("2026-12-01T00:00", "11月30日前"),
    ],
)
def test_the_end_of_a_day_has_no_clock(when: str, said: str) -> None:
    assert dates.deadline_words(moment(when), NOW) == said


@pytest.mark.parametrize(
    ("assumption", "clock", "said"),
    [
        (Assumption.END_OF_WORK, "18:00", "明日下班前(按18:00)"),
        (Assumption.NOON, "12:00", "明日中午前(按12:00)"),
        (Assumption.START_OF_WORK, "08:30", "明日上班前(按8:30)"),
        (Assumption.AFTERNOON_START, "14:30", "明日下午(按14:30)"),
        (Assumption.PERIOD_END, "18:00", "明日18:00"),
        (Assumption.END_OF_DAY, "23:59", "明日"),
    ],
)
def test_a_convention_is_shown_as_one(assumption: Assumption, clock: str, said: str) -> None:
    assert dates.deadline_words(moment(f"2026-11-24T{clock}"), NOW, assumption) == said


def test_an_event_starts_at_a_guessed_clock_not_before_it() -> None:
    start = moment("2026-11-24T12:00")
    assert dates.start_words(start, NOW, Assumption.NOON) == "明日中午(按12:00)"


def test_the_day_is_that_of_the_groups_whatever_the_zone_of_the_data() -> None:
    late = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    assert dates.deadline_words(late, NOW) == "明日0:30"
    assert dates.deadline_words(late, NOW.astimezone(UTC)) == "明日0:30"


def test_stretches_name_the_day_only_where_it_is_needed() -> None:
    morning, noon = moment("2026-11-23T10:02"), moment("2026-11-23T12:00")
    assert dates.stretch(morning, noon, today=NOW.date()) == "10:02—12:00"
    assert dates.stretch(morning, noon) == "11/23 10:02—12:00"
    assert dates.stretch(moment("2026-11-22T17:30"), NOW) == "11/22 17:30—11/23 17:30"
