"""Stories of cases in the private chats of coordinators and of the issuer's contact."""

from datetime import datetime
from pathlib import Path

from bot.domain.case import CaseState, Outcome
from bot.domain.message import SHANGHAI
from bot.domain.request import RequestState
from bot.services.hearing import answers_for
from bot.storage.requests import request_by_id
from tests.live.kit import GROUP, Town, played
from tests.office.kit import (
    LIN,
    POSTER,
    SUN,
    WANG,
    ZHAO,
    case,
    entered,
    flag,
    labels,
    morning,
    staffed,
    tick,
)


async def decided(
    town: Town, outcome: str = "建议取消", who: str = LIN, *, number: int = 1
) -> None:
    """A case is claimed and decided in the words that are offered."""
    await town.tell(who, f"接办 {number}")
    await town.tell(who, f"办理决定 {number}")
    await town.press(who, outcome)
    for _ in range(3):
        offered = labels(town, who)[0]
        if offered.startswith(("就用", "用")):
            await town.press(who, offered)
        else:
            await town.tell(who, "和走访台账合并,报一次,延到下周五下班前")
    await town.press(who, "确定")


def test_from_the_morning_sheet_to_a_remedy_by_withdrawal(tmp_path: Path) -> None:
    """早间清单 → 接办 → 问提出人 → 问发布单位 → 说明 → 建议取消 → 发布单位撤回,群里看到。"""

    async def story(town: Town) -> None:
        await staffed(town)
        flag(town, 1, 2, 3, text="每户都要拍,晚上10点还在催")
        await morning(town)
        assert "等接办1件" in town.card(LIN)
        assert "第1号 走访照片3张 · 镇民政办" in town.card(ZHAO)
        assert not town.shown(town.private(WANG))
        await town.press(LIN, "打开")
        sheet = town.card(LIN)
        for words in (
            "待接办 · 接办还剩7个工作小时", "理由:要拍照、截图、录视频", "提出:3–5人",
            "《整治形式主义为基层减负若干规定》第三部分", "提出人写:「每户都要拍,晚上10点还在催」",
            "https://t.example/toy:1:-100/1", "来源:系统比对、抽查和意见反映",
        ):  # fmt: skip
            assert words in sheet
        await town.press(LIN, "接办")
        await town.press(LIN, "问提出人")
        await town.tell(LIN, "要几张、要不要定位?")
        assert "提出人会看到:「要几张、要不要定位?」" in town.card(LIN)
        assert case(town).state is CaseState.CLAIMED
        await town.press(LIN, "发出")
        assert case(town).state is CaseState.NEED_INFO
        assert len(town.store.read_sync(answers_for, town.live.context.office)) == 3
        await tick(town, "9:00", 4)
        assert "可以接着办" in "\n".join(town.shown(town.private(LIN))[-2:])
        await town.tell(LIN, "办理单 1")
        await town.press(LIN, "问发布单位")
        assert "看不到人数和原话" in town.card(LIN)
        await town.press(LIN, "发出")
        told = town.card(WANG)
        assert "理由:要拍照" in told
        assert "只告诉您" in told
        await town.press(WANG, "打开")
        seen = town.card(WANG)
        assert "请您单位说明依据和必要性" in seen
        assert not any(words in seen for words in ("3–5人", "每户都要拍", "党政办"))
        await town.press(WANG, "说明依据")
        await town.tell(WANG, "去年督查要求留照片")
        await town.press(WANG, "发给减负办")
        await town.press(LIN, "打开")
        assert "发布单位:「去年督查要求留照片」" in town.card(LIN)
        await decided(town)
        found = case(town)
        assert found.state is CaseState.REMEDYING
        assert found.decision is not None
        assert found.decision.outcome is Outcome.CANCEL
        assert "减负办建议取消" in town.card(WANG)
        await town.press(WANG, "打开")
        await town.press(WANG, "撤回")
        assert "群里会看到:「更正:走访照片3张不用报了」" in town.card(WANG)
        assert not town.shown(GROUP)
        await town.press(WANG, "确定撤回")
        assert case(town).state is CaseState.ANSWERED
        assert "发布单位已经办了" in town.card(LIN)
        assert "走访照片3张不用报了" in town.shown(GROUP)[-1]
        await tick(town, "17:30")
        await town.tick("17:30")
        assert "已撤回" in town.shown(GROUP)[-1]
        await town.tell(LIN, "办理单 1")
        await town.press(LIN, "经过")
        past = town.card(LIN)
        for words in ("进入待办(到时自动)", "接办(党政办小林)", "发布单位答复", "办理决定"):
            assert words in past

    played(tmp_path, story)


