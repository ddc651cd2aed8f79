"""The Bot API over HTTP on loopback: methods, long poll, webhook, faults, and a record of calls."""

import asyncio
import json
import socket
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import Any

from aiohttp import web

from bot.sandbox.calls import Ask, Call, decode
from bot.sandbox.faults import BEFORE, Fault, FaultKind, Script, clear, take
from bot.sandbox.methods import METHODS, Method
from bot.sandbox.model import Bot, Json
from bot.sandbox.polling import WEBHOOK_SET, Pollers
from bot.sandbox.pushing import Backoff, Pushers, patient
from bot.sandbox.refusal import Refusal
from bot.sandbox.world import World, start_over

MAX_BODY = 20 * 1024 * 1024
_LINGER_NOT = struct.pack("ii", 1, 0)


class Sandbox:
    """A world and the server that shows it to bots.

    ``script`` takes orders for faults, ``calls`` holds every finished call, oldest first. ``base``
    is the address before the token, as telegram.Bot wants it (base_url), once it is started.
    """

    def __init__(
        self,
        world: World,
        *,
        backoff: Backoff = patient,
        webhook_timeout: float = 60.0,
        applied: Callable[[Call], None] | None = None,
    ) -> None:
        """Make a server that is not started yet; `backoff` and timeout are the webhook's.

        `applied` hears of each call that had its effect, before it is answered.
        """
        self.world = world
        self._applied = applied
        self.script = Script()
        self.calls: list[Call] = []
        self.pollers = Pollers()
        self.pushers = Pushers(world, backoff, webhook_timeout)
        self.root = ""
        self._numbered = 0
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def base(self) -> str:
        """Return the address before the token."""
        return f"{self.root}/bot"

    def app(self) -> web.Application:
        """Return the aiohttp application, for use inside a larger one."""
        app = web.Application(client_max_size=MAX_BODY)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.on_shutdown.append(self._stop)
        return app

    def reset(self) -> None:
        """Begin with a world where nobody is but the bots; no faults, no record, no webhooks."""
        clear(self.script)
        self.pollers.close()
        start_over(self.world)
        for bot in self.world.bots.values():
            self.pushers.refresh(bot)
        self.calls.clear()
        self._numbered = 0

    async def _stop(self, _app: web.Application) -> None:
        self.pollers.close()
        self.script.gate.set()
        await self.pushers.close()

    def calls_of(self, method: str) -> list[Call]:
        """Return the finished calls of one method."""
        return [call for call in self.calls if call.method == method]

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        token = request.match_info["token"]
        bot = next((bot for bot in self.world.bots.values() if bot.token == token), None)
        if bot is None:
            return _answer(Refusal(401, "Unauthorized").body(), 401)
        method = METHODS.get(request.match_info["method"].lower())
        if method is None:
            return _answer(Refusal(404, "Not Found: method not found").body(), 404)
        try:
            params = await _params(request)
        except ValueError:
            return _answer(Refusal(400, "Bad Request: can't parse request").body(), 400)
        bot.wake = partial(self._wake, bot.id)
        fault = take(self.script, method.name, params, self.world.clock())
        return await self._perform(request, bot, method, params, fault)

    async def answer(self, token: str, name: str, form: Json) -> tuple[int, bytes]:
        """Answer a call from within the process, without a connection and without faults."""
        bot = next(bot for bot in self.world.bots.values() if bot.token == token)
        bot.wake = partial(self._wake, bot.id)
        params = decode(form)
        call = self._begun(bot, METHODS[name.lower()], params)
        call, body, status = await self._apply(Ask(world=self.world, bot=bot, params=params), call)
        self.calls.append(call)
        return status, json.dumps(body).encode()

    def _wake(self, bot_id: int) -> None:
        self.pollers.wake(bot_id)
        self.pushers.wake(bot_id)

    async def _perform(
        self, request: web.Request, bot: Bot, method: Method, params: Json, fault: Fault | None
    ) -> web.StreamResponse:
        call = self._begun(bot, method, params, fault)
        if fault and fault.kind in BEFORE:
            call = replace(call, applied=False)
            return self._go_wrong(request, fault, call)
        call, body, status = await self._apply(Ask(world=self.world, bot=bot, params=params), call)
        if fault is None:
            self.calls.append(call)
            return _answer(body, status)
        if fault.kind is FaultKind.SLOW:
            self.calls.append(call)
            await self._hold(fault)
            return _answer(body, status)
        if fault.kind is FaultKind.TRUNCATED:
            self.calls.append(replace(call, outcome="lost"))
            return _half(body, status)
        return self._go_wrong(request, fault, call)

    def _begun(self, bot: Bot, method: Method, params: Json, fault: Fault | None = None) -> Call:
        self._numbered += 1
        return Call(
            number=self._numbered,
            bot=bot.id,
            method=method.name,
            params=params,
            date=self.world.now(),
            fault=fault.kind.value if fault else None,
        )

    async def _apply(self, ask: Ask, call: Call) -> tuple[Call, Json, int]:
        """Do what a call asks for; return it with its outcome, and the answer."""
        try:
            if call.method == "getUpdates":
                result: Any = await self.pollers.poll(ask)
            else:
                result = METHODS[call.method.lower()].handle(ask)
        except Refusal as refusal:
            call = replace(call, outcome="refused", applied=False, error=refusal.description)
            return call, refusal.body(), refusal.code
        if call.method in ("setWebhook", "deleteWebhook"):
            self.pollers.end(ask.bot.id, WEBHOOK_SET)
            self.pushers.refresh(ask.bot)
        call = replace(call, result=result)
        if self._applied:
            self._applied(call)
        return call, {"ok": True, "result": result}, 200

    def _go_wrong(self, request: web.Request, fault: Fault, call: Call) -> web.StreamResponse:
        if fault.kind in (FaultKind.RESET, FaultKind.RESET_AFTER):
            self.calls.append(replace(call, outcome="lost"))
            return _reset(request)
        refusal = fault.refusal()
        self.calls.append(replace(call, outcome="refused", error=refusal.description))
        return _answer(refusal.body(), refusal.code)

    async def _hold(self, fault: Fault) -> None:
        gate = self.script.gate
        try:
            await asyncio.wait_for(gate.wait(), fault.delay)
        except TimeoutError:
            return


