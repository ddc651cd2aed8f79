"""Answers for who has no card: a headline that tells nothing, then an edit; and what goes wrong."""

from pathlib import Path

import pytest

from bot.domain.boundary import (
    Ambiguous,
    Forbidden,
    Gone,
    Outgoing,
    PlatformError,
    Refused,
    Rejected,
)
from bot.domain.errors import StorageError
from bot.domain.flag import FlagState
from bot.services import answering, hearing
from bot.storage.connection import Snapshot
from bot.storage.flags import find_flag
from tests.live.hearing_kit import (
    AGREED,
    FANG,
    QIANG,
    REFUSED,
    act,
    begun,
    decided,
    flag,
    heartbeat,
    morning,
)
from tests.live.kit import Town, played

HEADLINE = "我的待办 · 3月13日 周五"


class Died(Exception):
    """The process ends here."""


def _alone(town: Town) -> list[str]:
    return town.shown(town.private(FANG))


async def _flagged(town: Town) -> int:
    """桂芳 has no card and flags; it is a case next morning."""
    await begun(town)
    ident = flag(town, FANG)
    await morning(town)
    return ident


async def _restart(town: Town) -> None:
    """The process is gone, and another one begins on what it left."""
    town.close()
    town.platform.faults.clear()
    town.open()
    await heartbeat(town)


def test_a_message_that_tells_nothing_becomes_the_answer_and_goes_when_heard(
    tmp_path: Path,
) -> None:
    """先发一行「我的待办 · …」,不响铃,再改成答复;看过后删掉。"""

    async def story(town: Town) -> None:
        ident = await _flagged(town)
        town.platform.faults.append(("edit", Refused("slow down")))
        await decided(town, AGREED)
        assert _alone(town) == [HEADLINE]
        assert town.platform.posted[-1].silent
        await heartbeat(town)
        (said,) = _alone(town)
        assert said.startswith(f"<b>{HEADLINE}</b>\n\n<b>意见办理</b>")
        assert "减负办建议取消" in said
        await act(town, answering.withdraw_request, by="联系人")
        (said,) = _alone(town)
        assert "办理结果:已撤回,不用再做" in said
        await town.press(FANG, "满意")
        assert _alone(town) == []
        assert _state(town, ident) is FlagState.CLOSED

    played(tmp_path, story)


def _state(town: Town, ident: int) -> FlagState:
    found = town.store.read_sync(find_flag, ident)
    assert found
    return found.state


def test_its_number_outlives_a_restart_sealed(tmp_path: Path) -> None:
    """重启后还认得那一条:改它,不另发;卡片来了,答复移到卡片上。"""

    async def story(town: Town) -> None:
        town.platform.sent = 734_519_000
        await _flagged(town)
        await decided(town, AGREED)
        number = town.platform.posted[-1].number
        await _restart(town)
        await act(town, answering.withdraw_request, by="联系人")
        assert len(_alone(town)) == 1
        rows = town.store.read_sync(_everything)
        assert not any(str(number) in repr(row) for row in rows)
        await _restart(town)
        await town.tell(FANG, "/start")
        await heartbeat(town)
        assert ["办理结果" in text for text in _alone(town)] == [False, True]
        await town.press(FANG, "满意")
        assert not any("意见办理" in text for text in _alone(town))

    played(tmp_path, story)


def _everything(snapshot: Snapshot) -> list[object]:
    tables = snapshot.execute("select name from sqlite_master where type = 'table'").fetchall()
    return [
        row
        for (name,) in tables
        if "terms" not in name
        for row in snapshot.execute(f"select * from {name}").fetchall()
    ]


