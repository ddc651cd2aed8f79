"""Telegram in miniature in a process of its own, which lives on when the bot is killed."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

ROOT = Path(__file__).parents[2]
TOKEN = "123456:" + "A" * 35
BOT = 123456
TITLE = "青石镇村居工作群"
PATIENCE = 60.0
_MANY = 1000
_OPENER = build_opener(ProxyHandler({}))

Order = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """What tests ask of the sandbox. ``root`` is the Bot API's address, before /bot and token."""

    root: str
    control: str

    def reset(self, now: datetime) -> None:
        """A new world at ``now``, in which time stands still; the bot is in no chat."""
        self._ask("reset", {})
        self.turn(now)

    def turn(self, now: datetime) -> None:
        """Set the clock of the world."""
        self._ask("clock", {"set": now.timestamp()})

    def person(self, name: str) -> int:
        """Somebody new; their id."""
        return int(self.do({"action": "add_user", "first_name": name})[0]["id"])

    def group(self, title: str, owner: int, *members: int) -> int:
        """A supergroup in which the bot may pin; its id."""
        order = {"action": "add_supergroup", "title": title, "owner": owner}
        chat = int(self.do({**order, "members": list(members)} if members else order)[0]["id"])
        joins = {"chat": chat, "user": BOT, "by": owner}
        self.do(
            {"action": "add", **joins},
            {"action": "promote", "rights": ["can_pin_messages"], **joins},
        )
        return chat

    def do(self, *orders: Order) -> list[Any]:
        """Have people do things, one after the other."""
        return list(self._ask("do", orders))

    def feed(self, orders: Iterable[Order]) -> None:
        """Have people do a great many things."""
        waiting = list(orders)
        for first in range(0, len(waiting), _MANY):
            self.do(*waiting[first : first + _MANY])

    def will_fail(self, fault: Order) -> None:
        """Order a fault."""
        self._ask("faults", fault)

    def faults_seen(self) -> int:
        """How many calls went wrong as ordered."""
        return sum(call["fault"] is not None for call in self._ask("calls"))

    def said(self, chat: int) -> list[str]:
        """The bot's texts that stand in a chat, oldest first."""
        standing = self._ask(f"messages?chat={chat}")
        return [m["text"] for m in standing if m["from"]["id"] == BOT and "text" in m]

    def waiting(self) -> int:
        """How many updates the bot has not confirmed yet."""
        return int(self._call("getWebhookInfo")["pending_update_count"])

    def forget(self) -> None:
        """Drop the updates that wait."""
        self._call("deleteWebhook?drop_pending_updates=true")

    def _ask(self, path: str, body: Any = None) -> Any:
        return _answer(f"{self.control}/{path}", body)

    def _call(self, method: str) -> Any:
        return _answer(f"{self.root}/bot{TOKEN}/{method}", None)


def _answer(url: str, body: Any) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = Request(url, data=data, headers={"Content-Type": "application/json"})
    with _OPENER.open(request, timeout=PATIENCE) as answer:
        return json.load(answer)["result"]


@contextmanager
def founded() -> Iterator[Town]:
    """A town while the block runs."""
    command = [sys.executable, "-m", "bot.sandbox", "--still", "--reads-all", "--token", TOKEN]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            ready = json.loads(process.stdout.readline())
            yield Town(root=ready["base"].removesuffix("/bot"), control=ready["control"])
        finally:
            process.kill()
