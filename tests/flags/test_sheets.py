"""What a reviewer reads of a case, and who may read it."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.case import CaseState, Outcome, Rank, Refusal
from bot.domain.people import Role
from bot.domain.review import Sheet, Side
from bot.services import deciding, hearing, review
from bot.storage.people import grant
from bot.storage.posts import appoint, dismiss
from tests.flags.kit import AGREED, CHAIN, LARGE, PHOTOS, REFUSED, World, who


def _sheet(world: World, case: int) -> Sheet:
    found = world.see(review.sheet, world.office, case, world.zhao)
    assert isinstance(found, Sheet)
    return found


@pytest.mark.parametrize("seed", range(6))
def test_the_text_that_is_shown_stays_when_others_join(tmp_path: Path, seed: int) -> None:
    """不足3人只看得到一段话;后来又有人写,看到的还是那一段,撤回了才换。"""
    world = World(tmp_path, seed)
    request = world.say(PHOTOS)
    first = world.flag(0, request, "danger", "每户三张").flag
    assert first
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    assert _sheet(world, case.id).texts == ("每户三张",)
    world.flag(1, request, "danger", "还要定位")
    world.morning()
    assert _sheet(world, case.id).texts == ("每户三张",)
    world.withdraw(0, first.id)
    assert _sheet(world, case.id).texts == ("每户三张",)
    world.morning()
    assert _sheet(world, case.id).texts == ("还要定位",)
    world.close()


@pytest.mark.parametrize("seed", range(6))
def test_each_question_has_its_answers_after_it(tmp_path: Path, seed: int) -> None:
    world = World(tmp_path, seed)
    request = world.say(PHOTOS)
    flags = [f for n in range(2) if (f := world.flag(n, request, "danger").flag)]
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    for n, question in enumerate(("哪一项最费时间?", "多久一次?")):
        if world.case(case.id).state is not CaseState.CLAIMED:
            world.claimed(case.id)
        world.act(review.ask, case.id, world.lin, question)
        heard = world.see(hearing.answers_for, world.office, who(n).private)
        assert [one.text for one in heard] == [question]
        done = world.do(hearing.answer, world.office, who(n), flags[n].id, f"答{n}", world.now)
        assert done.refusal is None
        world.morning()
        world.later(2)
    said = _sheet(world, case.id).said
    assert [one.text for one in said] == ["哪一项最费时间?", "答0", "多久一次?", "答1"]
    assert [one.side for one in said] == [Side.COORDINATOR, Side.FLAGGER] * 2
    world.close()


def _joined(world: World) -> tuple[int, int]:
    """A case about the photo task, and one about the party office's list that joined it."""
    photos = world.say(PHOTOS)
    listed = world.say("各村接龙报名,明天12点前完成,党政办", sender="党政办-小李")
    for request in (photos, listed):
        world.flag(1, request, "danger")
    world.morning()
    one, two = sorted(world.cases(CaseState.PENDING), key=lambda case: case.request)
    assert world.act(review.merge, two.id, world.zhao, one.id).refusal is None
    return one.id, two.id


def test_nobody_reviews_what_their_unit_asked_for_under_another_cases_number(
    world: World,
) -> None:
    """党政办的接龙并到民政办的照片里,党政办的经办人也不能办了。"""
    case, joined = _joined(world)
    for one in (case, joined):
        refusal = world.see(review.sheet, world.office, one, world.lin)
        assert refusal is Refusal.OWN_UNIT
    assert world.act(review.claim, case, world.lin).refusal is Refusal.OWN_UNIT
    assert world.see(review.queue, world.office, world.lin) == ()
    world.claimed(case, world.zhao)
    world.act(review.release, case, world.zhao)
    world.act(review.split, joined, world.zhao)
    world.claimed(case, world.lin)


def test_whoever_belongs_to_the_asking_unit_by_now_reads_no_more(world: World) -> None:
    world.flag(1, world.say(PHOTOS), "danger")
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    world.claimed(case.id)
    world.do(appoint, world.lin, "县民政办救助科", Rank.FIRST)
    assert world.see(review.sheet, world.office, case.id, world.lin) is Refusal.OWN_UNIT
    assert world.see(review.queue, world.office, world.lin) == ()
    assert world.act(deciding.decide, case.id, world.lin, REFUSED).refusal is Refusal.OWN_UNIT
    world.morning(2)
    assert world.case(case.id).state is CaseState.PENDING


def test_what_waits_for_a_remedy_is_seen_when_its_holder_has_left(world: World) -> None:
    request = world.say(CHAIN, sender="组织办-小王")
    world.flag(1, request, "danger")
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    world.claimed(case.id)
    world.act(deciding.decide, case.id, world.lin, replace(AGREED, outcome=Outcome.SIMPLIFY))
    world.do(dismiss, world.lin, world.now)
    world.do(grant, world.zhao, world.chats[LARGE], Role.COORDINATOR)
    assert [one.id for one in world.see(review.queue, world.office, world.zhao)] == [case.id]
    assert world.act(deciding.attest, case.id, world.zhao).refusal is None
    assert world.case(case.id).state is CaseState.ANSWERED
