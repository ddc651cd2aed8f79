"""Roles that no rule tells: weighed from the words around a time."""

from datetime import datetime

import pytest

from bot.app import knowledge
from bot.config import Config
from bot.domain.lexicon import NO_MODEL
from bot.domain.message import SHANGHAI
from bot.domain.reading import Times
from bot.reading.deadline import read_times, reads_of
from bot.reading.normalise import normalise

LEXICON, CALENDAR = knowledge(Config())
TUESDAY = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)


def times(text: str, *, weighed: bool = True) -> Times:
    model = LEXICON.times if weighed else NO_MODEL
    return read_times(normalise(text), TUESDAY, CALENDAR, LEXICON.clock, model=model)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("危房台账周四归零", "2026-03-12T23:59"),
        ("粪污台账25号归零", "2026-03-25T23:59"),
        ("疑似污染地块照片,周五进我加密盘", "2026-03-13T23:59"),
    ],
)
def test_what_is_wanted_by_then_needs_no_set_word(text: str, due: str) -> None:
    assert times(text, weighed=False).deadline is None
    found = times(text).deadline
    assert found
    assert found.strftime("%Y-%m-%dT%H:%M") == due


@pytest.mark.parametrize(
    "text",
    ["镇长说后天给我们送锦旗", "报名的人周末都到齐了,谢谢各位", "厂里答应月底把欠的工钱打过来"],
)
def test_what_nobody_has_to_do_by_then_is_no_deadline(text: str) -> None:
    assert times(text).deadline is None


def test_a_deadline_that_says_so_stands_whatever_is_weighed() -> None:
    text = "请各村明天下班前把低保年审名单报民政办,会议后天9点开"
    assert times(text) == times(text, weighed=False)


def test_without_weights_rules_alone_tell() -> None:
    reads, _ = reads_of(normalise("危房台账周四归零").text, NO_MODEL)
    weighed, _ = reads_of(normalise("危房台账周四归零").text, LEXICON.times)
    assert [read.candidate for read in reads] == [read.candidate for read in weighed]
    assert [read.role for read in reads] != [read.role for read in weighed]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("明天上午要除草,水费我后天上午来收", 12),
        ("明天上午要交承诺书,水费我后天上午来收", 11),  # both are asked: the first is due first
    ],
)
def test_why_somebody_comes_on_another_day_is_no_deadline(text: str, day: int) -> None:
    assert times(text).deadline == datetime(2026, 3, day, 12, tzinfo=SHANGHAI)
