import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.domain.lexicon import Clock
from bot.domain.message import SHANGHAI
from bot.domain.reading import Assumption, Times
from bot.reading.deadline import read_times
from bot.reading.normalise import normalise
from bot.storage.workdays import load_calendar

CALENDAR = load_calendar()
TUESDAY = datetime(2026, 3, 17, 9, 12, tzinfo=SHANGHAI)


def rows_of(name: str) -> list[dict[str, Any]]:
    text = (Path(__file__).parent / name).read_text("utf8")
    return [json.loads(line) for line in text.splitlines()]


ROWS = rows_of("deadlines.jsonl")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def times(text: str, now: datetime = TUESDAY, **more: Any) -> Times:
    return read_times(normalise(text), now, CALENDAR, Clock(), **more)


def plain(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M") if moment else None


def is_right(row: dict[str, Any], found: Times) -> bool:
    deadline, start = plain(found.deadline), plain(found.starts_at)
    due = [row["deadline"], *row.get("also", [])]
    starts = [row["starts_at"], *row.get("also_starts", [])]
    if row.get("loose"):  # a gathering for work may be due then or start then
        either = {deadline, start} - {None}
        return bool(either) and either <= {*due, *starts}
    levels = "upstream" not in row or plain(found.upstream) == row["upstream"]
    recurs = row.get("norec") or bool(found.recurs) == bool(row.get("recurs"))
    return deadline in due and start in starts and levels and recurs


def test_sentences_of_work_groups_are_read_as_people_read_them() -> None:
    wrong = [
        f"{row['id']} {row['text']} → {plain(found.deadline)} {plain(found.starts_at)}"
        for row in ROWS
        if not is_right(row, found := times(row["text"], at(row["now"])))
    ]
    assert len(ROWS) > 400
    assert len(wrong) <= len(ROWS) // 50, "\n".join(wrong)


def test_variants_of_one_way_of_speaking_are_read_alike() -> None:
    wrong = [
        f"{row['id']} {row['text']} → {plain(found.deadline)} {plain(found.starts_at)}"
        for row in rows_of("deadline_variants.jsonl")
        if not is_right(row, found := times(row["text"], at(row["now"])))
    ]
    assert not wrong, "\n".join(wrong)


def test_a_time_has_its_value_however_it_is_said() -> None:
    wrong = [
        f"{row['id']} {row['text']} → {plain(found.deadline)} {plain(found.starts_at)}"
        for row in rows_of("deadline_values.jsonl")
        if not is_right(row, found := times(row["text"], at(row["now"])))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("text", "deadline", "start"),
    [
        ("8点半吧,天亮得晚", None, "2026-03-18T08:30"),
        ("改到下午2点半", None, "2026-03-18T14:30"),
        ("推迟两天", None, "2026-03-20T09:00"),
        ("提前半小时", None, "2026-03-18T08:30"),
        ("改为周五", None, "2026-03-20T09:00"),
        ("材料会前交", "2026-03-18T09:00", None),
    ],
)
def test_an_answer_moves_the_event_it_speaks_of(
    text: str, deadline: str | None, start: str | None
) -> None:
    found = times(text, anchor=Times(starts_at=at("2026-03-18T09:00")))
    assert (plain(found.deadline), plain(found.starts_at)) == (deadline, start)


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("提前到15点", "2026-03-20T15:00"),
        ("延后一小时", "2026-03-20T18:00"),
        ("推迟两天", "2026-03-22T17:00"),
        ("宽限到下周一", "2026-03-23T17:00"),
    ],
)
def test_an_answer_moves_the_deadline_it_speaks_of(text: str, deadline: str) -> None:
    found = times(text, anchor=Times(deadline=at("2026-03-20T17:00")))
    assert plain(found.deadline) == deadline


def test_the_level_above_is_told_apart() -> None:
    found = times("县里周五要,周三下班前先交镇里")
    assert plain(found.deadline) == "2026-03-18T18:00"
    assert plain(found.upstream) == "2026-03-20T23:59"


def test_evidence_points_into_the_text_as_it_was_given() -> None:
    text = "请​各村３月２０日１７：００前上报"
    found = times(text)
    assert found.deadline_evidence is not None
    span = text[found.deadline_evidence.start : found.deadline_evidence.end]
    assert span == "３月２０日１７：００前"
    assert plain(found.deadline) == "2026-03-20T17:00"


@pytest.mark.parametrize(
    ("text", "assumption"),
    [
        ("周五前报", Assumption.END_OF_DAY),
        ("周五下班前报", Assumption.END_OF_WORK),
        ("5点前报", Assumption.HALF_DAY_GUESSED),
        ("本周内报", Assumption.PERIOD_END),
        ("3月20日17:00前报", None),
    ],
)
def test_the_convention_that_was_needed_is_told(text: str, assumption: Assumption | None) -> None:
    evidence = times(text).deadline_evidence
    assert evidence is not None
    assert evidence.assumption is assumption


def test_working_days_of_a_year_not_announced_are_marked() -> None:
    found = times("请在5个工作日内反馈", at("2027-03-01T09:00"))
    assert plain(found.deadline) == "2027-03-08T18:00"
    assert found.deadline_evidence is not None
    assert found.deadline_evidence.assumption is Assumption.WORKDAYS_UNKNOWN


def test_asks_of_one_message_are_read_apart_with_the_day_named_before() -> None:
    text = "明天植树节!早8点北坡集合,另:周五前报名单"
    second = text.index("早8点")
    third = text.index("另")
    assert plain(times(text, start=second, end=third).starts_at) == "2026-03-18T08:00"
    assert times(text, start=second, end=third).deadline is None
    assert plain(times(text, start=third).deadline) == "2026-03-20T23:59"
    assert times(text, start=third).starts_at is None


def test_a_recurrence_gives_its_words_and_its_next_time() -> None:
    found = times("2026春耕进度周报_每周四12点前")
    assert found.recurs == "每周四12点前"
    assert plain(found.deadline) == "2026-03-19T12:00"
