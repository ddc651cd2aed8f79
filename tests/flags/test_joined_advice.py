"""An admin joins what is advised on to another request: that is no word of its issuer."""

from dataclasses import replace

import pytest

from bot.domain.case import CaseState, Outcome
from bot.services import answering, corrections, deciding, joining
from bot.services.editing import Desk
from bot.storage.corrections import correction_by_id
from bot.storage.requests import request_by_id
from tests.flags.kit import AGREED, LARGE, PHOTOS, World

LATER = "请各村下周五前报救灾物资库存表,民政办"


def _joined(world: World, request: int, into: int) -> int:
    """An admin of the group says that both are one; the correction."""
    desk = Desk(
        member=world.he, chat=world.chats[LARGE], chats=frozenset({world.chats[LARGE]}),
        now=world.now,
    )  # fmt: skip
    keys = [found.key for one in (request, into) if (found := world.see(request_by_id, one))]
    made = world.do(joining.merge, desk, *keys)
    assert made is not None
    return made


def _taken_back(world: World, made: int) -> None:
    correction = world.see(correction_by_id, made)
    assert correction is not None
    world.do(corrections.undo, correction, world.now)
    world.later(1)


def _advised(world: World, outcome: Outcome) -> tuple[int, int]:
    request = world.say(PHOTOS)
    world.flag(1, request, "danger")
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    world.claimed(case.id)
    world.act(deciding.decide, case.id, world.lin, replace(AGREED, outcome=outcome))
    assert world.case(case.id).state is CaseState.REMEDYING
    return request, case.id


@pytest.mark.parametrize("outcome", [Outcome.CANCEL, Outcome.EXTEND, Outcome.MERGE])
def test_an_admin_who_joins_requests_does_not_carry_out_an_advice(
    world: World, outcome: Outcome
) -> None:
    """照片并进一件时间更晚的表:发布单位没有说过话,建议照旧等着。"""
    other = world.say(LATER)
    request, case = _advised(world, outcome)
    made = _joined(world, request, other)
    world.later(1)
    assert world.case(case).request == other
    assert world.case(case).state is CaseState.REMEDYING
    _taken_back(world, made)
    assert world.case(case).state is CaseState.REMEDYING


def test_what_was_joined_to_something_withdrawn_waits_for_its_issuers_word(world: World) -> None:
    """并进一件早就撤回的:办理单不因此办结;民政办小陈说一声才算。"""
    other = world.say(LATER)
    world.say("救灾物资库存表不用报了")
    gone = world.see(request_by_id, other)
    assert gone is not None
    assert gone.state == "withdrawn"
    request, case = _advised(world, Outcome.CANCEL)
    _joined(world, request, other)
    world.later(1)
    assert world.case(case).state is CaseState.REMEDYING
    assert world.answer(answering.confirm, case, "照片也不用了").refusal is None
    assert world.case(case).state is CaseState.ANSWERED


def test_the_issuers_own_word_counts_after_an_admin_joined_requests(world: World) -> None:
    other = world.say(LATER)
    request, case = _advised(world, Outcome.CANCEL)
    _joined(world, request, other)
    world.later(1)
    world.say("救灾物资库存表不用报了")
    world.later(1)
    assert world.case(case).state is CaseState.ANSWERED


def test_a_joining_undone_after_the_decision_is_none_of_the_issuers(world: World) -> None:
    """定了建议合并以后,管理员把以前的合并撤销:不算照办。"""
    other, request = world.say(LATER), world.say(PHOTOS)
    world.flag(1, request, "danger")
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    made = _joined(world, request, other)
    world.claimed(case.id)
    world.act(deciding.decide, case.id, world.lin, replace(AGREED, outcome=Outcome.MERGE))
    _taken_back(world, made)
    assert world.case(case.id).state is CaseState.REMEDYING
