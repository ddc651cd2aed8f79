"""The outbox by itself: how it waits, and what it does when its storage fails."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.domain.boundary import Ambiguous
from bot.domain.delivery import Happened
from bot.domain.errors import StorageError
from tests.live.kit import Town, played
from tests.sandbox.kit import until

_WHOM = ("低保对象", "危旧房屋", "灌溉机井", "留守儿童", "护林人员", "沼气池", "渔船", "茶园")
_FORMS = (
    "核查登记表", "补贴花名册", "隐患台账", "需求统计", "培训名单", "走访记录", "保险清单",
    "年度总结", "整改方案", "验收材料", "维修计划", "受益人数",
)  # fmt: skip


def test_while_the_first_part_waits_for_its_next_try_so_does_the_second(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.arrive(town.update(type="membership", role="member"))
        asks = [f"请各村明天下班前报送{whom}{form}" for form in _FORMS for whom in _WHOM]
        town.turn("9:00")
        await town.arrive(*(town.message("民政办-小陈", ask) for ask in asks))
        town.platform.faults.append(("edit", Ambiguous("reset")))
        await town.tick("17:30")
        assert len(town.shown()) == 1
        wait = await town.live.outbox.until_next()
        assert wait is not None
        assert wait > 1
        await town.tick("17:31")
        assert len(town.shown()) == 2
        assert await town.live.outbox.until_next() is None

    played(tmp_path, story)


@pytest.mark.parametrize("fault", [StorageError("disk full"), TypeError("a mistake of ours")])
def test_what_was_sent_and_could_not_be_marked_is_taken_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    async def story(town: Town) -> None:
        await town.arrive(town.update(type="membership", role="member"))
        await town.say("9:00", "民政办-小陈", "请各村明天下班前报低保年审名单")
        town.turn("17:30")
        await town.live.schedule.tick()
        monkeypatch.setattr(town.store, "run", failing_once(town.store.run, fault))
        monkeypatch.setattr("bot.outbox._FIRST_WAIT", 0.01)
        running = asyncio.create_task(town.live.outbox.run())
        await until(lambda: len(town.shown()) == 1)
        await until(lambda: _woken(town) and "低保年审名单" in town.shown()[-1])
        town.live.outbox.stop()
        await running
        assert len(town.shown()) == 2

    played(tmp_path, story)


def failing_once(run: Callable[..., Any], fault: Exception) -> Callable[..., Any]:
    """A store that fails when it is to keep that a headline was sent."""
    faults = [fault]

    async def failing(work: Callable[..., Any], *args: Any, **more: Any) -> Any:
        if Happened.HEADLINE_SENT in args and faults:
            raise faults.pop()
        return await run(work, *args, **more)

    return failing


def _woken(town: Town) -> bool:
    town.live.outbox.wake()
    return True
