"""Who has not handed in yet is given a date of their own; it is nobody else's."""

import pytest

from bot.domain.digest import MarkKind
from tests.stories.kit import at, together, urged
from tests.telling import digest_of, told, where

ASKED = "08:00 民政办-小陈: 各村18日前报高龄津贴复核表"


@pytest.mark.parametrize(
    ("said", "whose"),
    [
        ("复核表未报:石坞村。明天10点前报来。", "石坞村"),
        ("高龄津贴复核表还差龙潭村、上塘村,请未报的明天上午10点前报来。", "龙潭村、上塘村"),
        ("复核表已报:青禾村;未报:石坞村、云岭村。请未报的明天10:00前报来。", "石坞村、云岭村"),
        ("高龄津贴复核表就差龙潭、上塘、桥头了,明天10点前报给我", "龙潭、上塘、桥头"),
        ("龙潭村、上塘村复核表还没报,抓紧,明天10点前", "龙潭村、上塘村"),
    ],
)
def test_those_who_are_late_are_due_apart(said: str, whose: str) -> None:
    digest = digest_of(*told(f"{ASKED}\n10:20 民政办-小陈: {said}"))
    line = where(digest, 1)[1]
    due = [one for mark in line.marks if mark.kind is MarkKind.APART for one in mark.due_for]
    assert together(digest, 1, 2)
    assert urged(digest, 1) == 1
    assert [(one.whose, one.at) for one in due] == [
        (whose, at(13, 10)),
        ("其他", at(18, 23, 59)),
    ]
    assert line.deadline == at(13, 10)


@pytest.mark.parametrize(
    "said",
    [
        "民政办-小陈: 复核表还差3个村,抓紧",
        "民政办-小陈: 复核表未报:上塘村。抓紧",
        "民政办-小陈: 复核表还差照片、签字,明天10点前补齐",
        "青禾村小陈: 复核表就差云岭村了,明天上午10点前报",
    ],
)
def test_no_other_reminder_sets_a_date_for_some(said: str) -> None:
    digest = digest_of(*told(f"{ASKED}\n10:20 {said}"))
    assert where(digest, 1)[1].deadline == at(18, 23, 59)


@pytest.mark.parametrize("said", ["石坞村的马上", "石坞村、云岭村抓紧点", "龙潭村赶快"])
def test_a_word_to_those_who_are_late_is_no_further_ask(said: str) -> None:
    digest = digest_of(*told(f"{ASKED}\n10:20 民政办-小陈: {said}"))
    assert together(digest, 1, 2)
    assert urged(digest, 1) == 1


@pytest.mark.parametrize(
    "said",
    [
        "@石坞村-王强 @龙潭村-孙磊 高龄津贴复核表还没看到,请马上报",
        "复核表没见到,快报过来",
    ],
)
def test_a_paper_that_nobody_has_seen_is_chased(said: str) -> None:
    digest = digest_of(*told(f"{ASKED}\n10:20 民政办-小陈: {said}"))
    assert together(digest, 1, 2)
    assert urged(digest, 1) == 1
