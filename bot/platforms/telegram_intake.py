"""Receiving through a webhook, and what must be known of an update before it is kept."""

import asyncio
import hashlib
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.domain.boundary import Accept, ChatKind, RawUpdate
from bot.domain.errors import what_went_wrong
from bot.platforms.telegram_address import Account
from bot.platforms.telegram_checks import clean
from bot.platforms.telegram_log import redact

ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "message_reaction",
    "my_chat_member",
    "chat_member",
)
"""What we ask for; reactions and memberships are sent only when they are asked for."""

_PERSONAL = ("callback_query", "message_reaction")
"""Sealed although they come from a group: a reaction may be meant as a flag."""
_MESSAGES = ("message", "channel_post", "edited_message", "edited_channel_post")
_NEW = ("message", "channel_post")
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_LARGEST_BODY = 1024 * 1024
_BODY_SECONDS = 20
_PUBLIC_KINDS = frozenset(ChatKind) - {ChatKind.PRIVATE}

log = logging.getLogger(__name__)


def loads(body: bytes) -> object:
    """The JSON in ``body``; None where there is none that can be read."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def raw_update(account: Account, body: bytes, value: object) -> RawUpdate:
    """What must be known of an update before it is kept; ``value`` is the JSON in ``body``.

    Never raises: of strange JSON no chat is known, and it counts as private. A chat that is not
    surely public does, too.
    """
    update = value if isinstance(value, dict) else {}
    kind, inner = next(((k, v) for k, v in update.items() if isinstance(v, dict)), ("", {}))
    place = _dict(inner, "message") if kind == "callback_query" else inner
    chat = _dict(place, "chat")
    address = account.address(chat["id"]) if type(chat.get("id")) is int else ""
    public = isinstance(chat.get("type"), str) and chat["type"] in _PUBLIC_KINDS
    album = inner.get("media_group_id") if kind in _NEW else None
    number = _number(update)
    return RawUpdate(
        key=f"telegram:{account.bot_id}:{_digest(body) if number is None else number}",
        sequence=number or 0,
        chat=address,
        body=body,
        private=not public,
        personal=public and kind in _PERSONAL,
        album=f"{address}:{clean(album)}" if isinstance(album, str) and address else None,
        text=_text(inner) if kind in _MESSAGES else "",
    )


def _dict(value: dict[str, Any], name: str) -> dict[str, Any]:
    inner = value.get(name)
    return inner if isinstance(inner, dict) else {}


def _number(update: dict[str, Any]) -> int | None:
    number = update.get("update_id")
    return number if type(number) is int and 0 <= number < 2**63 else None


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32]


def _text(message: dict[str, Any]) -> str:
    poll = _dict(message, "poll").get("question")
    found = (message.get("text"), message.get("caption"), poll)
    return clean(next((text for text in found if isinstance(text, str) and text), ""))


def webhook_handler(
    account: Account, secret: str, accept: Accept
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """An aiohttp handler for POST that answers 200 only for what is kept.

    403 without the secret, 413 over one megabyte, 503 when it cannot be kept: Telegram will send
    it again.
    """

    async def handle(request: web.Request) -> web.Response:
        given = request.headers.get(_SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, secret.encode()):
            return web.Response(status=403)
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                body = await _body(request)
        except TimeoutError:
            return web.Response(status=408)
        if body is None:
            return web.Response(status=413)
        try:
            await accept([raw_update(account, body, loads(body))])
        except Exception as error:
            log.error("an update could not be kept: %s", redact(what_went_wrong(error)))
            return web.Response(status=503)
        return web.Response()

    return handle


async def _body(request: web.Request) -> bytes | None:
    """The whole body; None when it is too large, without reading on."""
    if (request.content_length or 0) > _LARGEST_BODY:
        return None
    body = bytearray()
    while chunk := await request.content.readany():
        body += chunk
        if len(body) > _LARGEST_BODY:
            return None
    return bytes(body)
