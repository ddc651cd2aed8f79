"""What those who flagged, the group and the reviewer read when a case has its answer."""

from datetime import date
from pathlib import Path

from bot.domain.case import CaseState
from bot.services.hearing import answers_for
from bot.wording.hearing import alone
from tests.live.kit import GROUP, Town, played
from tests.office.kit import (
    LIN,
    POSTER,
    SUN,
    WANG,
    case,
    entered,
    flag,
    morning,
    staffed,
    tick,
)

OLD = "已建议少报,待民政办确认;确认前请按原通知准备"
WHY, BASIS = "照片不作为工作依据", "整治规定第三部分"


async def _decided(town: Town, outcome: str, feedback: str = OLD) -> None:
    """The coordinator writes words that are true only until it is done."""
    await town.tell(LIN, "接办 1")
    await town.tell(LIN, "办理决定 1")
    await town.press(LIN, outcome)
    for words in (WHY, BASIS, feedback):
        await town.tell(LIN, words)
    await town.press(LIN, "确定")


def _answer(town: Town) -> str:
    """What one of those who flagged reads, without the head of the message."""
    first, *_ = town.store.read_sync(answers_for, town.live.context.office)
    return alone([first], date(2026, 3, 16)).plain.split("\n", 4)[4]


async def _in_the_digest(town: Town) -> str:
    await town.tick("17:30")
    digest = town.shown(GROUP)[-1]
    assert "按原通知准备" not in digest
    return next(line for line in digest.split("\n") if line.startswith("意见办理:"))


def test_withdrawn_by_the_issuer(tmp_path: Path) -> None:
    """撤回以后,谁也不该再读到「确认前请按原通知准备」。"""

    async def story(town: Town) -> None:
        await entered(town)
        await _decided(town, "建议取消")
        assert "待镇民政办确认;确认前请按原通知准备" in _answer(town)
        await town.press(WANG, "打开")
        await town.press(WANG, "撤回")
        await town.press(WANG, "确定撤回")
        assert _answer(town) == f"办理结果:已撤回,不用再做。\n理由:{WHY}\n依据:{BASIS}"
        assert "发布单位:已撤回这件事" in town.card(LIN)
        told = await _in_the_digest(town)
        assert told == "意见办理:走访照片3张 → 发布单位已撤回,不用再做"

    played(tmp_path, story)


