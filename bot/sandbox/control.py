"""The control API of a sandbox in its own process: what people do, faults, and what was seen.

POST   /control/do               {"action": "post", "chat": -100…, "who": 6…, "text": "…"} → result
                                 a list of such → the list of results; a mistake ends it there
POST   /control/reset            a new world: its bots in no chat, ids from the start, no faults
GET    /control/chats?user=ID    chats (of somebody, or all)
GET    /control/messages?chat=ID what stands in a chat, as its first bot (or &bot=ID) sees it
GET    /control/press/ID         what was answered to a press; null before
GET    /control/calls            finished calls; ?method=NAME and ?after=NUMBER choose
POST   /control/faults           fields of Fault → orders it;  DELETE takes all back
POST   /control/release          lets slow answers go
POST   /control/clock            {"advance": seconds} or {"set": unix seconds} → {"now": …}

An answer is {"ok": true, "result": …}, or 400 with {"ok": false, "error": "…"}.
"""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from aiohttp import web

from bot.sandbox.actions import perform, view
from bot.sandbox.clock import Clock
from bot.sandbox.faults import Fault, FaultKind, clear, order, release
from bot.sandbox.model import Json
from bot.sandbox.server import Sandbox
from bot.sandbox.world import chats_of, find_chat, history

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_MISTAKES = (ValueError, TypeError, LookupError, AttributeError)


def add_control(app: web.Application, sandbox: Sandbox, clock: Clock | None = None) -> None:
    """Add the control API's routes to the sandbox's application; `clock` is what it may set."""
    control = _Control(sandbox, clock)
    for verb, path, work in (
        ("POST", "do", control.do),
        ("POST", "reset", control.reset),
        ("GET", "chats", control.chats),
        ("GET", "messages", control.messages),
        ("GET", "press/{id}", control.press),
        ("GET", "calls", control.calls),
        ("POST", "faults", control.fault),
        ("DELETE", "faults", control.no_faults),
        ("POST", "release", control.release),
        ("POST", "clock", control.set_clock),
    ):
        app.router.add_route(verb, f"/control/{path}", _answering(work))


def _answering(work: Callable[[web.Request, Any], Any]) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            body = await request.json() if request.can_read_body else {}
            result = work(request, body)
        except _MISTAKES as mistake:
            error = f"{type(mistake).__name__}: {mistake}"
            return web.json_response({"ok": False, "error": error}, status=400)
        return web.json_response({"ok": True, "result": result})

    return handle


class _Control:
    def __init__(self, sandbox: Sandbox, clock: Clock | None) -> None:
        self._sandbox = sandbox
        self._world = sandbox.world
        self._clock = clock

    def do(self, _request: web.Request, body: Json | list[Json]) -> Any:
        if isinstance(body, list):
            return [perform(self._world, order) for order in body]
        return perform(self._world, body)

    def reset(self, _request: web.Request, _body: Json) -> None:
        self._sandbox.reset()

    def chats(self, request: web.Request, _body: Json) -> Any:
        user = request.query.get("user")
        everything = [*self._world.chats.values(), *self._world.private.values()]
        chats = everything if user is None else chats_of(self._world, int(user))
        return [view(self._world, chat) for chat in chats]

    def messages(self, request: web.Request, _body: Json) -> Any:
        bot = int(request.query["bot"]) if "bot" in request.query else None
        chat = find_chat(self._world, int(request.query["chat"]), bot)
        if chat is None:
            raise LookupError("no such chat")
        return [view(self._world, message, bot) for message in history(chat)]

    def press(self, request: web.Request, _body: Json) -> Any:
        answer = self._world.presses[request.match_info["id"]].answer
        return asdict(answer) if answer else None

    def calls(self, request: web.Request, _body: Json) -> Any:
        method, after = request.query.get("method"), int(request.query.get("after", 0))
        found = self._sandbox.calls if method is None else self._sandbox.calls_of(method)
        return [asdict(call) for call in found if call.number > after]

    def fault(self, _request: web.Request, body: Json) -> None:
        order(self._sandbox.script, Fault(**{**body, "kind": FaultKind(body["kind"])}))

    def no_faults(self, _request: web.Request, _body: Json) -> None:
        clear(self._sandbox.script)

    def release(self, _request: web.Request, _body: Json) -> None:
        release(self._sandbox.script)

    def set_clock(self, _request: web.Request, body: Json) -> Json:
        if self._clock is None:
            raise LookupError("the clock of this world cannot be set")
        if "set" in body:
            self._clock.set(body["set"])
        self._clock.advance(body.get("advance", 0))
        return {"now": self._world.clock()}
