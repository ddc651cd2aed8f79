"""Few words take a notice back or move it, if they come from who may; others only raise a doubt."""

import pytest

from bot.domain.reading import Reading, Relation, What
from tests.reading.test_reader import readings

ASKED = "08:50 党政办-周敏: 请各村今天下班前把低保年审名单报民政办"


def _last(line: str) -> Reading:
    return readings(f"{ASKED}\n08:55 石桥阿杰: 收到\n15:50 {line}")[-1]


@pytest.mark.parametrize(
    "said",
    [
        "低保名单不用报了", "名单先不报了", "低保那个表不要了", "低保名单作废", "低保名单取消",
        "低保的不用弄了", "那个名单不用报了哈",
    ],
)  # fmt: skip
def test_an_office_takes_it_back_in_a_few_words(said: str) -> None:
    """县里有数据了,民政办只在群里说一句。"""
    reading = _last(f"民政办-小陈: {said}")
    assert (reading.what, reading.unsure) == (What.NOTICE, False)
    assert reading.relation is Relation.CANCEL


def test_an_office_moves_it_in_a_few_words() -> None:
    reading = _last("民政办-小陈: 低保年审名单延到周五")
    assert reading.relation is Relation.UPDATE


@pytest.mark.parametrize("said", ["低保名单不用报了", "低保名单取消"])
def test_whom_nobody_knows_takes_nothing_back_but_is_shown(said: str) -> None:
    reading = _last(f"桂芳: {said}")
    assert reading.what is not What.NOTICE
    assert reading.unsure


@pytest.mark.parametrize(
    "said", ["低保名单我报了", "我们村低保名单不用报了吧?", "低保名单能不能延到周五"]
)
def test_who_answers_or_asks_takes_nothing_back(said: str) -> None:
    reading = _last(f"河湾桂芳: {said}")
    assert reading.what is not What.NOTICE
    assert reading.relation is not Relation.CANCEL or reading.unsure
