"""Few words that give, change or chase what was asked: told by the thread they stand in."""

from datetime import datetime

import pytest

from bot.domain.digest import Mark, MarkKind, Section
from bot.domain.message import SHANGHAI
from bot.domain.reading import Relation, What
from tests.reading.test_reader import readings
from tests.telling import digest_of, told, where


@pytest.mark.parametrize(
    ("question", "answer", "at"),
    [
        ("几号要?", "18号", "03-18 23:59"),
        ("什么时候交", "周五下班前吧", "03-13 18:00"),
        ("最晚哪天", "18号吧", "03-18 23:59"),
    ],
)
def test_who_is_asked_when_gives_the_request_its_deadline(
    question: str, answer: str, at: str
) -> None:
    chat = told(
        f"""
        2026-03-12 09:00 民政办-小陈: 请各村报高龄老人名单
        09:02 西台村书记-老刘: 收到
        09:05 东河村文书-阿强: {question}
        09:06 民政办-小陈: {answer}
        """
    )
    _, line = where(digest_of(*chat), 4)
    assert line.title == "高龄老人名单"
    assert line.deadline is not None
    assert line.deadline.strftime("%m-%d %H:%M") == at


def test_who_gives_way_moves_what_was_asked() -> None:
    chat = told(
        """
        09:00 财政所-小李: 各村上半年报销单据本周五前送来
        09:05 东河村文书-阿强: 台风天还要报销单
        09:06 财政所-小李: [捂脸]那就台风过后,下周三前吧
        """
    )
    _, line = where(digest_of(*chat), 3)
    assert line.deadline == datetime(2026, 3, 18, 23, 59, tzinfo=SHANGHAI)


@pytest.mark.parametrize(("said", "answer"), [("今天几号", "12号"), ("收到", "18号")])
def test_what_others_answer_moves_nothing(said: str, answer: str) -> None:
    script = f"""
        09:00 民政办-小陈: 请各村报名单
        09:05 东河村文书-阿强: {said}
        09:06 西台村书记-老刘: {answer}
        """
    assert readings(script)[2].what is not What.NOTICE


def test_what_is_to_be_handed_in_later_has_a_later_deadline() -> None:
    chat = told(
        """
        09:00 平安办-小周: 请各村今日15时前报送普法验收材料
        09:30 平安办-小周: 普法材料延到明天上午9点,大家别急
        """
    )
    section, line = where(digest_of(*chat), 2)
    assert section is Section.DUE_SOON
    assert line.deadline == datetime(2026, 3, 13, 9, 0, tzinfo=SHANGHAI)
    assert line.starts_at is None


def test_a_reminder_chases_what_it_names_not_what_was_sent_last() -> None:
    chat = told(
        """
        08:00 应急办-雷主任: 请各村12点前上报转移人数
        08:10 应急办-雷主任: 请各村今天13点前报送物资储备情况表
        11:20 应急办-雷主任: 转移人数只收到花园、新港,滨江、码头赶紧!!
        """
    )
    day = digest_of(*chat)
    assert {source.number for source in where(day, 1)[1].sources} == {1, 3}
    assert {source.number for source in where(day, 2)[1].sources} == {2}


def test_a_reminder_of_one_office_chases_nothing_of_another() -> None:
    reading = readings(
        """
        15:00 卫生院-护士长: 流感疫苗60岁以上免费,周四在渔家村,请村里通知老人
        15:40 渔政站-老鞠: 现在还有3条没回,渔家村再联系!
        """
    )[1]
    assert reading.refers_to is None


@pytest.mark.parametrize(
    "text",
    [
        "关于报送控辍台账的通知:请各校3月13日前报送,逾期未报的全乡通报",
        "党费还没交的支部,今天下班前交到我这",
        "青年大学习本期还差38人没学!今天24点截止",
    ],
)
def test_what_opens_a_request_has_chased_nothing(text: str) -> None:
    (message,) = told(f"09:00 党建办-小吴: {text}")
    _, line = where(digest_of(message), 1)
    assert all(mark.kind is not MarkKind.URGED for mark in line.marks)


def test_what_was_asked_and_is_chased_by_its_name_is_urged_once() -> None:
    chat = told(
        """
        09:00 执法中心-邓工: 请各网格每日17:00前将当日整治数据报我
        09:01 二网格老谭: 收到
        15:45 执法中心-邓工: 各网格今天的整治数据别忘了,5点前
        """
    )
    _, line = where(digest_of(*chat), 3)
    assert Mark(kind=MarkKind.URGED, count=1) in line.marks


def test_another_thing_that_is_chased_beside_is_its_own() -> None:
    reading = readings(
        """
        10:50 组织办-小孟: 请各支部5月8日前报送表彰对象推荐表
        10:55 组织办-小孟: 另外发展对象的政审函,还没交回的赶紧交,下周四是最后期限
        """
    )[1]
    assert reading.refers_to is None
    assert reading.relation is not Relation.UPDATE


def test_where_ones_own_people_meet_is_told_of_the_same_meeting() -> None:
    chat = told(
        """
        09:30 党政办-小王: 转:县政府办通知,今天下午3:00召开全县调度会,请各镇主要负责人参会
        09:30 东河村文书-阿强: 收到
        09:31 党政办-小王: 咱们在镇四楼,2点45到哈
        """
    )
    section, line = where(digest_of(*chat), 3)
    assert section is Section.MEETINGS
    assert {source.number for source in line.sources} == {1, 3}
