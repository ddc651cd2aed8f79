"""What says that a danger is over, of which only the words of its alarm are kept."""

import pytest

from bot.reading.emergency.all_clear import ends


@pytest.mark.parametrize(
    ("said", "cry"),
    [
        ("孩子找到了", "后山失火,大家马上撤离"),
        ("张大爷联系上了", "3号楼燃气泄漏,住户马上下楼"),
        ("漏点修好了,检测合格", "水库要垮,下游马上转移"),
        ("都灭了", "水库溃坝,马上转移"),
        ("抢修完毕", "疯狗咬人,莫出门"),
        ("狗打死了", "后山起火,马上撤"),
        ("恢复通行", "后山起火,马上撤"),
    ],
)
def test_the_end_of_another_danger_is_not_its_end(said: str, cry: str) -> None:
    assert not ends(said, cry)


@pytest.mark.parametrize(
    ("said", "cry"),
    [
        ("火扑灭了", "后山起火,马上撤"),
        ("疯狗打死了", "疯狗咬人,莫出门"),
        ("险情解除", "水库溃坝,马上转移"),
        ("群众可以回家了", "水库溃坝,马上转移"),
        ("小宝找到了", "小宝走失了,大家帮忙找"),
    ],
)
def test_its_own_end_is(said: str, cry: str) -> None:
    assert ends(said, cry)
