"""Whose turn it is after a notice: who was named, who spoke, and what a bare photo is."""

import pytest

from bot.domain.reading import Earlier, Kind, Reading, What
from bot.reading.sorting.turn import turn_of
from tests.reading.test_reader import readings
from tests.telling import told


def test_a_turn_tells_who_was_named_and_what_came_since() -> None:
    notice, talk, mine = told("""
        09:00 民政办-小陈: 东河、西台,低保名单呢?
        09:05 西台村-老周: 今天食堂有鱼
        09:06 东河村-老李: 31户
        """)
    before = (
        Earlier(message=notice, reading=Reading(what=What.NOTICE)),
        Earlier(message=talk, reading=Reading(what=What.CHATTER)),
    )
    turn = turn_of(mine, before)
    assert turn is not None
    assert (turn.age, turn.named, turn.asked, turn.spoke) == (1, True, True, False)
    assert (turn.answered, turn.after) == (False, 1)


def test_ones_own_notice_gives_no_turn() -> None:
    notice, mine = told("""
        09:00 民政办-小陈: 低保名单周五前报我
        09:05 民政办-小陈: 格式见附件
        """)
    before = (Earlier(message=notice, reading=Reading(what=What.NOTICE)),)
    assert turn_of(mine, before) is None


@pytest.mark.parametrize(
    "answer",
    [
        "四条,有一条机器坏了",
        "我们社区没有平房,零",
        "我明天陪老娘看病,让副书记去",
        "带路的:楼组长童阿姨",
    ],
)
def test_what_answers_an_ask_is_a_receipt(answer: str) -> None:
    asked = "09:00 民政办-小陈: 各村今天下午5点前把渔船数和平房数报我,谁带路也写上"
    assert readings(f"{asked}\n09:03 东河村-老李: {answer}")[1].what is What.RECEIPT


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("宣传办-小孙: 把镇上那条短视频甩到亲戚群、业主群,每户至少一个赞", Kind.PROMOTION),
        ("教育办-夏老师: 防溺水答题今晚8点关,还有9个没做的抓紧", Kind.PROMOTION),
        ("纪委-史: 今晚起暗访组到哨棚走一走,不打招呼,也不用陪", Kind.INSPECTION),
        ("党政办-小王: 进了会场的从1往下接,村名加人名", Kind.CHECK_IN),
        ("党政办-小王: 三点的会推到四点", Kind.CHANGE),
        ("党政办-小王: 早安接龙从今天起停掉,以后不用再报", Kind.CHANGE),
    ],
)
def test_kinds_in_the_words_of_a_working_day(line: str, kind: Kind) -> None:
    assert readings(f"09:00 {line}")[0].asks[0].kind is kind
