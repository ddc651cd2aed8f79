"""Cases that were merged get one answer, each for its own request; and what counts as done."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.domain.case import CaseState, Outcome, Refusal
from bot.domain.flag import FlagState
from bot.domain.message import SHANGHAI
from bot.domain.request import RequestState
from bot.domain.review import Decision
from bot.services import answering, attesting, deciding, flagging, hearing, review
from bot.storage.cases import advice_on
from bot.storage.posts import name_contact
from bot.storage.requests import request_by_id, update_request
from tests.flags.kit import AGREED, CHAIN, PHOTOS, REFUSED, World, merge_into, who


def _two(world: World) -> tuple[int, int]:
    """Two cases: the photo task, and the civil affairs office's other list."""
    photos = world.say(PHOTOS)
    listed = world.say("请各村本周五前报救灾物资库存表,民政办")
    for request in (photos, listed):
        world.flag(1, request, "danger")
    world.morning()
    one, two = sorted(world.cases(CaseState.PENDING), key=lambda case: case.request)
    return one.id, two.id


@pytest.mark.parametrize("decision", [AGREED, REFUSED])
def test_a_case_joins_none_that_was_decided_already(world: World, decision: Decision) -> None:
    """已经有了处理意见的单,不能再并进去:提意见的人等不到回音。"""
    case, other = _two(world)
    world.claimed(case)
    world.act(deciding.decide, case, world.lin, decision)
    assert world.act(review.merge, other, world.lin, case).refusal is Refusal.NOT_NOW
    assert world.case(other).state is CaseState.PENDING


@pytest.mark.parametrize("decision", [AGREED, REFUSED])
def test_a_case_that_got_its_answer_with_another_stays_with_it(
    world: World, decision: Decision
) -> None:
    case, other = _two(world)
    world.act(review.merge, other, world.lin, case)
    world.claimed(case)
    world.act(deciding.decide, case, world.lin, decision)
    assert world.act(review.split, other, world.lin).refusal is Refusal.NOT_NOW
    world.morning(20)
    assert world.act(review.split, other, world.lin).refusal is Refusal.NOT_NOW


def test_what_is_heard_again_takes_nothing_in_and_lets_nothing_out(world: World) -> None:
    """复核中的单:并进来的没有申诉的机会,分出去的又会落到原经办人手里。"""
    case, other = _two(world)
    third = world.say(CHAIN, sender="组织办-小王")
    world.act(review.merge, other, world.lin, case)
    world.claimed(case)
    world.act(deciding.decide, case, world.lin, REFUSED)
    for flag in world.see(flagging.flags_of, world.office, who(1)):
        assert world.rate(1, flag.id, False).refusal is None
    world.flag(2, third, "danger")
    world.morning()
    assert world.case(case).state is CaseState.REOPENED
    assert world.act(review.split, other, world.zhao).refusal is Refusal.NOT_NOW
    (fresh,) = world.cases(CaseState.PENDING)
    assert world.act(review.merge, fresh.id, world.zhao, case).refusal is Refusal.NOT_NOW


def test_every_request_of_merged_cases_is_marked_and_has_to_be_withdrawn(world: World) -> None:
    case, other = _two(world)
    requests = [world.case(one).request for one in (case, other)]
    world.act(review.merge, other, world.lin, case)
    world.claimed(case)
    world.act(deciding.decide, case, world.lin, AGREED)
    assert set(world.see(advice_on, requests)) == set(requests)
    world.say("取消走访照片报送,民政办")
    first = world.see(request_by_id, requests[0])
    assert first
    assert first.state is RequestState.WITHDRAWN
    world.later(1)
    assert world.case(case).state is CaseState.REMEDYING
    record = {one.id: one for one in world.see(answering.record_of, world.office, world.chen)}
    assert {one.decision for one in record.values()} == {world.case(case).decision}
    assert world.answer(answering.withdraw_request, other).refusal is None
    world.later(1)
    assert world.case(case).state is CaseState.ANSWERED
    assert world.see(advice_on, requests) == {}
    assert len(world.see(hearing.answers_for, world.office, who(1).private)) == 2


