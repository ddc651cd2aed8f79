"""What happens in the town, told to every open page as it happens."""

import asyncio
import json
from collections.abc import Callable

from aiohttp import WSCloseCode, web

from bot.demo.views import Views
from bot.sandbox.model import Change, Chat, ChatKind, Json, Message, User
from bot.sandbox.world import World, number_of, subscribe

_MOST_WAITING = 2000
"""Frames a page may be behind; one that is slower is told to load all anew."""
_RESET: Json = {"what": "reset"}
_HEARTBEAT = 30.0


class _Page:
    """One open page, and what it has still to be told."""

    def __init__(self, me: User) -> None:
        self.me = me
        self.waiting: asyncio.Queue[Json] = asyncio.Queue()

    def tell(self, frame: Json) -> None:
        if self.waiting.qsize() >= _MOST_WAITING:
            while not self.waiting.empty():
                self.waiting.get_nowait()
            frame = _RESET
        self.waiting.put_nowait(frame)


class Pages:
    """All open pages."""

    def __init__(self, world: World, views: Views) -> None:
        self._views = views
        self._pages: set[_Page] = set()
        self._sockets: set[web.WebSocketResponse] = set()
        subscribe(world, self._changed)

    def tell_all(self, frame: Json) -> None:
        """Tell every page the same."""
        for page in self._pages:
            page.tell(frame)

    def reset(self) -> None:
        """All is new."""
        self._views.opened.clear()
        self.tell_all(_RESET)

    async def serve(self, request: web.Request, me: User, first: Json) -> web.WebSocketResponse:
        """Tell one page of what happens until it goes away; ``first`` is its first frame."""
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT)
        await socket.prepare(request)
        page = _Page(me)
        page.tell(first)
        self._pages.add(page)
        self._sockets.add(socket)
        telling = asyncio.create_task(_tell(socket, page))
        try:
            async for _ in socket:
                # A page says nothing here.
                pass
        finally:
            self._pages.discard(page)
            self._sockets.discard(socket)
            telling.cancel()
        return socket

    async def close(self) -> None:
        """Let all pages go."""
        for socket in list(self._sockets):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    def _changed(self, change: Change) -> None:
        chat = change.chat
        framed = _FRAMES.get(change.what)
        if chat is None or framed is None:
            return
        for page in self._pages:
            if chat.kind is not ChatKind.PRIVATE or chat.id == page.me.id:
                frame = framed(self._views, chat, change.message, page.me)
                page.tell({"what": _NAMES.get(change.what, change.what), "chat": chat.id, **frame})


async def _tell(socket: web.WebSocketResponse, page: _Page) -> None:
    while not socket.closed:
        frame = await page.waiting.get()
        try:
            await socket.send_str(json.dumps(frame))
        except ConnectionError:
            return


def _whole(views: Views, _chat: Chat, message: Message | None, me: User) -> Json:
    return {"message": views.message(message, me)} if message else {}


def _number(_views: Views, _chat: Chat, message: Message | None, _me: User) -> Json:
    return {"id": number_of(message)} if message else {}


def _pinned(views: Views, chat: Chat, _message: Message | None, _me: User) -> Json:
    return {"pinned": views.pinned(chat)}


def _nothing(_views: Views, _chat: Chat, _message: Message | None, _me: User) -> Json:
    return {}


_NAMES = {"unpin": "pin"}
_FRAMES: dict[str, Callable[[Views, Chat, Message | None, User], Json]] = {
    "message": _whole,
    "edit": _whole,
    "delete": _number,
    "reaction": _whole,
    "pin": _pinned,
    "unpin": _pinned,
    "member": _nothing,
}
