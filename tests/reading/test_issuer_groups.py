"""Who is said to ask when nobody says for whom they speak."""

import pytest

from bot.domain.reading import Earlier, Reading, What
from bot.reading.speaker.group_body import body_of_group
from bot.reading.speaker.houses import house_of
from bot.reading.speaker.issuer import find_issuer
from bot.reading.speaker.level import level_word
from tests.reading.test_issuer import LEXICON, said


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


@pytest.mark.parametrize(
    ("group", "house"),
    [
        ("石桥初中防溺水专班", "石桥初中"),
        ("明德小学门口商户家长群", "明德小学"),
        ("白杨镇卫生院+各村医生", "镇卫生院"),
        ("红柳学区校长群", "红柳学区"),
        ("青河县中小学校长群", None),
        ("各小学联络群", None),
        ("青龙山学区村(社区)联络群", None),
        ("东河村工作群", None),
    ],
)
def test_the_one_house_whose_group_it_is(group: str, house: str | None) -> None:
    assert house_of(group) == house


def test_who_is_called_by_the_person_alone_is_of_the_house_they_named_before() -> None:
    group, text = "桂花苑业主群", "没签的还有几户"
    before = Earlier(
        message=said("社区小曼", "", group, 1), reading=Reading(what=What.CHATTER, asks=())
    )
    assert find_issuer(text, said("小曼", text, group, 2), (before,), LEXICON) == "社区"
    assert find_issuer(text, said("小曼", text, group, 2), (), LEXICON) is None
