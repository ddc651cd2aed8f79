"""A Bot API server as small as the fault runs need: one chat, faults on demand, updates to fetch.

It runs in a process of its own, so that it lives on when the bot is killed.
"""

import asyncio
import json
import multiprocessing
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from aiohttp import web

TOKEN = "123456:" + "A" * 35
_ME = {"id": 123456, "is_bot": True, "first_name": "jianfu", "username": "jianfu_bot"}
_BATCH = 100


@dataclass(slots=True)
class State:
    """What happened so far, and what is to go wrong."""

    messages: dict[int, str] = field(default_factory=dict)
    next_id: int = 1
    fault: str = "ok"
    method: str = ""
    nth: int = 0
    seen: int = 0
    updates: list[dict[str, Any]] = field(default_factory=list)


class Api:
    """The methods, each a plain function of its parameters."""

    def __init__(self) -> None:
        self.state = State()

    async def call(self, request: web.Request) -> web.StreamResponse:
        """One call of the Bot API, with the fault that was asked for."""
        method = request.match_info["method"]
        sent = await request.post() if request.method == "POST" else request.query
        if request.content_type == "application/json":
            sent = await request.json()
        params = dict(sent)
        self.state.seen += method == self.state.method
        due = method == self.state.method and self.state.seen == self.state.nth
        fault = self.state.fault if due else "ok"
        match fault:
            case "429":
                return _error(429, "Too Many Requests: retry after 3", {"retry_after": 3})
            case "500_before":
                return _error(500, "Internal Server Error")
            case "reset_before":
                return _reset(request)
        if method == "getUpdates" and not self.state.updates:
            # A long poll in short, or whoever polls would keep this machine busy.
            await asyncio.sleep(0.05)
        answer = self._apply(method, params)
        match fault:
            case "500_after":
                return _error(500, "Internal Server Error")
            case "reset_after":
                return _reset(request)
            case "truncated":
                return web.Response(text='{"ok":true,"res', content_type="application/json")
        return answer

    def _apply(self, method: str, params: dict[str, Any]) -> web.Response:
        match method:
            case "getMe":
                return _ok(_ME | {"can_read_all_group_messages": True})
            case "sendMessage":
                number = self.state.next_id
                self.state.next_id += 1
                self.state.messages[number] = str(params["text"])
                return _ok(_message(number, str(params["text"])))
            case "editMessageText":
                number = int(params["message_id"])
                if self.state.messages.get(number) == params["text"]:
                    return _error(400, "Bad Request: message is not modified")
                self.state.messages[number] = str(params["text"])
                return _ok(_message(number, str(params["text"])))
            case "getUpdates":
                return _ok(self._updates(int(params.get("offset") or 0)))
        return _ok(True)

    def _updates(self, offset: int) -> list[dict[str, Any]]:
        while self.state.updates and self.state.updates[0]["update_id"] < offset:
            del self.state.updates[0]
        return self.state.updates[:_BATCH]

    async def reset(self, request: web.Request) -> web.Response:
        """Begin anew, with the fault and the updates in the body."""
        value = await request.json()
        self.state = State(
            fault=value.get("fault", "ok"),
            method=value.get("method", ""),
            nth=value.get("nth", 0),
            updates=value.get("updates", []),
        )
        return _ok(True)

    async def look(self, request: web.Request) -> web.Response:
        """What stands in the chat, and how many updates wait."""
        del request
        return _ok({"messages": self.state.messages, "updates": len(self.state.updates)})


def _message(number: int, text: str) -> dict[str, Any]:
    chat = {"id": -1001234567890, "type": "supergroup", "title": "青石镇村居工作群"}
    return {"message_id": number, "date": 1781000000, "chat": chat, "text": text}


def _ok(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _error(code: int, text: str, parameters: dict[str, Any] | None = None) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": text}
    if parameters:
        body["parameters"] = parameters
    return web.json_response(body, status=code)


def _reset(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def _serve(pipe: Connection) -> None:
    api = Api()
    application = web.Application(client_max_size=1 << 26)
    application.router.add_post("/reset", api.reset)
    application.router.add_get("/look", api.look)
    application.router.add_route("*", f"/bot{TOKEN}/{{method}}", api.call)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    assert site._server is not None
    port = runner.addresses[0][1]
    pipe.send(port)
    await asyncio.Event().wait()


def _main(pipe: Connection) -> None:
    asyncio.run(_serve(pipe))


def started() -> tuple[multiprocessing.Process, int]:
    """A server in a process that ends with ours, and its port."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_main, args=(there,), daemon=True)
    process.start()
    return process, int(here.recv())


def told(body: bytes) -> Any:
    """The result in an answer of ours."""
    return json.loads(body)["result"]
