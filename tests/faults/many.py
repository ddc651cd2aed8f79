"""Many fault runs at a time: a process for each core, each with a town of its own."""

import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import TypeVar

from tests.faults.cases import Case, each_killed, for_ever, kinds
from tests.faults.flags import died_everywhere
from tests.faults.policies import POLICIES
from tests.faults.runs import FailedByItselfError, Grid, Tally
from tests.faults.town import Town, founded
from tests.faults.updates import lost_updates

_TOLD_EVERY = 5.0
_ALL_BOUNDARIES = 100
"""As many runs are enough to die at each boundary of the batch."""
_T = TypeVar("_T")
_mine: list[Grid] = []
"""The grid of this process, once it has one."""


class Many:
    """Shares the work out. What happens in a run is settled by the seed and the run's number."""

    def __init__(self, pool: ProcessPoolExecutor, seed: int) -> None:
        self._pool = pool
        self._seed = seed

    def tally(self, wanted: int) -> Tally:
        """Walk every way once, then kill ``wanted`` runs; those that fail by themselves lack."""
        ways = [(kind, self._pool.submit(_points, kind)) for kind in kinds()]
        every = each_killed([(kind, points.result()) for kind, points in ways])
        rng = random.Random(self._seed)
        cases = list(islice(for_ever(every, rng), wanted))
        _tell(f"{len(every)} cases, each by its kind, its call and the point it dies at")
        runs = [self._pool.submit(_run, case, rng.random()) for case in cases]
        tally = Tally()
        for run in _told(runs):
            try:
                tally.add(run.result())
            except FailedByItselfError as error:
                _tell(f"failed by itself: {error}")
        return tally

    def updates(self, count: int) -> "Future[int]":
        """How many of ``count`` updates are lost."""
        return self._pool.submit(_updates, self._seed, count)

    def flags(self, wanted: int) -> "Future[int]":
        """What dying over the daily batch loses; with many runs at each of its boundaries."""
        return self._pool.submit(_flags, max(1, _ALL_BOUNDARIES // wanted))


@contextmanager
def many(folder: Path, policy: str, seed: int) -> Iterator[Many]:
    """As many workers as there are cores, while the block runs."""
    cores = os.cpu_count() or 1
    forking = multiprocessing.get_context("fork")
    with ExitStack() as stack:
        towns = forking.SimpleQueue()
        for _ in range(cores):
            towns.put(stack.enter_context(founded()))
        pool = ProcessPoolExecutor(
            cores, mp_context=forking, initializer=_begin, initargs=(towns, folder, policy)
        )
        # What is not begun when something goes wrong need not be done any more.
        stack.callback(pool.shutdown, cancel_futures=True)
        yield Many(pool, seed)


def _begin(towns: "multiprocessing.SimpleQueue[Town]", folder: Path, policy: str) -> None:
    _mine.append(Grid(towns.get(), folder, POLICIES[policy]))


def _points(kind: Case) -> int:
    return _mine[0].points(kind)


def _run(case: Case, seed: float) -> Tally:
    return _mine[0].run(case, random.Random(seed))


def _updates(seed: int, count: int) -> int:
    return lost_updates(_mine[0].town, _mine[0].folder, random.Random(seed), count)


def _flags(every: int) -> int:
    with tempfile.TemporaryDirectory(dir=_mine[0].folder) as name:
        tried, wrong = died_everywhere(Path(name), every)
    _tell(f"the batch: died at {tried} of its boundaries, {wrong} flags or keys are not as before")
    return wrong


def _told(runs: list["Future[_T]"]) -> Iterator["Future[_T]"]:
    """The runs as they end; every few seconds stderr is told how many did."""
    begun = told = time.monotonic()
    for done, run in enumerate(as_completed(runs), start=1):
        yield run
        now = time.monotonic()
        if now - told >= _TOLD_EVERY or done == len(runs):
            told = now
            _tell(f"{done} runs of {len(runs)}, {now - begun:.0f} s")


def _tell(what: str) -> None:
    sys.stderr.write(what + "\n")
