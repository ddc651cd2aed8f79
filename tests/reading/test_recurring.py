"""What recurs is due at its next occurrence; what others do again and again is due never."""

import json
from datetime import datetime
from pathlib import Path

from bot.domain.lexicon import Clock
from bot.domain.message import SHANGHAI
from bot.domain.reading import Times
from bot.reading.deadline import read_times
from bot.reading.normalise import normalise
from bot.storage.workdays import load_calendar

CALENDAR = load_calendar()
ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "recurring.jsonl").read_text("utf8").splitlines()
]


def times(text: str, now: str) -> Times:
    sent_at = datetime.fromisoformat(now).replace(tzinfo=SHANGHAI)
    return read_times(normalise(text), sent_at, CALENDAR, Clock())


def due(text: str, now: str) -> str | None:
    deadline = times(text, now).deadline
    return deadline.strftime("%Y-%m-%dT%H:%M") if deadline else None


def test_the_next_occurrence_is_the_deadline() -> None:
    asked = [row for row in ROWS if row["deadline"]]
    assert len(asked) >= 50
    for row in asked:
        assert due(row["text"], row["now"]) == row["deadline"], row["text"]


def test_what_recurs_without_being_asked_of_anyone_sets_no_time() -> None:
    unasked = [row for row in ROWS if not row["deadline"]]
    assert len(unasked) >= 20
    for row in unasked:
        found = times(row["text"], row["now"])
        assert (found.deadline, found.starts_at) == (None, None), row["text"]


def test_a_recurrence_is_asked_of_the_reader_again_and_again() -> None:
    text = "低保台账一月交两回,15号、30号中午之前"
    days = ("2026-03-14T09:00", "2026-03-15T12:01", "2026-03-30T12:01")
    assert [due(text, day) for day in days] == [
        "2026-03-15T12:00", "2026-03-30T12:00", "2026-04-15T12:00",
    ]  # fmt: skip


def test_what_falls_on_days_off_moves_as_told_or_stays() -> None:
    now = "2026-04-03T09:00"  # 5 April is a Sunday within 清明
    assert due("每月5日前报台账", now) == "2026-04-05T23:59"
    assert due("每月5日前报台账,遇节假日不顺延", now) == "2026-04-05T23:59"
    assert due("每月5日前报台账,遇节假日顺延", now) == "2026-04-07T23:59"
    assert due("每月5日前报台账,遇节假日提前", now) == "2026-04-03T23:59"


def test_the_speakers_own_habit_and_the_speakers_order_differ() -> None:
    now = "2026-03-17T09:12"
    assert due("我每天下午四点去河边走一圈", now) is None
    assert due("我每天下午四点收表", now) == "2026-03-17T16:00"
