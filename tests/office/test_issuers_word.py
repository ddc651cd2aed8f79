"""What an issuer's contact changes stands in the groups like any other word of the issuer."""

from pathlib import Path

from bot.domain.request import RequestState
from bot.storage.requests import request_by_id
from tests.live.kit import GROUP, Town, played
from tests.office.kit import PHOTOS, POSTER, WANG, entered, flag, morning, staffed
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