async def _params(request: web.Request) -> Json:
    """Return the parameters of a call, from the address and a body of any of three kinds."""
    fields: Json = decode(dict(request.query))
    if request.content_type == "application/json" and request.can_read_body:
        body = await request.json()
        if not isinstance(body, dict):
            raise ValueError("a JSON object was expected")
        return fields | body
    form = await request.post()
    shown = {
        key: {"file_name": value.filename} if isinstance(value, web.FileField) else value
        for key, value in form.items()
    }
    return fields | decode(shown)


def _answer(body: Json, status: int) -> web.Response:
    return web.json_response(body, status=status)


def _half(body: Json, status: int) -> web.Response:
    """Return an answer whose JSON breaks off in the middle."""
    whole = json.dumps(body).encode()
    half = whole[: len(whole) // 2]
    return web.Response(body=half, status=status, content_type="application/json")


def _reset(request: web.Request) -> web.StreamResponse:
    """Cut the connection so that the caller sees a reset, not an end."""
    transport = request.transport
    if transport:
        sock = transport.get_extra_info("socket")
        if sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
        transport.abort()
    return web.Response()


@asynccontextmanager
async def serving(
    sandbox: Sandbox, app: web.Application | None = None, *, port: int = 0
) -> AsyncIterator[Sandbox]:
    """Serve on loopback while the block runs; port 0 takes a free one. `app` holds more routes."""
    # A client that goes away takes its long poll with it.
    runner = web.AppRunner(
        app or sandbox.app(), access_log=None, shutdown_timeout=0.1, handler_cancellation=True
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        host, taken = runner.addresses[0][:2]
        sandbox.root = f"http://{host}:{taken}"
        yield sandbox
    finally:
        await runner.cleanup()
