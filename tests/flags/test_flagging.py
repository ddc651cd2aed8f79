"""Stories of flags: given once, taken back, following their request, and forgotten in time."""

from datetime import date, datetime
from typing import cast

import pytest

from bot.domain.case import Band, CaseState, Refusal
from bot.domain.correction import Fix
from bot.domain.flag import DAILY_LIMIT, FlagState
from bot.domain.message import SHANGHAI
from bot.domain.people import Presence
from bot.services import corrections, deciding, flagging, hearing, joining, keeping
from bot.services.editing import Desk, desk_for
from bot.storage.connection import Snapshot
from bot.storage.corrections import correction_by_id
from bot.storage.flags import flags_on, given_on, voices
from bot.storage.moves import move_chat
from bot.storage.posts import keep_size
from bot.storage.requests import request_by_id
from tests.flags.kit import CHAIN, LARGE, OTHER, PHOTOS, REFUSED, START, World, who


def test_one_live_flag_per_person_and_request_however_often_they_tap(world: World) -> None:
    request = world.say(PHOTOS)
    first = world.flag(1, request)
    again = world.flag(1, request)
    other = world.flag(1, request, "useless")
    assert first.refusal is None
    assert (again.refusal, again.flag) == (Refusal.ALREADY, first.flag)
    assert (other.refusal, other.flag) == (Refusal.ALREADY, first.flag)
    assert world.flag(2, request).refusal is None
    mine = world.see(flagging.flags_of, world.office, who(1))
    assert mine == (first.flag,)


def test_a_flag_can_be_taken_back_until_its_case_is_decided(world: World) -> None:
    request = world.say(PHOTOS)
    first = world.flag(1, request).flag
    assert first
    assert world.withdraw(2, first.id).refusal is Refusal.UNKNOWN
    assert world.withdraw(1, first.id).refusal is None
    assert world.withdraw(1, first.id).refusal is None
    assert world.see(flagging.flags_of, world.office, who(1)) == ()
    flags = [filed.flag for n in range(3) if (filed := world.flag(n, request))]
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    assert flags[0]
    assert flags[1]
    assert world.withdraw(0, flags[0].id).refusal is None
    world.claimed(case.id)
    world.act(deciding.decide, case.id, world.lin, REFUSED)
    assert world.withdraw(1, flags[1].id).refusal is Refusal.NOT_NOW


def test_when_all_took_it_back_there_is_no_case(world: World) -> None:
    flag = world.flag(1, world.say(PHOTOS)).flag
    assert flag
    world.morning()
    world.withdraw(1, flag.id)
    world.morning(5)
    assert [one.state for one in world.cases(*CaseState)] == [CaseState.LAPSED]
    assert world.row(flag.id).voice is None
    assert list((world.folder / "keys").glob("case-*")) == []


@pytest.mark.parametrize("how", ["withdraw", "forget"])
def test_what_was_written_goes_with_the_next_batch(world: World, how: str) -> None:
    flag = world.flag(1, world.say(PHOTOS), text="每户三张").flag
    assert flag
    world.morning()
    assert world.row(flag.id).text
    if how == "withdraw":
        world.withdraw(1, flag.id)
    else:
        world.do(flagging.forget, world.office, who(1), world.now)
    assert world.row(flag.id).way is None
    world.morning()
    assert (world.row(flag.id).text, world.row(flag.id).way_key) == (None, None)


@pytest.mark.parametrize(
    ("reason", "text", "chat", "refusal"),
    [
        ("photo", "长" * 301, LARGE, Refusal.TOO_LONG),
        ("nonsense", "", LARGE, Refusal.NO_REASON),
        ("photo", "", OTHER, Refusal.NOT_YOURS),
    ],
)
def test_what_is_not_taken(
    world: World, reason: str, text: str, chat: str, refusal: Refusal
) -> None:
    assert world.flag(1, world.say(PHOTOS), reason, text, chat).refusal is refusal
    assert world.flag(1, 99).refusal is Refusal.UNKNOWN


