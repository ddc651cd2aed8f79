"""One fault run: the bot is killed at its point, perhaps again, ends its work, and is judged."""

import os
import random
import shutil
import signal
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from bot.outbox import Outbox
from tests.faults.cases import PARTS, Case
from tests.faults.child import Trouble, deliver, forked, warm
from tests.faults.digests import DUE, marks, template
from tests.faults.town import BOT, TITLE, Town

_KILLED_AGAIN = 0.2
_START = DUE + timedelta(seconds=5)


class FailedByItselfError(Exception):
    """A run ended badly though nobody killed it."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """What runs came to."""

    runs: int = 0
    lost: int = 0
    twice: int = 0
    orphans: int = 0
    kills: int = 0

    def add(self, more: "Tally") -> None:
        """Count what other runs came to as well."""
        self.runs += more.runs
        self.lost += more.lost
        self.twice += more.twice
        self.orphans += more.orphans
        self.kills += more.kills


class Grid:
    """Runs cases, one at a time, in one town; ``folder`` is where their databases come to lie."""

    def __init__(self, town: Town, folder: Path, policy: type[Outbox]) -> None:
        warm(town.root)
        self.town = town
        self.folder = folder
        self._policy = policy
        self._chat = self._group()
        address = f"telegram:{BOT}:{self._chat}"
        home = Path(tempfile.mkdtemp(dir=folder))
        self._templates = {parts: template(home, parts, address) for parts in PARTS}

    def points(self, kind: Case) -> int:
        """How many points its way has; it is walked once to count them."""
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            self._begin(kind, Path(name))
            status, points = forked(*self._delivery(kind, Path(name), None))
            refused = Path(name, "refused")
            came = kind.fault == "ok" or refused.exists() or self.town.faults_seen()
        if status:
            raise FailedByItselfError(kind)
        # A control need not edit.
        if self._policy is Outbox and not came:
            raise FailedByItselfError(f"the fault never came: {kind}")
        return points

    def run(self, case: Case, rng: random.Random) -> Tally:
        """Kill one run at its point, and perhaps the next, let the last finish; count."""
        kills = [case.kill_at]
        while rng.random() < _KILLED_AGAIN:
            kills.append(rng.randrange(1, 12))
        tally = Tally()
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            self._begin(case, Path(name))
            for kill_at in [*kills, None]:
                status, _ = forked(*self._delivery(case, Path(name), kill_at))
                killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
                tally.kills += killed
                if status and not killed:
                    raise FailedByItselfError(case)
        texts = self.town.said(self._chat)
        _judge(case, texts, tally)
        if self._policy is Outbox and (tally.lost or tally.twice):
            sys.stderr.write(f"{case}, killed at {kills}, left {texts}\n")
        return tally

    def _begin(self, case: Case, folder: Path) -> None:
        shutil.copy(self._templates[case.parts], folder / "jianfu.db")
        assert self._group() == self._chat, "a new world begins with the same numbers"
        if case.order:
            self.town.will_fail(case.order)

    def _group(self) -> int:
        self.town.reset(_START)
        return self.town.group(TITLE, self.town.person("镇党政办-小夏"))

    def _delivery(
        self, case: Case, folder: Path, kill_at: int | None
    ) -> tuple[Callable[[], Awaitable[None]], Trouble]:
        root, patience = self.town.root, case.patience
        work = partial(deliver, folder, root, _START, self._policy, patience=patience)
        refused = (folder / "refused", case.nth) if case.fault == "refused" else None
        return work, Trouble(kill_at=kill_at, overdue=patience / 2, refused=refused)


def _judge(case: Case, texts: list[str], tally: Tally) -> None:
    known = marks(case.parts)
    whole = [sum(mark in text for text in texts) for mark in known]
    tally.runs += 1
    tally.lost += any(count == 0 for count in whole)
    tally.twice += any(count > 1 for count in whole)
    tally.orphans += sum(not any(mark in text for mark in known) for text in texts)
