"""A platform that cannot be reached at the start: clocks run, and to stop takes no time."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.domain.boundary import Accept, Rejected
from bot.platforms.telegram import Telegram
from tests.live.kit import Town, ToyPlatform
from tests.platforms.kit import TOKEN
from tests.sandbox.kit import until


@dataclass(slots=True)
class FarPlatform(ToyPlatform):
    """Cannot be reached until ``reached`` is set; then it may refuse us."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)
    refuses: bool = False
    stopped: bool = False

    async def start(self, accept: Accept) -> None:
        await self.reached.wait()
        if self.refuses:
            raise Rejected("no such token")

    async def stop(self) -> None:
        self.stopped = True


def _run(
    folder: Path, platform: FarPlatform, story: Callable[[Town, asyncio.Event], Awaitable[None]]
) -> Town:
    """The whole bot runs while a story is told, and then is told to stop."""
    town = Town(folder, platform)

    async def play() -> None:
        stop = asyncio.Event()
        running = asyncio.create_task(town.live.run(stop))
        try:
            await story(town, stop)
        finally:
            stop.set()
            await asyncio.wait_for(running, 5)

    try:
        asyncio.run(play())
    finally:
        town.close()
    return town


def test_it_stops_at_once_though_the_platform_was_never_reached(tmp_path: Path) -> None:
    async def story(town: Town, _: asyncio.Event) -> None:
        await until(lambda: town.live.schedule.ticked_at is not None)

    platform = FarPlatform()
    _run(tmp_path, platform, story)
    assert platform.stopped


def test_so_does_telegram(tmp_path: Path) -> None:
    async def play() -> None:
        town = Town(tmp_path)
        telegram = Telegram(TOKEN, base_url="http://127.0.0.1:1")
        town.live.context.platform = telegram
        stop = asyncio.Event()
        running = asyncio.create_task(town.live.run(stop))
        await until(lambda: town.live.schedule.ticked_at is not None)
        stop.set()
        await asyncio.wait_for(running, 5)
        town.close()

    asyncio.run(play())


def test_meanwhile_clocks_run_and_what_was_kept_is_worked_on_once_it_is_reached(
    tmp_path: Path,
) -> None:
    platform = FarPlatform()

    async def story(town: Town, _: asyncio.Event) -> None:
        town.turn("17:30")
        await until(lambda: town.live.schedule.ticked_at is not None)
        assert await town.live.schedule.tick() == 0
        assert not platform.menus
        platform.reached.set()
        await until(lambda: bool(platform.menus))
        assert await town.live.schedule.tick() == 1
        await until(lambda: bool(platform.pinned))

    async def before(town: Town) -> None:
        await town.say("9:00", "民政办-小陈", "请各村后天下班前把低保年审名单报民政办")

    first = Town(tmp_path)
    asyncio.run(before(first))
    first.close()
    (digest,) = (one for one in _run(tmp_path, platform, story).platform.posted)
    assert "低保年审名单" in digest.text
    assert digest.buttons


def test_a_refusal_at_the_start_ends_it(tmp_path: Path) -> None:
    async def story(_town: Town, _stop: asyncio.Event) -> None:
        await asyncio.sleep(0)

    platform = FarPlatform(refuses=True)
    platform.reached.set()
    with pytest.raises(Rejected):
        _run(tmp_path, platform, story)
    assert platform.stopped
