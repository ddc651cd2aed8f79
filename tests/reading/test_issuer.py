"""Who asks, by the sender's name, what they were called before, and the words themselves."""

from datetime import datetime

import pytest

from bot.app import knowledge
from bot.config import Config
from bot.domain.message import SHANGHAI, Message
from bot.domain.reading import Earlier, Reading, What
from bot.reading.speaker.issuer import find_issuer

LEXICON, _ = knowledge(Config())
AT = datetime(2026, 3, 12, 9, tzinfo=SHANGHAI)


def said(sender: str, text: str, group: str, number: int = 1) -> Message:
    return Message(group=group, number=number, sent_at=AT, text=text, sender=sender)


@pytest.mark.parametrize(
    ("sender", "group", "issuer"),
    [
        ("渔政 石队", "柳河镇村居工作群", "渔政"),
        ("农商行 小贝", "柳河镇村居工作群", "农商行"),
        ("县供销社", "柳河镇村居工作群", "县供销社"),
        ("县档案馆", "青河县县直联络群", "县档案馆"),
        ("柳河镇 小祁", "东河村村务群", "柳河镇"),
        ("学区 褚校长", "柳河镇村居工作群", "学区"),
        ("铁匠湾 贺大姐", "望江街道社区工作群", "铁匠湾"),
        ("东河文书-小景", "东河村村务群", "东河村"),
        ("水利员 小钟", "柳河镇村居工作群", "镇水利站"),
        ("7幢 602 小魏", "梧桐里社区大家庭", None),
        ("丁支书", "柳河镇村居工作群", "村委会"),
        ("支书 丁水生", "东河村村务群", "东河村委会"),
    ],
)
def test_what_stands_before_the_person_asks(sender: str, group: str, issuer: str | None) -> None:
    assert find_issuer("明天带身份证来办", said(sender, "", group), (), LEXICON) == issuer


def test_who_gave_a_fuller_name_before_still_speaks_for_it() -> None:
    group = "柳河镇村居工作群"
    first = said("党政办 裴青", "早", group)
    before = (Earlier(message=first, reading=Reading(what=What.CHATTER)),)
    later = said("裴青", "", group, 2)
    assert find_issuer("三点的会推到四点", later, before, LEXICON) == "镇党政办"


def test_who_is_spoken_to_does_not_ask() -> None:
    message = said("应急办 屈主任", "", "柳河镇村居工作群")
    text = "柳河小学:桌子顶住门,别探头"
    assert find_issuer(text, message, (), LEXICON) == "镇应急办"


def test_a_forward_keeps_the_level_of_its_origin() -> None:
    message = Message(
        group="柳河镇村居工作群", number=1, sent_at=AT, text="", sender="应急办 小戚",
        forwarded_from="县气象台",
    )  # fmt: skip
    assert find_issuer("今晚有大到暴雨", message, (), LEXICON) == "县气象台"


@pytest.mark.parametrize(
    ("sender", "group", "issuer"),
    [
        ("村主任 常大勇", "石背坡村党员和组长群", "石背坡村委会"),
        ("柳浪宋书记", "柳浪社区网格工作群", "柳浪社区"),
        ("周淑琴(书记)", "槐花街社区网格群", "槐花街社区"),
        ("罗警官", "柳浪社区网格工作群", "派出所"),
        ("党建联络员 小余", "大塘坪村两委党员群", "大塘坪村党支部"),
        ("外塘村老郑", "礁石镇防台群", "外塘村"),
        ("滨河社区林主任", "临江街道防汛群", "滨河社区"),
        ("桂花苑物业小伍", "云溪街道物业条线", "桂花苑物业"),
        ("城南水厂吴师傅", "青石镇村居工作群", "城南水厂"),
        ("禁毒专干小秦", "磨盘镇平安法治群", "镇禁毒办"),
        ("公卫科 小秦", "柳河镇卫生院村医群", "镇卫生院公卫科"),
    ],
)
def test_who_speaks_by_post_speaks_for_a_house(sender: str, group: str, issuer: str) -> None:
    assert find_issuer("明天带身份证来办", said(sender, "", group), (), LEXICON) == issuer


