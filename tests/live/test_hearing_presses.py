"""Presses under answers that come twice, late, in another order, or from somebody else."""

from pathlib import Path

import pytest

from bot.domain.boundary import Outgoing
from bot.services import deciding, hearing, review
from bot.storage.connection import Snapshot
from tests.live.hearing_kit import (
    AGREED,
    FANG,
    QIANG,
    REFUSED,
    act,
    asked,
    begun,
    decided,
    flag,
    heartbeat,
    later,
    morning,
    sheet,
    the_case,
)
from tests.live.kit import GROUP, Town, played


def _flags(snapshot: Snapshot) -> list[tuple[object, ...]]:
    tables = ("flag", "feedback", "case_message", "flag_case", "member", "outgoing")
    return [row for name in tables for row in snapshot.execute(f"select * from {name}").fetchall()]


async def _answered(town: Town) -> int:
    """阿强 has an answer on his card; its id."""
    await begun(town)
    flag(town, QIANG)
    await morning(town)
    await decided(town, REFUSED)
    (one,) = await town.store.read(hearing.answers_for, town.live.context.office)
    return one.id


def test_somebody_elses_and_made_up_presses_do_nothing(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        ident = await _answered(town)
        before, card = town.store.read_sync(_flags), town.card(QIANG)
        for verb in ("yes", "no", "ok", "skip", "write", "send", "close", "other"):
            await town.press_data(FANG, f"hear:{verb}:{ident}")
            await town.press_data(QIANG, f"hear:{verb}:{ident}", chat=GROUP)
        for data in (f"hear:ok:{ident}", f"hear:skip:{ident}", f"hear:write:{ident}"):
            await town.press_data(QIANG, data)
        for odd in ("", "0", "-1", "9" * 16, "9" * 19):
            await town.press_data(QIANG, f"hear:yes:{odd}")
        for odd in ("hear:", "hear", "hear:yes", f"hear:yes:{ident}:{ident}", "hear:yes:١"):
            await town.press_data(QIANG, odd)
        assert town.store.read_sync(_flags) == before
        assert town.card(QIANG) == card
        assert town.shown(town.private(FANG)) == []

    played(tmp_path, story)


def test_a_press_said_twice_or_after_its_opposite_changes_nothing(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        ident = await _answered(town)
        number = town.platform.posted[-1].number
        await town.press(QIANG, "满意")
        after, card = town.store.read_sync(_flags), town.card(QIANG)
        for verb in ("yes", "no", "yes"):
            await town.press_data(QIANG, f"hear:{verb}:{ident}", number=number)
        assert town.store.read_sync(_flags) == after
        assert town.card(QIANG) == card

    played(tmp_path, story)


def test_what_a_dead_process_left_on_a_card_goes_with_the_next_press(tmp_path: Path) -> None:
    """按了、记下了,画面还没换进程就断了:再按一次,卡片复原。"""

    async def story(town: Town) -> None:
        ident = await _answered(town)
        number = town.platform.posted[-1].number
        stale = town.card(QIANG)
        await town.press(QIANG, "满意")
        town.platform.posted[-1].text = stale
        town.close()
        town.open()
        await heartbeat(town)
        assert town.card(QIANG) == stale
        await town.press_data(QIANG, f"hear:yes:{ident}", number=number)
        assert "意见办理" not in town.card(QIANG)

    played(tmp_path, story)


def test_a_screen_of_a_dead_process_is_closed_or_begun_again_by_its_buttons(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        await begun(town)
        flag(town, QIANG)
        await morning(town)
        await asked(town)
        with_question = town.card(QIANG)
        await town.press(QIANG, "回答")
        await town.tell(QIANG, "我们村拍三张")
        town.close()
        town.open()
        await town.press(QIANG, "照发")
        assert "请写一句话" in town.card(QIANG)
        town.close()
        town.open()
        await town.press(QIANG, "不写了")
        assert town.card(QIANG) == with_question
        assert len(sheet(town).said) == 1

    played(tmp_path, story)


def test_an_old_button_cannot_rate_an_answer_that_was_not_read(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        old = await _answered(town)
        await town.press(QIANG, "不满意")
        await town.press(QIANG, "好")
        await morning(town)
        await decided(town, AGREED, by="经办赵")
        before = town.store.read_sync(_flags)
        for verb in ("yes", "no", "ok"):
            await town.press_data(QIANG, f"hear:{verb}:{old}")
        assert town.store.read_sync(_flags) == before

    played(tmp_path, story)


def test_commands_and_forwards_go_their_way_while_a_sentence_is_waited_for(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        await begun(town)
        flag(town, QIANG)
        await morning(town)
        await asked(town)
        await town.press(QIANG, "回答")
        await town.tell(QIANG, "/help")
        assert "一览" in town.card(QIANG)
        await town.tell(QIANG, "请各村报名单", forwarded_from="县水利局")
        assert "记入我的待办" in str(town.platform.posted[-1].buttons)
        await town.tell(QIANG, "每户三张\ud800,请勿用于13912345678")
        await town.press(QIANG, "照发")
        await town.press(QIANG, "好")
        await morning(town)
        assert sheet(town).said[-1].text == "每户三张,请勿用于〔电话见原通知〕"

    played(tmp_path, story)


def test_several_answers_are_numbered_and_dealt_with_one_by_one(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await begun(town)
        await town.say("10:00", "组织办-小王", "各村党支部接龙报名,明天12点前完成,组织办")
        flag(town, QIANG)
        flag(town, QIANG, "quota", 2)
        await morning(town)
        await decided(town, REFUSED)
        await act(town, review.claim, reason="quota")
        await act(town, deciding.decide, AGREED, reason="quota")
        card = town.card(QIANG)
        assert card.index("①") < card.index("②")
        assert the_case(town, "quota").title in card
        await town.press(QIANG, "①知道了")
        assert "①" not in town.card(QIANG)
        await town.press(QIANG, "满意")
        assert "意见办理" not in town.card(QIANG)

    played(tmp_path, story)


def test_ten_thousand_cards_cost_no_look_at_what_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(town: Town) -> None:
        await _answered(town)
        await town.tell(FANG, "/start")
        whispers, reads = town.live.context.whispers, []

        async def read(*args: object) -> object:
            reads.append(args[0])
            return await look(*args)  # type: ignore[arg-type]

        look = town.store.read
        monkeypatch.setattr(town.store, "read", read)
        posted = town.platform.posted[-1]
        for _ in range(100):
            await whispers.edit(posted.chat, posted.number, Outgoing(plain=posted.text))
        assert reads == []
        await whispers.deliver()
        assert len(reads) == 1

    played(tmp_path, story)


def test_an_answer_typed_after_its_screen_lapsed_is_kept_nowhere(tmp_path: Path) -> None:
    said = "每次都要明天下班前把走访照片报民政办,一户要拍三张"

    async def story(town: Town) -> None:
        await begun(town)
        flag(town, QIANG)
        await morning(town)
        await asked(town)
        await town.press(QIANG, "回答")
        later(town, 40)
        await heartbeat(town)
        before = town.store.read_sync(_flags)
        await town.tell(QIANG, said)
        assert "过时了" in town.card(QIANG)
        assert town.store.read_sync(_flags) == before
        drafts = town.store.read_sync(lambda s: s.execute("select * from draft").fetchall())
        assert drafts == []

    played(tmp_path, story)
