"""Who is said to ask when nobody says for whom they speak."""

import pytest

from bot.reading.speaker.group_body import body_of_group
from bot.reading.speaker.level import level_word


@pytest.mark.parametrize(
    ("group", "body"),
    [
        ("青河县民政业务群", "县民政局"),
        ("鼓东街道梧桐里社区联络群", "梧桐里社区"),
        ("东河村工作群", "东河村"),
        ("柳河镇村居工作群", None),
        ("望江街道社区工作群", None),
        ("城区社区工作群", None),
        ("市监所群", None),
        ("西圩村组长群(莫乱发链接)", "西圩村"),
        ("石桥镇各村组长群", None),
        ("柳河镇村组长群", None),
        ("柳河镇茶山七村联络群", None),
        ("云港镇渔村工作群", None),
        ("青河县公卫村医群", None),
        ("乌兰嘎查大家庭", "乌兰嘎查"),
    ],
)
def test_the_body_whose_group_it_is(group: str, body: str | None) -> None:
    assert body_of_group(group) == body


@pytest.mark.parametrize(
    ("group", "level"),
    [
        ("青河县乡镇业务联络群", "县"),
        ("白音旗苏木镇工作群", "旗"),
        ("巴彦苏木工作群", "苏木"),
        ("柳河镇村居工作群", "镇"),
    ],
)
def test_whose_towns_meet_in_a_group_stands_above_them(group: str, level: str) -> None:
    assert level_word(group) == level
