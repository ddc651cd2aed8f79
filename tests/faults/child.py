"""What runs in a forked process: the real bot on loopback HTTP, killed at a point of its way."""

import asyncio
import os
import signal
import sys
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from bot.config import Config
from bot.domain.boundary import Rejected
from bot.live import Live
from bot.outbox import Outbox
from bot.platforms.telegram import Telegram
from bot.storage import connection
from bot.storage.keys import KEYS, Keys
from bot.storage.schema import MIGRATIONS
from bot.storage.seal import Seal
from bot.storage.store import Store
from tests.faults.cases import OUTAGE
from tests.faults.town import TOKEN

KEY = b"k" * 32
_ROUNDS = 200
_NOBODY = 1
"""A port where nobody listens."""
_LONGEST = 60
"""Seconds after which a run hangs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What befalls a process by itself: the point it is killed at, and calls that are refused.

    A call without an answer after ``overdue`` seconds passes a point. ``refused`` is a file that
    counts the calls over all processes, and the first of those that find nobody listening. With
    ``files`` what is done to files of keys is a point, too.
    """

    kill_at: int | None
    overdue: float
    refused: tuple[Path, int] | None = None
    files: bool = False

    def refuses(self) -> bool:
        """Whether this call, which is counted, finds nobody."""
        if self.refused is None:
            return False
        path, first = self.refused
        with path.open("ab") as counter:
            counter.write(b".")
            number = counter.tell()
        return first <= number < first + OUTAGE


class Reticent(Telegram):
    """Tells no sizes of groups, so that what is tried is the way of a digest and nothing else."""

    async def members(self, chat: str) -> int:
        """Refuse, without asking."""
        raise Rejected(chat)


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


def warm(root: str) -> None:
    """Do once in the parent what each fork would do again: late imports and the TLS context."""
    platform = Telegram(TOKEN, base_url=root)

    async def call() -> None:
        await platform.diagnose()
        await platform.stop()

    asyncio.run(call())


def trace(points: Points, trouble: Trouble) -> None:
    """Have every transaction of the writer and every HTTP call pass ``points``, by tracing."""
    set_up = connection._set_up

    def traced(conn: Any, *pragmas: str) -> Any:
        database = set_up(conn, *pragmas)
        conn.set_trace_callback(
            lambda sql: points.passing() if sql.startswith(("BEGIN IMM", "COMMIT")) else None
        )
        return database

    if trouble.files:
        for where, name in ((os, "fsync"), (Path, "replace"), (Path, "unlink")):
            _pass_at(points, where, name)
    call = httpx.AsyncHTTPTransport.handle_async_request

    async def called(self: httpx.AsyncHTTPTransport, request: httpx.Request) -> httpx.Response:
        points.passing()
        if trouble.refuses():
            request.url = request.url.copy_with(port=_NOBODY)
        overdue = asyncio.get_running_loop().call_later(trouble.overdue, points.passing)
        try:
            response = await call(self, request)
        finally:
            overdue.cancel()
        points.passing()
        return response

    setattr(connection, "_set_up", traced)  # noqa: B010
    setattr(httpx.AsyncHTTPTransport, "handle_async_request", called)  # noqa: B010


def _pass_at(points: Points, where: Any, name: str) -> None:
    """Have each call of a function pass ``points`` before and after."""
    original = getattr(where, name)

    def passing(*args: Any, **more: Any) -> Any:
        points.passing()
        result = original(*args, **more)
        points.passing()
        return result

    setattr(where, name, passing)


async def deliver(
    folder: Path,
    root: str,
    start: datetime,
    make_outbox: Callable[..., Outbox],
    *,
    patience: float,
) -> None:
    """Plan what is due and send until nothing is left to do; waiting only turns the clock."""
    now = [start.astimezone(UTC)]

    async def sleep(seconds: float) -> None:
        now[0] += timedelta(seconds=seconds)

    platform = Reticent(
        TOKEN,
        base_url=root,
        patience=patience,
        clock=lambda: now[0].timestamp(),
        sleep=sleep,
    )
    with Store.open(folder / "jianfu.db", MIGRATIONS, seal=Seal(KEY)) as store:
        live = Live(
            Config(), store, platform, Keys(folder / KEYS),
            now=lambda: now[0], monotonic=lambda: 0.0,
        )  # fmt: skip
        outbox = make_outbox(store, platform, lambda: now[0].timestamp())
        await outbox.recover()
        await live.schedule.reconcile(now[0])
        for _ in range(_ROUNDS):
            if not await outbox.send_ready():
                wait = await outbox.until_next()
                if wait is None:
                    break
                now[0] += timedelta(seconds=wait)
        else:
            raise AssertionError("it goes on and on")
    await platform.stop()


async def receive(folder: Path, root: str) -> None:
    """Receive and take in until killed."""
    platform = Telegram(TOKEN, base_url=root)
    stop = asyncio.Event()
    with Store.open(folder / "jianfu.db", MIGRATIONS, seal=Seal(KEY)) as store:
        live = Live(Config(), store, platform, Keys(folder / KEYS))
        await live.run(stop)


def forked(work: Callable[[], Awaitable[None]], trouble: Trouble) -> tuple[int, int]:
    """Do ``work`` in a fork; (exit status as `os.waitpid` tells, points passed)."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reader)
            signal.alarm(_LONGEST)
            points = Points(trouble.kill_at)
            trace(points, trouble)
            asyncio.run(work())  # type: ignore[arg-type]
            os.write(writer, str(points.passed).encode())
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
    os.close(writer)
    told = b"".join(iter(lambda: os.read(reader, 64), b""))
    os.close(reader)
    _, status = os.waitpid(child, 0)
    return status, int(told or b"0")