def test_moved_by_the_issuer(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await _decided(town, "建议延期", "建议延到下周五")
        await town.press(WANG, "打开")
        await town.press(WANG, "改期")
        await town.tell(WANG, "下周三下班前")
        await town.press(WANG, "确定改期")
        assert _answer(town) == f"办理结果:已改到3/18 18:00。\n理由:{WHY}\n依据:{BASIS}"
        told = await _in_the_digest(town)
        assert told == "意见办理:走访照片3张 → 发布单位已改到3/18 18:00"

    played(tmp_path, story)


def test_more_time_is_answered_with_the_new_time_or_not_at_all(tmp_path: Path) -> None:
    """群里没有新通知:先问新时间,不答复「已延期,按新时间做」。"""

    async def story(town: Town) -> None:
        await entered(town)
        await town.tell(LIN, "接办 1")
        await town.tell(LIN, "办理决定 1")
        await town.press(LIN, "建议延期")
        for words in (WHY, BASIS):
            await town.tell(LIN, words)
        assert "写明建议延到哪天几点" in town.card(LIN)
        await town.tell(LIN, "多给些时间")
        assert case(town).state is CaseState.CLAIMED
        assert "写明建议延到哪天几点" in town.card(LIN)
        await town.tell(LIN, "建议延到下周五")
        await town.press(LIN, "确定")
        await town.tell(LIN, "办理单 1")
        await town.press(LIN, "已看到办好")
        assert "群里还没有见到改到新时间的通知" in town.card(LIN)
        for early in ("尽快", "今天9:00"):
            await town.tell(LIN, early)
            assert "请写日期和几点,要比现在的时间晚" in town.card(LIN)
        await town.press_data(LIN, f"case:seennow:1:{case(town).version}")
        assert case(town).state is CaseState.REMEDYING
        await town.press_data(LIN, f"case:seen:1:{case(town).version}")
        await town.tell(LIN, "下周三下班前")
        assert "办理结果:已改到3/18 18:00" in town.card(LIN)
        await town.press(LIN, "确定")
        assert _answer(town) == f"办理结果:已改到3/18 18:00。\n理由:{WHY}\n依据:{BASIS}"
        told = await _in_the_digest(town)
        assert told == "意见办理:走访照片3张 → 发布单位已改到3/18 18:00"

    played(tmp_path, story)


def test_what_is_handed_on_waits_until_somebody_told_them(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await _decided(town, "转办", "已转县教育局")
        assert "减负助手不会通知对方,请您自己转过去" in town.card(LIN)
        await morning(town, 3)
        assert "第1号 走访照片3张 · 镇民政办(要线下告诉)" in town.card(LIN)
        await town.press(LIN, "打开")
        await town.press(LIN, "已线下告诉")
        assert "不归减负办管,转请您单位看一看" in town.card(LIN)
        await town.press(LIN, "确定")
        assert "已记下" in town.card(LIN)
        await town.tell(LIN, "待办意见")
        assert "现在没有等您办的意见" in town.card(LIN)
        await morning(town, 8)
        assert case(town).state is CaseState.CLOSED

    played(tmp_path, story)


def test_joined_by_the_issuer(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await staffed(town)
        await town.say("9:30", POSTER, "请各村下周五前报低保年审名单,民政办")
        flag(town, 1, 2, 3, reason="repeat")
        await morning(town)
        await _decided(town, "建议合并")
        for label in ("打开", "合并", "1", "确定合并"):
            await town.press(WANG, label)
        first, *_ = town.store.read_sync(answers_for, town.live.context.office)
        assert first.title == "低保年审名单"
        joined = "「走访照片3张」已并到这一件,不用单独报"
        assert _answer(town).startswith(f"办理结果:{joined}。\n理由:")
        told = await _in_the_digest(town)
        assert told == f"意见办理:低保年审名单 → {joined}"

    played(tmp_path, story)


def test_what_the_issuer_confirms_is_read_by_all_it_concerns(tmp_path: Path) -> None:
    """确认时写的那一句:先说清楚给谁看,再给提意见的人、经办人和群里看。"""

    async def story(town: Town) -> None:
        await entered(town)
        await _decided(town, "建议精简")
        await town.press(WANG, "打开")
        await town.press(WANG, "确认")
        assert "提意见的人也会看到" in town.card(WANG)
        await town.tell(WANG, "每户改为1张,不要定位")
        assert "减负办和提意见的人会看到:「每户改为1张,不要定位」" in town.card(WANG)
        await town.press(WANG, "确认")
        assert _answer(town) == (
            "办理结果:已精简,按新要求做。\n发布单位说明:每户改为1张,不要定位\n"
            f"理由:{WHY}\n依据:{BASIS}"
        )
        assert "发布单位:「每户改为1张,不要定位」" in town.card(LIN)
        await town.press(LIN, "打开")
        assert "办理:已答复" in town.card(LIN)
        assert "发布单位:「每户改为1张,不要定位」" in town.card(LIN)
        told = await _in_the_digest(town)
        assert told == ("意见办理:走访照片3张 → 发布单位已精简,按新要求做:每户改为1张,不要定位")

    played(tmp_path, story)


def test_a_cancellation_that_is_confirmed_brings_the_issuers_words(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await _decided(town, "建议取消")
        await town.press(WANG, "打开")
        await town.press(WANG, "确认")
        await town.tell(WANG, "以后用系统里的数")
        await town.press(WANG, "确认")
        assert _answer(town).startswith(
            "办理结果:已撤回,不用再做。\n发布单位说明:以后用系统里的数\n理由:"
        )
        assert case(town).issuer_said == "以后用系统里的数"

    played(tmp_path, story)


def test_what_the_issuer_explained_to_the_office_alone_is_told_to_nobody_else(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await _decided(town, "建议完善制度")
        await town.press(WANG, "打开")
        await town.press(WANG, "说明依据")
        await town.tell(WANG, "去年督查要求留照片")
        await town.press(WANG, "发给减负办")
        assert "发布单位:「去年督查要求留照片」" in town.card(LIN)
        await town.tell(LIN, "办理单 1")
        await town.press(LIN, "已看到办好")
        assert case(town).state is CaseState.REMEDYING
        assert "提意见的人会看到:\n办理结果:" in town.card(LIN)
        await town.press(LIN, "确定")
        assert _answer(town) == (f"办理结果:已完善制度,以后按新规定做。\n理由:{WHY}\n依据:{BASIS}")
        assert "督查要求" not in await _in_the_digest(town)

    played(tmp_path, story)


def test_nobody_waits_any_more_and_the_notice_stands(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await _decided(town, "建议取消")
        await town.tell(SUN, "办理单 1")
        await town.press(SUN, "不再等")
        await town.tell(SUN, "县里年底要用")
        await town.press(SUN, "发出")
        result = "减负办建议取消,没有落实;请按原通知办"
        assert _answer(town) == (
            f"办理结果:{result}。\n不再等的原因:县里年底要用\n理由:{WHY}\n依据:{BASIS}"
        )
        told = await _in_the_digest(town)
        assert told == f"意见办理:走访照片3张 → {result}:县里年底要用"

    played(tmp_path, story)


def test_what_is_not_upheld_or_passed_on_goes_on_as_before(tmp_path: Path) -> None:
    for number, (outcome, result) in enumerate(
        (("不支持", "不支持,照常办"), ("转办", "已转有关部门,有回话前照常办")), 1
    ):
        folder = tmp_path / str(number)
        folder.mkdir()

        async def story(town: Town, outcome: str = outcome, result: str = result) -> None:
            await entered(town)
            await _decided(town, outcome, "有疑问可再问")
            assert _answer(town) == (
                f"办理结果:{result}。\n理由:{WHY}\n依据:{BASIS}\n答复:有疑问可再问"
            )
            told = await _in_the_digest(town)
            assert told == f"意见办理:走访照片3张 → {result}:有疑问可再问"

        played(folder, story)


def test_who_flags_what_is_done_already_hears_that_it_is_done(tmp_path: Path) -> None:
    """答复期里又有人提:听到的是办好以后的话,不是办好以前的。"""

    async def story(town: Town) -> None:
        await entered(town)
        await _decided(town, "建议精简")
        await town.press(WANG, "打开")
        await town.press(WANG, "确认")
        await town.tell(WANG, "每户改为1张")
        await town.press(WANG, "确认")
        flag(town, 9)
        await tick(town, "7:45", 1)
        assert case(town).state is CaseState.ANSWERED
        found = town.store.read_sync(answers_for, town.live.context.office)
        assert len(found) == 4
        said = {alone([one], date(2026, 3, 16)).plain for one in found}
        assert len(said) == 1
        assert "发布单位说明:每户改为1张" in said.pop()

    played(tmp_path, story)
