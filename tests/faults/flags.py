"""Dying over the daily batch and the keys it destroys: no flag is lost, no key it still needs."""

import os
import shutil
import signal
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from bot.casework import Casework
from bot.domain.case import CaseState
from bot.domain.flag import FlagState
from bot.live import office_of
from bot.services import deciding, flagging
from bot.services.voices import way_of
from bot.storage.flags import flags_in, spent
from bot.storage.history import verify
from bot.storage.keys import KEYS, Keys
from bot.storage.schema import MIGRATIONS
from bot.storage.seal import Seal
from bot.storage.store import Store
from tests.faults.child import KEY, Reticent, Trouble, forked
from tests.faults.runs import FailedByItselfError
from tests.faults.town import TOKEN
from tests.flags.kit import CHAIN, PHOTOS, REFUSED, Chance, World, known, who

_OLD, _FRESH = (1, 2), (3, 4, 5)
"""Who flagged what is to be forgotten in the batch, and what is to be attached."""
_WAITING = (FlagState.COOLING, FlagState.ATTACHED)


def eve(folder: Path) -> datetime:
    """A county on the evening before a batch that purges a case and attaches flags; its moment."""
    world = World(folder)
    request = world.say(PHOTOS)
    for person in _OLD:
        world.flag(person, request, text="每户三张")
    world.morning()
    (case,) = world.cases(CaseState.PENDING)
    world.claimed(case.id)
    world.act(deciding.decide, case.id, world.lin, REFUSED)
    while not world.case(case.id).closed_on:
        world.morning()
    world.weeks(89)
    fresh = world.say(CHAIN)
    for person in _FRESH:
        world.flag(person, fresh, "chain", text="一天三次")
    world.withdraw(5, world.see(flagging.flags_of, world.office, who(5))[0].id)
    world.close()
    return world.now + timedelta(days=1)


async def _beat(folder: Path, now: datetime) -> None:
    """One heartbeat of a process of its own."""
    lexicon, calendar = known()
    office = office_of(lexicon, calendar, lexicon.clock, Keys(folder / KEYS))
    with Store.open(folder / "jianfu.db", MIGRATIONS, seal=Seal(KEY)) as store:
        beating = Casework(
            store, Reticent(TOKEN), replace(office, random=Chance(7)),
            errands=(), mornings=(), changed=lambda: None,
        )  # fmt: skip
        await beating.tick(now)
        await beating.settle()


def died_everywhere(folder: Path, every: int = 1) -> tuple[int, int]:
    """Die at every n-th boundary of the batch: at how many, and what is not as it is to be."""
    now = eve(folder)
    _, count = _died(folder, now, None)
    tried = range(1, count + 1, every)
    return len(tried), sum(_died(folder, now, kill_at)[0] for kill_at in tried)


def _died(folder: Path, now: datetime, kill_at: int | None) -> tuple[int, int]:
    """What is wrong once a second process has gone on, and how many boundaries the first passed."""
    passed = []
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "data"
        shutil.copytree(folder, home)
        for at in (kill_at, None):
            trouble = Trouble(kill_at=at, overdue=60.0, files=True)
            status, count = forked(partial(_beat, home, now), trouble)
            passed.append(count)
            killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
            if killed is (at is None):
                raise FailedByItselfError(f"over the batch, killed at {kill_at}")
        return _wrong(home), passed[0]


def _wrong(folder: Path) -> int:
    world = World(folder)
    office = world.office
    waiting = world.see(flags_in, *_WAITING)
    mine = [world.see(flagging.flags_of, office, who(person)) for person in _FRESH]
    wrong = [
        [len(flags) for flags in mine] != [1, 1, 0],
        *(way_of(office, flag) is None for flag in waiting),
        len(waiting) != 2 or {flag.state for flag in waiting} != {FlagState.ATTACHED},
        len(world.see(flags_in, FlagState.PURGED)) != len(_OLD),
        len(world.cases(*CaseState)) != 2,
        bool(world.see(spent)),
        world.see(verify, office.keys).fault is not None,
    ]
    world.close()
    return sum(wrong)
