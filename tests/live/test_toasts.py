"""What a press says is done, whatever becomes of the little answer that stops the spinning."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.domain.boundary import Ambiguous, PlatformError, Refused, Rejected
from bot.domain.flag import FlagState
from bot.domain.review import FeedbackKind
from bot.services import hearing
from tests.live.flag_kit import QIANG, a_day, flags
from tests.live.hearing_kit import REFUSED, begun, decided, flag, morning
from tests.live.kit import Town, played

PHOTO, GIVE_IN = "要拍照、截图、录视频", "直接提交"
FAILURES: tuple[Callable[[], PlatformError], ...] = (
    lambda: Ambiguous("TimedOut: Timed out"),
    lambda: Refused("RetryAfter: Flood control exceeded", wait=30),
    lambda: Rejected("BadRequest: something new"),
    lambda: PlatformError("the token is not valid"),
)
failing = pytest.mark.parametrize("failure", FAILURES)


async def _unheard(town: Town, failure: Callable[[], PlatformError], label: str) -> None:
    """阿强 presses, and the platform does not take our answer to it."""
    town.platform.faults.append(("answer", failure()))
    await town.press(QIANG, label)
    assert town.platform.faults == []


@failing
def test_what_is_done_is_done_though_the_press_could_not_be_answered(
    tmp_path: Path, failure: Callable[[], PlatformError]
) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", QIANG, "收到")
        await town.tell(QIANG, "/start")
        await town.say("9:05", "民政办-小陈", "请各村明天下班前报低保年审名单")
        await town.tell(QIANG, "待办")
        before = town.card(QIANG)
        await _unheard(town, failure, "✓1")
        assert "都办完了" in town.card(QIANG)
        await _unheard(town, failure, "↩1")
        assert town.card(QIANG) == before

    played(tmp_path, story)


@failing
def test_a_flag_is_given_in_though_no_press_could_be_answered(
    tmp_path: Path, failure: Callable[[], PlatformError]
) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        await town.tell(QIANG, "/start flag-1")
        for label in ("1", PHOTO, GIVE_IN):
            await _unheard(town, failure, label)
        (given,) = flags(town, QIANG)
        assert given.state is FlagState.COOLING
        await _unheard(town, failure, "撤回")
        assert flags(town, QIANG) == ()

    played(tmp_path, story)


@failing
def test_an_answer_is_rated_though_the_press_could_not_be_answered(
    tmp_path: Path, failure: Callable[[], PlatformError]
) -> None:
    async def story(town: Town) -> None:
        await begun(town)
        flag(town, QIANG)
        await morning(town)
        await decided(town, REFUSED)
        office = town.live.context.office
        (one,) = await town.store.read(hearing.answers_for, office)
        assert one.kind is not FeedbackKind.QUESTION
        await _unheard(town, failure, "满意")
        assert await town.store.read(hearing.answers_for, office) == ()

    played(tmp_path, story)
