"""Updates from a webhook to the end of the work on them: ours beside a bare echo bot."""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from aiohttp import web

from bench.live_updates import make_updates, push
from bot.domain.message import SHANGHAI
from bot.storage.connection import Snapshot, connect
from bot.storage.inbox import count_waiting

_HOST = "127.0.0.1"
_TOKEN = "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
_LOOK = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Updates a second of wall time, and of CPU time of the server's process."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A bot under measurement: its process, where it listens, and how many updates it has left."""

    pid: int
    port: int
    secret: str
    left: Callable[[], Awaitable[int]]

    async def work(self, updates: Iterable[bytes]) -> None:
        """Push updates, and wait until all are worked on."""
        await push(_HOST, self.port, "/hook", self.secret, updates)
        while await self.left():  # noqa: ASYNC110
            await asyncio.sleep(_LOOK)


@asynccontextmanager
async def echo(number: int) -> AsyncIterator[Server]:
    """A bare python-telegram-bot, on one core, that will be given ``number`` updates."""
    port = _free_port()
    with _process([sys.executable, "-m", "bench.echo", str(port)], {}) as process:
        await _listening(port)

        async def left() -> int:
            return number - int(await _get(port))

        yield Server(pid=process.pid, port=port, secret="any", left=left)


@asynccontextmanager
async def ours() -> AsyncIterator[Server]:
    """`jianfu run` as it is installed, on one core, with its data in a folder on disk."""
    secret: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    api, port = await _bot_api(secret), _free_port()
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.toml"
        config.write_text(_config(api, port), encoding="utf8")
        command = [sys.executable, "-m", "bot", "run", "--config", str(config), "--sandbox"]
        with _process(command, {"JIANFU_TOKEN": _TOKEN}) as process:
            word = await secret
            await _listening(port)
            db = connect(Path(folder) / "data" / "jianfu.db", read_only=True)

            async def left() -> int:
                return count_waiting(Snapshot(db))

            try:
                yield Server(pid=process.pid, port=port, secret=word, left=left)
            finally:
                db.close()


async def rate(server: Server, updates: list[bytes]) -> Rate:
    """How fast it works through ``updates``."""
    begun, used = time.perf_counter(), cpu_seconds(server.pid)
    await server.work(updates)
    spent, used = time.perf_counter() - begun, cpu_seconds(server.pid) - used
    return Rate(wall=len(updates) / spent, cpu=len(updates) / used)


def cpu_seconds(pid: int) -> float:
    """CPU time a process has used, in its own code and in the kernel."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _process(command: list[str], settings: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process on the first core, while we keep to the others."""
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, cores[:1])
    try:
        process = subprocess.Popen(command, env=os.environ | settings, stderr=subprocess.DEVNULL)
    finally:
        os.sched_setaffinity(0, cores[1:] or cores)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)
        os.sched_setaffinity(0, cores)


async def _bot_api(secret: asyncio.Future[str]) -> str:
    """A Bot API that sends nothing, as the echo bot does; the root of it. Tells the secret.

    What is to be sent waits for its answer: sends are measured by themselves, in `live_evening`.
    """

    async def answer(request: web.Request) -> web.Response:
        given = await request.post()
        method = request.match_info["method"]
        if method == "setWebhook":
            secret.set_result(str(given["secret_token"]))
        if method in ("sendMessage", "editMessageText"):
            await asyncio.Event().wait()
        me = {"id": 1, "is_bot": True, "first_name": "减负助手", "username": "jianfu_bot"}
        return web.json_response({"ok": True, "result": me if method == "getMe" else True})

    app = web.Application()
    app.router.add_post("/bot{token}/{method}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    port = _free_port()
    await web.TCPSite(runner, _HOST, port).start()
    return f"http://{_HOST}:{port}"


def _config(api: str, port: int) -> str:
    """Settings under which no digest is due while we measure."""
    slot = datetime.now(SHANGHAI) + timedelta(hours=6)
    return (
        f'[telegram]\napi = "{api}"\nwebhook = "https://bench.example/hook"\n'
        f'listen = "{_HOST}:{port}"\n[digest]\nslot = "{slot:%H:%M}"\n'
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])


async def _listening(port: int) -> None:
    while True:
        try:
            _, writer = await asyncio.open_connection(_HOST, port)
        except OSError:
            await asyncio.sleep(_LOOK)
            continue
        writer.close()
        return


async def _get(port: int) -> str:
    reader, writer = await asyncio.open_connection(_HOST, port)
    writer.write(b"GET / HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n")
    answer = await reader.read()
    writer.close()
    return answer.rpartition(b"\r\n\r\n")[2].decode()


def intake(number: int, rounds: int) -> dict[str, float]:
    """Best of ``rounds`` rounds of ``number`` updates each, the two bots by turns.

    CPU time is told too: other work on the machine changes it less.
    """
    updates = list(make_updates(number))
    best: dict[str, float] = {}
    for _ in range(rounds):
        theirs, mine = asyncio.run(_by_turns(updates))
        found = {
            "updates_per_s": mine.wall, "updates_per_cpu_s": mine.cpu,
            "echo_per_s": theirs.wall, "echo_per_cpu_s": theirs.cpu,
        }  # fmt: skip
        best = {key: max(value, best.get(key, 0.0)) for key, value in found.items()}
    best["ratio_to_echo"] = best["updates_per_s"] / best["echo_per_s"]
    best["cpu_ratio_to_echo"] = best["updates_per_cpu_s"] / best["echo_per_cpu_s"]
    return best


async def _by_turns(updates: list[bytes]) -> tuple[Rate, Rate]:
    async with echo(len(updates)) as server:
        theirs = await rate(server, updates)
    async with ours() as server:
        return theirs, await rate(server, updates)


def memory(first: int, last: int) -> dict[str, float]:
    """MB our process holds after ``first`` updates and after ``last``, and what lies between."""
    return asyncio.run(_memory(first, last))


async def _memory(first: int, last: int) -> dict[str, float]:
    async with ours() as server:
        await server.work(make_updates(first))
        before = _resident(server.pid)
        await server.work(make_updates(last - first, first=first))
        after = _resident(server.pid)
    return {
        f"mb_after_{first}": before,
        f"mb_after_{last}": after,
        "mb_grown": after - before,
    }


def _resident(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
