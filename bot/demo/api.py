"""The demo's page and its API on one address of this machine.

GET  /                      → the page; 302 to /?me=KEY of the village clerk where `me` is missing
GET  /static/NAME           → static files
     /board/                → the coordinators' board, with its own sessions (bot.web)
GET  /api/state?me=KEY      → {"now": ISO local, "me": person, "people": [person], "headline",
                              "proof", "chats": [chat], "clock": clock}
    person: {"key", "id", "name", "role" (Chinese), "chats": [id]}
    headline: {"messages", "to_do", "due"}, of the day's digest as it stands by now; null before it
    proof: {"text": Chinese, "lines": [n, m]}: two departments want the same list; or null
    chat: {"id", "title", "kind": "supergroup|private", "mine": bool, "unread": n,
           "last": {"name", "text", "time"} | null, "pinned": [message id], "members": n}
    clock: {"what": "clock", "now", "day": "2026-06-11", "playing": bool, "busy": bool,
            "next": {"at": ISO, "what": "message|digest|card", "words": Chinese} | null}
GET  /api/messages?me=KEY&chat=ID → [message], oldest first; the chat then counts as read
    message: {"id" (message_id in that chat), "key", "chat", "from": {"id", "name", "bot"} | null,
              "date", "edited": ISO | null, "text", "entities": [Bot API, UTF-16 offsets],
              "reply_to": id | null, "forward": {"name", "date"} | null, "album": str | null,
              "media": {"kind": "photo|document|voice|video|sticker|poll|location|contact",
                        "file_name"?, "duration"?, "emoji"?, "question"?} | null,
              "keyboard": [[{"text", "data"?, "url"?}]] | null,
              "reactions": [{"emoji", "count", "mine"}], "service": Chinese | null, "pinned": bool}
GET  /api/live?me=KEY       → WebSocket of JSON frames:
    {"what": "message|edit|reaction", "chat", "message"}, {"what": "delete", "chat", "id"},
    {"what": "pin", "chat", "pinned": [id]}, {"what": "member", "chat"}, clock, and
    {"what": "reset"}: load all anew
POST /api/do {"me", "do": "post|edit|forward|react|press|start|delete", …}; answered once the bot
    is quiet:
    post: chat, text, reply_to?, file_name?; edit: chat, message, text; delete: chat, message;
    forward: chat, message, to; react: chat, message, emoji ("" takes it away);
    press: chat, message, data → {"toast": str | null, "alert": bool, "url": str | null};
    start: payload? (opens the private chat with the bot)
POST /api/clock {"to": "morning|evening|next|due|night|pause|play", "speed"?}
                            → {}; the work is seen on the live socket. Speed: town's seconds in one
GET  /api/about?me=KEY&chat=ID&message=ID → what was understood:
    {"what": "通知|回复|闲聊|拿不准", "asks": [{"kind", "issuer", "title", "deadline",
     "deadline_words", "evidence": {"span": [a, b] (code points), "text", "assumption"} | null,
     "starts_at", "cues": [words]}], "relation": Chinese | null,
     "duplicate_of": {"chat", "message", "why"} | null,
     "same_data": {"title", "issuer", "why"} | null}
POST /api/paste {"text"}    → {"html", "headline", "messages", "skipped", "error": Chinese | null}

Errors: 400 (403 for foreign pages, 503 while all is being built) {"error": Chinese sentence}.
"""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.demo.about import about
from bot.demo.clockwork import SPEED, Clockwork, Coming, Move
from bot.demo.doing import Doing, RefusedError
from bot.demo.facts import facts
from bot.demo.guard import guard, harden
from bot.demo.live import Pages
from bot.demo.page import render, static
from bot.demo.paste import LONGEST, digest_of
from bot.demo.views import Views
from bot.domain.errors import StorageError
from bot.domain.message import SHANGHAI
from bot.sandbox.model import Chat, Json, User
from bot.sandbox.world import find_message, history
from bot.web.application import application
from bot.web.board import Board
from bot.wording import demo as words

_A_DAY = timedelta(days=1)
_SLOT = time(17, 30)
# Any character may come as an escaped pair of surrogates.
_LARGEST = 12 * LONGEST + 4096


