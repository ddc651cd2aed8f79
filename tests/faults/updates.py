"""Thousands of updates fetched by a bot that is killed again and again: none lost, each once."""

import asyncio
import os
import random
import signal
import tempfile
import time
import traceback
from pathlib import Path
from typing import NoReturn

from bot.storage.connection import Snapshot, connect
from bot.storage.inbox import count_waiting, dead_letters
from tests.faults.child import receive
from tests.faults.digests import DUE
from tests.faults.runs import FailedByItselfError
from tests.faults.town import Order, Town

_TEXTS = (
    "收到", "请各村明天下班前报送{n}号核查登记表", "好的", "马上报", "今天真热", "{n}号表还差东河",
    "已报", "各村注意森林防火,见烟就查", "1",
)  # fmt: skip
_CHATS, _PEOPLE, _FETCHED = 20, 7, 100
_FAULTS = ("error", "error_after", "reset", "reset_after", "truncated")


def lost_updates(town: Town, folder: Path, rng: random.Random, count: int) -> int:
    """How many of ``count`` updates left no trace, left more than one, or were set aside.

    Some answers that bring them are lost on the way.
    """
    _talk(town, count)
    for fault in _FAULTS:
        skipped = rng.randrange(count // _FETCHED + 1)
        town.will_fail({"kind": fault, "method": "getUpdates", "skip": skipped})
    with tempfile.TemporaryDirectory(dir=folder) as name:
        home = Path(name)
        while not is_done(town, home):
            child = os.fork()
            if child == 0:
                _receive(home, town)
            deadline = time.monotonic() + rng.uniform(0.3, 2.5)
            while time.monotonic() < deadline and not is_done(town, home):
                time.sleep(0.02)
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            if os.WIFEXITED(status):
                raise FailedByItselfError("while it received")
        return _missing(home, count)


def _receive(folder: Path, town: Town) -> NoReturn:
    """Receive until killed; whatever else ends it is a failure."""
    try:
        asyncio.run(receive(folder, town.root))
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


def _talk(town: Town, count: int) -> None:
    """As many messages, by a few people in many groups."""
    town.reset(DUE)
    people = [town.person(f"民政办{number}") for number in range(_PEOPLE)]
    chats = [town.group(f"第{number}群", *people) for number in range(_CHATS)]
    town.forget()
    town.feed(_post(number, chats, people) for number in range(count))


def _post(number: int, chats: list[int], people: list[int]) -> Order:
    text = _TEXTS[number % len(_TEXTS)].format(n=number)
    chat, who = chats[number % len(chats)], people[number % len(people)]
    return {"action": "post", "chat": chat, "who": who, "text": text}


def is_done(town: Town, folder: Path) -> bool:
    """Whether the bot has received all that was said, and worked on it."""
    path = folder / "jianfu.db"
    if town.waiting() or not path.exists():
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