@pytest.mark.parametrize(
    ("sender", "text", "issuer"),
    [
        ("环保站燕子", "中央环保督察交办件:东河村养猪场臭味扰民,今天回复", "镇环保站"),
        ("教育组小谢", "根据县教育局要求,各校周五前报台账", "镇教育组"),
        ("小谢", "根据县教育局要求,各校周五前报台账", "县教育局"),
        ("民政办小陈", "县民政局转办:东河村周三前回复", "镇民政办"),
    ],
)
def test_what_an_ask_rests_on_does_not_ask(sender: str, text: str, issuer: str) -> None:
    message = said(sender, text, "青石镇村居工作群")
    assert find_issuer(text, message, (), LEXICON) == issuer


@pytest.mark.parametrize("origin", ["县气象服务群", "全市医保系统工作群"])
def test_another_group_asks_for_nothing(origin: str) -> None:
    message = Message(
        group="柳河镇村居工作群", number=1, sent_at=AT, text="", sender="应急办 小戚",
        forwarded_from=origin,
    )  # fmt: skip
    assert find_issuer("今晚有大到暴雨", message, (), LEXICON) == "镇应急办"


@pytest.mark.parametrize(
    "text", ["按手印,附残疾证就可以。其他社区碰到一样办", "明天停气。城建通知燃气公司"]
)
def test_a_last_sentence_is_no_signature(text: str) -> None:
    assert (
        find_issuer(text, said("应急办 小戚", text, "柳河镇村居工作群"), (), LEXICON) == "镇应急办"
    )


@pytest.mark.parametrize(
    "text",
    [
        "我们防汛不能松,各村27日前报值班表",
        "我们交通不便,各村27日前报值班表",
        "我们组织的活动照片,各村27日前报",
        "我们绿化的面积,各村27日前报",
        "我们经济的发展要靠大家,各村27日前报",
        "各村27日前报值班表。参会单位:镇纪委;镇派出所",
        "各村27日前报值班表,县民政局电话:0912-3456789",
    ],
)
def test_work_that_is_spoken_of_and_whom_it_is_for_are_no_issuer(text: str) -> None:
    message = said("东河村-李文书", text, "青石镇村居工作群")
    assert find_issuer(text, message, (), LEXICON) == "东河村"


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("我们水利的表27日前交", "镇水利站"),
        ("我们民政这边27日前要名单", "镇民政办"),
        ("我们派出所的表27日前交", "镇派出所"),
    ],
)
def test_who_says_whose_they_are_is_of_that_office(text: str, issuer: str) -> None:
    message = said("李强", text, "青石镇村居工作群")
    assert find_issuer(text, message, (), LEXICON) == issuer


@pytest.mark.parametrize("sender", ["丁支书", "丁村长", "村主任 长林"])
def test_a_villages_head_speaks_for_the_village_whatever_the_matter_is(sender: str) -> None:
    ask = said(sender, "党员大会今天下午4点,村部二楼,都来", "村组长群")
    assert find_issuer(ask.text, ask, (), LEXICON) == "村委会"


@pytest.mark.parametrize(
    ("sender", "group", "issuer"),
    [
        ("徐镇", "柳河镇村居工作群", "镇政府"),
        ("林副镇", "柳河镇村居工作群", "镇政府"),
        ("镇里小吴", "东河村村务群", "镇政府"),
        ("包片 刘委员", "柳河镇村居工作群", "镇政府"),
        ("包村 小冉", "东河村村务群", None),
        ("荷花荡书记", "柳河镇村居工作群", "荷花荡"),
        ("杏花里卢主任", "柳河街道社区工作群", "杏花里"),
        ("妇女主任", "柳河镇村居工作群", "妇女主任"),
        ("岚口乡 蓝乡长", "青河县应急会商群", "岚口乡"),
        ("教体局包老师", "柳河镇村居工作群", "教体局"),
        ("教育小谢", "青河县乡镇业务联络群", "县教育局"),
        ("统计静静", "白音旗苏木镇工作群", "旗统计局"),
        ("社事小汤", "柳河街道社区工作群", "街道社会事务办"),
        ("农服老夏", "柳河镇村居工作群", "镇农业服务中心"),
        ("警长老倪", "柳河镇村居工作群", "镇派出所"),
    ],
)
def test_titles_and_short_names_tell_a_house(sender: str, group: str, issuer: str | None) -> None:
    assert find_issuer("明天带身份证来办", said(sender, "", group), (), LEXICON) == issuer
