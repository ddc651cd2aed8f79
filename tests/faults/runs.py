"""The grid of fault runs: every boundary × each behaviour of the API × one and two parts."""

import json
import os
import random
import shutil
import signal
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from bot.app import knowledge
from bot.config import Config
from bot.domain.boundary import Chat, ChatKind
from bot.domain.message import SHANGHAI, Message
from bot.domain.reading import Earlier
from bot.outbox import Outbox
from bot.reading.reader import read
from bot.services.intake import take_in
from bot.storage.connection import Tx
from bot.storage.schema import MIGRATIONS
from bot.storage.store import Store
from bot.storage.targets import add_target
from tests.faults.child import deliver, forked, warm
from tests.faults.server import told

CHAT = Chat(
    address="telegram:123456:-1001234567890", kind=ChatKind.SUPERGROUP, title="青石镇村居工作群"
)
DUE = datetime(2026, 6, 11, 17, 30, tzinfo=SHANGHAI)
BEHAVIOURS = (
    ("ok", ""),
    *((fault, method) for method in ("sendMessage", "editMessageText")
      for fault in ("429", "500_before", "500_after", "reset_before", "reset_after", "truncated")),
)  # fmt: skip
_ASKS = {1: 3, 2: 96}
"""Asks that fill one part, and two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One run: how the API behaves at its nth call, how many parts, and where it is killed."""

    fault: str
    method: str
    nth: int
    parts: int
    kill_at: int | None


@dataclass(slots=True)
class Tally:
    """What all runs came to."""

    runs: int = 0
    lost: int = 0
    twice: int = 0
    orphans: int = 0
    kills: int = 0


class Grid:
    """Runs cases on one server; knows for each kind of case how many points its way has."""

    def __init__(self, port: int, policy: type[Outbox]) -> None:
        warm()
        self.port = port
        self._policy = policy
        self._templates = {parts: _template(parts) for parts in _ASKS}

    def cases(self, rng: random.Random) -> Iterator[Case]:
        """All cases once, in random order, then random ones for ever."""
        every = [
            Case(fault=fault, method=method, nth=nth, parts=parts, kill_at=kill_at)
            for fault, method in BEHAVIOURS
            for parts in _ASKS
            for nth in range(1, (parts if fault != "ok" else 1) + 1)
            for kill_at in range(1, self._points(fault, method, nth, parts) + 1)
        ]
        while True:
            rng.shuffle(every)
            yield from every

    def run(self, case: Case, rng: random.Random, tally: Tally) -> None:
        """Kill one run at its point, and perhaps the next, let the last finish; count."""
        with tempfile.TemporaryDirectory(prefix="jianfu-fault-") as name:
            folder = Path(name)
            self._begin(case, folder)
            kills = [case.kill_at]
            while rng.random() < _KILLED_AGAIN:
                kills.append(rng.randrange(1, 12))
            for kill_at in [*kills, None]:
                status, _ = forked(partial(self._deliver, folder), kill_at)
                killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
                tally.kills += killed
                if status and not killed:
                    raise RuntimeError(f"a run failed by itself: {case}")
            self._judge(case, tally)

    def _points(self, fault: str, method: str, nth: int, parts: int) -> int:
        case = Case(fault=fault, method=method, nth=nth, parts=parts, kill_at=None)
        with tempfile.TemporaryDirectory(prefix="jianfu-fault-") as name:
            self._begin(case, Path(name))
            status, points = forked(partial(self._deliver, Path(name)), None)
        if status:
            raise RuntimeError(f"a run without a kill failed: {case}")
        return points

    def _begin(self, case: Case, folder: Path) -> None:
        shutil.copy(self._templates[case.parts], folder / "jianfu.db")
        self.ask("reset", {"fault": case.fault, "method": case.method, "nth": case.nth})

    async def _deliver(self, folder: Path) -> None:
        await deliver(folder, self.port, DUE + timedelta(seconds=5), self._policy)

    def _judge(self, case: Case, tally: Tally) -> None:
        """Each part is known by a line that no other part and no headline has."""
        texts = list(self.ask("look")["messages"].values())
        marks = [_THINGS[0]] + (["覆盖6/"] if case.parts == 2 else [])
        whole = [sum(mark in text for text in texts) for mark in marks]
        tally.runs += 1
        tally.lost += any(count == 0 for count in whole)
        tally.twice += any(count > 1 for count in whole)
        tally.orphans += sum(not any(mark in text for mark in marks) for text in texts)

    def ask(self, path: str, value: object = None) -> Any:
        """Ask the server something besides the Bot API."""
        body = None if value is None else json.dumps(value).encode()
        request = Request(
            f"http://127.0.0.1:{self.port}/{path}",
            data=body,
            headers={"Content-Type": "application/json"},
        )
        with urlopen(request, timeout=30) as answer:
            return told(answer.read())


_KILLED_AGAIN = 0.2


def _template(parts: int) -> Path:
    """A database with a day's asks and the target they are for."""
    folder = Path(tempfile.mkdtemp(prefix="jianfu-template-"))
    with Store.open(folder / "jianfu.db", MIGRATIONS) as store:
        store.run_sync(_fill, _ASKS[parts])
    return folder / "jianfu.db"


def _fill(tx: Tx, asks: int) -> None:
    lexicon, calendar = knowledge(Config())
    add_target(tx, CHAT.address, CHAT.title, DUE - timedelta(hours=9))
    before: list[Earlier] = []
    for number in range(1, asks + 1):
        message = Message(
            group=CHAT.title,
            number=number,
            sent_at=DUE - timedelta(hours=8, minutes=-number),
            sender="民政办-小陈",
            text=f"请各村明天下班前报送{_THINGS[number - 1]}",
        )
        reading = read(message, message.sent_at, before[-20:], lexicon, calendar)
        before.append(Earlier(message=message, reading=reading))
        take_in(tx, message, reading, address=CHAT.address)


_WHOM = ("低保对象", "危旧房屋", "灌溉机井", "留守儿童", "护林人员", "沼气池", "渔船", "茶园")
_FORMS = (
    "核查登记表", "补贴花名册", "隐患台账", "需求统计", "培训名单", "走访记录", "保险清单",
    "年度总结", "整改方案", "验收材料", "维修计划", "受益人数",
)  # fmt: skip
_THINGS = [f"{whom}{form}" for form in _FORMS for whom in _WHOM]