def test_two_decide_at_once_and_the_slower_one_is_told(tmp_path: Path) -> None:
    """小林的接办到期放回,小赵接办定了;小林手里那一屏已经旧了。"""

    async def story(town: Town) -> None:
        await entered(town)
        await town.tell(LIN, "接办 1")
        for label in ("办理决定", "不支持"):
            await town.press(LIN, label)
        for words in ("入户核验按规定需要照片", "《社会救助暂行办法》", "照常办,理由写明了"):
            await town.tell(LIN, words)
        assert "答复:照常办,理由写明了" in town.card(LIN)
        old = town.platform.posted[-1]
        await town.press_data(LIN, "case:free:1:2")
        await decided(town, "建议精简", ZHAO)
        sure = next(b for row in old.buttons for b in row if b.label == "确定")
        await town.press_data(LIN, sure.data or "")
        assert "另一位经办人刚刚办过这一件" in town.card(LIN)
        assert "结论:建议精简" in town.card(LIN)
        found = case(town)
        assert found.decision is not None
        assert found.decision.outcome is Outcome.SIMPLIFY

    played(tmp_path, story)


def test_a_press_twice_does_it_once(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await town.tell(LIN, "接办 1")
        await town.press_data(LIN, "case:free:1:2")
        await town.press_data(LIN, "case:free:1:2")
        assert "这一件刚有变动" in town.card(LIN)
        assert case(town).state is CaseState.PENDING

    played(tmp_path, story)


def test_each_step_can_be_taken_back_and_all_is_shown_before_it_counts(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await town.tell(LIN, "办理决定 1")
        assert "先接办" in town.card(LIN)
        await town.press(LIN, "接办")
        await town.press(LIN, "办理决定")
        assert "建议完善制度" in labels(town, LIN)
        await town.press(LIN, "建议延期")
        await town.tell(LIN, "时间太紧,电话13800001234")
        assert "13800001234" not in town.card(LIN)
        await town.press(LIN, "上一步")
        assert "理由是什么" in town.card(LIN)
        await town.press(LIN, "上一步")
        await town.press(LIN, "建议精简")
        for words in ("报一次就够", "规定第五部分", "已建议少报,确认前按原通知准备"):
            await town.tell(LIN, words)
        shown = town.card(LIN)
        for words in ("结论:建议精简", "理由:报一次就够", "群里这件事会标:减负办建议精简"):
            assert words in shown
        await town.tell(LIN, "还想再写一句")
        assert "点「确定」就定下来" in town.card(LIN)
        await town.press(LIN, "不办了")
        await town.press_data(LIN, "case:sure:1:2")
        assert case(town).decision is None

    played(tmp_path, story)


def test_an_upper_coordinator_ends_the_wait_for_a_remedy(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await decided(town)
        await town.tell(LIN, "办理单 1")
        assert "不再等" not in labels(town, LIN)
        await town.press_data(LIN, "case:end:1:4")
        await town.tell(LIN, "不等了")
        await town.press(LIN, "发出")
        assert case(town).state is CaseState.REMEDYING
        await town.tell(SUN, "办理单 1")
        await town.press(SUN, "不再等")
        await town.tell(SUN, "已当面说定,下月起不再要照片")
        assert "大家会看到:「已当面说定" in town.card(SUN)
        await town.press(SUN, "发出")
        found = case(town)
        assert found.state is CaseState.ANSWERED
        assert found.decision is not None
        assert found.decision.feedback == "已当面说定,下月起不再要照片"

    played(tmp_path, story)


def test_what_was_advised_is_seen_done_by_a_coordinator(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await decided(town, "建议精简", ZHAO)
        await town.tell(LIN, "办理单 1")
        await town.press(LIN, "已看到办好")
        assert case(town).state is CaseState.REMEDYING
        assert "提意见的人会看到:\n办理结果:" in town.card(LIN)
        await town.press(LIN, "确定")
        assert case(town).state is CaseState.ANSWERED
        assert "已记下办好了" in town.card(LIN)

    played(tmp_path, story)


def test_cases_with_one_cause_are_joined_and_parted(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await staffed(town)
        flag(town, 1, 2, 3)
        flag(town, 4, 5, 6, reason="daily")
        await morning(town)
        await town.tell(LIN, "待办意见")
        assert "待办意见2件" in town.card(LIN)
        await town.press(LIN, "2")
        await town.press(LIN, "并入…")
        await town.press(LIN, "1")
        assert "已并入第1号" in town.card(LIN)
        await town.tell(LIN, "办理单 1")
        assert "并进来的:第2号" in town.card(LIN)
        await town.tell(LIN, "办理单 2")
        await town.press(LIN, "拆出")
        assert case(town, 2).state is CaseState.PENDING

    played(tmp_path, story)


def test_the_issuer_moves_its_request_and_everybody_sees_the_new_time(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await decided(town, "建议延期")
        await town.tell(WANG, "本单位意见")
        assert "减负办建议延期" in town.card(WANG)
        await town.press(WANG, "1")
        await town.press(WANG, "改期")
        await town.tell(WANG, "随便吧")
        assert "没看懂时间" in town.card(WANG)
        await town.tell(WANG, "今天17:00")
        assert "新时间要比原来的晚" in town.card(WANG)
        await town.tell(WANG, "下周三下班前")
        assert "走访照片3张改到" in town.card(WANG)
        await town.press(WANG, "确定改期")
        assert case(town).state is CaseState.ANSWERED
        request = town.store.read_sync(request_by_id, 1)
        assert request is not None
        assert request.deadline == datetime(2026, 3, 18, 18, tzinfo=SHANGHAI)
        assert "走访照片3张改到周三18:00" in town.shown(GROUP)[-1]

    played(tmp_path, story)


def test_the_issuer_joins_its_request_to_another_of_its_own(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await staffed(town)
        await town.say("9:30", POSTER, "请各村下周五前报低保年审名单,民政办")
        await town.say("9:40", "水利站-老马", "请各村下周五前报机井台账,水利站")
        flag(town, 1, 2, 3, reason="repeat")
        await morning(town)
        await decided(town, "建议合并")
        await town.press(WANG, "打开")
        await town.press(WANG, "合并")
        assert "低保年审名单" in town.card(WANG)
        assert "机井" not in town.card(WANG)
        await town.press_data(WANG, "ans:intonow:1:0:3")
        assert case(town).state is CaseState.REMEDYING
        await town.press_data(WANG, "ans:join:1")
        await town.press(WANG, "1")
        assert "群里只列「低保年审名单」一件" in town.card(WANG)
        await town.press(WANG, "确定合并")
        assert case(town).state is CaseState.ANSWERED
        assert case(town).request == 2

    played(tmp_path, story)


def test_what_no_group_can_see_is_confirmed_in_words(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await decided(town, "建议完善制度")
        await town.press(WANG, "打开")
        await town.press(WANG, "确认")
        await town.tell(WANG, "已改办法,照片改为抽查")
        await town.press(WANG, "确认")
        found = case(town)
        assert found.state is CaseState.ANSWERED
        assert found.issuer_said == "已改办法,照片改为抽查"
        request = town.store.read_sync(request_by_id, 1)
        assert request is not None
        assert request.state is RequestState.OPEN

    played(tmp_path, story)
