"""Updates as Telegram words them, a Bot API of a few lines, and a clock that tests turn."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.domain.boundary import Event, MessageIn, RawUpdate
from bot.domain.message import Message
from bot.platforms.telegram import Telegram, Webhook
from bot.platforms.telegram_address import Account
from bot.platforms.telegram_events import parse

TOKEN = "4242:AAtest-token_0123456789abcdefghijklmn"
US = Account(bot_id=4242, username="JianfuBot")
GROUP = -1001234567890
AT = 1773280800
"""2026-03-12 10:00 in Shanghai."""

Json = dict[str, Any]


def person(ident: int = 7, **more: Any) -> Json:
    return {"id": ident, "is_bot": False, "first_name": "敏", "last_name": "周", **more}


def group(ident: int = GROUP, **more: Any) -> Json:
    return {"id": ident, "type": "supergroup", "title": "青石镇工作群", **more}


def private(ident: int = 7) -> Json:
    return {"id": ident, "type": "private", "first_name": "敏", "last_name": "周"}


def channel(ident: int = -1009876543210, title: str = "县委办通知") -> Json:
    return {"id": ident, "type": "channel", "title": title}


def said(text: str | None = "请今天18点前报台账", **more: Any) -> Json:
    """A message; ``sender`` is its "from"."""
    base: Json = {"message_id": 31, "date": AT, "chat": group(), "from": person()}
    if text is not None:
        base["text"] = text
    if "sender" in more:
        base["from"] = more.pop("sender")
    return {name: value for name, value in {**base, **more}.items() if value is not None}


def update(kind: str, inner: Any, number: int = 1) -> Json:
    return {"update_id": number, kind: inner}


def dump(value: Any) -> bytes:
    return json.dumps(value).encode()


def event(kind: str, inner: Json) -> Event | None:
    return parse(dump(update(kind, inner)), US)


def message_in(**more: Any) -> MessageIn:
    found = event("message", said(**more))
    assert isinstance(found, MessageIn)
    return found


def message(**more: Any) -> Message:
    return message_in(**more).message


@dataclass(slots=True)
class Clock:
    """Time that passes only when somebody sleeps."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


Answer = tuple[int, Any]


def ok(result: Any) -> Answer:
    return 200, {"ok": True, "result": result}


def refusal(status: int, description: str, **parameters: Any) -> Answer:
    body: Json = {"ok": False, "error_code": status, "description": description}
    return status, {**body, "parameters": parameters} if parameters else body


ME = {
    "id": 4242,
    "is_bot": True,
    "first_name": "减负助手",
    "username": "JianfuBot",
    "can_read_all_group_messages": True,
}
SENT = {"message_id": 99, "date": AT, "chat": group(), "text": "…"}
_DEFAULTS = {"getMe": ME, "sendMessage": SENT, "sendDocument": SENT, "editMessageText": SENT}


@dataclass(slots=True)
class Server:
    """Answers what it was told to, in turn; records every call. "reset" cuts the connection."""

    answers: dict[str, list[Answer | str]] = field(default_factory=dict)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    url: str = ""
    held: asyncio.Event = field(default_factory=asyncio.Event)
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    def will(self, method: str, *answers: Answer | str) -> None:
        self.answers.setdefault(method, []).extend(answers)

    def params(self, method: str) -> Json:
        """What the last call of a method was given."""
        return next(given for name, given in reversed(self.calls) if name == method)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.content_type == "application/json":
            given = await request.json()
        else:
            given = {name: _value(str(text)) for name, text in (await request.post()).items()}
        self.calls.append((method, given))
        planned = self.answers.get(method)
        if planned:
            answer = planned.pop(0)
        elif method == "getUpdates":
            self.held.set()
            await self.closing.wait()
            answer = ok([])
        else:
            answer = ok(_DEFAULTS.get(method, True))
        if isinstance(answer, str):
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        status, body = answer
        text = body if isinstance(body, str) else json.dumps(body)
        return web.Response(status=status, text=text, content_type="application/json")


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


@asynccontextmanager
async def serving() -> AsyncIterator[Server]:
    server = Server()
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", server.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0]
        server.url = f"http://{host}:{port}"
        yield server
    finally:
        server.closing.set()
        await runner.cleanup()


@dataclass(slots=True)
class Keeper:
    """An inbox in memory; raises what it is told to first."""

    kept: list[RawUpdate] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)
    seen: Callable[[], None] = lambda: None

    async def accept(self, updates: Sequence[RawUpdate]) -> None:
        self.seen()
        if self.faults:
            raise self.faults.pop(0)
        self.kept.extend(updates)


@asynccontextmanager
async def telegram(
    server: Server, *, keeper: Keeper | None = None, webhook: Webhook | None = None
) -> AsyncIterator[tuple[Telegram, Clock]]:
    """A started Telegram on ``server``, which is stopped at the end."""
    clock = Clock()
    ours = Telegram(TOKEN, base_url=server.url, webhook=webhook, clock=clock, sleep=clock.sleep)
    try:
        await ours.start((keeper or Keeper()).accept)
        yield ours, clock
    finally:
        await ours.stop()
