"""Burdens that come back (反弹回潮) after they were taken off or made lighter."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.case import CaseState, Outcome
from bot.domain.message import SHANGHAI
from bot.domain.review import NoticeKind
from bot.services import answering, deciding, review
from bot.services.telling import news_in
from bot.storage.requests import request_by_id
from tests.flags.kit import AGREED, LARGE, PHOTOS, REFUSED, START, World

RUSHED = "请各村明天下班前报救灾物资库存表,民政办"


def _decided(
    world: World, outcome: Outcome, text: str = PHOTOS, reason: str = "photo"
) -> tuple[int, int]:
    """Three members flag, and a case is decided."""
    request = world.say(text)
    for n in range(3):
        world.flag(n, request, reason)
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    world.claimed(case.id)
    world.act(deciding.decide, case.id, world.lin, replace(AGREED, outcome=outcome))
    return request, case.id


def _closed(world: World, case: int, days: int = 10) -> None:
    world.weeks(days)
    assert world.case(case).state is CaseState.CLOSED
    world.told.clear()


def _has_returned(world: World, case: int) -> bool:
    world.morning()
    found = world.case(case)
    assert found.came_back is (found.state is CaseState.PENDING)
    return found.came_back


def test_a_burden_that_comes_back_reopens_its_case_marked(world: World) -> None:
    """取消了的拍照任务两个月后又发,原来的办理单重新打开,标反弹回潮。"""
    _, case = _decided(world, Outcome.CANCEL)
    world.answer(answering.withdraw_request, case)
    _closed(world, case, 80)
    again = world.say(PHOTOS)
    world.morning()
    found = world.case(case)
    assert (found.state, found.came_back, found.request) == (CaseState.PENDING, True, again)
    assert world.told[-1].kind is NoticeKind.RETURNED
    (news,) = world.see(news_in, [world.chats[LARGE]], world.now - timedelta(days=1), world.now)
    assert news.event == "recur"


def test_what_was_never_taken_off_does_not_come_back(world: World) -> None:
    """上级定了不取消,以后照常发,不是反弹。"""
    _, case = _decided(world, Outcome.CANCEL)
    world.act(deciding.give_up, case, world.sun, "上级系统暂不支持")
    _closed(world, case)
    world.say(PHOTOS)
    assert not _has_returned(world, case)


def test_after_half_a_year_it_is_something_new(world: World) -> None:
    _, case = _decided(world, Outcome.CANCEL)
    world.answer(answering.withdraw_request, case)
    _closed(world, case)
    world.weeks((START + timedelta(days=183) - world.now).days)
    world.say(PHOTOS)
    assert not _has_returned(world, case)


def test_what_was_merged_away_comes_back_not_with_what_it_was_merged_into(world: World) -> None:
    """并入月报表的照片:月报表照常再发,不是反弹。"""
    other = world.say("请各村本周五前报救灾物资库存表,民政办")
    _, case = _decided(world, Outcome.MERGE)
    world.answer(answering.merge_request, case, other)
    _closed(world, case, 60)
    world.say("请各村本周五前报救灾物资库存表,民政办")
    assert not _has_returned(world, case)


def test_what_was_merged_away_and_is_asked_by_itself_again_comes_back(world: World) -> None:
    other = world.say("请各村本周五前报救灾物资库存表,民政办")
    _, case = _decided(world, Outcome.MERGE)
    world.answer(answering.merge_request, case, other)
    _closed(world, case, 60)
    world.say(PHOTOS)
    assert _has_returned(world, case)


def test_a_case_that_joined_another_is_watched_with_it(world: World) -> None:
    photos = world.say(PHOTOS)
    listed = world.say(RUSHED)
    for request in (photos, listed):
        world.flag(1, request, "danger")
    world.morning()
    one, two = sorted(world.cases(CaseState.PENDING), key=lambda case: case.request)
    world.act(review.merge, two.id, world.lin, one.id)
    world.claimed(one.id)
    world.act(deciding.decide, one.id, world.lin, AGREED)
    world.answer(answering.withdraw_request, one.id)
    world.answer(answering.withdraw_request, two.id)
    world.later(1)
    _closed(world, one.id, 60)
    again = world.say(RUSHED)
    assert _has_returned(world, one.id)
    assert world.case(two.id).request == again
    assert world.case(one.id).request == photos
    assert world.case(two.id).decision is None


def _at(world: World, day: int, hour: int = 9, month: int = 3) -> None:
    world.until(datetime(2026, month, day, tzinfo=SHANGHAI).date(), hour)


def test_more_time_that_is_gone_again_comes_back(world: World) -> None:
    """放宽到一周的表,下一次又是第二天就要。"""
    request, case = _decided(world, Outcome.EXTEND, RUSHED, "rush")
    world.answer(answering.reschedule, case, datetime(2026, 3, 18, 18, 0, tzinfo=SHANGHAI))
    assert world.case(case).state is CaseState.ANSWERED
    _at(world, 18, 10)
    world.say("还没报救灾物资库存表的,今天下班前报民政办")
    _closed(world, case, 4)
    assert not _has_returned(world, case)
    _at(world, 24)
    assert world.say(RUSHED) == request
    assert _has_returned(world, case)


def test_more_time_that_is_given_again_does_not(world: World) -> None:
    _, case = _decided(world, Outcome.EXTEND, RUSHED, "rush")
    world.answer(answering.reschedule, case, datetime(2026, 3, 18, 18, 0, tzinfo=SHANGHAI))
    _closed(world, case)
    _at(world, 24)
    world.say("请各村3月31日下班前报救灾物资库存表,民政办")
    _at(world, 31)
    world.say("还没报救灾物资库存表的,今天下班前报民政办")
    assert not _has_returned(world, case)


def test_a_new_task_alike_with_as_little_time_comes_back(world: World) -> None:
    _, case = _decided(world, Outcome.EXTEND, RUSHED, "rush")
    world.answer(answering.reschedule, case, datetime(2026, 3, 18, 18, 0, tzinfo=SHANGHAI))
    _closed(world, case, 80)
    again = world.say(RUSHED)
    assert _has_returned(world, case)
    assert world.case(case).request == again


def test_photos_asked_for_again_day_after_day_come_back(world: World) -> None:
    """改成只报户数,过几天又天天要照片。"""
    request, case = _decided(world, Outcome.SIMPLIFY)
    world.answer(answering.confirm, case, "以后只报户数")
    _closed(world, case)
    _at(world, 23)
    assert world.say(PHOTOS) == request
    assert not _has_returned(world, case)
    assert world.say(PHOTOS) == request
    assert _has_returned(world, case)


def test_what_is_asked_again_without_photos_does_not(world: World) -> None:
    _, case = _decided(world, Outcome.SIMPLIFY)
    world.answer(answering.confirm, case, "以后只报户数")
    _closed(world, case)
    for day in (23, 24, 25):
        _at(world, day)
        world.say("请各村明天下班前把走访户数报民政办,不用照片")
    assert not _has_returned(world, case)


def _many(world: World, request: int) -> None:
    for n in range(3):
        world.flag(n + 10, request)


def _nobody(world: World, request: int) -> None:
    pass


@pytest.mark.parametrize("days", [1, 2, 3])
def test_no_flag_reopens_a_case_so_that_all_would_know_of_it(tmp_path: Path, days: int) -> None:
    """办结以后有人又提意见:群里、发布单位、经办人第二天看到的和没人提一样。"""

    def seen(folder: Path, flag: Callable[[World, int], None]) -> list[object]:
        folder.mkdir()
        world = World(folder)
        request, case = _decided(world, Outcome.SIMPLIFY)
        world.answer(answering.confirm, case, "以后只报户数")
        _closed(world, case)
        flag(world, request)
        found: list[object] = []
        for _ in range(days):
            world.morning()
            found.append(world.case(case))
            chats = [world.chats[LARGE]]
            found += world.see(news_in, chats, world.now - timedelta(days=1), world.now)
            found += world.see(answering.record_of, world.office, world.chen)
        world.close()
        return found

    assert seen(tmp_path / "one", _many) == seen(tmp_path / "two", _nobody)


def test_flags_on_what_was_upheld_make_a_case_of_their_own_marked(world: World) -> None:
    request, case = _decided(world, Outcome.SIMPLIFY)
    world.answer(answering.confirm, case, "以后只报户数")
    _closed(world, case)
    _many(world, request)
    world.morning()
    (again,) = world.cases(CaseState.PENDING)
    assert again.came_back
    assert world.case(case).state is CaseState.CLOSED
    world.claimed(again.id)
    world.act(deciding.decide, again.id, world.lin, REFUSED)
    found = world.see(request_by_id, request)
    assert found
    assert again.request == found.id


def test_a_spot_check_of_what_was_upheld_is_marked_alike(world: World) -> None:
    request, case = _decided(world, Outcome.SIMPLIFY)
    world.answer(answering.confirm, case, "以后只报户数")
    _closed(world, case)
    with world.spot_checks():
        for _ in range(60):
            world.say(PHOTOS)
            world.morning()
            found = [one for one in world.cases(CaseState.PENDING) if one.reason == "photo"]
            if found:
                break
    assert {(one.request, one.came_back) for one in found} == {(request, True)}
