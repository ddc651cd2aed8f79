"""Requests compared: chats told as pairs, and what holds for any pair."""

from datetime import datetime

import pytest

from bot.domain.message import SHANGHAI
from bot.reading.likeness import Context, Features, Likeness, Told, compare, features
from bot.reading.likeness.periods import read_periods
from bot.reading.likeness.signs import signs
from bot.reading.likeness.words import load

AT = datetime(2026, 5, 20, 9, 0, tzinfo=SHANGHAI)
DRONES = "各村统计一下村里有多少台植保无人机,型号、机手姓名,5月25日前报农机站。"
WATER = "请填报一季度农村饮水水质检测情况表,水样编号、检测结果,4月3日前报水利站。"
TRICYCLES = "家里有三轮车的,各组摸个底,车型、车主、是否上牌,交警队要,下周一前。"
ALLOWANCE = "请各社区报送3月份高龄津贴新增人员名单,4月2日前交民政办。"


TREES = "为确保春灌期间可靠用电,请各村排查线下树障,杆号、涉及户数写明白,5月28日前报供电公司运检部。"
FAMILIES = (
    "春节将至,请各村服务站核准重点优抚对象基本信息(姓名、住址、银行卡号),5月28日前盖章报优抚股。"
)
WORKSHOPS = "请各社区对辖区食品小作坊拉网式摸排,证照、负责人一户一表,5月28日前交市监所。"


def _read(text: str, day: int = 20, due: int | None = None) -> Features:
    deadline = datetime(2026, 5, due, 18, 0, tzinfo=SHANGHAI) if due else None
    return features(text, AT.replace(day=day), deadline)


def _told(first: str, second: str) -> Likeness:
    return compare(_read(first), _read(second, 21))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (DRONES, "农业农村办要摸打药飞机的底,你们村有几台、机手是谁,26号之前报个数。"),
        (WATER, "一至三月自来水水质检测结果,编号也要,疾控要一份,4月5日前给我。"),
        (TRICYCLES, "应急办也要三轮车的底数,几辆、上牌没有,各村下周二前报。"),
        (ALLOWANCE, "3月高龄补贴新增的名单就剩红枫没交了"),
        ("请各校报送学生近视筛查结果汇总表,5月30日前交。", "近视筛查的汇总表就差中心小学了"),
        (WORKSHOPS, "小作坊的一户一表抓紧交"),
        ("请各校上报春季学期住校生名册,5月26日前交。", "春季开学的住校生名册再催一下"),
    ],
)
def test_one_ask_in_other_words_is_found(first: str, second: str) -> None:
    assert _told(first, second).relation != "different"


@pytest.mark.parametrize(
    ("first", "second", "differs"),
    [
        (DRONES, DRONES.replace("植保无人机", "插秧机"), "subject"),
        (TRICYCLES, TRICYCLES.replace("三轮车", "摩托车"), "subject"),
        (DRONES, DRONES.replace("植保无人机", "滚筒式筛沙车"), "subject"),
        (WATER, WATER.replace("一季度", "二季度"), "period"),
        (WATER, "请填报1至6月农村饮水水质检测情况表,水样编号、检测结果,7月3日前报。", "period"),
        # The catalogue takes both for electricity, or for those cared for; their forms differ.
        (TREES, TREES.replace("线下树障", "私拉乱接"), "subject"),
        (FAMILIES, FAMILIES.replace("重点优抚对象", "现役军人家属"), "subject"),
        (FAMILIES, FAMILIES.replace("春节", "八一"), "period"),
        (TREES, TREES.replace("春灌", "迎峰度夏"), "period"),
        ("请全体党员观看《守望》并写心得体会。", "请全体党员观看《远山》并写心得体会。", "named"),
        ("请报1号泵房台账,明天前。", "请报2号泵房台账,明天前。", "named"),
        (
            "柏树村:请于20日前补报公路灾毁照片5处。",
            "盘龙村:请于20日前补报公路灾毁照片3处。",
            "addressee",
        ),
        (ALLOWANCE, "3月份高龄津贴名单请各社区从今天起在公示栏公示7天。", "action"),
    ],
)
def test_another_subject_period_name_or_step_is_another_ask(
    first: str, second: str, differs: str
) -> None:
    found = _told(first, second)
    assert (found.relation, found.band) == ("different", "silent")
    assert differs in found.differ