def test_the_screen_for_a_sentence_stands_on_the_message_and_goes_with_it(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        await _flagged(town)
        await decided(town, REFUSED)
        await town.press(FANG, "不满意")
        assert "已记下,经办人看不到是谁" in _alone(town)[0]
        await town.press(FANG, "好")
        assert _alone(town) == []

    played(tmp_path, story)


@pytest.mark.parametrize(
    ("moment", "left"),
    [("send", 0), ("sent", 1), ("edit", 0), ("edited", 0)],
    ids=["before the send", "between send and mark", "between mark and edit", "after the edit"],
)
def test_a_process_that_dies_loses_no_answer(tmp_path: Path, moment: str, left: int) -> None:
    """At worst one headline is left over, which tells nothing."""

    async def story(town: Town) -> None:
        await _flagged(town)
        town.platform.faults.append((moment, Died()))
        with pytest.raises(Died):
            await decided(town, REFUSED)
        await _restart(town)
        *orphans, said = _alone(town)
        assert "办理结果" in said
        assert orphans == [HEADLINE] * left
        await town.press(FANG, "满意")
        assert _alone(town) == orphans

    played(tmp_path, story)


def test_a_disk_that_is_full_between_send_and_mark_leaves_no_second_headline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(town: Town) -> None:
        await _flagged(town)
        run = town.store.run_bulk
        with monkeypatch.context() as patched:
            patched.setattr(town.store, "run_bulk", _full)
            with pytest.raises(StorageError):
                await decided(town, REFUSED)
        assert town.store.run_bulk == run
        await heartbeat(town)
        (said,) = _alone(town)
        assert "办理结果" in said

    played(tmp_path, story)


async def _full(*_: object) -> None:
    raise StorageError("disk full")


@pytest.mark.parametrize("error", [Refused("wait", 30), Ambiguous("reset"), PlatformError("odd")])
@pytest.mark.parametrize("name", [QIANG, FANG])
def test_what_the_platform_does_not_take_is_tried_again(
    tmp_path: Path, name: str, error: Exception
) -> None:
    async def story(town: Town) -> None:
        await begun(town)
        flag(town, name)
        await morning(town)
        town.platform.faults += [("edit", error)] * 2
        await decided(town, REFUSED)
        await heartbeat(town)
        await heartbeat(town)
        assert "办理结果" in town.card(name)
        town.platform.faults.append(("edit" if name == QIANG else "delete", error))
        await town.press(name, "满意")
        await heartbeat(town)
        assert not any("办理结果" in text for text in town.shown(town.private(name)))

    played(tmp_path, story)


@pytest.mark.parametrize("moment", ["send", "edit"])
def test_who_cannot_be_reached_is_given_up_without_a_trace(tmp_path: Path, moment: str) -> None:
    """对方停用了机器人:不再试,不留记录;等他开了卡片,答复还在。"""

    async def story(town: Town) -> None:
        await _flagged(town)
        town.platform.faults.append((moment, Forbidden("blocked")))
        await decided(town, REFUSED)
        said = _alone(town)
        for _ in range(3):
            await heartbeat(town)
        assert _alone(town) == said
        assert not any("办理结果" in text for text in said)
        assert len(await _waiting(town)) == 1
        await town.tell(FANG, "/start")
        assert "办理结果" in town.card(FANG)

    played(tmp_path, story)


async def _waiting(town: Town) -> tuple[object, ...]:
    return await town.store.read(hearing.answers_for, town.live.context.office)


def test_a_message_that_its_reader_deleted_does_not_come_back_but_news_does(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        await _flagged(town)
        await decided(town, AGREED)
        town.platform.posted = [p for p in town.platform.posted if p.chat != town.private(FANG)]
        await _restart(town)
        assert _alone(town) == []
        await act(town, answering.withdraw_request, by="联系人")
        (said,) = _alone(town)
        assert "办理结果" in said

    played(tmp_path, story)


def test_formatting_that_is_not_taken_goes_as_plain_text_and_the_ledger_does_not_know(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        await begun(town)
        flag(town, QIANG)
        await morning(town)
        town.platform.faults.append(("edit", Rejected("can't parse entities")))
        await decided(town, REFUSED)
        assert "\n\n意见办理\n走访照片3张" in town.card(QIANG)
        town.platform.faults += [("edit", Rejected("can't parse entities"))] * 2
        await town.say("10:00", "农业办-小马", "各村今天17:00前报秸秆台账")
        assert "<b>" in town.card(QIANG)
        assert "意见办理" not in town.card(QIANG)
        (plain,) = town.store.read_sync(_as_plain)
        assert plain == 0

    played(tmp_path, story)


def _as_plain(snapshot: Snapshot) -> tuple[int]:
    found: tuple[int] = snapshot.execute("select max(as_plain) from part").fetchone()
    return found


def test_an_answer_too_old_to_be_deleted_tells_nothing_any_more(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _flagged(town)
        await decided(town, REFUSED)
        town.platform.faults.append(("delete", Rejected("message can't be deleted")))
        await town.press(FANG, "满意")
        assert _alone(town) == [HEADLINE]

    played(tmp_path, story)


def test_a_dialogue_needs_no_card_that_is_still_there(tmp_path: Path) -> None:
    """卡片被本人删了,对话框另起一条;关上就删。"""

    async def story(town: Town) -> None:
        await begun(town)
        private, whispers = town.private(QIANG), town.live.context.whispers
        town.platform.faults.append(("edit", Gone("deleted")))
        await whispers.show(private, Outgoing(plain="对话中"))
        assert town.shown(private)[-1] == "对话中"
        await whispers.close(private)
        assert "对话中" not in town.shown(private)

    played(tmp_path, story)
