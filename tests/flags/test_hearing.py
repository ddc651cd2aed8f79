"""What comes back to those who flagged: each question, each answer, and one appeal that counts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.case import CaseState, Outcome, Refusal
from bot.domain.flag import FlagState
from bot.domain.review import Feedback, FeedbackKind
from bot.services import deciding, flagging, hearing, review
from tests.flags.kit import AGREED, PHOTOS, REFUSED, World, who


def _answered(world: World) -> tuple[int, list[int]]:
    """Three people flag, and it is explained to them; what they were told is delivered."""
    request = world.say(PHOTOS)
    flags = [f.id for n in range(3) if (f := world.flag(n, request).flag)]
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    world.claimed(case.id)
    world.act(deciding.decide, case.id, world.lin, REFUSED)
    _deliver(world)
    return case.id, flags


def _deliver(world: World) -> dict[str, list[Feedback]]:
    found = world.see(hearing.answers_for, world.office)
    world.do(hearing.mark_told, [one.id for one in found])
    told: dict[str, list[Feedback]] = {}
    for one in found:
        told.setdefault(one.private, []).append(one)
    return told


SECOND = replace(REFUSED, feedback="复核后改为只抽查三户")


def test_the_answer_of_the_second_hearing_reaches_all_who_heard_the_first(world: World) -> None:
    """一人满意、一人不满意、一人没评价:复核的结果三个人都收到。"""
    case, flags = _answered(world)
    world.rate(0, flags[0], True)
    world.rate(1, flags[1], False)
    world.morning()
    assert world.case(case).state is CaseState.REOPENED
    assert set(_deliver(world)) == {who(1).private}
    world.claimed(case, world.zhao)
    world.act(deciding.decide, case, world.zhao, SECOND)
    told = _deliver(world)
    assert set(told) == {who(n).private for n in range(3)}
    assert {one.text for heard in told.values() for one in heard} == {SECOND.feedback}
    states = [world.row(flag).state for flag in flags]
    assert states == [FlagState.CLOSED, FlagState.ANSWERED, FlagState.ANSWERED]
    world.morning(12)
    assert {world.row(flag).state for flag in flags} == {FlagState.CLOSED}


@pytest.mark.parametrize("again", [False, True])
def test_who_flags_while_it_is_heard_again_has_a_case_of_their_own_and_an_appeal(
    world: World, again: bool
) -> None:
    """复核期间又有人提:另立一单,答复后照样可以不满意一次;复核那一单不受影响。"""
    case, flags = _answered(world)
    world.rate(1, flags[1], False)
    world.morning()
    if again:
        world.claimed(case, world.zhao)
        world.act(deciding.decide, case, world.zhao, SECOND)
    _deliver(world)
    late = world.flag(7, world.case(case).request).flag
    other = world.flag(8, world.case(case).request).flag
    assert late
    assert other
    world.morning(3)
    assert who(7).private not in _deliver(world)
    (own,) = world.cases(CaseState.PENDING)
    assert world.row(late.id).case == world.row(other.id).case == own.id != case
    world.claimed(own.id)
    world.act(deciding.decide, own.id, world.lin, REFUSED)
    (mine,) = world.see(flagging.flags_of, world.office, who(7))
    assert mine.may_appeal
    world.rate(7, late.id, False)
    world.morning()
    assert world.case(own.id).state is CaseState.REOPENED
    assert world.case(case).state in (CaseState.REOPENED, CaseState.ANSWERED)


def test_advice_of_the_second_hearing_does_too_but_old_rounds_are_over(world: World) -> None:
    case, flags = _answered(world)
    world.rate(1, flags[1], False)
    world.morning()
    _deliver(world)
    world.claimed(case, world.zhao)
    world.act(deciding.decide, case, world.zhao, replace(AGREED, outcome=Outcome.SIMPLIFY))
    told = _deliver(world)
    assert set(told) == {who(n).private for n in range(3)}
    heard = [one for some in told.values() for one in some]
    assert {(one.kind, one.ratable) for one in heard} == {(FeedbackKind.ADVISED, False)}


def test_who_is_dissatisfied_after_it_was_reopened_is_heard_with_the_others(world: World) -> None:
    """已经在复核了才点不满意:不是白点,跟着一起复核。"""
    case, flags = _answered(world)
    world.rate(1, flags[1], False)
    world.morning()
    assert world.rate(2, flags[2], False).refusal is None
    world.morning()
    assert world.row(flags[2]).state is FlagState.ATTACHED
    world.claimed(case, world.zhao)
    world.act(deciding.decide, case, world.zhao, SECOND)
    assert world.row(flags[2]).state is FlagState.ANSWERED
    assert world.rate(2, flags[2], False).refusal is None
    world.morning()
    assert world.row(flags[2]).state is FlagState.CLOSED
    assert world.case(case).state is CaseState.ANSWERED


def test_who_said_nothing_yet_has_the_whole_time_for_the_second_answer(world: World) -> None:
    case, flags = _answered(world)
    world.morning(6)
    world.rate(1, flags[1], False)
    world.morning()
    world.claimed(case, world.zhao)
    world.act(deciding.decide, case, world.zhao, SECOND)
    world.morning(4)
    assert world.rate(2, flags[2], True).refusal is None


def test_silence_at_the_second_answer_is_no_rating(world: World) -> None:
    case, flags = _answered(world)
    world.rate(1, flags[1], False)
    world.morning()
    world.claimed(case, world.zhao)
    world.act(deciding.decide, case, world.zhao, SECOND)
    world.morning(12)
    assert world.case(case).state is CaseState.CLOSED
    assert [world.row(flag).rating for flag in flags] == [None, None, None]


def _asked(world: World) -> tuple[int, int]:
    flag = world.flag(1, world.say(PHOTOS), "danger").flag
    assert flag
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    world.claimed(case.id)
    world.act(review.ask, case.id, world.lin, "哪一项最费时间?")
    return case.id, flag.id


def test_a_question_nobody_may_answer_any_more_is_not_delivered(world: World) -> None:
    _, flag = _asked(world)
    world.morning(5)
    assert world.row(flag).state is FlagState.ATTACHED
    assert _deliver(world) == {}


@pytest.mark.parametrize("how", ["skip", "answer", "wait"])
def test_passing_over_a_question_loses_no_answer(world: World, how: str) -> None:
    """问题还没答,处理意见已经来了:跳过问题,意见照样送到。"""
    case, flag = _asked(world)
    world.until(world.now.date() + timedelta(days=2))
    world.later(2)
    assert world.case(case).state is CaseState.CLAIMED
    world.act(deciding.decide, case, world.lin, replace(AGREED, outcome=Outcome.SIMPLIFY))
    if how == "skip":
        world.do(hearing.skip, world.office, who(1), flag, world.now)
    elif how == "answer":
        world.do(hearing.answer, world.office, who(1), flag, "三张", world.now)
    else:
        world.morning(3)
    (heard,) = _deliver(world)[who(1).private]
    assert heard.kind is FeedbackKind.ADVISED


def test_nothing_people_type_or_press_late_raises(world: World) -> None:
    """半个表情、已经撤销的事项、没有的意见:都有回话,不出错。"""
    request = world.say(PHOTOS)
    half = "每户三张\ud83d"
    flag = world.flag(1, request, "danger", half).flag
    assert flag
    assert world.do(flagging.start, world.office, who(2), 99, "photo", world.now) is None
    assert world.flag(2, 99).refusal is Refusal.UNKNOWN
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    world.claimed(case.id)
    world.act(review.ask, case.id, world.lin, half)
    answered = world.do(hearing.answer, world.office, who(1), flag.id, half, world.now)
    assert answered.refusal is None
    world.morning()
    decision = replace(REFUSED, reason=half, basis=half, feedback=half)
    assert world.act(deciding.decide, case.id, world.lin, decision).refusal is None
    (heard,) = _deliver(world)[who(1).private]
    assert heard.text == "每户三张?"
    for late in (hearing.skip, flagging.withdraw):
        assert world.do(late, world.office, who(1), 5, world.now).refusal is Refusal.UNKNOWN
