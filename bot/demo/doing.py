"""What a visitor does, checked, as an order to the world."""

from collections.abc import Callable

from bot.demo.clockwork import Clockwork
from bot.demo.views import Views, has_button, may_write
from bot.sandbox.kinds import REACTIONS
from bot.sandbox.model import Chat, Json, Message, User
from bot.sandbox.world import find_message
from bot.wording import demo as words

_LONGEST = 4096
_LONGEST_NAME = 120


class RefusedError(Exception):
    """What cannot be done; the message is a Chinese sentence for the visitor."""


class Doing:
    """Does what visitors ask for, at the clock's now."""

    def __init__(self, clockwork: Clockwork, views: Views) -> None:
        self._clockwork = clockwork
        self._town = clockwork.town
        self._views = views

    async def do(self, me: User, body: Json) -> Json:
        """One thing; what the page is told of it. Raises RefusedError."""
        what = body.get("do")
        build = self._builders().get(what) if isinstance(what, str) else None
        if build is None:
            raise RefusedError(words.BAD_REQUEST)
        try:
            done = await self._clockwork.act(lambda: build(me, body))
        except (ValueError, LookupError, TypeError) as error:
            raise RefusedError(words.BAD_REQUEST) from error
        if what != "press":
            return {}
        answer = self._town.world.presses[done["id"]].answer
        return {
            "toast": answer.text if answer else None,
            "alert": bool(answer and answer.alert),
            "url": answer.url if answer else None,
        }

    def _builders(self) -> dict[str, Callable[[User, Json], Json]]:
        return {
            "post": self._post,
            "edit": self._edit,
            "forward": self._forward,
            "react": self._react,
            "press": self._press,
            "start": self._start,
            "delete": self._delete,
        }

    def _post(self, me: User, body: Json) -> Json:
        chat = self._writable(me, body.get("chat"))
        text, name = _words(body.get("text")), _file_name(body.get("file_name"))
        if not text and not name:
            raise RefusedError(words.EMPTY)
        order: Json = {"action": "post", "chat": chat.id, "who": me.id, "text": text or None}
        if name:
            order["media"] = ["document", name]
        if body.get("reply_to") is not None:
            order["reply_to"] = _message(chat, body["reply_to"]).key
        return order

    def _edit(self, me: User, body: Json) -> Json:
        message = self._own(me, body)
        text = _words(body.get("text"))
        if not text:
            raise RefusedError(words.EMPTY)
        return {"action": "edit", "message": message.key, "text": text}

    def _delete(self, me: User, body: Json) -> Json:
        return {"action": "delete", "message": self._own(me, body).key}

    def _forward(self, me: User, body: Json) -> Json:
        message = _message(self._mine(me, body.get("chat")), body.get("message"))
        to = self._writable(me, body.get("to"))
        if message.is_service:
            raise RefusedError(words.NO_MESSAGE)
        return {"action": "forward", "message": message.key, "who": me.id, "to": to.id}

    def _react(self, me: User, body: Json) -> Json:
        message = _message(self._mine(me, body.get("chat")), body.get("message"))
        emoji = body.get("emoji")
        if emoji and emoji not in REACTIONS:
            raise RefusedError(words.NO_EMOJI)
        emojis = [emoji] if emoji else []
        return {"action": "react", "message": message.key, "who": me.id, "emojis": emojis}

    def _press(self, me: User, body: Json) -> Json:
        message = _message(self._mine(me, body.get("chat")), body.get("message"))
        data = body.get("data")
        if not isinstance(data, str) or not has_button(message, data):
            raise RefusedError(words.NO_BUTTON)
        return {"action": "press", "message": message.key, "who": me.id, "data": data}

    def _start(self, me: User, body: Json) -> Json:
        payload = body.get("payload") or None
        if payload is not None and not isinstance(payload, str):
            raise RefusedError(words.BAD_REQUEST)
        return {"action": "start", "who": me.id, "payload": payload}

    def _mine(self, me: User, ident: object) -> Chat:
        """A chat they are in."""
        chat = self._views.chat(me, ident) if type(ident) is int else None
        if chat is None and ident == me.id:
            raise RefusedError(words.NOT_STARTED)
        if chat is None or me.id not in chat.members or not chat.members[me.id].present:
            raise RefusedError(words.NO_CHAT)
        return chat

    def _writable(self, me: User, ident: object) -> Chat:
        chat = self._mine(me, ident)
        if not may_write(chat, me):
            raise RefusedError(words.NOT_STARTED)
        return chat

    def _own(self, me: User, body: Json) -> Message:
        message = _message(self._mine(me, body.get("chat")), body.get("message"))
        if message.author != me.id or message.is_service or message.origin:
            raise RefusedError(words.NOT_YOURS)
        return message


def _message(chat: Chat, number: object) -> Message:
    found = find_message(chat, number) if type(number) is int else None
    if found is None:
        raise RefusedError(words.NO_MESSAGE)
    return found


def _words(text: object) -> str:
    if text is None:
        return ""
    if not isinstance(text, str):
        raise RefusedError(words.BAD_REQUEST)
    if len(text.encode("utf-16-le", "replace")) > 2 * _LONGEST:
        raise RefusedError(words.TOO_LONG)
    # Half a surrogate pair is nothing that a chat could carry.
    return text.encode("utf8", "replace").decode().strip()


def _file_name(name: object) -> str:
    given = _words(name)
    return " ".join(given.split())[:_LONGEST_NAME]
