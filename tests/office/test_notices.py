"""Who is told of what, in private and without a sound: each morning, and when something happens."""

from pathlib import Path

from bot.domain.case import Band, Refusal
from bot.domain.review import NoticeKind
from bot.services.notifying import morning_sheets
from bot.storage.connection import Tx
from bot.storage.reasons import load_reasons
from bot.wording import cases as words
from bot.wording.outcomes import BANDS
from tests.live.kit import GROUP, Town, played
from tests.office.kit import (
    LIN,
    SUN,
    WANG,
    ZHAO,
    appointed,
    case,
    entered,
    flag,
    member,
    morning,
    staffed,
    tick,
)
from tests.office.test_a_case import decided


def _said(town: Town, who: str, since: int = 0) -> list[str]:
    return [one.text for one in town.platform.posted[since:] if one.chat == town.private(who)]


def test_one_sheet_each_working_morning_and_none_when_nothing_waits(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await staffed(town)
        since = len(town.platform.posted)
        await morning(town)
        assert not town.platform.posted[since:]
        flag(town, 1, 2, 3)
        await tick(town, "7:45", 3)
        for _ in range(3):
            await tick(town, "7:50")
        (sheet,) = _said(town, LIN, since)
        assert sheet.startswith("意见办理 · 3月16日 周一:等接办1件、今天到时限1件\n第1号")
        assert not _said(town, SUN, since)
        assert all(one.silent for one in town.platform.posted[since:])
        assert not town.shown(GROUP)

    played(tmp_path, story)


def test_on_rest_days_the_batch_runs_and_nobody_is_told(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await staffed(town)
        town.turn("9:00", 1)
        flag(town, 1, 2, 3)
        since = len(town.platform.posted)
        await morning(town)
        assert case(town).number == 1
        await morning(town)
        assert not town.platform.posted[since:]
        await morning(town)
        assert "等接办1件" in _said(town, ZHAO, since)[0]

    played(tmp_path, story)


def test_clocks_that_run_out_are_told_once_and_stand_on_the_sheet(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await appointed(town, "老何", "镇人大办", "复核")
        since = len(town.platform.posted)
        await tick(town, "16:30")
        assert _said(town, LIN, since)[-1].endswith("快到时限了。")
        await tick(town, "18:05")
        assert "已经超过时限" in _said(town, "老何", since)[-1]
        await tick(town, "18:10")
        assert len(_said(town, "老何", since)) == 1
        await tick(town, "7:45", 3)
        assert "已超时1件" in _said(town, "老何", since)[-1]
        await town.tell(LIN, "待办意见")
        assert "已超时" in town.card(LIN)

    played(tmp_path, story)


def test_who_cannot_be_reached_is_passed_over(tmp_path: Path) -> None:
    """小赵删了数据,私聊没有了;小林也没有了,就告诉上级。"""

    async def story(town: Town) -> None:
        await entered(town)
        await decided(town)
        for name in (ZHAO, LIN):
            await town.tell(name, "隐私 删除")
        since = len(town.platform.posted)
        await town.press_data(WANG, "ans:offnow:1")
        assert not _said(town, LIN, since)
        assert "发布单位已经办了" in _said(town, SUN, since)[-1]

    played(tmp_path, story)


def test_when_nobody_may_review_the_upper_coordinators_hear_only_that(tmp_path: Path) -> None:
    """经办人都回避:告诉上级要再请人,不说是哪件事;换了人就办得下去。"""

    async def story(town: Town) -> None:
        await staffed(town)
        await town.say("9:30", "县委督查室-老周", "请各村明天下班前报安全生产台账")
        town.store.run_sync(_let_only_the_upper_stay)
        since = len(town.platform.posted)
        flag(town, 1, 2, 3, ask=2)
        await morning(town)
        (said,) = _said(town, SUN, since)
        assert "现在没有人能办" in said
        assert "台账" not in said
        await town.tell(SUN, "办理单 1")
        assert "台账" not in town.card(SUN)
        await appointed(town, "老何", "县减负办")
        await town.tell("老何", "接办 1")
        assert "已接办" in town.card("老何")

    played(tmp_path, story)


def _let_only_the_upper_stay(tx: Tx) -> None:
    tx.execute("update post set ended = 1 where rank <> 'upper'")


def test_a_decision_that_no_contact_can_hear_says_so(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await town.tell(WANG, "隐私 删除")
        await decided(town)
        assert "请您线下告诉他们" in town.card(LIN)
        await town.tell(SUN, "经办人")
        await town.press_data(LIN, "case:consultnow:1:4")
        assert "现在到了别的一步" in town.card(LIN)
        # Until somebody did, each working day says so, as the board does.
        await morning(town, 3)
        for who in (LIN, ZHAO):
            assert "要线下告诉1件" in town.card(who)
            assert "走访照片3张 · 镇民政办(要线下告诉)" in town.card(who)
        await town.tell(LIN, "办理单 1")
        await town.press(LIN, "已线下告诉")
        said = "减负办对镇民政办的「走访照片3张」建议"
        assert f"已经告诉他们了?可以这样说:\n{said}" in town.card(LIN)
        await town.press(LIN, "确定")
        assert "已记下:您线下告诉了他们" in town.card(LIN)
        await morning(town)
        assert "要线下告诉" not in town.card(LIN)

    played(tmp_path, story)


def test_who_has_no_contact_is_told_the_way_out(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await staffed(town)
        await town.say("9:30", "水利站-老马", "请各村明天下班前报机井台账,水利站")
        flag(town, 1, 2, 3, ask=2)
        await morning(town)
        await town.tell(LIN, "接办 1")
        await town.press(LIN, "问发布单位")
        await town.press(LIN, "发出")
        assert "还没有能答复的联系人" in town.card(LIN)

    played(tmp_path, story)


def test_a_second_question_is_the_last(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await town.tell(LIN, "接办 1")
        for day in (4, 2):
            await town.press(LIN, "问提出人")
            await town.tell(LIN, "几张?")
            await town.press(LIN, "发出")
            await tick(town, "9:00", day)
            await town.tell(LIN, "办理单 1")
        await town.press(LIN, "问提出人")
        assert "已经问过两次了" in town.card(LIN)

    played(tmp_path, story)


def test_every_notice_and_every_refusal_has_words(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        for kind in NoticeKind:
            said = words.notice(kind, case(town), load_reasons())
            assert said.silent
            assert ("走访照片" in said.plain) is (kind is not NoticeKind.NOBODY)
            assert not any(band in said.plain for band in BANDS.values())
        assert all(words.refused(one) for one in Refusal)
        assert set(BANDS) == set(Band)
        assert town.store.read_sync(morning_sheets, town.live.context.office, town.now)
        assert member(town, LIN)

    played(tmp_path, story)
