"""Keys of flags are made before they are needed and gone when they are not, whatever the hour."""

from datetime import date, datetime, timedelta

import pytest

from bot.domain.case import CaseState, Pool, Refusal
from bot.domain.flag import FlagState
from bot.domain.message import SHANGHAI
from bot.domain.review import Sheet
from bot.services import answering, deciding, flagging, keeping, review
from bot.storage.connection import Tx
from bot.storage.messages import chat_id
from bot.storage.moves import move_chat
from bot.storage.people import meet, seen_in
from bot.storage.posts import keep_size, size_of
from tests.flags.kit import AGREED, LARGE, PHOTOS, REFUSED, START, World, who


def _files(world: World) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (world.folder / "keys").iterdir()}


def _at(day: date, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("asked", "flagged"),
    [
        ("2026-03-10 09:00", "2026-03-10 09:30"),
        # Before the day's batch, and in the first night of a month.
        ("2026-03-10 20:00", "2026-03-11 00:05"),
        ("2026-04-01 00:10", "2026-04-01 00:20"),
        # What was asked in a month of which nobody flagged anything.
        ("2026-03-30 09:00", "2026-04-20 11:00"),
    ],
)
def test_no_file_tells_when_somebody_flagged(world: World, asked: str, flagged: str) -> None:
    """有人提意见的那一刻,密钥文件夹里什么都不变。"""
    world.tick()
    world.until(date.fromisoformat(asked[:10]) - timedelta(days=1), hour=23)
    world.now = datetime.fromisoformat(asked).replace(tzinfo=SHANGHAI)
    world.tick()
    request = world.say(PHOTOS)
    while world.now < _at(date.fromisoformat(flagged[:10]), flagged[11:]) - timedelta(days=1):
        world.morning()
    world.now = _at(date.fromisoformat(flagged[:10]), flagged[11:])
    world.tick()
    before = _files(world)
    world.do(flagging.start, world.office, who(1), request, "photo", world.now)
    assert world.flag(1, request).refusal is None
    assert _files(world) == before


def test_what_is_long_over_is_flagged_no_more(world: World) -> None:
    """六十天没人提、也没到期的旧事,不再收意见:抽查也查不到它,一立单就知道有人提。"""
    request = world.say(PHOTOS)
    world.now = START + timedelta(days=59)
    assert world.flag(1, request).refusal is None
    world.now = START + timedelta(days=62)
    assert world.flag(2, request).refusal is Refusal.LONG_OVER


def test_keys_that_no_flag_used_yet_are_changed_too(world: World) -> None:
    """换密钥:还没用过的也换,拿到旧钥匙的人对以后的意见一样没用。"""
    world.tick()
    before = {name for name in _files(world) if name.startswith("voice-")}
    world.do(keeping.rotate, world.office)
    world.do(keeping.sweep, world.office)
    world.flag(1, world.say(PHOTOS))
    assert before
    assert not before & set(_files(world))


def test_changing_keys_shows_and_hides_nothing_at_once(world: World) -> None:
    """当天撤回的话到第二天才从办理单上消失,中间换密钥也一样。"""
    request = world.say(PHOTOS)
    flag = world.flag(1, request, "danger", "每户三张").flag
    assert flag
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    world.withdraw(1, flag.id)
    before = world.see(review.sheet, world.office, case.id, world.lin)
    world.do(keeping.rotate, world.office)
    world.do(keeping.sweep, world.office)
    after = world.see(review.sheet, world.office, case.id, world.lin)
    assert isinstance(before, Sheet)
    assert isinstance(after, Sheet)
    assert (before.texts, before.said) == (after.texts, after.said) == (("每户三张",), ())


def test_a_group_that_moved_is_as_large_as_it_was(world: World) -> None:
    """群升级后换了编号,新编号下先来了一条消息:还是那个40人的群。"""
    moved = "toy:1:-1009"
    request = world.say(PHOTOS)
    assert world.say(PHOTOS, chat=LARGE) == request
    world.chats[moved] = before = world.do(chat_id, moved, moved)
    world.say("请各村周五前报灭火器数量表,应急办", chat=moved, sender="应急办-老周")
    world.do(move_chat, LARGE, moved)
    world.chats[moved] = world.do(chat_id, moved, moved)
    flag = world.flag(1, request, "danger", chat=moved).flag
    assert flag
    assert world.row(flag.id).pool is Pool.GROUP
    assert world.chats[moved] == world.chats[LARGE]
    assert [world.see(size_of, chat) for chat in (before, world.chats[moved])] == [0, 40]


def test_what_the_platform_says_of_a_groups_size_counts(world: World) -> None:
    world.do(keep_size, world.chats[LARGE], 5)
    for number in range(9):
        world.do(_meets, world.chats[LARGE], number)
    flag = world.flag(1, world.say(PHOTOS)).flag
    assert flag
    assert world.row(flag.id).pool is Pool.COUNTY


def _meets(tx: Tx, chat: int, number: int) -> None:
    seen_in(tx, meet(tx, f"toy:1:9{number}", f"村{number}").id, chat, None)


def test_a_clock_that_leaps_ahead_for_a_day_or_two_destroys_nothing(world: World) -> None:
    """时钟走快了三个月,两天后才调回来:已办结的单子密钥还在;真过了九十天才销毁。"""
    flag = world.flag(1, world.say(PHOTOS), "danger").flag
    assert flag
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    world.claimed(case.id)
    world.act(deciding.decide, case.id, world.lin, REFUSED)
    world.morning(9)
    assert world.case(case.id).state is CaseState.CLOSED
    before = world.now
    for leap in (91, 92, 200):
        world.now = before + timedelta(days=leap)
        world.tick()
    world.now = before
    world.morning()
    key = world.case(case.id).key
    assert key
    assert world.office.keys.has(key)
    assert len(world.see(flagging.flags_of, world.office, who(1))) == 1
    world.weeks(92)
    assert world.case(case.id).key is None
    assert not world.office.keys.has(key)
    assert world.row(flag.id).state is FlagState.PURGED


def test_ninety_days_after_it_was_closed_a_flag_is_gone_though_its_case_came_back(
    world: World,
) -> None:
    """办结90天,提意见人的来路就销毁;反弹后重新打开的办理单也不例外。"""
    request = world.say(PHOTOS)
    flag = world.flag(1, request, "danger").flag
    assert flag
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    world.claimed(case.id)
    world.act(deciding.decide, case.id, world.lin, AGREED)
    world.answer(answering.withdraw_request, case.id)
    world.weeks(80)
    world.say(PHOTOS)
    world.morning()
    assert world.case(case.id).state is CaseState.PENDING
    world.weeks(30)
    assert world.row(flag.id).state is FlagState.PURGED
    assert world.row(flag.id).way is None
    assert world.see(flagging.flags_of, world.office, who(1)) == ()
