"""Which bodies answer for different fields of work."""

import pytest

from bot.reading.speaker.bodies import apart


@pytest.mark.parametrize(
    ("one", "other"),
    [("县教育局", "卫生院"), ("镇民政办", "老龄办"), ("残联", "县医保局"), ("中心校", "镇卫健办")],
)
def test_bodies_of_different_fields_are_apart(one: str, other: str) -> None:
    assert apart(one, other)
    assert apart(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("县卫健局", "镇卫生院"),
        ("县农业农村局", "农技站"),
        ("县水利局", "镇党政办"),
        ("县教育局", "中心校"),
        ("市场监管所", "市监所"),
        ("县住建局", "镇村建办"),
        ("县应急局", "镇安监站"),
        ("县人社局", "镇社保所"),
        ("县民政局", None),
        ("东河村", "县民政局"),
    ],
)
def test_bodies_of_one_field_and_those_that_pass_on_are_not(one: str, other: str | None) -> None:
    assert not apart(one, other)
    assert not apart(other, one)
