"""A mistake of ours over one group stays with that group, and mends itself where it can."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.services.composing import compose
from bot.services.fuse import short_fuse
from tests.live.kit import GROUP, Town, played

OTHER = "toy:1:-300"
_MISTAKE = "a mistake of ours: 低保年审名单"


async def _two_groups(town: Town, when: str = "明天下班前") -> None:
    for chat, title in ((GROUP, "柳河镇村居工作群"), (OTHER, "石桥镇工作群")):
        ask = town.message("民政办-小陈", f"请各村{when}报低保年审名单", chat=chat, title=title)
        await town.live.inbox.accept([ask])
    await town.live.inbox.settle()


def _failing_for_the_first(work: Callable[..., Any], faults: list[Exception]) -> Any:
    def failing(*args: Any, **more: Any) -> Any:
        if faults:
            raise faults.pop()
        return work(*args, **more)

    return failing


def test_a_digest_that_cannot_be_made_stops_no_other_group(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(town: Town) -> None:
        town.turn("9:00")
        await _two_groups(town)
        monkeypatch.setattr("bot.schedule.PLANNED_TOGETHER", 1)
        faults: list[Exception] = [ValueError(_MISTAKE)]
        failing = _failing_for_the_first(compose, faults)
        monkeypatch.setattr("bot.schedule.compose", failing)
        with capture_logs() as logs:
            await town.tick("17:30")
        assert [len(town.shown(chat)) for chat in (GROUP, OTHER)] == [0, 1]
        assert "not_planned" in [line["event"] for line in logs]
        assert "低保" not in str(logs)
        await town.tick("17:31")

    assert len(played(tmp_path, story).shown(GROUP)) == 1


def test_a_line_that_cannot_be_made_stops_no_other_group(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(town: Town) -> None:
        town.turn("9:00")
        faults: list[Exception] = [ValueError(_MISTAKE)]
        failing = _failing_for_the_first(short_fuse, faults)
        monkeypatch.setattr("bot.living.short_fuse", failing)
        await _two_groups(town, "今天上午11点前")
        with capture_logs() as logs:
            await town.settle()
        assert [len(town.shown(chat)) for chat in (GROUP, OTHER)] == [0, 1]
        assert "低保" not in str(logs)
        await town.say("9:05", "林业站-老崔", "请各村今天上午11:30前报松材线虫排查表")

    assert "低保年审名单" in played(tmp_path, story).shown(GROUP)[0]


@pytest.mark.parametrize("moment", ["send", "edit"])
def test_a_call_that_fails_for_a_mistake_of_ours_is_made_again(tmp_path: Path, moment: str) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", "民政办-小陈", "请各村明天下班前报低保年审名单")
        town.platform.faults = [(moment, TypeError(_MISTAKE))]
        with capture_logs() as logs:
            await town.tick("17:30")
        assert "低保" not in str(logs)
        wait = await town.live.outbox.until_next()
        assert wait is not None
        assert wait > 1
        await town.tick("17:31")

    (digest,) = played(tmp_path, story).shown()
    assert "低保年审名单" in digest
