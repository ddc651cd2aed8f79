"""The clocks of cases: nobody holds one off by claiming, and each breach reaches somebody new."""

from datetime import date, timedelta

import pytest

from bot.domain.case import CaseState, Rank
from bot.domain.review import NoticeKind
from bot.services import review
from bot.storage.posts import dismiss
from tests.flags.kit import PHOTOS, World


def _pending(world: World, reason: str) -> int:
    world.flag(1, world.say(PHOTOS), reason)
    while not world.cases(CaseState.PENDING):
        world.morning()
    (case,) = world.cases(CaseState.PENDING)
    return case.id


def test_what_is_put_back_is_to_be_taken_up_as_soon_as_it_was_first(world: World) -> None:
    """两小时要答复的事,领了又放回去,不会因此多出一天。"""
    case = _pending(world, "danger")
    world.later(1)
    world.claimed(case)
    world.act(review.release, case, world.lin)
    found = world.case(case)
    assert found.acknowledge_by
    assert world.office.work.between(world.now, found.acknowledge_by) == timedelta(hours=1)


def test_claiming_and_putting_back_holds_no_answer_off(world: World) -> None:
    """天天领、天天放回:答复期限一到照样逐级报。"""
    case = _pending(world, "photo")
    due = world.case(case).answer_by
    assert due
    world.told.clear()
    while world.now < due:
        world.claimed(case)
        world.later(0.5)
        if world.case(case).state is CaseState.CLAIMED:
            world.act(review.release, case, world.lin)
        world.until(world.now.date() + timedelta(days=1))
    assert world.case(case).rank is not Rank.FIRST
    assert any(one.kind is NoticeKind.BREACH for one in world.told)


@pytest.mark.parametrize("gone", [["he"], ["zhao", "lin"], ["he", "sun"], ["lin", "zhao", "he"]])
def test_whatever_ranks_are_empty_nobody_is_urged_twice_a_day(
    world: World, gone: list[str]
) -> None:
    """哪一级没人,就直接交到再上一级;最上一级也没人,一天也只催一次。"""
    for name in gone:
        world.do(dismiss, getattr(world, name), world.now)
    case = _pending(world, "danger")
    urged: list[tuple[int, date]] = []
    for _ in range(80):
        world.later(0.5)
        urged += [
            (person, world.now.date())
            for notice in world.told
            if notice.kind in (NoticeKind.WARNING, NoticeKind.BREACH)
            for person in notice.to
        ]
        world.told.clear()
    assert len(urged) == len(set(urged)) > 1
    left = {world.lin, world.zhao, world.he, world.sun} - {getattr(world, one) for one in gone}
    assert {person for person, _ in urged} == left
    assert world.case(case).state is CaseState.PENDING
