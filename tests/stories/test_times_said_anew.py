"""A new time for what was asked before: which of the times told is it, and what is it for."""

from datetime import datetime

import pytest

from tests.stories.kit import at, together
from tests.telling import digest_of, told, where


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("明天上午县委主要领导外出,分析会延期至3月16日(星期一)上午8:30召开", at(16, 8, 30)),
        ("书记明天去县里开会,分析会推迟到周五下午3点", at(13, 15)),
        ("因明天上午县里来人,原定明天上午9点的分析会提前到今天下午4点", at(12, 16)),
        ("明天停电,分析会改到周一上午9:00,地点不变", at(16, 9)),
        ("分析会顺延至17日下午2点半,明天下午的接访照常", at(17, 14, 30)),
    ],
)
def test_a_meeting_is_held_when_the_new_time_says_not_the_reason(
    said: str, begins: datetime
) -> None:
    digest = digest_of(
        *told(f"""
        08:00 县委办-程思远: 定于3月13日上午9:00召开一季度经济运行分析会,各单位主要负责人参加
        14:10 县委办-程思远: {said}
        """)
    )
    assert (digest.notices, digest.requests) == (2, 1)
    assert where(digest, 2)[1].starts_at == begins


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("对,刚接到的,改成3月13日中午12点,辛苦各位", at(13, 12)),
        ("接县局通知,情况表提前到周五下午5点,辛苦", at(13, 17)),
        ("情况表改到周五上午", at(13, 12)),
        ("县里催得紧,高龄津贴情况表提前到13日上午10点", at(13, 10)),
        ("情况表延到16号", at(16, 23, 59)),
        ("更正一下,刚问了县局,14号系统就关了,情况表请在13日下午5点前交来", at(13, 17)),
        ("不好意思,县局16号要汇总,津贴情况表请于13号下班前报", at(13, 18)),
        ("说错了,情况表13号中午前报", at(13, 12)),
    ],
)
def test_what_was_due_is_due_at_the_new_time_and_begins_at_none(said: str, due: datetime) -> None:
    digest = digest_of(
        *told(f"""
        08:15 民政办-小陈: 请各村把高龄津贴人员情况表于3月14日前报民政办邮箱
        14:31 民政办-小陈: {said}
        """)
    )
    line = where(digest, 2)[1]
    assert (digest.notices, digest.requests) == (2, 1)
    assert (line.deadline, line.starts_at) == (due, None)


@pytest.mark.parametrize(
    "said",
    [
        "不好意思,各村今天下午5点前把垃圾桶数量发我",
        "不好意思又来打扰,各村明天中午前把残疾人补贴的发票交过来",
        "不好意思这么晚打扰,市局刚通知,明天中午十二点之前要散乱污动态清零台账",
        "不好意思,视频调度会临时加开,今天下午3点接入",
        "不好意思啊,明天停水,早上8点到下午5点,大家存水",
    ],
)
def test_who_is_sorry_to_ask_for_more_takes_nothing_back(said: str) -> None:
    digest = digest_of(
        *told(f"""
        08:15 民政办-小陈: 请各村于3月16日前报低保名单
        08:20 民政办-小陈: {said}
        """)
    )
    assert where(digest, 1)[1].deadline == at(16, 23, 59)
    assert together(digest, 1)
    assert together(digest, 2)


@pytest.mark.parametrize(
    "said", ["说错了,低保名单是15日", "更正一下,低保名单15日前就要", "打错了!低保名单15日前报"]
)
def test_what_a_correction_names_is_moved_and_not_what_was_said_last(said: str) -> None:
    digest = digest_of(
        *told(f"""
        08:15 民政办-小陈: 请各村于3月16日前报低保名单
        08:18 民政办-小陈: 请各村于3月17日前报临时救助台账
        08:20 民政办-小陈: {said}
        """)
    )
    assert together(digest, 1, 3)
    assert where(digest, 1)[1].deadline == at(15, 23, 59)
    assert where(digest, 2)[1].deadline == at(17, 23, 59)