def test_a_flag_whose_request_is_merged_into_an_answered_one_hears_the_answer(
    world: World,
) -> None:
    """刚提的意见还没立单,事项并进了已经答复的那件:答复也给这个人。"""
    photos = world.say(PHOTOS)
    listed = world.say("请各村本周五前报救灾物资库存表,民政办")
    for n in range(3):
        world.flag(n, photos)
    late = world.flag(9, listed).flag
    assert late
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    world.claimed(case.id)
    world.act(deciding.decide, case.id, world.lin, REFUSED)
    assert world.row(late.id).state is FlagState.ATTACHED
    world.do(merge_into, listed, photos)
    world.morning()
    (heard,) = world.see(hearing.answers_for, world.office, who(9).private)
    assert heard.text == REFUSED.feedback
    assert world.row(late.id).state is FlagState.ANSWERED


def _extended(world: World) -> tuple[int, int]:
    request = world.say(PHOTOS)
    world.flag(1, request, "danger")
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    world.claimed(case.id)
    world.act(deciding.decide, case.id, world.lin, replace(AGREED, outcome=Outcome.EXTEND))
    return request, case.id


def test_asked_anew_the_next_day_is_no_more_time(world: World) -> None:
    """建议放宽时限;第二天又发一遍、还是一天就要,不算放宽。"""
    request, case = _extended(world)
    world.now = datetime(2026, 3, 12, 9, 0, tzinfo=SHANGHAI)
    world.say(PHOTOS)
    found = world.see(request_by_id, request)
    assert found
    assert found.deadline == datetime(2026, 3, 13, 18, 0, tzinfo=SHANGHAI)
    world.later(1)
    assert world.case(case).state is CaseState.REMEDYING
    assert world.act(deciding.attest, case, world.lin).refusal is Refusal.INCOMPLETE
    later = datetime(2026, 3, 20, 18, 0, tzinfo=SHANGHAI)
    for at, refusal in ((found.deadline, Refusal.INCOMPLETE), (later, None)):
        assert world.act(attesting.attest_moved, case, world.lin, at).refusal is refusal
    moved = world.see(request_by_id, request)
    assert moved
    assert moved.deadline == found.deadline
    assert world.case(case).state is CaseState.ANSWERED


def test_moved_in_time_is_more_time(world: World) -> None:
    _, case = _extended(world)
    world.now = datetime(2026, 3, 11, 15, 0, tzinfo=SHANGHAI)
    world.say("更正:走访照片报送时间改为本周五下班前,民政办")
    world.later(1)
    assert world.case(case).state is CaseState.ANSWERED


def test_more_time_that_the_issuer_gives_counts_though_the_old_was_over(world: World) -> None:
    """过了原时限,发布单位才点改期:也算放宽了。"""
    _, case = _extended(world)
    world.until(datetime(2026, 3, 13, tzinfo=SHANGHAI).date())
    moved = world.answer(answering.reschedule, case, datetime(2026, 3, 20, 18, 0, tzinfo=SHANGHAI))
    assert moved.refusal is None
    assert world.case(case).state is CaseState.ANSWERED


def test_who_confirms_a_cancellation_cancels(world: World) -> None:
    """发布单位点了确认取消,事项就是撤回的:不能一边说办结,一边还挂在待办里。"""
    request = world.say(PHOTOS)
    world.flag(1, request, "danger")
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    world.claimed(case.id)
    world.act(deciding.decide, case.id, world.lin, AGREED)
    assert world.answer(answering.confirm, case.id, "已在群里取消").refusal is None
    found = world.see(request_by_id, request)
    assert found
    assert found.state is RequestState.WITHDRAWN
    assert world.case(case.id).state is CaseState.ANSWERED
    assert world.case(case.id).issuer_said == "已在群里取消"


def test_a_relaying_office_does_not_take_back_what_was_asked_above_it(world: World) -> None:
    """镇里转县里的通知、提前收:镇里可以放宽到县里的时限,撤不了县里的事。"""
    request = world.say(PHOTOS)
    found = world.see(request_by_id, request)
    assert found
    above = datetime(2026, 3, 20, 18, 0, tzinfo=SHANGHAI)
    relayed = replace(found, upstream_issuer="县民政局", upstream_deadline=above)
    world.do(update_request, relayed)
    world.flag(1, request, "danger")
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    world.claimed(case.id)
    assert world.act(review.consult, case.id, world.lin).notices[0].to == (world.chen,)
    assert world.answer(answering.withdraw_request, case.id).refusal is Refusal.NOT_YOURS
    late = world.answer(answering.reschedule, case.id, above.replace(day=25))
    assert late.refusal is Refusal.NOT_YOURS
    assert world.answer(answering.reschedule, case.id, above).refusal is None
    world.do(name_contact, world.he, "民政局")
    moved = world.do(answering.withdraw_request, world.office, case.id, world.he, world.now)
    assert moved.refusal is None
