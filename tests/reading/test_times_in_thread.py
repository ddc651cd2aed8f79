"""The day and the hour of a message that stands among others of its chat."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.app import knowledge
from bot.config import Config
from bot.domain.reading import NO_TIMES, Earlier, Relation, Times
from bot.reading.reader import read
from tests.telling import told

LEXICON, CALENDAR = knowledge(Config())


def last_times(script: str) -> Times:
    before: list[Earlier] = []
    for message in told(script):
        reading = read(message, message.sent_at, tuple(before[-20:]), LEXICON, CALENDAR)
        before.append(Earlier(message=message, reading=reading))
    asks = before[-1].reading.asks
    return asks[0].times if asks else NO_TIMES


def plain(moment: datetime | None) -> str | None:
    return moment.strftime("%m-%dT%H:%M") if moment else None


CHECK = "2026-07-22 13:40 防指办-石磊: 请各乡镇23日17:00前完成自查，台账备查"
LIST = "2026-07-22 13:40 党政办-小王: 请各村明天17:00前报防汛值班名单"


@pytest.mark.parametrize(
    ("before", "line", "due"),
    [
        (CHECK, "14:10 防指办-石磊: 请各乡镇14:30前报灾情续报", "07-22T14:30"),
        (CHECK, "14:10 县应急局-卫东: 请各乡镇14:30前报灾情续报", "07-22T14:30"),
        (CHECK, "14:10 防指办-石磊: 受灾照片下班前发我", "07-22T18:00"),
        (CHECK, "14:10 防指办-石磊: 在岗情况15点前报过来", "07-22T15:00"),
        (LIST, "14:10 党政办-小王: 值班名单还没报的抓紧，16点截止", "07-22T16:00"),
        (LIST, "14:10 党政办-小王: 值班名单还没报的：东河村、西河村。16点截止", "07-22T16:00"),
        (LIST, "14:10 党政办-小王: 会议签到表16:00前报党政办", "07-22T16:00"),
        # Of the day that was told before.
        (LIST, "14:10 党政办-小王: 值班名单17点前报，别忘了", "07-23T17:00"),
        (LIST, "14:10 党政办-小王: 防汛值班名单改到15点前报", "07-23T15:00"),
        (LIST, "13:41 党政办-小王: 15点前吧", "07-23T15:00"),
        (LIST, "14:10 党政办-小王: 值班名单12点前报我", "07-23T12:00"),
    ],
)
def test_a_bare_hour_of_an_ask_of_its_own_is_of_today(before: str, line: str, due: str) -> None:
    assert plain(last_times(f"{before}\n2026-07-22 {line}").deadline) == due


def test_what_is_left_of_the_working_day_ends_today() -> None:
    found = last_times("""
        2026-03-05 15:00 党建办-彭悦: 一季度党费请3月底前通过“智慧党建”平台缴纳，不要现金
        2026-03-05 16:20 党建办-彭悦: 枫林、新桥、河口材料还没到，离下班还有一小时十分钟！
        """)
    assert (plain(found.deadline), plain(found.starts_at)) == ("03-05T18:00", None)


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("10:02 石磊: 10点报情况：缺临河、白石", None),
        ("10:15 石磊: 10点截止，还有四个社区没报", None),
        ("09:20 石磊: 9点的续报还差城关镇", None),
        ("11:05 石磊: 11点的数据没报的抓紧", None),
        ("14:20 石磊: 2点的会，还差三个人没到", None),
        ("10:05 石磊: 10点、12点的继续报", "07-22T12:00"),
        ("09:40 石磊: 10点报情况，昨天缺临河、白石", "07-22T10:00"),
        ("13:00 石磊: 请各乡镇9点前报在岗情况", "07-22T21:00"),
    ],
)
def test_an_hour_that_just_passed_is_not_that_of_the_evening(line: str, due: str | None) -> None:
    assert plain(last_times(f"2026-07-22 {line.replace('石磊', '防指办-石磊')}").deadline) == due


HARVEST = (
    "2026-06-04 07:20 镇农业站-老魏: 从今天起收割进度一天两报，上午11点、下午5点，"
    "报累计已收亩数和在田机械台数"
)


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("2026-06-04 16:40 镇农业站-老魏: 下午进度报一下", "06-04T17:00"),
        ("2026-06-04 15:40 镇农业站-老魏: 下午的收割进度报一下", "06-04T17:00"),
        ("2026-06-04 15:40 镇农业站-老魏: 下午把值班室电话报给我", "06-04T18:00"),
        ("2026-06-05 10:10 镇农业站-老魏: 上午的收割进度报一下", "06-05T11:00"),
        ("2026-06-04 14:40 镇农业站-老魏: 收割进度下午报一下", "06-04T17:00"),
        ("2026-06-05 09:10 镇农业站-老魏: 明天下午的收割进度要报", "06-06T17:00"),
        ("2026-06-04 14:40 镇农业站-老魏: 收割进度下午4点前报", "06-04T16:00"),
        ("2026-06-04 14:40 镇农业站-老魏: 收割进度下班前报", "06-04T18:00"),
    ],
)
def test_a_part_of_the_day_is_at_the_hour_agreed_upon(line: str, due: str) -> None:
    assert plain(last_times(f"{HARVEST}\n{line}").deadline) == due


def test_a_new_version_that_speaks_of_itself_is_asked_for_its_time_once() -> None:
    """Its first version was said too long ago to be remembered."""
    first, later = told("""
        2026-03-05 15:00 党建办-彭悦: 党费名单延后报,时间另行通知
        2026-03-05 16:20 党建办-彭悦: 党费名单改到17点
        """)
    edited = replace(first, edited_at=later.sent_at)
    own = read(first, first.sent_at, (), LEXICON, CALENDAR)
    kept = replace(own, relation=Relation.UPDATE, refers_to=first.number)
    thread = (Earlier(message=edited, reading=kept),)
    reading = read(later, later.sent_at, thread, LEXICON, CALENDAR)
    assert reading.refers_to == first.number
    assert plain(reading.asks[0].times.deadline) == "03-05T17:00"
