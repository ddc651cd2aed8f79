"""The world as the page shows it to one person."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.demo.script import Person
from bot.demo.town import Town
from bot.domain.message import SHANGHAI
from bot.sandbox.keyboards import buttons
from bot.sandbox.model import Chat, ChatKind, Json, Message, User
from bot.sandbox.world import number_of
from bot.wording import demo as words
from bot.wording.text import shorten

_LAST_SHOWN = 60
_MEDIA = ("photo", "document", "voice", "video", "sticker", "poll", "location", "contact")


class Views:
    """What somebody sees of a town; ``opened`` remembers up to which message of which chat."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self.opened: dict[tuple[int, int], int] = {}

    def people(self) -> list[Json]:
        """Everybody a visitor can be."""
        return [self.person(self._town.stage.keys[p.key], p) for p in self._town.script.people]

    def person(self, user: User, person: Person) -> Json:
        """Somebody, with the ids of the chats they are in."""
        chats = [chat.id for chat in self._town.stage.chats.values() if _inside(chat, user)]
        place = {"key": person.key, "id": user.id, "name": person.name, "role": person.role}
        return {**place, "chats": [*chats, user.id]}

    def chats(self, me: User, since: datetime) -> list[Json]:
        """All groups and the private chat with the bot; unread counts from ``since`` on."""
        stage = self._town.stage
        groups = [self._chat(chat, me, since) for chat in stage.chats.values()]
        private = self.private(me)
        if private:
            return [*groups, self._chat(private, me, since)]
        unopened = {"id": me.id, "title": words.BOT_TITLE, "kind": "private", "mine": True}
        return [*groups, {**unopened, "unread": 0, "last": None, "pinned": [], "members": 2}]

    def private(self, me: User) -> Chat | None:
        """Somebody's chat with the bot, once they opened it."""
        return self._town.private(me.id)

    def chat(self, me: User, ident: int) -> Chat | None:
        """A group, or one's own chat with the bot."""
        if ident == me.id:
            return self.private(me)
        return self._town.world.chats.get(ident)

    def _chat(self, chat: Chat, me: User, since: datetime) -> Json:
        messages = list(chat.messages.values())
        last = messages[-1] if messages else None
        return {
            "id": chat.id,
            "title": chat.title or words.BOT_TITLE,
            "kind": chat.kind.value,
            "mine": _inside(chat, me),
            "unread": self._unread(chat, me, messages, since.timestamp()),
            "last": self._last(last) if last else None,
            "pinned": self.pinned(chat),
            "members": sum(member.present for member in chat.members.values()),
        }

    def _unread(self, chat: Chat, me: User, messages: list[Message], since: float) -> int:
        read = self.opened.get((me.id, chat.id))
        return sum(
            message.author != me.id
            and (message.date > since if read is None else message.key > read)
            for message in messages
        )

    def read(self, chat: Chat, me: User) -> None:
        """They looked at a chat."""
        self.opened[me.id, chat.id] = max(chat.messages, default=0)

    def pinned(self, chat: Chat) -> list[int]:
        """Numbers of the pinned messages, the newest last."""
        found = (chat.messages.get(key) for key in chat.pins)
        return [number for message in found if message and (number := number_of(message))]

    def _last(self, message: Message) -> Json:
        kind = _media_kind(message)
        text = self._service(message) or _text(message) or (words.media(kind) if kind else "")
        return {
            "name": self._name(message.sender),
            "text": shorten(text, _LAST_SHOWN),
            "time": local(message.date),
        }

    def message(self, message: Message, me: User) -> Json:
        """One message (see the contract in `api`)."""
        chat = message.chat
        replied = chat.messages.get(message.reply_to or 0)
        sender = self._town.world.users.get(message.sender or 0)
        origin = message.origin
        return {
            "id": number_of(message),
            "key": message.key,
            "chat": chat.id,
            "from": _user(sender),
            "date": local(message.date),
            "edited": local(message.edited) if message.edited else None,
            "text": _text(message),
            "entities": list(message.entities),
            "reply_to": number_of(replied) if replied else None,
            "forward": _forward(origin) if origin else None,
            "album": message.album,
            "media": _media(message),
            "keyboard": _keyboard(message),
            "reactions": _reactions(chat.reactions.get(message.key, {}).items(), me),
            "service": self._service(message),
            "pinned": message.key in chat.pins,
        }

    def _service(self, message: Message) -> str | None:
        if not message.is_service:
            return None
        pinned = None
        if message.pinned is not None:
            found = message.chat.messages.get(message.pinned)
            pinned = (found.text or "") if found else ""
        return words.service(message.service, self._name(message.sender), pinned=pinned)

    def _name(self, ident: int | None) -> str:
        user = self._town.world.users.get(ident or 0)
        return user.name if user else ""


def local(seconds: float) -> str:
    """A time of the world, in ISO and local."""
    return datetime.fromtimestamp(seconds, SHANGHAI).isoformat(timespec="seconds")


def may_write(chat: Chat, me: User) -> bool:
    """Whether somebody is in a chat now."""
    return _inside(chat, me) and (
        chat.kind is not ChatKind.PRIVATE or all(one.present for one in chat.members.values())
    )


def _inside(chat: Chat, user: User) -> bool:
    return user.id in chat.members and chat.members[user.id].present


def _user(user: User | None) -> Json | None:
    return {"id": user.id, "name": user.name, "bot": user.is_bot} if user else None


def _forward(origin: Json) -> Json:
    user = origin.get("sender_user") or {}
    name = origin.get("sender_user_name") or user.get("first_name") or ""
    return {"name": name, "date": local(origin["date"])}


def _text(message: Message) -> str:
    """What clients show of a message: of a link into a private chat, not what it carries."""
    text = message.text or ""
    return _START if text.startswith(f"{_START} ") else text


_START = "/start"


def _media_kind(message: Message) -> str | None:
    return next((kind for kind in _MEDIA if kind in message.content), None)


def _media(message: Message) -> Json | None:
    kind = _media_kind(message)
    if kind is None:
        return None
    content: Any = message.content[kind]
    shown = ("file_name", "duration", "emoji", "question")
    told = {key: content[key] for key in shown if isinstance(content, dict) and key in content}
    return {"kind": kind, **told}


def _keyboard(message: Message) -> list[list[Json]] | None:
    rows = (message.markup or {}).get("inline_keyboard")
    if not rows:
        return None
    return [[_button(button) for button in row] for row in rows]


def _button(button: Json) -> Json:
    shown = {"text": button["text"]}
    if "callback_data" in button:
        shown["data"] = button["callback_data"]
    if "url" in button:
        shown["url"] = button["url"]
    return shown


def _reactions(given: Iterable[tuple[int, tuple[str, ...]]], me: User) -> list[Json]:
    found: dict[str, Json] = {}
    for who, emojis in given:
        for emoji in emojis:
            one = found.setdefault(emoji, {"emoji": emoji, "count": 0, "mine": False})
            one["count"] += 1
            one["mine"] = one["mine"] or who == me.id
    return list(found.values())


def has_button(message: Message, data: str) -> bool:
    """Whether a message has a button that says this."""
    return any(button.get("callback_data") == data for button in buttons(message.markup))
