"""A flood of words costs steps in proportion, and not many: no message may hold up the others."""

import sys
from datetime import datetime
from time import process_time
from types import FrameType

import pytest

from bot.app import knowledge
from bot.config import Config
from bot.domain.message import SHANGHAI, Message
from bot.reading.reader import read

LEXICON, CALENDAR = knowledge(Config())
NOW = datetime(2026, 3, 17, 9, 5, tzinfo=SHANGHAI)
LENGTH, LONGER = 3_000, 12_000
MOST_STEPS = 500_000
"""Calls, of our functions and of the engine's, for the first of these lengths."""
MOST_SECONDS = 2.0


def steps(text: str) -> int:
    """How many functions are called to read ``text``."""
    message = Message(group="", number=1, sent_at=NOW, text=text, sender="党政办 小王")
    count = 0

    def step(frame: FrameType, event: str, arg: object) -> None:
        del frame, arg
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(step)
    try:
        read(message, NOW, (), LEXICON, CALENDAR)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "unit",
    [
        "月",
        "1:",
        "每月",
        "三天内",
        "今日报报补",
        "月后的前111个工作日以内",
        "每月的第六个和第七个礼拜天",
        "每年腊月三十前报,",
        "\n1.请各村3月20日前报送名单。",
        "。另外今天报名单",
        "。另外,",
        "县水利局昨天通知:今天报。",
        "\n县水利局 3月11日 9:00\n请报名单",
        "“今天报”",
        "1. 王某 平安\n",
        "\ud800\u202e【",
    ],
)
def test_a_flood_costs_steps_in_proportion(unit: str) -> None:
    steps("请各村今天报")
    few = steps((unit * LENGTH)[:LENGTH])
    many = steps((unit * LONGER)[:LONGER])
    assert few < MOST_STEPS
    assert many < 4.6 * few + 1_000


def test_of_more_asks_than_people_write_the_last_holds_the_rest() -> None:
    items = [f"{n % 9 + 1}.请各村3月{n % 9 + 20}日前报送{n}号表" for n in range(80)]
    text = "\n".join(items)
    message = Message(group="", number=1, sent_at=NOW, text=text, sender="党政办 小王")
    asks = read(message, NOW, (), LEXICON, CALENDAR).asks
    assert len(asks) == 40
    assert all(ask.times.deadline for ask in asks)


@pytest.mark.parametrize(
    "text",
    [
        # As many readings of one run as there are ways to part it: it took years.
        "1.名单27日前报我\n2." + "各" * 60 + "\n3.台账27日前报我",
        "请各村20日前报表," + "石桥村" * 100 + "不用报山塘排查表",
        # Looked through anew from each of its letters.
        ("上班前" * LONGER)[: 2 * LONGER],
        "明天18点前报名单,请" + "\n" * 2 * LONGER,
    ],
)
def test_a_long_run_without_a_mark_is_looked_through_once(text: str) -> None:
    message = Message(group="", number=1, sent_at=NOW, text=text, sender="党政办 小王")
    begun = process_time()
    read(message, NOW, (), LEXICON, CALENDAR)
    assert process_time() - begun < MOST_SECONDS
