"""The promises of delivery, over real HTTP and with real kills; `make faults` runs many more."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.domain.message import SHANGHAI
from tests.faults.policies import POLICIES
from tests.faults.runs import Grid, Tally
from tests.faults.server import started
from tests.faults.updates import lost_updates

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    process, number = started()
    yield number
    process.terminate()
    process.join()


def tallied(port: int, policy: str, runs: int) -> Tally:
    rng, tally = random.Random(3), Tally()
    grid = Grid(port, POLICIES[policy])
    for case in grid.cases(rng):
        grid.run(case, rng, tally)
        if tally.runs == runs:
            return tally
    raise AssertionError("there is always another case")


def test_killed_anywhere_no_digest_is_lost_and_none_comes_twice(port: int) -> None:
    tally = tallied(port, "", 15)
    assert (tally.lost, tally.twice) == (0, 0)
    assert tally.kills >= 15


def test_sending_before_marking_would_send_twice(port: int) -> None:
    assert tallied(port, "send-then-mark", 12).twice


def test_marking_before_sending_would_lose(port: int) -> None:
    assert tallied(port, "mark-then-send", 12).lost


def test_updates_survive_kills(port: int) -> None:
    assert lost_updates(Grid(port, POLICIES[""]), random.Random(5), 600) == 0


def _group_day() -> list[dict[str, Any]]:
    """Join, notices, a flood of receipts, a withdrawal."""
    chat = {"id": -1001234567890, "type": "supergroup", "title": "青石镇村居工作群"}
    joined = {
        "chat": chat, "date": _at("8:00"), "from": _person("镇党政办-小夏"),
        "old_chat_member": {"status": "left", "user": _BOT},
        "new_chat_member": {"status": "member", "user": _BOT},
    }  # fmt: skip
    said = [
        ("9:00", "镇民政办-小陈", "请各村明天下班前把低保年审名单报民政办"),
        *((f"9:{minute:02}", f"东河村-{minute}", "收到") for minute in range(1, 40)),
        ("10:00", "镇林业站-老崔", "请各村周五前报松材线虫排查表"),
        ("16:00", "镇林业站-老崔", "松材线虫排查表不用报了,县里已有数据"),
    ]
    messages = [
        {"message_id": number, "date": _at(at), "chat": chat, "from": _person(name), "text": text}
        for number, (at, name, text) in enumerate(said, start=1)
    ]
    updates: list[dict[str, Any]] = [{"my_chat_member": joined}]
    updates += [{"message": message} for message in messages]
    return [{"update_id": 500 + index, **update} for index, update in enumerate(updates)]


_BOT = {"id": 123456, "is_bot": True, "first_name": "jianfu", "username": "jianfu_bot"}


def _person(name: str) -> dict[str, Any]:
    return {"id": 7000 + sum(map(ord, name)), "is_bot": False, "first_name": name}


def _at(clock: str) -> int:
    hour, minute = map(int, clock.split(":"))
    return int(datetime(2026, 6, 11, hour, minute, tzinfo=SHANGHAI).timestamp())


@contextmanager
def bot_on(folder: Path, port: int, clock: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.bot_process", str(folder), str(port), str(clock)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def turn(clock: Path, at: str) -> None:
    """Set the clock at once: the bot reads it at any moment."""
    fresh = clock.with_suffix(".new")
    fresh.write_text(at)
    fresh.replace(clock)


def until(holds: Callable[[], bool]) -> None:
    """Wait for something that other processes bring about."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it never came about"
        time.sleep(0.02)


def test_a_groups_day_with_a_kill_in_the_middle(port: int, tmp_path: Path) -> None:
    grid = Grid(port, POLICIES[""])
    grid.ask("reset", {"updates": _group_day()})
    clock = tmp_path / "clock"
    turn(clock, "2026-06-11T17:20:00+08:00")
    with bot_on(tmp_path, port, clock) as first:
        until(lambda: grid.ask("look")["updates"] < 44)
        os.kill(first.pid, signal.SIGKILL)
    with bot_on(tmp_path, port, clock) as second:
        until(lambda: grid.ask("look")["updates"] == 0)
        turn(clock, "2026-06-11T17:30:10+08:00")
        until(lambda: "低保年审名单" in str(grid.ask("look")["messages"]))
        second.send_signal(signal.SIGTERM)
        assert second.wait(PATIENCE) == 0
    (digest,) = grid.ask("look")["messages"].values()
    assert "通知3条" in digest
    assert "已撤回" in digest
