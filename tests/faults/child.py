"""What runs in a forked process: the real bot on loopback HTTP, killed at a point of its way."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from bot.config import Config
from bot.live import Live
from bot.outbox import Outbox
from bot.platforms.telegram import Telegram
from bot.storage import connection
from bot.storage.schema import MIGRATIONS
from bot.storage.seal import Seal
from bot.storage.store import Store
from tests.faults.server import TOKEN

KEY = b"k" * 32
_ROUNDS = 200


class Points:
    """Counts the commits and HTTP boundaries that are passed; dies at the one it is told."""

    def __init__(self, kill_at: int | None) -> None:
        self.passed = 0
        self.kill_at = kill_at

    def passing(self) -> None:
        """One boundary."""
        self.passed += 1
        if self.passed == self.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)


def trace(points: Points) -> None:
    """Have every transaction of the writer and every HTTP call pass ``points``, by tracing."""
    set_up = connection._set_up

    def traced(conn: Any, *pragmas: str) -> Any:
        database = set_up(conn, *pragmas)
        conn.set_trace_callback(
            lambda sql: points.passing() if sql.startswith(("BEGIN IMM", "COMMIT")) else None
        )
        return database

    call = httpx.AsyncHTTPTransport.handle_async_request

    async def called(self: httpx.AsyncHTTPTransport, request: httpx.Request) -> httpx.Response:
        points.passing()
        response = await call(self, request)
        points.passing()
        return response

    setattr(connection, "_set_up", traced)  # noqa: B010
    setattr(httpx.AsyncHTTPTransport, "handle_async_request", called)  # noqa: B010


async def deliver(
    folder: Path, port: int, start: datetime, make_outbox: Callable[..., Outbox]
) -> None:
    """Plan what is due and send until nothing is left to do; waiting only turns the clock."""
    now = [start.astimezone(UTC)]
    platform = Telegram(TOKEN, base_url=f"http://127.0.0.1:{port}", sleep=_no_sleep)
    with Store.open(folder / "jianfu.db", MIGRATIONS) as store:
        live = Live(Config(), store, platform, Seal(KEY), now=lambda: now[0], monotonic=lambda: 0.0)
        outbox = make_outbox(store, platform, lambda: now[0].timestamp())
        await outbox.recover()
        await live.schedule.reconcile(now[0])
        for _ in range(_ROUNDS):
            if not await outbox.send_ready():
                wait = await outbox.until_next()
                if wait is None:
                    break
                now[0] += timedelta(seconds=wait)
    await platform.stop()


async def _no_sleep(seconds: float) -> None:
    del seconds


async def receive(folder: Path, port: int) -> None:
    """Receive and take in until everything the server had is done."""
    platform = Telegram(TOKEN, base_url=f"http://127.0.0.1:{port}")
    stop = asyncio.Event()
    with Store.open(folder / "jianfu.db", MIGRATIONS) as store:
        live = Live(Config(), store, platform, Seal(KEY))
        await live.run(stop)


def forked(work: Callable[[], Awaitable[None]], kill_at: int | None) -> tuple[int, int]:
    """Do ``work`` in a fork; (exit status as `os.waitpid` tells, points passed)."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reader)
            points = Points(kill_at)
            trace(points)
            asyncio.run(work())  # type: ignore[arg-type]
            os.write(writer, str(points.passed).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(writer)
    told = b"".join(iter(lambda: os.read(reader, 64), b""))
    os.close(reader)
    _, status = os.waitpid(child, 0)
    return status, int(told or b"0")
