"""One object of a Telegram export's "messages" as a Message."""

from collections import OrderedDict
from datetime import datetime
from typing import Any

from bot.domain.message import Media, Message
from bot.importers.problem import Problem, ProblemKind
from bot.importers.times import from_iso, from_unix

_MEDIA_TYPES = {
    "sticker": Media.STICKER,
    "voice_message": Media.VOICE,
    "audio_file": Media.VOICE,
    "video_message": Media.VIDEO,
    "video_file": Media.VIDEO,
    "animation": Media.VIDEO,
}
_MEDIA_KEYS = {
    "photo": Media.PHOTO,
    "file": Media.FILE,
    "poll": Media.POLL,
    "location_information": Media.LOCATION,
    "place_name": Media.LOCATION,
    "contact_information": Media.CONTACT,
    "todo_list": Media.OTHER,
    "game_title": Media.OTHER,
    "invoice_information": Media.OTHER,
    "paid_media": Media.OTHER,
}
_TOPIC_MEMORY = 20_000
_LARGEST_NUMBER = 2**63


class Chat:
    """A chat while it is read: what earlier messages say about later ones."""

    def __init__(self, group: str, file: str) -> None:
        self.file = file
        self._group = group
        self._titles: dict[int, str] = {}
        self._topics: OrderedDict[int, str] = OrderedDict()
        self._last: datetime | None = None

    def read(self, value: Any, line: int) -> Message | Problem:
        """One exported object; a Problem where its number or time is missing or impossible."""
        number = _number(value.get("id")) if isinstance(value, dict) else None
        if number is None:
            return Problem(file=self.file, line=line, reason=ProblemKind.BROKEN_OBJECT)
        sent_at = from_unix(value.get("date_unixtime")) or from_iso(value.get("date"))
        if sent_at is None and value.get("type") == "unsupported":
            # Of what it cannot show, Telegram Desktop writes the number only.
            sent_at = self._last
        if sent_at is None:
            return Problem(
                file=self.file, line=line, reason=ProblemKind.BAD_TIME, detail=str(number)
            )
        self._last = sent_at
        return self._message(value, number, sent_at)

    def _message(self, value: dict[str, Any], number: int, sent_at: datetime) -> Message:
        service = value.get("type") == "service"
        reply_to, topic = self._reply(value, number)
        return Message(
            group=self._group,
            number=number,
            sent_at=sent_at,
            text=_words(value),
            sender=_name(value.get("actor" if service else "from")),
            forwarded_from=_name(value.get("forwarded_from")) or _name(value.get("saved_from")),
            reply_to=reply_to,
            file_name=_file_name(value),
            media=None if service else _media(value),
            topic=topic,
            edited_at=from_unix(value.get("edited_unixtime")) or from_iso(value.get("edited")),
            service=service,
        )

    def _reply(self, value: dict[str, Any], number: int) -> tuple[int | None, str | None]:
        """The message answered and the topic, which an export shows as replies to its start."""
        if value.get("action") == "topic_created":
            title = _name(value.get("title"))
            if title:
                self._titles[number] = title
            return None, title
        reply = _number(value.get("reply_to_message_id"))
        if reply is None or value.get("reply_to_peer_id") is not None:
            return None, None
        if reply in self._titles:
            return None, self._keep(number, self._titles[reply])
        topic = self._topics.get(reply)
        return reply, self._keep(number, topic) if topic else None

    def _keep(self, number: int, topic: str) -> str:
        self._topics[number] = topic
        if len(self._topics) > _TOPIC_MEMORY:
            self._topics.popitem(last=False)
        return topic


def _number(value: object) -> int | None:
    return value if type(value) is int and abs(value) < _LARGEST_NUMBER else None


def _name(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _words(value: dict[str, Any]) -> str:
    """The text, and what a poll or a checklist asks."""
    text = value.get("text")
    parts = [text if isinstance(text, str) else _plain(text)]
    for key in ("poll", "todo_list"):
        if isinstance(value.get(key), dict):
            parts += _choices(value[key])
    return "\n".join(part for part in parts if part)


def _plain(text: object) -> str:
    """Text given in pieces, some of which are links, mentions, hashtags."""
    if isinstance(text, str):
        return text
    if isinstance(text, dict):
        return _plain(text.get("text")) if isinstance(text.get("text"), str) else ""
    if isinstance(text, list):
        return "".join(_plain(part) for part in text if not isinstance(part, list))
    return ""


def _choices(asked: dict[str, Any]) -> list[str]:
    options = asked.get("answers")
    listed = options if isinstance(options, list) else []
    return [_plain(asked.get("question") or asked.get("title")), *map(_plain, listed)]


def _media(value: dict[str, Any]) -> Media | None:
    kind = value.get("media_type")
    if isinstance(kind, str) and kind in _MEDIA_TYPES:
        return _MEDIA_TYPES[kind]
    if value.get("type") == "unsupported":
        return Media.OTHER
    return next((media for key, media in _MEDIA_KEYS.items() if key in value), None)


def _file_name(value: dict[str, Any]) -> str | None:
    """The name a document was sent under; voices, videos and stickers have none worth reading.

    In place of a path an export may say "(File not included. …)", sometimes behind the name.
    """
    if value.get("media_type") is not None or "file" not in value:
        return None
    path = _name(value.get("file_name")) or _name(value.get("file")) or ""
    path = path.partition("(File ")[0].strip()
    return path.replace("\\", "/").rpartition("/")[2] or None
