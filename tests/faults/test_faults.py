"""The promises of delivery, over real HTTP and with real kills; `make faults` runs many more."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from bot.domain.message import SHANGHAI
from tests.faults.cases import Case, each_killed, for_ever, kinds
from tests.faults.flags import died_everywhere
from tests.faults.policies import POLICIES
from tests.faults.runs import Grid, Tally
from tests.faults.town import PATIENCE, ROOT, TITLE, Town, founded
from tests.faults.updates import is_done, lost_updates

FINE = Case(fault="ok", method="", nth=1, parts=1)


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    with founded() as made:
        yield made


def tallied(grid: Grid, some: list[Case], runs: int) -> Tally:
    rng, tally = random.Random(3), Tally()
    cases = for_ever(each_killed([(kind, grid.points(kind)) for kind in some]), rng)
    for _ in range(runs):
        tally.add(grid.run(next(cases), rng))
    return tally


def test_killed_anywhere_no_digest_is_lost_and_none_comes_twice(town: Town, tmp_path: Path) -> None:
    some = random.Random(3).sample(kinds(), 8)
    tally = tallied(Grid(town, tmp_path, POLICIES[""]), some, 15)
    assert (tally.runs, tally.lost, tally.twice) == (15, 0, 0)
    assert tally.kills >= 15


def test_an_answer_that_is_late_may_be_waited_for_in_vain(town: Town, tmp_path: Path) -> None:
    grid = Grid(town, tmp_path, POLICIES[""])
    (slow,) = [k for k in kinds() if (k.fault, k.method, k.parts) == ("slow", "sendMessage", 1)]
    points = grid.points(slow)
    assert points > grid.points(FINE)
    cases = each_killed([(slow, points)])[::3]
    tallies = [grid.run(case, random.Random(1)) for case in cases]
    assert all((tally.lost, tally.twice) == (0, 0) for tally in tallies)
    assert all(tally.kills for tally in tallies)
    assert any(tally.orphans for tally in tallies)


def test_the_network_may_be_dead_for_a_while(town: Town, tmp_path: Path) -> None:
    dead = [kind for kind in kinds() if kind.fault in ("dead", "refused")]
    assert len(dead) == 12
    tally = tallied(Grid(town, tmp_path, POLICIES[""]), dead[::3], 6)
    assert (tally.lost, tally.twice) == (0, 0)


def test_sending_before_marking_would_send_twice(town: Town, tmp_path: Path) -> None:
    assert tallied(Grid(town, tmp_path, POLICIES["send-then-mark"]), [FINE], 12).twice


def test_marking_before_sending_would_lose(town: Town, tmp_path: Path) -> None:
    # A dozen deaths may all miss the one step between the mark and the send.
    assert tallied(Grid(town, tmp_path, POLICIES["mark-then-send"]), [FINE], 40).lost


def test_dying_over_the_batch_loses_no_flag_and_no_key_it_still_needs(tmp_path: Path) -> None:
    tried, wrong = died_everywhere(tmp_path, every=3)
    assert tried > 9
    assert not wrong


def test_updates_survive_kills(town: Town, tmp_path: Path) -> None:
    assert lost_updates(town, tmp_path, random.Random(5), 600) == 0


def test_the_last_line_is_for_machines_and_nothing_is_left_behind(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults"],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path), "FAULT_RUNS": "4", "FAULT_POLICY": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    line = r"faults runs=4 lost=0 twice=0 orphan_headlines=\d+ updates_lost=0\n"
    assert re.fullmatch(line, done.stdout)
    assert "4 runs of 4" in done.stderr
    assert not list(tmp_path.iterdir())


def _group_day(town: Town) -> int:
    """Join, notices, a flood of receipts, a withdrawal; the group."""
    said = [
        ("9:00", "镇民政办-小陈", "请各村明天下班前把低保年审名单报民政办"),
        *((f"9:{minute:02}", f"东河村-{minute}", "收到") for minute in range(1, 40)),
        ("10:00", "镇林业站-老崔", "请各村周五前报松材线虫排查表"),
        ("16:00", "镇林业站-老崔", "松材线虫排查表不用报了,县里已有数据"),
    ]
    town.reset(_at("8:00"))
    people = {name: town.person(name) for name in dict.fromkeys(name for _, name, _ in said)}
    chat = town.group(TITLE, town.person("镇党政办-小夏"), *people.values())
    for at, name, text in said:
        town.turn(_at(at))
        town.do({"action": "post", "chat": chat, "who": people[name], "text": text})
    return chat


def _at(clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 6, 11, hour, minute, tzinfo=SHANGHAI)


@contextmanager
def bot_on(folder: Path, town: Town, clock: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.bot_process", str(folder), town.root, str(clock)],
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


def test_a_groups_day_with_a_kill_in_the_middle(town: Town, tmp_path: Path) -> None:
    chat = _group_day(town)
    clock = tmp_path / "clock"
    turn(clock, "2026-06-11T17:20:00+08:00")
    before = town.waiting()
    with bot_on(tmp_path, town, clock) as first:
        until(lambda: town.waiting() < before)
        os.kill(first.pid, signal.SIGKILL)
    with bot_on(tmp_path, town, clock) as second:
        # A group that is joined after the slot gets no digest that day.
        until(lambda: is_done(town, tmp_path))
        turn(clock, "2026-06-11T17:30:10+08:00")
        until(lambda: any("低保年审名单" in digest for digest in _digests(town, chat)))
        second.send_signal(signal.SIGTERM)
        assert second.wait(PATIENCE) == 0
    (digest,) = _digests(town, chat)
    assert "通知3条" in digest
    assert "已撤回" in digest


def _digests(town: Town, chat: int) -> list[str]:
    """What the bot said that is a digest, and no short-fuse line."""
    return [text for text in town.said(chat) if text.startswith("今日一览")]
