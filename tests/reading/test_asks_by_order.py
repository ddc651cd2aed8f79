"""Orders of one alarm: when they are asks of their own, and when they are one."""

import pytest

from tests.reading.test_reader import readings


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "【紧急】龙潭村三组后山掉石，请龙潭村马上转移群众，其他村马上巡查。",
            ["龙潭村马上转移群众", "其他村马上巡查"],
        ),
        (
            "【紧急】河水漫堤，请下坝村立即转移沿河群众；上坝村立即巡查堤防。",
            ["下坝村立即转移沿河群众", "上坝村立即巡查堤防"],
        ),
        (
            "水位猛涨，老街社区马上疏散一楼住户，派出所立即封路！",
            ["老街社区马上疏散", "派出所立即封路"],
        ),
        (
            "【紧急】请红旗村立即扑救，派出所立即封路，松树村马上疏散群众。",
            ["红旗村立即扑救", "派出所立即封路", "松树村马上疏散群众"],
        ),
    ],
)
def test_each_order_to_others_stands_for_itself(text: str, titles: list[str]) -> None:
    (reading,) = readings(f"2026-11-12 14:25 镇应急办-赵勇: {text}")
    assert [ask.title for ask in reading.asks] == titles
    assert all(ask.urgent for ask in reading.asks)


def test_no_order_is_called_by_the_one_before_it() -> None:
    (reading,) = readings("09:00 镇应急办-赵勇: 通知：各村马上清理河道，各村书记马上到岗")
    assert [ask.title for ask in reading.asks] == ["马上清理河道", "书记马上到岗"]


def test_each_order_keeps_the_time_it_was_given() -> None:
    (reading,) = readings(
        "2026-11-12 14:25 镇应急办-赵勇: 【紧急】请龙潭村立即组织三组36人转移到村小学，"
        "14:50前报转移情况！其他村马上巡查，有险情打值班电话。"
    )
    first, second = reading.asks
    assert first.times.deadline is not None
    assert (first.times.deadline.hour, first.times.deadline.minute) == (14, 50)
    assert second.times.deadline is None


@pytest.mark.parametrize(
    "text",
    [
        "【紧急】请龙潭村马上转移群众，其他村也马上转移。",
        "【紧急】请各村立即转移低洼户，并立即清点人数报我。",
        "请各村立即巡查山塘水库，发现险情立即转移群众。",
        "【紧急】请东风村马上组织群众撤离，东风村群众马上到小学集合。",
        "【紧急】没有通知各村不要马上转移，各单位立即待命。",
        "【紧急】请各村报平安！昨天东河村连夜转移了30户，西河村连夜巡查了堤防。",
        "请龙潭村今天下班前报转移名单，其他村明天12点前报。",
    ],
)
def test_one_order_stays_one(text: str) -> None:
    (reading,) = readings(f"2026-11-12 09:00 镇应急办-赵勇: {text}")
    assert len(reading.asks) == 1