def test_who_is_sorry_corrects_what_no_other_thing_is_named_for() -> None:
    for said in ("不好意思,是17日", "不好意思,日期打错了,低保是17日前报"):
        digest = digest_of(
            *told(f"""
            08:15 民政办-小陈: 请各村于3月16日前报低保名单
            08:20 民政办-小陈: {said}
            """)
        )
        assert together(digest, 1, 2)
        assert where(digest, 1)[1].deadline == at(17, 23, 59)


def test_an_event_and_its_list_are_each_moved_to_their_own_time() -> None:
    digest = digest_of(
        *told("""
        09:30 消防站-老尚: 定于3月14日上午9:30举行泄漏救援演练,各村派1人,名单13日中午前报我
        13:40 应急办-老石: 省督查组14日来我镇,请各村13日17:00前自查完毕
        15:50 消防站-老尚: 14日演练因省督查,时间改为3月16日上午9:30,地点不变,名单报送延到14日中午
        """)
    )
    drill, visit = where(digest, 3)[1], where(digest, 2)[1]
    assert where(digest, 1)[1] == drill
    assert (drill.starts_at, drill.deadline) == (at(16, 9, 30), at(14, 12))
    assert visit.deadline == at(13, 17)


def test_a_party_day_moved_off_a_sunday_has_its_photos_due_in_its_evening() -> None:
    digest = digest_of(
        *told("""
        11:20 党建办-彭悦: 3月主题党日定在3月15日,主题另行通知
        11:25 党建办-彭悦: 不对,15号是周日,改到13号(周五)下午3点,照片和记录当天晚上8点前发党建邮箱
        """)
    )
    line = where(digest, 2)[1]
    assert (line.starts_at, line.deadline) == (at(13, 15), at(13, 20))


def test_a_list_put_off_to_another_day_is_due_at_the_hour_it_was() -> None:
    digest = digest_of(
        *told("""
        08:15 民政办-小陈: 请各村把高龄津贴人员情况表于13日下午4点前报民政办
        14:31 民政办-小陈: 情况表改到周六,县里同意了
        """)
    )
    assert where(digest, 2)[1].deadline == at(14, 16)


@pytest.mark.parametrize(
    ("sender", "said"),
    [
        (
            "编办-贾科",
            "刚接市里通知,进度表要提前报,请民政、教育、卫健改在13日上午10点前给我,逾期通报",
        ),
        ("编办-贾科", "民生实事进度表市里要提前收,请大家13日上午10点前发我"),
        ("党政办-李倩", "民生实事进度表要提前报,请各单位改在13日上午10点前发来"),
    ],
)
def test_a_paper_wanted_earlier_by_its_name_is_the_one_asked_before(sender: str, said: str) -> None:
    digest = digest_of(
        *told(f"""
        08:30 编办-贾科: 督查提醒:民生实事3月份进度表,请民政、教育、卫健各自于16日12:00前报送
        08:40 民政办-小陈: 请各村17日下班前把临时救助对象名单报我
        14:10 {sender}: {said}
        """)
    )
    line = where(digest, 1)[1]
    assert (digest.requests, line.deadline) == (2, at(13, 10))
    assert where(digest, 3)[1] == line


@pytest.mark.parametrize(
    "said",
    [
        "各位领导,刚接市里通知,危房改造进度表要提前报,请各村各单位改在13日上午10点前发我,逾期通报",
        "各位领导,刚接市里通知,4月份民生实事进度表要提前报,请各单位改在13日上午10点前发我,逾期通报",
        "各位领导,刚接市里通知,进度表县里要提前收,请各村13日上午10点前发我",
    ],
)
def test_a_paper_wanted_earlier_that_is_another_or_may_be_one_of_two_moves_none(said: str) -> None:
    digest = digest_of(
        *told(f"""
        08:30 编办-贾科: 民生实事3月份进度表,请各单位于16日12:00前报送
        08:40 民政办-小陈: 请各村17日下班前把养老床位建设进度表报我
        14:10 党政办-李倩: {said}
        """)
    )
    assert where(digest, 1)[1].deadline == at(16, 12)
    assert where(digest, 2)[1].deadline == at(17, 18)
