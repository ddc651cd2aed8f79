"""What comes back to somebody who flagged: over their card, and in nobody else's sight."""

import asyncio
from pathlib import Path

import pytest

from bot.domain.boundary import Outgoing
from bot.domain.flag import FlagState
from bot.domain.review import FeedbackKind
from bot.services import answering, deciding, hearing
from bot.storage.connection import Tx
from bot.storage.flags import find_flag
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
)
from tests.live.kit import Town, ToyPlatform, played


def _row(town: Town, ident: int) -> tuple[str, str | None]:
    found = town.store.read_sync(find_flag, ident)
    assert found
    return found.state, found.rating


def test_what_is_advised_and_then_done_lies_under_the_cards_own_lines(tmp_path: Path) -> None:
    """建议取消 → [知道了] → 民政办撤回 → 已撤回 → [满意];别人的卡片上什么也没有。"""

    async def story(town: Town) -> None:
        await begun(town)
        await town.tell(FANG, "/start")
        ident = flag(town, QIANG)
        await morning(town)
        await decided(town, AGREED)
        card = town.card(QIANG)
        assert card.startswith("<b>我的待办 · 3月13日 周五(东河村)</b>\n<b>今天</b>\n☐ 1")
        assert (
            "\n\n<b>意见办理</b>\n<b>走访照片3张 · 镇民政办</b>\n减负办建议取消,待镇民政办确认;"
            in card
        )
        assert "确认前请按原通知准备" in card
        await town.press(QIANG, "知道了")
        assert town.platform.toasts[-1] == "已记下"
        assert not any("意见办理" in town.card(name) for name in (QIANG, FANG))
        await act(town, answering.withdraw_request, by="联系人")
        card = town.card(QIANG)
        assert "办理结果:已撤回,不用再做。\n理由:照片不作为工作依据\n依据:整治规定第三部分" in card
        assert "已建议取消拍照要求" not in card
        assert "意见办理" not in town.card(FANG)
        await town.press(QIANG, "满意")
        assert "意见办理" not in town.card(QIANG)
        assert _row(town, ident) == (FlagState.CLOSED, "satisfied")

    played(tmp_path, story)


def test_a_question_is_answered_with_a_sentence_that_leaves_no_trace(tmp_path: Path) -> None:
    """经办人想了解 → [回答] → 写一句(以「完成」开头也是回答)→ 次日经办人看到。"""

    async def story(town: Town) -> None:
        await begun(town)
        flag(town, QIANG)
        await morning(town)
        own = town.card(QIANG)
        await asked(town)
        assert "经办人想了解:哪一项最费时间?(可不答)" in town.card(QIANG)
        await town.press(QIANG, "回答")
        assert "300字以内" in town.card(QIANG)
        await town.tell(QIANG, "完成 一户要拍三张,还要定位")
        assert town.platform.deleted == [(town.private(QIANG), town.said)]
        assert "看不到是谁写的" in town.card(QIANG)
        await town.press(QIANG, "好")
        assert town.card(QIANG) == own
        assert [one.text for one in sheet(town).said] == ["哪一项最费时间?"]
        await morning(town)
        said = [one.text for one in sheet(town).said]
        assert said == ["哪一项最费时间?", "完成 一户要拍三张,还要定位"]

    played(tmp_path, story)


