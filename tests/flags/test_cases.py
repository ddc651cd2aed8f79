"""Stories of cases, from the first flag to the last answer and what comes after."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.domain.case import Band, CaseState, Outcome, Pool, Rank, Refusal
from bot.domain.flag import FlagState
from bot.domain.message import SHANGHAI
from bot.domain.people import Role
from bot.domain.request import RequestState
from bot.domain.review import FeedbackKind, NoticeKind, Sheet
from bot.services import answering, deciding, hearing, review
from bot.services.telling import news_in
from bot.storage.cases import advice_on
from bot.storage.history import verify
from bot.storage.people import grant
from bot.storage.posts import name_contact
from bot.storage.requests import request_by_id
from bot.storage.submissions import keep_asker
from tests.flags.kit import AGREED, CHAIN, LARGE, PHOTOS, REFUSED, START, World, who


def _three(world: World) -> tuple[int, int, list[int]]:
    """Three members flag the photo task; next morning it is a case."""
    request = world.say(PHOTOS)
    filed = [world.flag(n, request).flag for n in range(3)]
    flags = [one.id for one in filed if one]
    assert world.cases(*CaseState) == []
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    return request, case.id, flags


def test_three_flags_become_an_answer_one_is_dissatisfied_and_another_hears_it(
    world: World,
) -> None:
    """三人提意见 → 办理单 → 请发布单位说明 → 建议取消 → 撤回 → 一人不满意 → 另一人复核。"""
    request, case, flags = _three(world)
    found = world.case(case)
    assert (found.band, found.number, found.title, found.pool) == (
        Band.SOME, 1, "走访照片3张", Pool.GROUP,
    )  # fmt: skip
    assert world.told[-1].to == (world.lin, world.zhao)
    assert [one.id for one in world.see(review.queue, world.office, world.lin)] == [case]
    assert world.see(review.queue, world.office, world.he) == ()

    world.claimed(case)
    moved = world.act(review.consult, case, world.lin)
    assert moved.notices[0].to == (world.chen,)
    (record,) = world.see(answering.record_of, world.office, world.chen)
    assert (record.id, record.band) == (case, Band.FEW)
    world.answer(answering.explain, case, "去年督查要求留照片")
    assert world.case(case).state is CaseState.CLAIMED
    assert world.case(case).issuer_said == "去年督查要求留照片"

    world.act(deciding.decide, case, world.lin, AGREED)
    assert world.case(case).state is CaseState.REMEDYING
    assert world.see(advice_on, [request])[request].outcome is Outcome.CANCEL
    before = world.see(request_by_id, request)
    assert before is not None
    assert before.state is RequestState.OPEN
    assert {f.kind for f in world.see(hearing.answers_for, world.office)} == {FeedbackKind.ADVISED}

    world.answer(answering.withdraw_request, case)
    assert world.case(case).state is CaseState.ANSWERED
    assert world.see(advice_on, [request]) == {}
    (news,) = world.see(news_in, [world.chats[LARGE]], START, world.now)
    assert (news.event, news.number) == ("verified", 1)
    answers = world.see(hearing.answers_for, world.office)
    assert sorted(one.private for one in answers) == [who(n).private for n in range(3)]
    assert {one.text for one in answers} == {AGREED.feedback}
    world.do(hearing.mark_told, [one.id for one in answers])
    assert world.see(hearing.answers_for, world.office) == ()

    assert world.rate(0, flags[0], True).refusal is None
    assert world.rate(1, flags[1], False).refusal is None
    assert world.case(case).state is CaseState.ANSWERED
    world.morning()
    assert world.case(case).state is CaseState.REOPENED
    assert world.act(review.claim, case, world.lin).refusal is Refusal.SAME_REVIEWER
    world.claimed(case, world.zhao)
    world.act(deciding.decide, case, world.zhao, REFUSED)
    (again,) = world.see(hearing.answers_for, world.office, who(1).private)
    assert again.kind is FeedbackKind.ANSWERED
    assert world.rate(1, flags[1], False).refusal is None
    world.morning(10)
    assert world.case(case).state is CaseState.CLOSED
    assert {world.row(flag).state for flag in flags} == {FlagState.CLOSED}
    ratings = [world.row(flag).rating for flag in flags]
    assert ratings == ["satisfied", "dissatisfied", None]
    assert world.see(verify, world.office.keys).fault is None


def test_a_lone_flag_waits_three_working_days_and_is_never_dropped(world: World) -> None:
    request = world.say(PHOTOS)
    world.flag(1, request)
    world.until(date(2026, 3, 12))
    (case,) = world.cases(*CaseState)
    assert case.state is CaseState.COLLECTING
    world.morning()
    assert world.case(case.id).state is CaseState.PENDING
    assert world.case(case.id).band is Band.FEW


def test_a_severe_reason_needs_no_second_voice(world: World) -> None:
    world.flag(1, world.say(PHOTOS), "danger")
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    assert case.answer_by == case.acknowledge_by + timedelta(hours=1) if case.acknowledge_by else 0


def test_nobody_of_the_issuing_unit_reviews_and_it_is_handed_up(world: World) -> None:
    """党政办自己发的接龙,党政办的经办人不能办,纪委的可以;都回避时交上一级。"""
    request = world.say("各村接龙报名,明天12点前完成,党政办", sender="党政办-小李")
    world.flag(1, request, "quota")
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    assert world.act(review.claim, case.id, world.lin).refusal is Refusal.OWN_UNIT
    refusal = world.see(review.sheet, world.office, case.id, world.lin)
    assert refusal is Refusal.OWN_UNIT
    assert world.act(review.claim, case.id, world.chen).refusal is Refusal.NOT_YOURS
    world.do(lambda tx: tx.execute("delete from post where member = ?", [world.zhao]))
    assert [one.id for one in world.see(review.queue, world.office, world.he)] == [case.id]
    world.claimed(case.id, world.he)


def test_whoever_posted_it_answers_for_nobody(world: World) -> None:
    """发通知的人自己不当联系人,找不到别的联系人就请经办人直接办。"""
    request, case, _ = _three(world)
    world.claimed(case)
    world.do(keep_asker, request, world.chats[LARGE], world.chen, 1)
    assert world.act(review.consult, case, world.lin).refusal is Refusal.NO_CONTACT
    assert world.answer(answering.withdraw_request, case).refusal is not None
    world.do(grant, world.zhao, world.chats[LARGE], Role.COORDINATOR)
    world.do(name_contact, world.zhao, "镇民政办")
    assert world.act(review.consult, case, world.lin).notices[0].to == (world.zhao,)
    assert world.act(review.claim, case, world.zhao).refusal is Refusal.OWN_UNIT


def test_a_small_group_feeds_the_county_pool_only(world: World) -> None:
    request = world.say(PHOTOS, chat="toy:1:-200")
    for n in range(3):
        world.flag(n, request, chat="toy:1:-200")
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    assert (case.pool, case.rank) == (Pool.COUNTY, Rank.UPPER)
    assert world.see(review.queue, world.office, world.lin) == ()
    assert world.act(review.claim, case.id, world.he).refusal is Refusal.NOT_YOURS
    world.claimed(case.id, world.sun)
    world.act(deciding.decide, case.id, world.sun, REFUSED)
    assert world.see(news_in, list(world.chats.values()), START, world.now) == ()


def test_what_a_small_group_flags_of_a_thing_asked_everywhere_stays_with_the_county(
    world: World,
) -> None:
    request = world.say(PHOTOS)
    assert world.say(PHOTOS, chat="toy:1:-200") == request
    world.flag(1, request, "danger", chat="toy:1:-200")
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    assert case.pool is Pool.COUNTY
    world.claimed(case.id, world.sun)
    world.act(deciding.decide, case.id, world.sun, AGREED)
    assert world.see(news_in, list(world.chats.values()), START, world.now) == ()
    assert world.see(advice_on, [request]) == {}


@pytest.mark.parametrize("chat", ["toy:1:-100", "toy:1:-200"])
@pytest.mark.parametrize("claims", [3, 4, 6])
def test_nobody_is_urged_twice_a_day_whatever_happens(world: World, chat: str, claims: int) -> None:
    """提醒、到期、升级、放回、再领:同一个人一天最多听到一次催办。"""
    world.flag(1, world.say(PHOTOS, chat=chat), "danger", chat=chat)
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    urged = []
    for hour in range(160):
        if hour % 14 == claims:
            for member in (world.lin, world.he, world.sun):
                world.act(review.claim, case.id, member)
        world.later(0.5)
        urged += [
            (person, world.now.date())
            for notice in world.told
            if notice.kind in (NoticeKind.WARNING, NoticeKind.BREACH)
            for person in notice.to
        ]
        world.told.clear()
    assert len(urged) == len(set(urged)) > 1


def test_clocks_warn_then_raise_the_case_and_never_decide(world: World) -> None:
    """没人签收:先提醒一次,到期升级给备岗,再升级给上级;一天最多催一次。"""
    _, case, _ = _three(world)
    world.told.clear()
    kinds = []
    for _ in range(40):
        world.later(2)
        kinds += [(n.kind, n.to, world.now.date()) for n in world.told]
        world.told.clear()
    told = [(kind, to) for kind, to, _ in kinds]
    assert told[:3] == [
        (NoticeKind.WARNING, (world.lin, world.zhao)),
        (NoticeKind.BREACH, (world.he,)),
        (NoticeKind.BREACH, (world.sun,)),
    ]
    persons = [(person, day) for _, to, day in kinds for person in to]
    assert len(persons) == len(set(persons))
    assert world.case(case).state is CaseState.PENDING
    assert world.case(case).rank is Rank.UPPER


def test_a_claim_is_leased_for_a_working_day(world: World) -> None:
    _, case, _ = _three(world)
    held = world.claimed(case)
    assert world.act(review.claim, case, world.lin).refusal is None
    assert world.act(review.claim, case, world.zhao).refusal is Refusal.NOT_NOW
    stale = world.do(
        deciding.decide, world.office, case, held.version - 1, world.lin, AGREED, world.now
    )
    assert stale.refusal is Refusal.STALE
    world.morning(2)
    assert world.case(case).state is CaseState.PENDING
    assert world.act(deciding.decide, case, world.lin, AGREED).refusal is Refusal.NOT_NOW
    world.claimed(case, world.zhao)


def test_an_unclear_or_unfounded_decision_is_not_taken(world: World) -> None:
    _, case, _ = _three(world)
    world.claimed(case)
    for unclear in (
        replace(REFUSED, reason=" "),
        replace(REFUSED, basis=""),
        replace(REFUSED, feedback="\n"),
    ):
        moved = world.act(deciding.decide, case, world.lin, unclear)
        assert moved.refusal is Refusal.INCOMPLETE
    assert world.act(deciding.decide, case, world.zhao, REFUSED).refusal is Refusal.NOT_YOURS
    world.act(deciding.decide, case, world.lin, REFUSED)
    assert world.case(case).state is CaseState.ANSWERED
    assert world.act(deciding.decide, case, world.lin, AGREED).refusal is Refusal.NOT_NOW


def test_a_question_goes_to_all_and_comes_back_without_a_name_next_morning(world: World) -> None:
    _, case, flags = _three(world)
    world.now = datetime(2026, 3, 11, 16, 0, tzinfo=SHANGHAI)
    world.claimed(case)
    due = world.case(case).answer_by
    world.act(review.ask, case, world.lin, "哪一项最费时间?")
    asked = world.see(hearing.answers_for, world.office, who(0).private)
    assert [one.text for one in asked] == ["哪一项最费时间?"]
    assert world.see(hearing.answers_for, world.office, "toy:1:1") == ()
    asked_at = world.now
    world.later(1)
    done = world.do(
        hearing.answer, world.office, who(0), flags[0], "每户三张,电话13812345678", world.now
    )
    assert done.refusal is None
    assert world.see(hearing.answers_for, world.office, who(0).private) == ()
    assert _sheet(world, case).said[1:] == ()
    world.do(hearing.skip, world.office, who(1), flags[1], world.now)
    world.morning()
    assert world.case(case).state is CaseState.CLAIMED
    (_, heard) = _sheet(world, case).said
    assert heard.text == "每户三张,电话〔电话见原通知〕"
    resumed = world.case(case).answer_by
    assert due
    assert resumed
    work = world.office.work
    # It stood still from the question to the answer.
    assert work.between(due, resumed) == work.between(asked_at, world.now)
    assert work.between(asked_at, world.now) == timedelta(hours=2)
    world.act(review.ask, case, world.lin, "还有吗?")
    world.until(date(2026, 3, 17))
    assert world.case(case).state is CaseState.PENDING


def _sheet(world: World, case: int) -> Sheet:
    found = world.see(review.sheet, world.office, case, world.lin)
    assert isinstance(found, Sheet)
    return found


def test_waits_are_bounded(world: World) -> None:
    """办理时钟只在有期限的等待里停,每种等待最多两次。"""
    _, case, _ = _three(world)
    for _ in range(2):
        world.claimed(case)
        assert world.act(review.ask, case, world.lin, "请说明").refusal is None
        world.morning(4)
        world.claimed(case)
        assert world.act(review.consult, case, world.lin).refusal is None
        world.morning(4)
    world.claimed(case)
    assert world.act(review.ask, case, world.lin, "请说明").refusal is Refusal.TOO_OFTEN
    assert world.act(review.consult, case, world.lin).refusal is Refusal.TOO_OFTEN


def test_who_flags_later_gets_the_answer_that_was_given(world: World) -> None:
    request, case, _ = _three(world)
    world.claimed(case)
    world.act(deciding.decide, case, world.lin, REFUSED)
    late = world.flag(9, request).flag
    world.morning()
    (heard,) = world.see(hearing.answers_for, world.office, who(9).private)
    assert heard.text == REFUSED.feedback
    assert late
    assert world.row(late.id).state is FlagState.ANSWERED


def test_what_was_advised_is_seen_or_attested_or_given_up(world: World) -> None:
    _, case, _ = _three(world)
    world.claimed(case)
    world.act(deciding.decide, case, world.lin, replace(AGREED, outcome=Outcome.SIMPLIFY))
    assert world.act(deciding.give_up, case, world.lin, "改不了").refusal is Refusal.NOT_YOURS
    world.morning(6)
    assert world.case(case).state is CaseState.REMEDYING
    assert world.case(case).rank is Rank.UPPER
    assert world.act(deciding.give_up, case, world.sun, "").refusal is Refusal.INCOMPLETE
    world.act(deciding.give_up, case, world.sun, "上级系统暂不支持")
    (heard, *_) = world.see(hearing.answers_for, world.office)
    assert heard.text == "上级系统暂不支持"


def test_the_issuer_may_move_join_or_confirm(world: World) -> None:
    _, case, _ = _three(world)
    world.claimed(case)
    world.act(deciding.decide, case, world.lin, replace(AGREED, outcome=Outcome.EXTEND))
    early = world.answer(answering.reschedule, case, world.now + timedelta(minutes=1))
    assert early.refusal is Refusal.INCOMPLETE
    world.answer(answering.reschedule, case, world.now + timedelta(days=9))
    assert world.case(case).state is CaseState.ANSWERED

    other = world.say("请各村本周五前报救灾物资库存表,民政办")
    foreign = world.say(CHAIN, sender="组织办-小王")
    world.flag(5, other, "danger")
    world.morning()
    (second,) = world.cases(CaseState.PENDING)
    world.claimed(second.id)
    world.act(deciding.decide, second.id, world.lin, replace(AGREED, outcome=Outcome.MERGE))
    refused = world.answer(answering.merge_request, second.id, foreign)
    assert refused.refusal is Refusal.NOT_YOURS
    world.answer(answering.merge_request, second.id, world.case(case).request)
    assert world.case(second.id).state is CaseState.ANSWERED
    assert world.case(second.id).request == world.case(case).request


def test_cases_of_one_cause_get_one_answer_and_may_part_again(world: World) -> None:
    _, case, _ = _three(world)
    other = world.say(CHAIN, sender="组织办-小王")
    world.flag(4, other, "danger")
    world.morning()
    second = next(one for one in world.cases(CaseState.PENDING) if one.id != case)
    world.act(review.merge, second.id, world.lin, case)
    assert world.case(second.id).state is CaseState.MERGED
    loop = world.act(review.merge, case, world.lin, second.id)
    assert loop.refusal is Refusal.NOT_YOURS
    world.morning()
    assert world.case(case).band is Band.SOME
    world.act(review.split, second.id, world.lin)
    assert world.case(second.id).state is CaseState.PENDING
    world.act(review.merge, second.id, world.lin, case)
    world.claimed(case)
    world.act(deciding.decide, case, world.lin, REFUSED)
    heard = world.see(hearing.answers_for, world.office, who(4).private)
    assert [one.text for one in heard] == [REFUSED.feedback]
    told = world.see(news_in, [world.chats[LARGE]], START, world.now)
    assert {one.request for one in told} == {other, world.case(case).request}


@pytest.mark.parametrize("spots", [False, True])
def test_spot_checks_are_cases_like_any_other(world: World, spots: bool) -> None:
    world.say(PHOTOS)
    world.say(CHAIN, sender="组织办-小王")
    with world.spot_checks() if spots else nullcontext():
        world.morning()
    found = world.cases(CaseState.PENDING)
    assert bool(found) is spots
    for case in found:
        reviewer = world.zhao if case.pool is Pool.GROUP else world.sun
        world.claimed(case.id, reviewer)
        world.act(review.ask, case.id, reviewer, "请说明")
        world.morning(5)
        world.claimed(case.id, reviewer)
        world.act(deciding.decide, case.id, reviewer, REFUSED)
    world.morning(10)
    assert len(world.cases(CaseState.CLOSED)) == len(found)
