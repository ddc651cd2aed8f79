"""What an issuer's contact changes stands in the groups like any other word of the issuer."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.domain.case import CaseState
from bot.domain.levels import Level
from bot.domain.message import SHANGHAI
from bot.domain.request import RequestState, of_levels
from bot.storage.connection import Tx
from bot.storage.requests import request_by_id, update_request
from tests.live.kit import GROUP, Town, played
from tests.office.kit import (
    LIN,
    PHOTOS,
    POSTER,
    WANG,
    case,
    entered,
    flag,
    labels,
    morning,
    named,
    staffed,
    tick,
)
from tests.office.test_a_case import decided

OTHER = {"chat": "toy:1:-300", "title": "石坳片区群"}


def _state(town: Town) -> RequestState:
    found = town.store.read_sync(request_by_id, 1)
    assert found is not None
    return found.state


async def withdrawn(town: Town) -> None:
    await town.press(WANG, "打开")
    await town.press(WANG, "撤回")
    await town.press(WANG, "确定撤回")


def test_the_digest_that_was_sent_the_next_one_and_cards_show_it(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await staffed(town)
        await town.say("9:30", "阿强", "收到")
        await town.tell("阿强", "/start")
        await town.tick("17:30")
        digest = town.shown(GROUP)[-1]
        assert "走访照片3张" in digest
        assert "已撤回" not in digest
        await _to_a_decision(town)
        await withdrawn(town)
        posted = [one for one in town.platform.posted if one.chat == GROUP]
        assert "已撤回" in next(one.text for one in posted if "今日一览" in one.text)
        assert "走访照片3张不用报了" in posted[-1].text
        assert "更正:走访照片3张 · 镇民政办 不用报了" in town.card("阿强")
        await town.tick("17:30")
        assert "已撤回、更正1件" in town.shown(GROUP)[-1]

    played(tmp_path, story)


async def _to_a_decision(town: Town) -> None:
    flag(town, 1, 2, 3)
    await morning(town)
    await decided(town)


def test_every_group_that_heard_of_it_is_told(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await staffed(town)
        await town.say("9:30", POSTER, PHOTOS, **OTHER)
        await _to_a_decision(town)
        await withdrawn(town)
        for chat in (GROUP, OTHER["chat"]):
            assert "走访照片3张不用报了" in town.shown(chat)[-1]

    played(tmp_path, story)


def test_the_platform_says_again_what_the_message_still_says_and_nothing_changes(
    tmp_path: Path,
) -> None:
    """Telegram tells of edits that change nothing; one that changes something counts."""

    async def story(town: Town) -> None:
        await entered(town)
        await decided(town)
        await withdrawn(town)
        at = int(town.now.replace(day=12, hour=9, minute=0).timestamp())
        value = {
            "type": "edit", "number": 1, "sender": POSTER, "at": at,
            "edited": int(town.now.timestamp()),
        }  # fmt: skip
        await town.arrive(town.update(**value, text=PHOTOS))
        assert _state(town) is RequestState.WITHDRAWN
        await town.arrive(town.update(**value, text=f"{PHOTOS},下周一前"))
        assert _state(town) is RequestState.OPEN

    played(tmp_path, story)


def test_who_only_relays_it_may_explain_and_not_withdraw(tmp_path: Path) -> None:
    """县里要的,镇里转的:镇里的联系人不能撤,能放宽到县里的时限。"""

    async def story(town: Town) -> None:
        await staffed(town)
        town.store.run_sync(_passed_on)
        flag(town, 1, 2, 3, reason="tighter")
        await morning(town)
        await decided(town, "建议延期")
        await town.press(WANG, "打开")
        assert "撤回" not in labels(town, WANG)
        assert "上级单位要的" in town.card(WANG)
        await town.press_data(WANG, "ans:offnow:1")
        assert "没有改:这件事是上级单位要的" in town.card(WANG)
        await town.press(WANG, "改期")
        await town.tell(WANG, "3月19日下班前")
        await town.press(WANG, "确定改期")
        assert "已改期" in town.card(WANG)
        assert case(town).state is CaseState.ANSWERED

    played(tmp_path, story)


def test_who_asked_first_puts_it_off_past_what_they_wanted_of_those_who_relay_it(
    tmp_path: Path,
) -> None:
    """镇里要的,村里提前的:镇里放宽以后,不再说「镇里要3月16日」,也不再算村里的。"""

    async def story(town: Town) -> None:
        await staffed(town)
        town.store.run_sync(_wanted_earlier)
        flag(town, 1, 2, 3, reason="tighter")
        await morning(town)
        await decided(town, "建议延期")
        await town.press(WANG, "打开")
        await town.press(WANG, "改期")
        await town.tell(WANG, "3月19日下班前")
        await town.press(WANG, "确定改期")
        assert case(town).state is CaseState.ANSWERED
        request = town.store.read_sync(request_by_id, 1)
        assert request is not None
        assert (request.issuer, request.upstream_deadline) == ("镇民政办", None)
        assert request.levels == ()

    played(tmp_path, story)


def _wanted_earlier(tx: Tx) -> None:
    """A village wants them before the town does."""
    found = request_by_id(tx, 1)
    assert found is not None
    assert found.deadline is not None
    due, later = found.deadline, datetime(2026, 3, 16, 18, tzinfo=SHANGHAI)
    top = Level(rank=4, chat=1, by=found.issuer, issuer=found.issuer, deadline=later)
    village = Level(rank=5, chat=1, by="东河村", issuer="东河村", deadline=due)
    update_request(tx, of_levels(found, (top, village)))


def _passed_on(tx: Tx) -> None:
    """The photos are wanted by the county, and by the town at an earlier time."""
    found = request_by_id(tx, 1)
    assert found is not None
    above = datetime(2026, 3, 20, 18, tzinfo=SHANGHAI)
    update_request(tx, replace(found, upstream_issuer="县民政局", upstream_deadline=above))


def test_to_confirm_that_it_is_cancelled_is_to_withdraw_it(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await decided(town)
        await town.press(WANG, "打开")
        await town.press(WANG, "确认")
        await town.tell(WANG, "同意取消")
        assert "撤回后群里会看到" in town.card(WANG)
        await town.press(WANG, "确认")
        assert _state(town) is RequestState.WITHDRAWN
        assert case(town).state is CaseState.ANSWERED
        assert "不用报了" in town.shown(GROUP)[-1]

    played(tmp_path, story)


def test_joined_cases_wait_for_each_of_their_issuers(tmp_path: Path) -> None:
    """两件并成一件定:两件事各自的单位都收到,都撤了才算办好。"""

    async def story(town: Town) -> None:
        await staffed(town)
        await town.say("9:30", "水利站-老马", "请各村明天下班前报机井照片3张,水利站")
        await named(town, "水利站小秦", "水利站")
        flag(town, 1, 2, 3)
        flag(town, 4, 5, 6, ask=2)
        await morning(town)
        (mine,) = [n for n in (1, 2) if case(town, n).request == 1]
        await town.tell(LIN, f"办理单 {3 - mine}")
        await town.press(LIN, "并入…")
        await town.press(LIN, str(mine))
        await decided(town, number=mine)
        for name in (WANG, "水利站小秦"):
            await town.press(name, "打开")
            assert "减负办建议取消" in town.card(name)
            assert case(town, mine).state is CaseState.REMEDYING
            await town.press(name, "撤回")
            await town.press(name, "确定撤回")
        await tick(town, "9:00")
        assert case(town, mine).state is CaseState.ANSWERED

    played(tmp_path, story)
