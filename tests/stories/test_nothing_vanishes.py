"""Asks in nearly the same words: each stands by itself, and what is taken back is only that."""

from datetime import datetime

import pytest

from bot.domain.digest import MarkKind, Section
from bot.domain.message import SHANGHAI
from bot.wording.plain import render_text
from tests.telling import digest_of, told, where


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("请各村3月16日前报送2月份出生人口名单", "请各村3月20日前报送3月份出生人口名单"),
        ("请各村3月16日前报送60岁以上老人名单", "请各村3月16日前报送80岁以上老人名单"),
        (
            "3月18日上午9点在镇三楼开防汛会,各村书记参加",
            "3月25日上午9点在镇三楼开防汛会,各村书记参加",
        ),
        ("请1号水库巡查员3月16日前报巡查表", "请2号水库巡查员3月16日前报巡查表"),
    ],
)
def test_another_month_age_day_or_number_is_another_ask(one: str, other: str) -> None:
    digest = digest_of(*told(f"09:00 民政办-小陈: {one}\n09:30 民政办-小陈: {other}"))
    assert digest.requests == 2
    marks = {mark.kind for number in (1, 2) for mark in where(digest, number)[1].marks}
    assert not marks & {MarkKind.MOVED, MarkKind.URGED}


def test_two_offices_that_want_one_list_stand_on_two_lines_that_name_each_other() -> None:
    wanted = "报送低保户花名册(姓名、身份证号、银行卡号)"
    digest = digest_of(
        *told(f"09:00 民政办-小陈: 3月16日前{wanted}\n09:10 医保办-老何: 3月18日前{wanted}")
    )
    (_, one), (_, other) = where(digest, 1), where(digest, 2)
    assert (one.issuer, other.issuer) == ("镇民政办", "镇医保办")
    assert (one.deadline, other.deadline) == (at(16, 23, 59), at(18, 23, 59))
    assert digest.same_data


def test_a_dropped_copy_is_no_withdrawal() -> None:
    digest = digest_of(
        *told("""
        09:00 教育办-老李: 各校控辍保学台账周五前报教育办,电子版和纸质版都要
        14:00 教育办-老李: 控辍保学的纸质版不用交了,只要电子版
        """)
    )
    section, line = where(digest, 1)
    assert section is not Section.CHANGED
    assert line.deadline == at(13, 23, 59)
    assert MarkKind.CANCELLED not in {mark.kind for mark in line.marks}


def test_a_bare_word_speaks_of_what_its_sender_called_last() -> None:
    digest = digest_of(
        *told("""
        09:00 防汛办-小高: 明天上午9点开会,各村书记参加
        09:02 防汛办-小高: 会议取消
        10:00 组织办-小孟: 明天上午9点在三楼开党建会,各村书记参加
        10:05 组织办-小孟: 8点半吧
        10:08 组织办-小孟: 那就下午两点
        """)
    )
    assert where(digest, 1)[0] is Section.CHANGED
    assert where(digest, 3)[1].starts_at == at(13, 14)
    assert digest.requests == 2


def test_what_is_put_off_to_a_weekday_comes_after_what_it_was() -> None:
    digest = digest_of(
        *told("""
        09:00 残联-小薛: 请各村3月16日前报残疾人名单
        11:00 残联-小薛: 残疾人名单延到周四
        """)
    )
    assert where(digest, 1)[1].deadline == at(19, 23, 59)


def test_an_office_keeps_its_name_when_its_word_is_passed_on() -> None:
    digest = digest_of(*told("09:00 教育办-老李: 转发县教育局通知:请各校3月20日前报控辍保学台账"))
    assert where(digest, 1)[1].issuer == "县教育局"


@pytest.mark.parametrize(
    "cry",
    [
        "电梯困人!两个老人一个小孩,在3号楼",
        "35103船失联,请渔家村马上联系船东",
        "上坝水库坝脚渗水,值班人员马上到位,请各村转移下游人员",
    ],
)
def test_people_in_danger_come_first(cry: str) -> None:
    assert where(digest_of(*told(f"09:00 渔业站-老洪: {cry}")), 1)[0] is Section.URGENT


@pytest.mark.parametrize(
    ("cry", "word"),
    [
        ("3号楼电梯困人!一个老人一个小孩", "人出来了,都没事"),
        ("35103船失联,请渔家村马上联系船东", "联系上了,手机掉海里了,正往回开"),
        ("上坝水库坝脚渗水,值班人员马上到位,请各村转移下游人员", "专家看过了,没有险情,大家放心"),
    ],
)
def test_who_raised_an_alarm_says_that_it_is_over(cry: str, word: str) -> None:
    digest = digest_of(*told(f"09:00 渔业站-老洪: {cry}\n10:30 渔业站-老洪: {word}"))
    section, line = where(digest, 1)
    assert section is Section.URGENT
    assert MarkKind.LIFTED in {mark.kind for mark in line.marks}


def test_an_alarm_goes_on_while_something_still_burns() -> None:
    digest = digest_of(
        *told("""
        09:00 林业站-老崔: 老虎坳山火,火头往北走,民兵马上集合上山
        10:30 林业站-老崔: 明火灭了,还有余火,人不要撤
        """)
    )
    marks = [mark.kind for mark in where(digest, 1)[1].marks]
    assert MarkKind.LIFTED not in marks


