"""Copies of one paper, each due by a day of its own; and what moves one of them."""

from datetime import datetime

import pytest

from bot.domain.message import SHANGHAI
from bot.domain.reading import DueFor
from bot.reading.thread.due_moved import part_moved
from tests.reading.test_reader import readings


def _apart(text: str) -> list[tuple[str, str]]:
    (reading,) = readings(f"2026-11-12 09:00 县人社局-孟凡: {text}")
    (ask,) = reading.asks
    return [(one.whose, f"{one.at:%d %H:%M}") for one in ask.times.due_for]


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        (
            "名单11月25日12时前发邮箱，纸质版11月26日15:00前送县就业局。",
            [("电子版", "25 12:00"), ("纸质版", "26 15:00")],
        ),
        (
            "请将在岗人员名单于11月25日12时前发邮箱，盖章纸质版11月26日15:00前送203室。",
            [("电子版", "25 12:00"), ("盖章纸质版", "26 15:00")],
        ),
        (
            "党员名册扫描件今天下班前发我，原件明天上午10点前交组织办。",
            [("扫描件", "12 18:00"), ("原件", "13 10:00")],
        ),
        (
            "请11月18日前报汇总表，纸质版盖章后11月20日前报送。",
            [("其他", "18 23:59"), ("纸质版", "20 23:59")],
        ),
        (
            "自评表今天下班前交电子版，纸质版盖章周五带过来",
            [("电子版", "12 18:00"), ("纸质版", "13 23:59")],
        ),
        (
            "佐证材料，电子版12月10日前，纸质版12月15日前，送目标办",
            [("电子版", "10 23:59"), ("纸质版", "15 23:59")],
        ),
    ],
)
def test_each_copy_is_due_when_it_is_said_to_be(text: str, apart: list[tuple[str, str]]) -> None:
    assert _apart(text) == apart


@pytest.mark.parametrize(
    "text",
    [
        "名单11月25日前发邮箱，纸质版一并报送。",
        "名单11月25日前发邮箱，纸质版同时交就业局。",
        "名单电子版和纸质版11月25日前报。",
        "各村11月18日前报电子版,不用交纸质版,11月20日前归档。",
    ],
)
def test_copies_of_one_day_are_due_together(text: str) -> None:
    assert _apart(text) == []


def test_a_copy_that_was_handed_in_is_due_no_more() -> None:
    assert _apart("上次电子版11月1日报过的不用再报，纸质版11月13日前报") == []


def test_a_copy_is_moved_alone() -> None:
    first, second, later = (datetime(2026, 11, day, 12, tzinfo=SHANGHAI) for day in (25, 26, 30))
    known = (DueFor(whose="电子版", at=first), DueFor(whose="盖章纸质版", at=second))
    moved = part_moved("名单", "名单25日前发,纸质版26日前送", "纸质版延到30日", first, known, later)
    assert moved == (known[0], DueFor(whose="盖章纸质版", at=later))
