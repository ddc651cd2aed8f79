"""What was asked before all of the thread is spared and chased by its name all the same."""

import pytest

from bot.domain.digest import Digest, MarkKind, Section
from tests.stories.kit import OTHERS_ASKED, at, together, urged
from tests.telling import digest_of, told, where

WATER = "09:00 水管站-老赵: 各组3月16日前把水费表交我"
RECOMMENDED = "09:00 党政办-老马: 各村3月16日前报优秀党员推荐表"
YEARLY = "09:00 经管站-小吴: 农民专业合作社年报3月20号前在系统里报完"
LAST = 26


def _day(asked: str, said: str, between: str = OTHERS_ASKED) -> Digest:
    return digest_of(*told("\n".join([asked, between, f"16:00 {said}"])))


def _spared(digest: Digest) -> list[str]:
    return [mark.text for mark in where(digest, 1)[1].marks if mark.kind is MarkKind.SPARED]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("水管站-老赵: 三组的水费表就不用交了", ["三组不用交"]),
        ("水管站-老赵: 一组的水费表我拿到了,不用再交", ["一组不用再交"]),
        ("水管站-老赵: 困难户王秀英的水费表不用交了", []),
    ],
)
def test_who_is_spared_is_told_at_the_ask(said: str, shown: list[str]) -> None:
    digest = _day(WATER, said)
    assert together(digest, 1, LAST)
    assert (where(digest, 1)[1].deadline, _spared(digest)) == (at(16, 23, 59), shown)


@pytest.mark.parametrize(
    "said", ["财政所-李会计: 三组的水费表就不用交了", "水管站-老赵: 三组的电费表就不用交了"]
)
def test_nobody_is_spared_by_another_office_or_of_another_thing(said: str) -> None:
    digest = _day(WATER, said)
    assert together(digest, 1)
    assert where(digest, LAST)[0] is Section.UNSURE


def test_how_few_have_handed_in_chases_it() -> None:
    digest = _day(RECOMMENDED, "党政办-老马: 推荐表才收到3个村 抓紧哈")
    assert together(digest, 1, LAST)
    assert urged(digest, 1) == 1


def test_how_few_have_handed_in_of_what_nobody_asked_here_is_shown() -> None:
    digest = _day(WATER, "党政办-老马: 推荐表才收到3个村 抓紧哈")
    assert where(digest, LAST)[0] is Section.UNSURE


def test_by_when_it_closes_is_no_ask_anew() -> None:
    receipts = "\n".join(f"10:{minute} 小张{minute}: 收到" for minute in range(10, 40))
    digest = _day(YEARLY, "经管站-小吴: 合作社年报20号截止,过期补不了", receipts)
    assert together(digest, 1, 32)
    assert urged(digest, 1) == 1


@pytest.mark.parametrize(
    "said",
    [
        "经管站-小吴: 家庭农场年报20号截止,过期补不了",
        "医保办-小李: 医保缴费20号截止,过期补不了",
        "经管站-小吴: 合作社年报审计25号截止,过期补不了",
    ],
)
def test_what_else_closes_is_told_by_itself(said: str) -> None:
    digest = _day(YEARLY, said, "10:00 小张: 收到")
    assert together(digest, 1)