@pytest.mark.parametrize(
    "word", ["值班表都出来了,大家看一下", "上次那张表找到了,谢谢", "工作组的人都下来了"]
)
def test_what_speaks_of_something_else_ends_no_alarm(word: str) -> None:
    cry = "东河村后山有滑坡险情,下边12户立即转移到村小!"
    digest = digest_of(*told(f"09:00 应急办-老周: {cry}\n10:30 应急办-老周: {word}"))
    assert MarkKind.LIFTED not in {mark.kind for mark in where(digest, 1)[1].marks}


def test_two_asks_of_one_message_have_two_lines_and_two_times() -> None:
    digest = digest_of(
        *told("""
        09:00 环保站-老林: 请溪口村3月13日前回复信访件整改情况。另外,河道巡查台账20日前报
        10:00 统计站-牛姐: 1)能耗报表,今日截止;2)限上快报25号前直报;3)小区28号前入户复核
        11:00 党建办-小孟: 主题党日材料月底前必须传完。另外党费今天下班前交齐
        """)
    )
    due = {
        line.deadline.day: line.title
        for lines in digest.sections.values()
        for line in lines
        if line.deadline
    }
    assert due.keys() == {12, 13, 20, 25, 28, 31}
    assert digest.requests == 7


def test_what_is_still_missing_of_one_ask_chases_no_other_one() -> None:
    digest = digest_of(
        *told("""
        09:00 党建办-小孟: 主题党日材料月底前必须传完。另外党费还没交的支部今天下班前交到我这
        """)
    )
    lines = [line for lines in digest.sections.values() for line in lines]
    assert sorted(line.deadline for line in lines if line.deadline) == [at(12, 18), at(31, 23, 59)]
    assert MarkKind.URGED not in {mark.kind for line in lines for mark in line.marks}


def test_a_daily_report_of_this_morning_is_due_tomorrow_morning() -> None:
    digest = digest_of(*told("08:00 卫生院-小童: 各校每天上午9点半前报晨检情况"))
    section, line = where(digest, 1)
    assert section is Section.DUE_SOON
    assert line.deadline == at(13, 9, 30)


def test_what_is_pasted_from_above_and_then_wanted_earlier_is_one_line_with_both_times() -> None:
    digest = digest_of(
        *told("""
        08:20 应急办-老周: 【转发】县安委办:请各乡镇于3月20日前上报取暖隐患排查台账和工作小结
        08:22 应急办-老周: 各村注意,镇里要汇总,村里的台账3月18号下班前给我,小结不用你们写
        """)
    )
    (_, line), (_, same) = where(digest, 1), where(digest, 2)
    assert line == same
    assert line.deadline == at(18, 18)
    (mark,) = [one for one in line.marks if one.kind is MarkKind.UPSTREAM]
    assert (mark.before, mark.issuer) == (at(20, 23, 59), "县安委办")


def test_a_further_ask_of_its_own_is_no_second_half() -> None:
    digest = digest_of(
        *told("""
        09:00 环保站-老林: 请溪口村3月13日中午前回复信访件整改情况
        09:03 环保站-老林: 另外河道巡查打卡次数不够的抓紧补,月底考核
        """)
    )
    assert digest.requests == 2
    assert where(digest, 1)[1].deadline == at(13, 12)


def test_a_school_that_closes_early_closes_when_it_says() -> None:
    digest = digest_of(*told("09:00 镇中心小学: 今天提前放学,4点,请各村转告家长来接"))
    assert where(digest, 1)[1].starts_at == at(12, 16)


@pytest.mark.parametrize("year", ["去年", "上年", "上年度", "2025年度", "2025年"])
@pytest.mark.parametrize(
    ("listed", "asks", "also"),
    [
        ("低保对象花名册", "民政办-老吴", "县民政局-小陈"),
        ("脱贫户名册", "农业办-老吴", "党政办-小陈"),
        ("残疾人花名册", "民政办-老吴", "小李"),
        ("困难群众慰问名单", "民政办-老吴", "民政办-老吴"),
        ("老年人花名册", "民政办-老吴", "民政办-老吴"),
    ],
)
def test_last_years_list_is_not_this_years(year: str, listed: str, asks: str, also: str) -> None:
    wanted = (f"请各村3月18日17:30前报送{listed}", f"请各村3月20日12:00前报送{year}{listed}")
    for one, other in (wanted, reversed(wanted)):
        digest = digest_of(*told(f"09:00 {asks}: {one}\n10:00 {also}: {other}"))
        assert digest.requests == 2
        assert not digest.same_data


def test_a_reminder_need_not_name_the_year_again() -> None:
    digest = digest_of(
        *told("""
        09:00 民政办-老吴: 请各村3月18日17:30前报送2025年度低保对象花名册
        15:00 民政办-老吴: 低保对象花名册还没报的村抓紧
        """)
    )
    assert digest.requests == 1
    assert {mark.count for mark in where(digest, 1)[1].marks if mark.kind is MarkKind.URGED} == {1}


def test_this_weeks_hour_of_what_recurs_is_over_with_it_and_next_week_it_is_due_again() -> None:
    # A Thursday.
    digest = digest_of(*told("09:30 综治中心-老赵: 每周四报一次进展，这周的下午2点前报我"))
    section, line = where(digest, 1)
    assert section is Section.CLOSED_TODAY
    assert line.deadline == at(12, 14)
    assert "今日14:00(每周四)" in render_text(digest)


def test_two_things_of_one_sentence_stand_on_their_own_days() -> None:
    digest = digest_of(
        *told("09:30 禁烧办-小韩: 各村今晚8点前召开村民组长会传达，会议照片明早8点前发我")
    )
    due = {line.deadline for lines in digest.sections.values() for line in lines}
    assert due == {at(12, 20), at(13, 8)}
