"""How we are is told to this machine, in sums: of nobody in particular."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession, web

from bot.cli.run import doors_of
from bot.config import Config, HealthConfig, load_config
from bot.domain.boundary import Rejected
from bot.domain.errors import ConfigError, StorageError
from tests.live.kit import Town

Get = Callable[[str], Awaitable[tuple[int, str]]]


def asked(folder: Path, story: Callable[[Town, Get], Awaitable[None]]) -> None:
    """Play a story on a town whose health can be asked for."""
    town = Town(folder, config=Config(health=HealthConfig(listen="127.0.0.1:8091")))

    async def play() -> None:
        (door,) = doors_of(town.live, town.config, None)
        assert door.listen == "127.0.0.1:8091"
        runner = web.AppRunner(door.application, access_log=None)
        try:
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            port = runner.addresses[0][1]
            async with ClientSession() as session:

                async def get(path: str) -> tuple[int, str]:
                    async with session.get(f"http://127.0.0.1:{port}{path}") as answer:
                        return answer.status, await answer.text()

                await story(town, get)
        finally:
            await runner.cleanup()

    try:
        asyncio.run(play())
    finally:
        town.close()


def told(metrics: str) -> dict[str, float]:
    """Each figure by its name with labels."""
    found = re.findall(r"^(jianfu_\S+) (\S+)$", metrics, re.M)
    return {name: float(value) for name, value in found}


def test_ready_means_that_all_that_is_needed_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(town: Town, get: Get) -> None:
        assert await get("/livez") == (200, "ok\n")
        status, why = await get("/readyz")
        assert status == 503
        assert "heartbeat" in why
        await town.tick("9:00")
        assert await get("/readyz") == (200, "ok\n")
        town.ticks += 121
        assert await get("/readyz") == (503, "the heartbeat stands still\n")
        town.platform.in_touch = False
        for _ in range(2):
            town.ticks += 150
            town.live.schedule._last = None
            await town.live.schedule.tick()
        assert await get("/readyz") == (503, "the platform is out of reach\n")
        town.platform.in_touch = True
        await town.live.schedule.tick()
        assert (await get("/readyz"))[0] == 200

        async def full(*_: object) -> None:
            raise StorageError("disk full")

        monkeypatch.setattr(town.store, "run", full)
        assert await get("/readyz") == (503, "the store cannot be written\n")
        assert await get("/livez") == (200, "ok\n")
        assert (await get("/"))[0] == 404

    asked(tmp_path, story)


def test_metrics_are_sums_and_name_nobody(tmp_path: Path) -> None:
    async def story(town: Town, get: Get) -> None:
        await town.say("9:00", "民政办-小陈", "请各村明天下班前把走访照片3张报民政办")
        town.platform.faults.append(("edit", Rejected("no")))
        await town.tick("17:31")
        status, metrics = await get("/metrics")
        found = told(metrics)
        assert status == 200
        assert found["jianfu_messages_total"] == 1
        assert found['jianfu_digests{outcome="delivered"}'] == 1
        assert found['jianfu_digests{outcome="late"}'] == 0
        assert found['jianfu_sends_total{outcome="done"}'] >= 2
        assert found['jianfu_sends_total{outcome="rejected"}'] == 1
        assert found["jianfu_inbox_waiting"] == found["jianfu_inbox_dead"] == 0
        assert found["jianfu_heartbeat_age_seconds"] == 0
        assert found["jianfu_database_bytes"] > 10_000
        assert found["jianfu_writer_waiting"] == 0
        assert set(re.findall(r'{(\w+)="', metrics)) == {"outcome"}
        for nobody in ("民政", "柳河", "toy:", "case", "flag"):
            assert nobody not in metrics
        # Looking twice counts nothing twice.
        assert told((await get("/metrics"))[1]) == found

    asked(tmp_path, story)


@pytest.mark.parametrize(
    "listen", ["0.0.0.0:8091", ":8091", "192.0.2.1:8091", "health.example:80", "127.0.0.1:0", "x"]
)
def test_others_than_this_machine_cannot_ask(tmp_path: Path, listen: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f'[health]\nlisten = "{listen}"\n', "utf8")
    with pytest.raises(ConfigError, match="health"):
        load_config(path)


def test_this_machine_can(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    for listen in ("", "127.0.0.1:8091", "[::1]:8091", "localhost:8091"):
        path.write_text(f'[health]\nlisten = "{listen}"\n', "utf8")
        assert load_config(path).health.listen == listen
