"""The same answers at the edges of days, months and years, and wherever the process runs."""

import json
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.lexicon import Clock
from bot.domain.message import SHANGHAI
from bot.domain.reading import Assumption, Times
from bot.reading.deadline import read_times
from bot.reading.normalise import normalise
from bot.storage.workdays import load_calendar

CALENDAR = load_calendar()
SAYINGS = (
    "明天中午前报", "周五下班前交", "3天内反馈", "三个工作日内答复", "月底前完成", "每月5日前报",
    "5号前交表", "今晚8点前接龙", "年底前销号", "每周一上午9点开会", "国庆前报", "48小时内回复",
    "2月29日前交", "下周一一上班就交", "清明前一天报", "一季度结束前完成", "昨天17点前没报的今天补",
)  # fmt: skip


def read(text: str, now: datetime) -> Times:
    return read_times(normalise(text), now, CALENDAR, Clock())


def due(text: str, now: str) -> str | None:
    found = read(text, datetime.fromisoformat(now).replace(tzinfo=SHANGHAI)).deadline
    return found.strftime("%Y-%m-%dT%H:%M") if found else None


@pytest.fixture(params=["UTC", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kathmandu"])
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


def test_the_process_may_run_in_any_zone(zone: str) -> None:
    del zone
    now = datetime(2026, 3, 17, 23, 58, tzinfo=SHANGHAI)
    answers = [read(text, now).deadline for text in SAYINGS]
    plain = [at.strftime("%m-%dT%H:%M") if at else None for at in answers]
    assert plain == [
        "03-18T12:00", "03-20T18:00", "03-20T23:59", "03-20T18:00", "03-31T23:59", "04-05T23:59",
        "04-05T23:59", None, "12-31T23:59", "03-23T09:00", "09-30T18:00", "03-19T23:58",
        "02-29T23:59", "03-23T08:30", "04-04T23:59", "03-31T23:59", "03-17T23:59",
    ]  # fmt: skip
    assert all(at.utcoffset() == timedelta(hours=8) for at in answers if at)


@pytest.mark.parametrize(
    ("now", "text", "expected"),
    [
        ("2026-03-17T00:00", "今天下班前报", "2026-03-17T18:00"),
        ("2026-03-17T00:01", "明早8点前报", "2026-03-18T08:00"),
        ("2026-03-16T23:59", "今晚24点前报", "2026-03-16T23:59"),
        ("2026-06-17T05:08", "6点半前转移完", "2026-06-17T06:30"),
        ("2026-01-31T10:00", "一个月内完成", "2026-02-28T23:59"),
        ("2026-01-31T10:00", "31号前交", "2026-01-31T23:59"),
        ("2026-04-30T19:00", "31号前交", "2026-05-31T23:59"),
        ("2026-02-27T09:00", "月底前报", "2026-02-28T23:59"),
        ("2025-12-31T22:00", "明天中午前报", "2026-01-01T12:00"),
        ("2025-12-30T15:00", "下月10号前报", "2026-01-10T23:59"),
        ("2025-12-30T15:00", "1月5日前报", "2026-01-05T23:59"),
        ("2025-12-29T15:00", "每季度首月15日前报", "2026-01-15T23:59"),
        ("2024-02-28T10:00", "明天前交", "2024-02-29T23:59"),
        ("2024-02-28T10:00", "2月底前交", "2024-02-29T23:59"),
        ("2024-02-29T10:00", "一年内完成", "2025-02-28T23:59"),
        ("2026-03-01T10:00", "2月29日前报", "2028-02-29T23:59"),
        ("2027-02-20T10:00", "2月29日前报", "2027-02-28T23:59"),
        ("2027-02-20T10:00", "2027年2月29日前报", "2027-02-28T23:59"),
        ("2028-02-20T10:00", "2月29日前报", "2028-02-29T23:59"),
        ("2026-03-12T09:00", "请各村12月10日前报名单", "2026-12-10T23:59"),
        ("2026-03-12T09:00", "请各村12月10日18点前报名单", "2026-12-10T18:00"),
        ("2026-01-15T09:00", "请各村10月30日前报名单", "2026-10-30T23:59"),
        ("2026-01-15T09:00", "名单最迟10月30日报", "2026-10-30T23:59"),
        ("2026-03-12T09:00", "请提前三天把3月20日会议的发言稿交来", "2026-03-17T23:59"),
        ("2026-03-12T09:00", "3月20日会议的发言稿请提前三天交来", "2026-03-17T23:59"),
        ("2026-03-12T09:00", "请提前三天把3月20日的会议材料交来", "2026-03-17T23:59"),
        ("2026-03-12T09:00", "请提前半小时到3月20日会议的会场", None),
        ("2026-09-10T09:00", "请各村8月31日前报名单", None),
        ("2026-03-12T09:00", "12月10日前未报的村抓紧补报", None),
        ("2026-03-12T09:00", "12月10日前要求上报的名单,东河村还没交", None),
        ("2026-03-12T09:00", "截至12月31日,全镇完成低保年审300户", None),
        ("2026-03-12T09:00", "请把截止到12月31日的台账报来", None),
        ("2026-03-12T09:00", "统计12月31日前入库的项目,周五前报", "2026-03-13T23:59"),
    ],
)
def test_edges_of_days_months_and_years(now: str, text: str, expected: str | None) -> None:
    assert due(text, now) == expected


def test_a_day_that_february_does_not_have_is_told_as_assumed() -> None:
    for year, assumed in ((2027, Assumption.PERIOD_END), (2028, Assumption.END_OF_DAY)):
        evidence = read("2月29日前报", datetime(year, 2, 20, tzinfo=SHANGHAI)).deadline_evidence
        assert evidence
        assert evidence.assumption is assumed


def test_a_year_whose_arrangement_is_not_published_is_counted_and_marked() -> None:
    now = datetime(2029, 9, 28, 9, 0, tzinfo=SHANGHAI)
    for text in ("国庆前报值班表", "5个工作日内反馈", "节后第一个工作日报情况"):
        found = read(text, now)
        assert found.deadline
        assert found.deadline > now
        assert found.deadline_evidence
        assert found.deadline_evidence.assumption is Assumption.WORKDAYS_UNKNOWN


def test_the_moment_of_sending_alone_decides_not_the_zone_it_is_written_in() -> None:
    moment = datetime(2026, 3, 17, 1, 12, tzinfo=UTC).astimezone(SHANGHAI)
    assert read("今晚8点前报", moment).deadline == datetime(2026, 3, 17, 20, 0, tzinfo=SHANGHAI)


def test_a_text_read_before_is_read_anew_for_another_moment() -> None:
    answers = {due("明天中午前报", f"2026-03-{day}T09:00") for day in (17, 18, 19)}
    assert answers == {"2026-03-18T12:00", "2026-03-19T12:00", "2026-03-20T12:00"}


def test_no_answer_of_the_labelled_sentences_lies_in_the_past() -> None:
    path = Path(__file__).parent / "deadlines.jsonl"
    for row in map(json.loads, path.read_text("utf8").splitlines()):
        now = datetime.fromisoformat(row["now"]).replace(tzinfo=SHANGHAI)
        found = read(row["text"], now)
        assert all(at is None or at >= now for at in (found.deadline, found.starts_at))