@pytest.mark.parametrize(
    ("listed", "done"),
    [
        (
            "请各村登记60岁以上独居老人,姓名住址电话,3月20日前报民政办。",
            "请各村组织独居老人用火安全培训,每村一场,签到表和照片3月25日前交民政办。",
        ),
        (
            "请各村3月15日前上报地质灾害隐患点受威胁农户名册。",
            "各村3月底前组织隐患点受威胁农户开展一次避险演练,方案和照片报应急办。",
        ),
        (
            "低保户名单请各村3月18日前报民政办。",
            "低保户取暖补贴各村3月25日前发放到户,签收单交民政办。",
        ),
    ],
)
def test_what_follows_a_list_is_another_ask(listed: str, done: str) -> None:
    """先报名单,再培训、演练、发放: one filling-in does not serve both."""
    assert _told(listed, done).band == "silent"


def test_the_likeliest_of_many_must_be_likelier_than_a_lone_pair() -> None:
    """Among many there is always one that looks like it."""
    among = Context()
    texts = (DRONES, TREES, WORKSHOPS, "应急办也要无人机的底数,几台、谁在飞,各村下周二前报。")
    *known, mine = [among.add(_read(text)) for text in texts]
    alone = among.compare(mine, known[0])
    picked = among.compare(mine, known[0], known)
    assert 0.0 < picked.score < alone.score < 1.0


def test_how_an_ask_came_again() -> None:
    """转发、改口径、层层加码、别的部门也要。"""
    first = _read(ALLOWANCE, due=28)
    relations = {
        "same": _read(f"转民政办:{ALLOWANCE}", 20, 28),
        "near": _read("更正:3月份高龄津贴新增名单要加一列银行卡号,时间不变。", 21),
        "relay_tightened": _read(
            "各组注意,3月高龄津贴新增名单村里26号先收,每人附照片和身份证复印件,组长签字。", 21, 26
        ),
        "overlap": _read("老龄办这边要3月份新增享受高龄津贴的老人名册,30日前发我。", 22, 30),
    }
    assert {name: compare(first, other).relation for name, other in relations.items()} == {
        name: name for name in relations
    }


def test_the_very_same_text_is_the_same_whatever_it_says() -> None:
    for text in (DRONES, "在吗在吗", "嗯嗯好的呢"):
        found = _told(text, text)
        assert (found.relation, found.score, found.band) == ("same", 1.0, "merges")


def test_the_order_of_two_does_not_matter() -> None:
    texts = (DRONES, WATER, TRICYCLES, ALLOWANCE, "", "👍", "3月高龄津贴名单抓紧")
    read = [_read(text, day) for day, text in enumerate(texts, start=1)]
    for one in read:
        for other in read:
            assert compare(one, other) == compare(other, one)
            assert signs(one, other) == signs(other, one)


def test_a_reminder_belongs_to_the_ask_it_fits_best() -> None:
    """两张表一个样,催的是哪张就只算哪张。"""
    among = Context()
    pensions = among.add(_read("请各村报高龄津贴名单,含身份证号,5月25日前交民政办。", 18))
    children = among.add(_read("请各村报困境儿童名单,含身份证号,5月25日前交民政办。", 18))
    reminder = among.add(_read("困境儿童的名单还差两个村,抓紧", 21))
    assert among.compare(reminder, children).relation == "same"
    assert among.compare(reminder, pensions).relation == "different"
    assert among.nearest(_read("困境儿童名单呢"), 2) == [reminder, children]


