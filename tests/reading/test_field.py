"""Who tells no office by name is of the one whose work they speak of, if that is plain."""

from dataclasses import replace

import pytest

from bot.domain.reading import Ask, Earlier, Kind, Reading, What
from bot.reading.normalise import normalise
from bot.reading.speaker.issuer import find_issuer, voice_of
from tests.reading.test_issuer import LEXICON, said

TOWN, COUNTY, VILLAGE = "白杨镇工作大群", "临溪县县直单位工作群", "东河村大家庭"
POWER = "明早六点到十点检修线路停电,变压器停电期间不要合闸"
PARTY = "本月主题党日定在15号,各支部党员交心得体会,支部书记收齐"


def earlier(sender: str, text: str, group: str) -> Earlier:
    """A notice of the thread as it is stored: what is known of who said it, and no text."""
    message = said(sender, "", group)
    reading = Reading(
        what=What.NOTICE,
        asks=(Ask(kind=Kind.INFO, title="事"),),
        voice=voice_of(normalise(text).text, message, (), LEXICON),
    )
    return Earlier(message=message, reading=reading)


@pytest.mark.parametrize(
    ("sender", "group", "text", "issuer"),
    [
        ("农师傅", TOWN, POWER, "镇供电所"),
        ("农师傅", VILLAGE, POWER, "供电所"),
        ("一叶知秋", TOWN, PARTY, "镇党建办"),
        ("一叶知秋", COUNTY, PARTY, "县委组织部"),
        ("静待花开", TOWN, "低保年审开始,特困、孤儿的材料和临时救助申请一起交", "镇民政办"),
    ],
)
def test_what_somebody_speaks_of_tells_their_office(
    sender: str, group: str, text: str, issuer: str
) -> None:
    assert find_issuer(text, said(sender, text, group), (), LEXICON) == issuer


@pytest.mark.parametrize(
    ("sender", "group", "text", "issuer"),
    [
        ("老谭", TOWN, "明天下午三点前把表交过来", None),
        ("一叶知秋", VILLAGE, PARTY, "东河村"),
        ("东河村文书-阿强", TOWN, POWER, "东河村"),
        ("民政办 小樊", TOWN, POWER, "镇民政办"),
    ],
)
def test_what_is_not_plain_or_known_better_is_left(
    sender: str, group: str, text: str, issuer: str | None
) -> None:
    assert find_issuer(text, said(sender, text, group), (), LEXICON) == issuer


def test_what_they_asked_before_counts_as_well() -> None:
    text = "差羊场坝、甲乙"
    message = said("一叶知秋", text, TOWN, 9)
    before = earlier("一叶知秋", PARTY, TOWN)
    assert find_issuer(text, message, (before,), LEXICON) == "镇党建办"
    others = replace(before, message=replace(before.message, sender="老谭"))
    assert find_issuer(text, message, (others,), LEXICON) is None
    passed_on = replace(before.message, forwarded_from="组织部")
    assert voice_of(PARTY, passed_on, (), LEXICON) is None


@pytest.mark.parametrize(
    ("group", "issuer"),
    [("白杨镇文体工作群", "镇文化站"), ("白杨镇平安法治工作群", None), (TOWN, None)],
)
def test_the_work_a_group_is_for_makes_its_office_likelier(group: str, issuer: str | None) -> None:
    text = "明天晚上各村来看节目,八点开始"
    assert find_issuer(text, said("一叶知秋", text, group), (), LEXICON) == issuer
    assert find_issuer(POWER, said("一叶知秋", POWER, group), (), LEXICON) == "镇供电所"


@pytest.mark.parametrize(
    ("sender", "text", "issuer"),
    [
        ("贺所长", POWER, "镇供电所"),
        ("贺所长", PARTY, "贺所长"),
        ("贺站长", POWER, "贺站长"),
    ],
)
def test_a_title_is_the_office_of_its_work_where_that_has_such_a_head(
    sender: str, text: str, issuer: str
) -> None:
    assert find_issuer(text, said(sender, text, TOWN), (), LEXICON) == issuer


def test_a_citys_streets_have_no_clinic_of_a_township() -> None:
    text = "高血压随访表月底前补完,体检的老人别吃早饭"
    message = said("一叶知秋", text, "白杨街道社区工作群")
    assert find_issuer(text, message, (), LEXICON) == "社区卫生服务中心"
