"""One person, one place or one sort is left out of a list that all others still owe."""

import pytest

from bot.domain.digest import Digest, MarkKind
from tests.stories.kit import at, together
from tests.telling import digest_of, told, where

ADDICTS = "各村3月16日前把吸毒人员名单报综治办"
POOR = "各村3月16日前把低保户复核表报民政办"
WATER = "各村3月16日前把水库巡查台账报我"
FIRMS = "各村3月16日前报企业隐患排查表"


def _day(asked: str, said: str) -> Digest:
    return digest_of(*told(f"09:00 综治办-小孙: {asked}\n10:00 综治办-小孙: {said}"))


def _spared(digest: Digest) -> list[str]:
    return [mark.text for mark in where(digest, 1)[1].marks if mark.kind is MarkKind.SPARED]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (ADDICTS, "吸毒人员王强的名单不用报"),
        (ADDICTS, "王强的名单不用报了,已经戒断三年"),
        (ADDICTS, "王强戒断三年了,名单不用报"),
        (ADDICTS, "吸毒人员名单王强就不用报了"),
        (POOR, "低保户李桂花那份复核表不用交了"),
        (POOR, "周国平一家的复核表不用交了"),
        (POOR, "低保户张德福、李桂兰不用报复核表"),
        (POOR, "张三不用报复核表"),
        (POOR, "陈大爷去世了,不用报复核表"),
        (ADDICTS, "吸毒的那几户名单不用报"),
    ],
)
def test_one_person_is_left_out_unnamed_and_all_others_are_owed(asked: str, said: str) -> None:
    digest = _day(asked, said)
    assert together(digest, 1, 2)
    assert (where(digest, 1)[1].deadline, _spared(digest)) == (at(16, 23, 59), [])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (WATER, "石门水库的巡查台账不用报"),
        (FIRMS, "永丰砖厂的排查表不用报"),
        (FIRMS, "规上企业的排查表不用报"),
        ("各村3月16日前报困难群众名单", "残疾人的名单不用报"),
        ("各校3月16日前报学生近视筛查表", "六年级的筛查表不用报"),
    ],
)
def test_one_place_or_sort_is_told_beside_what_is_owed(asked: str, said: str) -> None:
    digest = _day(asked, f"{said}了")
    assert together(digest, 1, 2)
    assert (where(digest, 1)[1].deadline, _spared(digest)) == (at(16, 23, 59), [said])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (WATER, "水库的巡查台账不用报了"),
        (WATER, "水库台账不用报了,市里直管"),
        (FIRMS, "昨天发的排查表不用报了"),
        (FIRMS, "县应急局要的排查表不用报了"),
        (FIRMS, "全镇企业的排查表不用报了"),
        ("请把刘德旺家的危房照片3月16日前发我", "刘德旺家的危房照片不用发了"),
    ],
)
def test_what_is_called_off_by_no_other_name_is_off(asked: str, said: str) -> None:
    marks = where(_day(asked, said), 1)[1].marks
    assert MarkKind.CANCELLED in {mark.kind for mark in marks}