def test_a_reminder_is_for_what_its_chat_was_asked_last() -> None:
    """群里催“坏灯的表”,说的是刚布置的那张,不是去年的。"""
    among, here = Context(), Told("街道城管办", "社区群")
    last_year = among.add(
        features("请各社区报送2025年坏路灯排查表,5月20日前报城管办。", AT.replace(year=2025)),
        here,
    )
    lamps = among.add(_read("各社区把不亮的路灯数一数,哪条街、几盏,5月25日前给我。", 18), here)
    reminder = among.add(_read("坏灯的表就差南坪、河口了", 21), here)
    found = among.earlier(reminder)
    assert found is not None
    assert (found[0], found[1].relation) == (lamps, "same")
    assert among.compare(reminder, last_year).relation == "different"


def test_what_two_repeat_makes_them_one() -> None:
    """派出所也要同一份名单:催办的短消息自己看不出来,跟着它催的那件事走。"""
    among = Context()
    first = among.add(_read("请各村报一季度死亡人员名单,姓名、身份证号、死亡时间,5月25日前。", 10))
    reminder = among.add(_read("死亡人员名单还差河口,抓紧", 12))
    police = among.add(_read("派出所销户用,今年一至三月去世的人各村给个名单,5月28日前。", 14))
    assert among.compare(first, police).relation == "overlap"
    assert among.compare(reminder, police).relation == "overlap"
    assert among.compare(police, reminder).relation == "overlap"


def test_the_places_still_missing_are_not_what_it_is_about() -> None:
    missing = _read("高龄津贴名单还差渡口、茶园两个村,抓紧")
    assert max(missing.subjects, key=lambda name: missing.subjects[name]) == "高龄津贴"
    assert "渡口" not in missing.subjects or missing.subjects["渡口"] < 1


def test_in_which_chats_two_stand_tells_only_how_they_relate() -> None:
    said = (ALLOWANCE, "3月份高龄津贴新增名单各村抄一份给我,4月1日前,附照片")
    scores = set()
    for chats in (("民政群", "民政群"), ("民政群", "村务群"), (None, None)):
        among = Context()
        one, other = (
            among.add(_read(text, 20 + n), Told(chat=chats[n])) for n, text in enumerate(said)
        )
        scores.add(among.compare(one, other).score)
    assert len(scores) == 1


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("报2025年第四季度明细", {(24310, 24312)}),
        ("报2025年10—12月明细", {(24310, 24312)}),
        ("报上半年人口", {(24313, 24318)}),
        ("报1-6月人口", {(24313, 24318)}),
        ("报三月份台账,4月2日前", {(24315, 24315)}),
        ("报去年收入", {(24301, 24312)}),
        ("报2025年3月以来去世的人", {(24303, 24317)}),
        ("报头三个月走了的老人", {(24313, 24315)}),
        ("写明年级和监护人", set()),
        ("报低保户名单及2025年人均收入", set()),
        ("65岁以上老人体检名单重报,别用去年的", set()),
        ("两癌名单去年查过的不用列,只报没查的", set()),
        ("十月份要的那个空置房屋摸底还没交", set()),
        ("名单报齐,10月起集中办证", set()),
        ("5月20日前报名单", set()),
    ],
)
def test_periods_are_resolved_by_when_it_was_sent(text: str, spans: set[tuple[int, int]]) -> None:
    periods, _ = read_periods(text, AT)
    assert {span[:2] for span in periods.spans} == spans


def test_the_catalogue_says_each_thing_once() -> None:
    items = {name: item for group in load("catalogue").values() for name, item in group.items()}
    assert len(items) >= 300
    assert {item["parent"] for item in items.values() if "parent" in item} <= set(items)
    spellings = [word for name, item in items.items() for word in (name, *item["aliases"])]
    assert len(spellings) == len(set(spellings))


def test_who_is_called_by_name_is_no_part_of_what_is_asked_for() -> None:
    """Two asks of one person are not alike by their name."""
    called = _read("@桂花社区刘芳 请报一下高龄津贴名单,5月25日前")
    assert "芳" not in called.plain
    assert called.plain == _read("请报一下高龄津贴名单,5月25日前").plain
    assert "所有人" in _read("@所有人 请报一下高龄津贴名单").plain
