"""One form, another thing: copies that differ in a single mark are asks of their own."""

from datetime import date, datetime

import pytest

from bot.domain.message import SHANGHAI
from bot.reading.likeness import compare, features
from bot.reading.likeness.stretches import read_stretches

AT = datetime(2026, 8, 3, 9, 0, tzinfo=SHANGHAI)
FORM = "请各村8月7日前报送{},盖章后交民政办。"

_SIBLINGS = """
8月10日至16日值班表 8月17日至23日值班表
8.10-8.16值班安排 8.17-8.23值班安排
8月5日接访情况 8月6日接访情况
上周信访情况 本周信访情况
第32周疫情情况 第33周疫情情况
D级危房名单 C级危房名单
A类隐患清单 B类隐患清单
Ⅰ类地质灾害点清单 Ⅱ类地质灾害点清单
甲级村卫生室名单 乙级村卫生室名单
一级残疾人名单 二级残疾人名单
A座住户名单 B座住户名单
一标段进度表 二标段进度表
第一网格走访记录 第二网格走访记录
第一片区走访记录 第二片区走访记录
一组三组土地流转面积 二组四组土地流转面积
3号地块征收清单 5号地块征收清单
60周岁以上老年人花名册 80周岁以上老年人花名册
医保未缴费名单 医保已缴费名单
疫苗未接种名单 疫苗已接种名单
养老保险参保名单 养老保险未参保名单
有劳动能力人员名单 无劳动能力人员名单
合格家庭名单 不合格家庭名单
经营性自建房清单 非经营性自建房清单
失能老人名单 半失能老人名单
孤儿名单 事实无人抚养儿童名单
留守儿童名单 困境儿童名单
小学控辍保学名单 初中控辍保学名单
公办幼儿园清单 民办幼儿园清单
困难残疾人生活补贴名单 重度残疾人护理补贴名单
边缘易致贫户名单 突发严重困难户名单
集中供养特困人员名单 分散供养特困人员名单
城市低保对象名单 农村低保对象名单
常住人口统计表 流动人口统计表
迁入人口登记表 迁出人口登记表
在职村干部名单 离任村干部名单
2025年新增低保名单 2025年退出低保名单
正式党员名单 预备党员名单
宫颈癌筛查名单 乳腺癌筛查名单
鸡存栏数 鸭存栏数
失业人员名单 就业人员名单
"""
_ONE_THING = """
低保户名单 最低生活保障对象名单
D级危房名单 D级危房花名册
第一网格走访记录 一网格走访记录表
疫苗已接种人员名单 已接种疫苗人员名单
8月10日至16日值班表 8月10日至8月16日值班安排表
80岁以上老人名单 八十岁以上老年人花名册
困难残疾人生活补贴和重度残疾人护理补贴名单 残疾人两项补贴名单
初中学生名单 初中生花名册
"""


def _lines(table: str) -> list[list[str]]:
    return [line.split() for line in table.strip().splitlines()]


@pytest.mark.parametrize(("one", "other"), _lines(_SIBLINGS))
def test_a_form_filled_in_for_another_thing_is_another_ask(one: str, other: str) -> None:
    found = compare(
        features(FORM.format(one), AT), features(FORM.format(other), AT.replace(minute=5))
    )
    assert (found.relation, found.band) == ("different", "silent")


@pytest.mark.parametrize(("one", "other"), _lines(_ONE_THING))
def test_a_thing_in_other_words_is_still_that_thing(one: str, other: str) -> None:
    found = compare(
        features(FORM.format(one), AT), features(FORM.format(other), AT.replace(minute=5))
    )
    assert found.relation != "different"


def test_a_correction_may_change_the_mark() -> None:
    asked = features(FORM.format("C级危房名单"), AT)
    righted = features(f"更正:{FORM.format('D级危房名单')}", AT.replace(minute=5))
    assert compare(asked, righted).relation != "different"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("报送8月10日至16日值班表,8月7日前报", [(8, 10, 16)]),
        ("报送10日—16日排班表", [(8, 10, 16)]),
        ("报上周工作小结和本周工作安排", [(7, 27, 33), (8, 3, 9)]),
        ("报昨日数据", [(8, 2, 2)]),
        ("8月10日至16日报送值班表", []),
        ("8月10日至16日到村里拍照片", []),
        ("8月10日前报送值班表", []),
        ("今日16:00前报汛情日报", []),
        ("本周五前报情况", []),
        ("本周内报情况", []),
        ("报6月份数据", []),
        ("2月30日至31日值班表", []),
    ],
)
def test_days_are_those_of_the_data_not_those_it_is_due_in(
    text: str, days: list[tuple[int, int, int]]
) -> None:
    first = {(month, day): date(2026, month, day).toordinal() for month, day, _ in days}
    wanted = {(first[m, d], first[m, d] + last - d) for m, d, last in days}
    assert read_stretches(text, AT) == wanted


def test_a_copy_for_a_time_ahead_is_the_next_round_once_the_first_is_over() -> None:
    """三月报过的,四月再布置,是新的一次;没到期又发一遍,过几天又发一遍,还是那一次。"""
    text = "请各村报送矛盾纠纷排查化解台账,交平安办。"

    def told(day: int, due: int) -> object:
        return compare(
            features(text, AT, AT.replace(day=10)),
            features(text, AT.replace(day=day), AT.replace(day=due)),
        ).relation

    assert told(8, 10) == "same"
    assert told(12, 10) == "same"
    assert told(12, 20) == "same"
    assert told(25, 28) == "different"


def test_what_is_asked_for_every_day_is_asked_once() -> None:
    text = "请各村每天17:00前在群里报医保缴费进度。"
    again = features(text, AT.replace(day=5), AT.replace(day=5, hour=17))
    assert compare(features(text, AT, AT.replace(hour=17)), again).relation == "same"


def test_a_meeting_of_another_day_is_another_meeting() -> None:
    text = "上午9:00在镇四楼会议室召开农村集体三资清理工作推进会,请各村书记、文书参加。"
    days = [features(text, AT.replace(day=day - 1), None, AT.replace(day=day)) for day in (5, 5, 7)]
    assert compare(days[0], days[1]).relation == "same"
    assert compare(days[0], days[2]).relation == "different"
