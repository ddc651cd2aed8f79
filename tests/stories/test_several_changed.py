"""One message changes several things that its sender asked; each of them, and no other one."""

import pytest

from bot.domain.digest import Digest, MarkKind, Section
from tests.stories.kit import at
from tests.telling import digest_of, told, where

ASKED = """
    08:00 民政办-小陈: 各村20日前报低保花名册
    08:20 党政办-周敏: 明天9:30开工作调度会,请各村书记参加
    08:30 民政办-小陈: 各村23日前报困难群众鉴定表
"""


def _after(said: str) -> Digest:
    return digest_of(*told(f"{ASKED}\n10:00 民政办-小陈: {said}"))


@pytest.mark.parametrize(
    ("said", "list_due", "form_due"),
    [
        ("花名册提前到16日,鉴定表延到25日", 16, 25),
        ("花名册提前到16日前,鉴定表提前到17日前报。", 16, 17),
        ("花名册和鉴定表都提前到17日", 17, 17),
        ("花名册提前到16日,鉴定表不变", 16, 23),
        ("困难群众鉴定表系统没弄好,低保花名册推迟到21日", 21, 23),
        ("花名册提前到16日,明天调度会不开了", 16, 23),
    ],
)
def test_each_is_due_when_it_is_said(said: str, list_due: int, form_due: int) -> None:
    digest = _after(said)
    assert where(digest, 1)[1].deadline == at(list_due, 23, 59)
    assert where(digest, 3)[1].deadline == at(form_due, 23, 59)
    assert where(digest, 2)[0] is Section.MEETINGS


@pytest.mark.parametrize("said", ["花名册不用报了,鉴定表延到25日", "鉴定表延到25日,花名册不用报了"])
def test_one_is_called_off_and_the_other_put_off(said: str) -> None:
    digest = _after(said)
    assert where(digest, 1)[0] is Section.CHANGED
    section, line = where(digest, 3)
    assert (section, line.deadline) == (Section.DUE_LATER, at(25, 23, 59))


def test_papers_of_one_ask_are_due_apart() -> None:
    asked = "09:00 民政办-小陈: 各村20日前报低保花名册、困难群众鉴定表"
    digest = digest_of(*told(f"{asked}\n10:00 民政办-小陈: 花名册提前到16日,鉴定表提前到17日。"))
    marks = where(digest, 1)[1].marks
    due = [one for mark in marks if mark.kind is MarkKind.APART for one in mark.due_for]
    assert [(one.whose, one.at.day) for one in due] == [("低保花名册", 16), ("困难群众鉴定表", 17)]


def test_a_list_and_a_meeting_have_each_its_own_day() -> None:
    digest = digest_of(
        *told("""
            08:00 党政办-周敏: 各村20日前报人口台账
            08:20 党政办-周敏: 明天9:30开工作调度会,请各村书记参加
            10:00 党政办-周敏: 台账提前到16日,调度会改到10点
        """)
    )
    assert where(digest, 1)[1].deadline == at(16, 23, 59)
    assert where(digest, 2)[1].starts_at == at(13, 10)


@pytest.mark.parametrize(
    "spared",
    [
        "大湾村名单不用报了",
        "名单照片不用附了",
        "名单里死亡的不用报",
        "上周的名单不用报了",
        "五保名单不用报了",
        "名单系统开不成",
    ],
)
def test_what_is_spared_in_part_moves_with_nothing_beside_it(spared: str) -> None:
    digest = digest_of(
        *told(
            "08:00 民政办-小陈: 各村18日前报高龄津贴名单\n"
            "08:10 民政办-小陈: 各村15日前报危房台账\n"
            f"09:00 民政办-小陈: {spared},台账延到20号"
        )
    )
    assert where(digest, 1)[1].deadline == at(18, 23, 59)
    assert where(digest, 2)[1].deadline == at(20, 23, 59)


def test_what_is_named_as_due_when_it_was_gives_the_other_no_date() -> None:
    digest = digest_of(
        *told(
            "08:00 民政办-小陈: 各村18日前报高龄津贴名单\n"
            "08:10 民政办-小陈: 各村15日前报危房台账\n"
            "09:00 民政办-小陈: 名单改到20号,台账还是15号"
        )
    )
    assert where(digest, 1)[1].deadline == at(20, 23, 59)
    assert where(digest, 2)[1].deadline == at(15, 23, 59)