def test_words_that_could_tell_who_wrote_them_are_pointed_out_first(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await begun(town)
        flag(town, QIANG)
        await morning(town)
        await asked(town)
        await town.press(QIANG, "回答")
        await town.tell(QIANG, "字" * 301)
        assert "写了301字" in town.card(QIANG)
        await town.tell(QIANG, "", media="photo")
        assert "这里只收文字" in town.card(QIANG)
        await town.tell(QIANG, "我们村阿强一个人拍三张")
        assert "可能让人认出您:「阿强」、「我们村阿强一个人拍」" in town.card(QIANG)
        await town.press(QIANG, "改写")
        await town.tell(QIANG, "我们村拍三张")
        await town.press(QIANG, "照发")
        assert "已收下" in town.card(QIANG)
        await morning(town)
        assert [one.text for one in sheet(town).said][1:] == ["我们村拍三张"]

    town = played(tmp_path, story)
    assert len(town.platform.deleted) == 4
    assert len(town.shown(town.private(QIANG))) == 3


def test_a_question_may_be_left_and_then_the_card_is_as_it_was(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await begun(town)
        ident = flag(town, QIANG)
        await morning(town)
        own = town.card(QIANG)
        await asked(town)
        await town.press(QIANG, "不回答")
        assert town.platform.toasts[-1] == "好的,不用回答"
        assert town.card(QIANG) == own
        assert _row(town, ident)[0] is FlagState.ATTACHED

    played(tmp_path, story)


def test_a_question_passed_over_goes_by_itself_also_from_who_is_writing(tmp_path: Path) -> None:
    """两个工作日没答,问题自己撤下;那时正在写的,告诉一声,写的不留。"""

    async def story(town: Town) -> None:
        await begun(town)
        flag(town, QIANG)
        flag(town, FANG)
        await town.tell(FANG, "/start")
        await morning(town)
        await asked(town)
        await morning(town, 4)
        assert "经办人想了解" in town.card(FANG)
        town.turn("7:40", days=1)
        await town.press(QIANG, "回答")
        town.turn("7:45")
        await heartbeat(town)
        assert "意见办理" not in town.card(FANG)
        assert "请写一句话" in town.card(QIANG)
        await town.tell(QIANG, "来不及了")
        assert "过了回答的时间" in town.card(QIANG)
        later(town, 11)
        await heartbeat(town)
        assert "意见办理" not in town.card(QIANG)
        assert len(sheet(town).said) == 1

    played(tmp_path, story)


def test_what_is_advised_stays_when_a_question_that_came_before_is_passed_over(
    tmp_path: Path,
) -> None:
    """一人答了,另一人没答;先看到建议,两天后问题作罢,建议还在。"""

    async def story(town: Town) -> None:
        await begun(town)
        await town.tell(FANG, "/start")
        ident = flag(town, FANG)
        flag(town, QIANG)
        await morning(town)
        await asked(town)
        await town.press(QIANG, "回答")
        await town.tell(QIANG, "一户三张")
        await morning(town, 3)
        await act(town, deciding.decide, AGREED)
        assert _row(town, ident)[0] is FlagState.ASKED
        await morning(town, 2)
        assert _row(town, ident)[0] is FlagState.ATTACHED
        assert "减负办建议取消" in town.card(FANG)

    played(tmp_path, story)


def test_a_second_answer_to_who_was_satisfied_is_only_to_be_read(tmp_path: Path) -> None:
    """已经评过的,再来的答复只看不评:[知道了];不按的,办结后也撤下。"""

    async def story(town: Town) -> None:
        await begun(town)
        office, ident = town.live.context.office, flag(town, QIANG)
        await morning(town)
        await decided(town, REFUSED)
        await town.press(QIANG, "满意")

        def again(tx: Tx) -> None:
            kept = find_flag(tx, ident)
            assert kept
            told = REFUSED.feedback
            hearing.tell(tx, office, [kept], FeedbackKind.ANSWERED, told, REFUSED, None)

        town.store.run_sync(again)
        await heartbeat(town)
        assert "办理结果" in town.card(QIANG)
        await town.press(QIANG, "知道了")
        assert "意见办理" not in town.card(QIANG)
        town.store.run_sync(again)
        await morning(town, 8)
        assert "意见办理" not in town.card(QIANG)
        assert _row(town, ident) == (FlagState.CLOSED, "satisfied")

    played(tmp_path, story)


def test_who_is_dissatisfied_is_heard_by_somebody_else_and_only_once(tmp_path: Path) -> None:
    """[不满意] → 次日转另一位经办人 → 再答 → 还不满意也不再转。"""

    async def story(town: Town) -> None:
        await begun(town)
        ident = flag(town, QIANG)
        await morning(town)
        await decided(town, REFUSED)
        assert "办理结果:不支持,照常办。" in town.card(QIANG)
        await town.press(QIANG, "不满意")
        assert "转另一位经办人重新办理" in town.card(QIANG)
        await town.press(QIANG, "好")
        assert "意见办理" not in town.card(QIANG)
        await morning(town)
        assert "已转另一位经办人重新办理,有结果会在这里告诉您" in town.card(QIANG)
        await decided(town, REFUSED, by="经办赵")
        assert "办理结果(重新办理):不支持,照常办。" in town.card(QIANG)
        assert "已转另一位" not in town.card(QIANG)
        await town.press(QIANG, "不满意")
        assert "不再转办" in town.card(QIANG)
        later(town, 11)
        await heartbeat(town)
        assert "意见办理" not in town.card(QIANG)
        assert _row(town, ident) == (FlagState.APPEALED, "dissatisfied")

    played(tmp_path, story)


def test_what_nobody_presses_stays_on_each_mornings_card_until_it_is_closed(
    tmp_path: Path,
) -> None:
    """没按按钮的,每天早上随新卡片再出现;五个工作日后撤下。旧卡片只说已并入。"""

    async def story(town: Town) -> None:
        await begun(town)
        ident = flag(town, QIANG)
        await morning(town)
        await decided(town, REFUSED)
        for _ in range(5):
            await morning(town)
            *old, card = town.shown(town.private(QIANG))
            assert "办理结果:不支持" in card
            assert not any("意见办理" in text for text in old)
        await morning(town, 3)
        assert "意见办理" not in town.card(QIANG)
        assert _row(town, ident) == (FlagState.CLOSED, None)

    played(tmp_path, story)


def test_a_remedy_nobody_brought_about_is_owned_up_to(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await begun(town)
        flag(town, QIANG)
        await morning(town)
        await decided(town, AGREED)
        await act(town, deciding.give_up, "县里要求保留", by="督查孙")
        assert "办理结果:减负办建议取消,没有落实;请按原通知办。" in town.card(QIANG)
        assert "不再等的原因:县里要求保留" in town.card(QIANG)

    played(tmp_path, story)


def test_a_card_that_changes_keeps_the_answer_and_a_screen_covers_both(tmp_path: Path) -> None:
    """卡片更新时答复还在;正开着的对话框盖住卡片,关上后两样都回来。"""

    async def story(town: Town) -> None:
        await begun(town)
        flag(town, QIANG)
        await morning(town)
        whispers, private = town.live.context.whispers, town.private(QIANG)
        await whispers.show(private, Outgoing(plain="对话中"))
        await decided(town, REFUSED)
        await town.say("10:00", "农业办-小马", "各村今天17:00前报秸秆台账")
        assert town.card(QIANG) == "对话中"
        await whispers.close(private)
        assert "秸秆台账" in town.card(QIANG)
        assert "办理结果" in town.card(QIANG)
        await town.press(QIANG, "✓2")
        assert "已办1件" in town.card(QIANG)
        assert "办理结果" in town.card(QIANG)

    played(tmp_path, story)


def test_an_edit_under_way_does_not_overtake_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """卡片的旧样子还在路上,答复已经到了:最后显示的是带答复的。"""

    async def story(town: Town) -> None:
        await begun(town)
        flag(town, QIANG)
        await morning(town)
        own, gate, edit = town.platform.posted[-1], asyncio.Event(), ToyPlatform.edit

        async def slow(platform: ToyPlatform, chat: str, number: int, what: Outgoing) -> None:
            if what is was:
                await gate.wait()
            await edit(platform, chat, number, what)

        monkeypatch.setattr(ToyPlatform, "edit", slow)
        was = Outgoing(plain=own.text)
        whispers = town.live.context.whispers
        under_way = asyncio.create_task(whispers.edit(own.chat, own.number, was))
        asyncio.get_running_loop().call_later(0.05, gate.set)
        await decided(town, REFUSED)
        await under_way
        assert "办理结果" in town.card(QIANG)

    played(tmp_path, story)