def test_a_day_has_a_limit_that_taking_back_does_not_lift(world: World) -> None:
    request = world.say(PHOTOS)
    for _ in range(DAILY_LIMIT):
        flag = world.flag(1, request).flag
        assert flag
        world.withdraw(1, flag.id)
    assert world.flag(1, request).refusal is Refusal.TOO_MANY
    assert world.flag(2, request).refusal is None
    world.morning()
    assert world.flag(1, request).refusal is None


def test_to_flag_looks_only_at_flags_of_the_day_and_on_the_same_request(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """五万条意见里不必一条一条试:只看当天的,和同一件事上的。"""

    def walk(*_: object) -> list[object]:
        raise AssertionError("all flags were walked")

    request = world.say(PHOTOS)
    monkeypatch.setattr(flagging, "theirs", walk)
    assert world.flag(1, request).refusal is None
    assert world.flag(1, request).refusal is Refusal.ALREADY
    chats = [world.chats[LARGE]]
    asked = (world.office, who(2), request, chats, world.now)
    assert world.see(flagging.may_flag, *asked) is None
    plan = world.see(_plan, request)
    assert plan
    assert not any("SCAN f" in line for line in plan)


def _plan(snapshot: Snapshot, request: int) -> list[str]:
    """How the database finds them."""
    seen: list[str] = []

    class Asking:
        def execute(self, sql: str, values: list[object]) -> object:
            rows = snapshot.execute(f"explain query plan {sql}", values).fetchall()
            seen.extend(row[3] for row in rows)
            return snapshot.execute(sql, values)

    flags_on(cast("Snapshot", Asking()), request)
    given_on(cast("Snapshot", Asking()), START.date())
    return seen


def test_a_draft_waits_half_an_hour_for_its_text(world: World) -> None:
    request = world.say(PHOTOS)
    world.do(flagging.start, world.office, who(1), request, "photo", world.now)
    draft = world.see(flagging.draft_of, world.office, who(1), world.now)
    assert draft
    assert (draft.request, draft.reason) == (request, "photo")
    assert world.see(flagging.draft_of, world.office, who(2), world.now) is None
    world.later(0.6)
    assert world.see(flagging.draft_of, world.office, who(1), world.now) is None
    world.do(flagging.start, world.office, who(1), request, "photo", world.now)
    world.do(flagging.abandon, world.office, who(1))
    assert world.see(flagging.draft_of, world.office, who(1), world.now) is None


def _desk(world: World, request: int, ref: str) -> Desk:
    group = Presence(chat=world.chats[LARGE], address=LARGE, title=LARGE)
    desk = world.see(desk_for, world.lin, [group], ref, world.now)
    assert desk
    return desk


def test_flags_follow_requests_that_are_merged_and_part_again(world: World) -> None:
    """两件事合并:同一个人的两条意见只算一个声音;撤销合并后各归各的。"""
    first, second = world.say(PHOTOS), world.say(CHAIN, sender="组织办-小王")
    one, two = world.flag(1, first).flag, world.flag(1, second).flag
    other = world.flag(2, second).flag
    assert one
    assert two
    assert other
    keys = [r.key for n in (first, second) if (r := world.see(request_by_id, n))]
    desk = _desk(world, second, keys[1])
    correction = world.do(joining.merge, desk, keys[1], keys[0])
    assert correction
    assert world.flag(1, second).refusal is Refusal.ALREADY
    world.morning()
    mine = world.see(flagging.flags_of, world.office, who(1))
    assert {flag.request for flag in mine} == {first}
    (case,) = world.cases(CaseState.PENDING)
    assert {world.row(flag.id).case for flag in (one, two, other)} == {case.id}
    assert len({voice for _, voice in world.see(voices, case.id)}) == 2

    undone = world.see(correction_by_id, correction)
    assert undone
    world.do(corrections.undo, undone, world.now)
    world.morning()
    assert len({voice for _, voice in world.see(voices, case.id)}) == 3
    assert {f.request for f in world.see(flagging.flags_of, world.office, who(1))} == {
        first,
        second,
    }
    world.withdraw(1, one.id)
    assert world.flag(1, first).refusal is None


def test_a_request_that_a_correction_made_leaves_its_flags_to_where_it_came_from(
    world: World,
) -> None:
    first = world.say(PHOTOS)
    world.say(PHOTOS)
    found = world.see(request_by_id, first)
    assert found
    desk = _desk(world, first, found.key)
    correction = world.do(joining.split, desk, found.key, 2)
    assert correction
    flag = world.flag(1, 2).flag
    assert flag
    undone = world.see(correction_by_id, correction)
    assert undone
    world.do(corrections.undo, undone, world.now)
    world.morning()
    assert world.row(flag.id).root == first
    assert world.flag(1, first).refusal is Refusal.ALREADY


def test_a_notice_that_was_none_after_all_keeps_its_flag(world: World) -> None:
    request = world.say(PHOTOS)
    flag = world.flag(1, request).flag
    assert flag
    found = world.see(request_by_id, request)
    assert found
    desk = _desk(world, request, found.key)
    world.do(corrections.change_words, desk, found.key, Fix.TITLE, "走访")
    world.do(corrections.dismiss, desk, found.key)
    assert world.flag(2, request).refusal is Refusal.UNKNOWN
    world.morning(6)
    assert world.row(flag.id).state is FlagState.ATTACHED


def test_what_an_admin_called_a_notice_stays_when_that_is_undone_after_a_flag(
    world: World,
) -> None:
    world.say(PHOTOS)
    message = world.chatter("人数报一下", sender="王姐")
    desk = _desk(world, 1, f"m{message}")
    correction = world.do(corrections.accept, desk, f"m{message}")
    assert correction
    flag = world.flag(1, 2).flag
    assert flag
    undone = world.see(correction_by_id, correction)
    assert undone
    world.do(corrections.undo, undone, world.now)
    world.morning(4)
    assert world.see(request_by_id, 2) is not None
    assert world.row(flag.id).state is FlagState.ATTACHED
    assert [case.state for case in world.cases(*CaseState)] == [CaseState.PENDING]


def test_month_end_and_a_migrated_group_change_nothing(world: World) -> None:
    world.until(date(2026, 3, 31), 16)
    request = world.say(PHOTOS)
    flag = world.flag(1, request).flag
    assert flag
    world.do(move_chat, LARGE, "toy:1:-1009")
    world.morning(2)
    assert world.flag(1, request).refusal is Refusal.ALREADY
    assert world.flag(2, request).refusal is None
    assert world.withdraw(1, flag.id).refusal is None
    later = world.say("请各村周五前报灭火器数量表,应急办", chat=OTHER, sender="应急办-老周")
    assert world.flag(2, later, chat=OTHER).refusal is None
    world.morning()
    held = sorted(path.name[:13] for path in (world.folder / "keys").glob("voice-*"))
    assert held == ["voice-2026-03", "voice-2026-04"]


def test_keys_may_be_changed_under_way(world: World) -> None:
    request = world.say(PHOTOS)
    flags = [f for n in range(3) if (f := world.flag(n, request, text="每户三张").flag)]
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    world.claimed(case.id)
    before = {path.name for path in (world.folder / "keys").iterdir()}
    world.do(keeping.rotate, world.office)
    world.do(keeping.sweep, world.office)
    after = {path.name for path in (world.folder / "keys").iterdir()}
    assert before & after == {"history.key"}
    assert world.flag(1, request).refusal is Refusal.ALREADY
    world.act(deciding.decide, case.id, world.lin, REFUSED)
    assert len(world.see(hearing.answers_for, world.office)) == 3
    world.do(keeping.rotate, world.office)
    assert len(world.see(hearing.answers_for, world.office)) == 3
    assert world.rate(1, flags[1].id, True).refusal is None


def test_ninety_days_after_closing_only_the_count_is_left(world: World) -> None:
    request = world.say(PHOTOS)
    flags = [f for n in range(3) if (f := world.flag(n, request).flag)]
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    world.claimed(case.id)
    world.act(deciding.decide, case.id, world.lin, REFUSED)
    world.morning(8)
    closed = world.case(case.id).closed_on
    assert closed
    world.weeks((closed - world.now.date()).days + 89)
    assert world.see(flagging.flags_of, world.office, who(1)) != ()
    world.morning()
    assert {world.row(flag.id).state for flag in flags} == {FlagState.PURGED}
    assert world.see(flagging.flags_of, world.office, who(1)) == ()
    kept = world.row(flags[0].id)
    assert (kept.voice, kept.way, kept.text) == (None, None, None)
    left = sorted(path.name[:5] for path in (world.folder / "keys").iterdir())
    assert left == ["day-2", "day-2", "histo", "voice"]


def _refused(world: World, people: int) -> tuple[int, int]:
    """A request that some people flagged, and its case, in which all was explained."""
    request = world.say(PHOTOS)
    for n in range(people):
        world.flag(n, request)
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    world.claimed(case.id)
    world.act(deciding.decide, case.id, world.lin, REFUSED)
    return request, case.id


def test_who_wants_to_be_forgotten_is_and_counts_no_more_from_the_next_batch_on(
    world: World,
) -> None:
    _, case = _refused(world, 3)
    world.do(flagging.forget, world.office, who(0), world.now)
    assert world.see(flagging.flags_of, world.office, who(0)) == ()
    assert world.see(hearing.answers_for, world.office, who(0).private) == ()
    assert world.case(case).band is Band.SOME
    world.morning()
    assert world.case(case).band is Band.FEW


def test_who_was_forgotten_and_flags_again_has_one_voice(world: World) -> None:
    """删除我的数据后又提一次:一个人还是一个声音,两个人变不成三个。"""
    request, case = _refused(world, 2)
    world.do(flagging.forget, world.office, who(0), world.now)
    assert world.flag(0, request).refusal is None
    world.morning()
    assert len(world.see(voices, case)) == 2
    assert world.case(case).band is Band.FEW


def test_whoever_was_dissatisfied_and_forgotten_does_not_weigh_twice(world: World) -> None:
    """五人里一人不满意,不到三分之一;删除后再提、再不满意,还是一个人。"""
    request, case = _refused(world, 5)
    for _ in range(2):
        (mine,) = world.see(flagging.flags_of, world.office, who(0))
        world.rate(0, mine.id, False)
        world.do(flagging.forget, world.office, who(0), world.now)
        assert world.flag(0, request).refusal is None
        world.morning()
    (mine,) = world.see(flagging.flags_of, world.office, who(0))
    world.rate(0, mine.id, False)
    world.morning()
    assert world.case(case).state is CaseState.ANSWERED


def test_a_flag_settles_with_the_next_days_batch_and_only_once(world: World) -> None:
    """23:59 的意见次日早上汇入;当天凌晨的等到第三天;一天只汇一次。"""
    request = world.say(PHOTOS)
    world.now = datetime(2026, 3, 11, 0, 5, tzinfo=SHANGHAI)
    flag = world.flag(1, request, "danger").flag
    assert flag
    world.tick()
    world.now = datetime(2026, 3, 11, 8, 0, tzinfo=SHANGHAI)
    world.tick()
    assert world.row(flag.id).state is FlagState.COOLING
    world.morning()
    assert world.row(flag.id).state is FlagState.ATTACHED
    case = world.cases(*CaseState)
    world.tick()
    assert world.cases(*CaseState) == case


def test_how_large_a_group_is_the_platform_says(world: World) -> None:
    request = world.say(PHOTOS, chat="toy:1:-200")
    world.do(keep_size, world.chats["toy:1:-200"], 8)
    flag = world.flag(1, request, chat="toy:1:-200").flag
    assert flag
    assert world.row(flag.id).pool == "group"
