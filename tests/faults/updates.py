"""Thousands of updates fetched by a bot that is killed again and again: none lost, each once."""

import asyncio
import os
import random
import signal
import tempfile
import time
from pathlib import Path
from typing import Any

from bot.storage.connection import Snapshot, connect
from bot.storage.inbox import count_waiting, dead_letters
from tests.faults.child import receive
from tests.faults.runs import Grid

_TEXTS = (
    "收到", "请各村明天下班前报送{n}号核查登记表", "好的", "马上报", "今天真热", "{n}号表还差东河",
    "已报", "各村注意森林防火,见烟就查", "1",
)  # fmt: skip
_CHATS, _FIRST = 20, 500


def lost_updates(server: Grid, rng: random.Random, count: int) -> int:
    """How many of ``count`` updates left no trace, left more than one, or were set aside."""
    server.ask("reset", {"updates": [_update(number) for number in range(count)]})
    with tempfile.TemporaryDirectory(prefix="jianfu-updates-") as name:
        folder = Path(name)
        while not _is_done(server, folder):
            child = os.fork()
            if child == 0:
                try:
                    asyncio.run(receive(folder, server.port))
                finally:
                    os._exit(1)
            deadline = time.monotonic() + rng.uniform(0.3, 2.5)
            while time.monotonic() < deadline and not _is_done(server, folder):
                time.sleep(0.02)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        return _missing(folder, count)


def _is_done(server: Grid, folder: Path) -> bool:
    path = folder / "jianfu.db"
    if server.ask("look")["updates"] or not path.exists():
        return False
    snapshot = Snapshot(connect(path, read_only=True))
    try:
        return count_waiting(snapshot) == 0
    finally:
        snapshot.close()


def _missing(folder: Path, count: int) -> int:
    snapshot = Snapshot(connect(folder / "jianfu.db", read_only=True))
    try:
        rows = snapshot.execute(
            "select count(*), count(distinct chat || ':' || number) from message"
        ).fetchone()
        dead, _ = dead_letters(snapshot)
        (again,) = snapshot.execute(
            "select count(*) from (select 1 from mention group by message having count(*) > 1)"
        ).fetchone()
    finally:
        snapshot.close()
    return abs(count - int(rows[1])) + int(rows[0] - rows[1]) + dead + int(again)


def _update(number: int) -> dict[str, Any]:
    chat, text = number % _CHATS, _TEXTS[number % len(_TEXTS)].format(n=number)
    person = {"id": 900 + number % 7, "is_bot": False, "first_name": f"民政办{number % 7}"}
    return {
        "update_id": _FIRST + number,
        "message": {
            "message_id": 1 + number // _CHATS,
            "date": 1781000000 + number,
            "chat": {"id": -1001000000000 - chat, "type": "supergroup", "title": f"第{chat}群"},
            "from": person,
            "text": text,
        },
    }
