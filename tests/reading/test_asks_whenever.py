"""A second thing that is wanted whenever it suits: an ask of its own, due by no day."""

import pytest

from tests.reading.test_reader import readings


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "脱贫户收入核算11月16日前完成。另外各组把要修的危房报个数给我，不急。",
            "脱贫户收入核算",
            "危房数",
        ),
        ("收入核算11月16日前完成。另外各村报一下危房数，不急。", "收入核算", "危房数"),
        (
            "低保核查表周五前报。另外把各村的路灯坏了几盏报给我，什么时候都行。",
            "低保核查表",
            "路灯坏了几盏",
        ),
        (
            "请各村明天下班前报防火台账，另外有空的时候把图书室照片发我。",
            "防火台账",
            "图书室照片",
        ),
        (
            "请各村11月16日前报合作医疗名单，另外顺便把空巢老人数摸一下，有空报我就行。",
            "合作医疗名单",
            "空巢老人数",
        ),
    ],
)
def test_it_neither_takes_the_first_ones_day_nor_hides_it(
    text: str, first: str, second: str
) -> None:
    (reading,) = readings(f"2026-11-12 09:00 镇民政办-老吴: {text}")
    assert [ask.title for ask in reading.asks] == [first, second]
    assert reading.asks[0].times.deadline is not None
    assert reading.asks[1].times.deadline is None


@pytest.mark.parametrize(
    "text",
    [
        "收入核算11月16日前完成。另外请各村注意安全。",
        "收入核算11月16日前完成。另外各村要注意核对，不要漏报。",
        "收入核算11月16日前完成。另外名单不急。",
        "防火台账周五前报，另外照片不急，慢慢传。",
        "各村周五前交党费。另外不急的材料下周再说。",
    ],
)
def test_what_asks_for_nothing_more_stays_with_the_ask(text: str) -> None:
    (reading,) = readings(f"2026-11-12 09:00 镇民政办-老吴: {text}")
    assert len(reading.asks) == 1