class Api:
    """The routes, and what they share."""

    def __init__(self, clockwork: Clockwork) -> None:
        self._clockwork = clockwork
        self._town = clockwork.town
        self._views = Views(self._town)
        self._doing = Doing(clockwork, self._views)
        self._pages = Pages(self._town.world, self._views)
        clockwork.told = lambda: self._pages.tell_all(self._clock())
        self._town.told = self._pages.reset

    def app(self) -> web.Application:
        """The sandbox's application with our routes beside the bot's, all of it guarded."""
        app = self._town.sandbox.app()
        app.middlewares.extend((guard, self._follow()))
        app.on_response_prepare.append(harden)
        app.on_shutdown.append(self._close)
        app.add_subapp("/board", application(self._board))
        for path, handle in (
            ("/", self._index),
            ("/static/{name}", self._static),
            ("/api/state", self._state),
            ("/api/messages", self._messages),
            ("/api/live", self._live),
            ("/api/about", self._about),
        ):
            app.router.add_get(path, _answering(handle))
        for path, post in (
            ("/api/do", self._do),
            ("/api/clock", self._move),
            ("/api/paste", self._paste),
        ):
            app.router.add_post(path, _answering(post))
        return app

    def _board(self) -> Board:
        """The board of the town there is now."""
        self._must_be_ready()
        return self._town.live.board

    def _follow(self) -> Middleware:
        """What is done on the board is answered once the bot is quiet, as all that is done here."""

        @web.middleware
        async def follow(request: web.Request, handler: Handler) -> web.StreamResponse:
            answer = await handler(request)
            if request.method == "POST" and request.path.startswith("/board/") and self._ready:
                await self._clockwork.follow()
            return answer

        return follow

    async def _close(self, _app: web.Application) -> None:
        await self._pages.close()

    async def _index(self, request: web.Request) -> web.StreamResponse:
        me = self._town.stage.keys.get(request.query.get("me", ""))
        if me is None:
            raise web.HTTPFound(f"/?me={self._town.script.visitor}")
        shown = self._views.person(me, self._town.stage.roles[me.id])
        page = render("index.html", me=shown)
        return web.Response(text=page, content_type="text/html", charset="utf-8")

    async def _static(self, request: web.Request) -> web.StreamResponse:
        found = static(request.match_info["name"])
        if found is None:
            raise RefusedError(words.NO_PAGE)
        return web.Response(body=found[0], content_type=found[1], charset="utf-8")

    async def _state(self, request: web.Request) -> Json:
        me = self._me(request.query.get("me"))
        known = {"headline": None, "proof": None} if not self._ready else await facts(self._town)
        now = self._town.now().astimezone(SHANGHAI)
        person = self._views.person(me, self._town.stage.roles[me.id])
        return {
            "now": now.isoformat(timespec="seconds"),
            "me": person,
            "people": self._views.people(),
            **known,
            "chats": self._views.chats(me, _begun(now)),
            "clock": self._clock(),
        }

    async def _messages(self, request: web.Request) -> list[Json]:
        me = self._me(request.query.get("me"))
        chat = self._chat(me, request.query.get("chat"))
        if chat is None:
            return []
        self._views.read(chat, me)
        return [self._views.message(message, me) for message in history(chat)]

    async def _live(self, request: web.Request) -> web.StreamResponse:
        me = self._me(request.query.get("me"))
        return await self._pages.serve(request, me, self._clock())

    async def _about(self, request: web.Request) -> Json:
        me = self._me(request.query.get("me"))
        self._must_be_ready()
        chat = self._chat(me, request.query.get("chat"))
        number = _whole(request.query.get("message"))
        message = find_message(chat, number) if chat and number is not None else None
        if chat is None or message is None:
            raise RefusedError(words.NO_MESSAGE)
        return await about(self._town, chat, message)

    async def _do(self, request: web.Request) -> Json:
        body = await _body(request)
        me = self._me(body.get("me"))
        self._must_be_ready()
        return await self._doing.do(me, body)

    async def _move(self, request: web.Request) -> Json:
        body = await _body(request)
        speed = body.get("speed", SPEED)
        if body.get("to") not in set(Move) or type(speed) not in (int, float) or speed != speed:
            raise RefusedError(words.BAD_REQUEST)
        await self._clockwork.move(Move(body["to"]), float(speed))
        return {}

    async def _paste(self, request: web.Request) -> Json:
        text = (await _body(request)).get("text")
        if not isinstance(text, str):
            raise RefusedError(words.BAD_REQUEST)
        return await digest_of(text)

    def _me(self, key: object) -> User:
        me = self._town.stage.keys.get(key) if isinstance(key, str) else None
        if me is None:
            raise RefusedError(words.NO_PERSON)
        return me

    def _chat(self, me: User, ident: str | None) -> Chat | None:
        """A group or one's own chat with the bot; None where that was never opened."""
        number = _whole(ident)
        chat = self._views.chat(me, number) if number is not None else None
        if chat is None and number != me.id:
            raise RefusedError(words.NO_CHAT)
        return chat

    @property
    def _ready(self) -> bool:
        return not self._clockwork.building

    def _must_be_ready(self) -> None:
        if not self._ready:
            raise StorageError("the town is being built")

    def _clock(self) -> Json:
        now = self._town.now().astimezone(SHANGHAI)
        coming = self._clockwork.next
        return {
            "what": "clock",
            "now": now.isoformat(timespec="seconds"),
            "day": now.date().isoformat(),
            "playing": self._clockwork.playing,
            "busy": self._clockwork.busy,
            "next": _shown(coming) if coming else None,
        }


def _shown(coming: Coming) -> Json:
    at = coming.at.astimezone(SHANGHAI)
    said = words.coming(coming.kind, at, coming.title)
    return {"at": at.isoformat(timespec="seconds"), "what": coming.kind, "words": said}


def _begun(now: datetime) -> datetime:
    """When the period of the digest that is shown began: the slot before the last, or the last."""
    slot = datetime.combine(now.date(), _SLOT, SHANGHAI)
    return slot - _A_DAY


def _whole(value: str | None) -> int | None:
    try:
        return int(value) if value is not None and len(value) < _DIGITS else None
    except ValueError:
        return None


_DIGITS = 20


async def _body(request: web.Request) -> Json:
    """The JSON object of a request, of bounded size. Raises RefusedError."""
    if request.content_type != "application/json" or (request.content_length or 0) > _LARGEST:
        raise RefusedError(words.BAD_REQUEST)
    try:
        value = json.loads(await request.read())
    except (ValueError, RecursionError) as error:
        raise RefusedError(words.BAD_REQUEST) from error
    if not isinstance(value, dict):
        raise RefusedError(words.BAD_REQUEST)
    return value


def _answering(
    handle: Callable[[web.Request], Awaitable[Any]],
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Answers as JSON; what is refused is a sentence."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            done = await handle(request)
        except RefusedError as refused:
            return web.json_response({"error": str(refused)}, status=400)
        except StorageError:
            # The town is being started over beneath us.
            return web.json_response({"error": words.NOT_HERE}, status=503)
        return done if isinstance(done, web.StreamResponse) else web.json_response(done)

    return answer
