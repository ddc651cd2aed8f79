"""Telegram Desktop exports (result.json), one chat or a whole account, read as a stream."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, TextIO

from bot.domain.message import SHANGHAI, Media, Message
from bot.importers.problem import Problem, ProblemKind

_CHUNK = 1 << 16
_LONGEST_OBJECT = 8 << 20
_DECODER = json.JSONDecoder(strict=False)
_PRIVATE = frozenset(
    {"personal_chat", "bot_chat", "saved_messages", "verification_codes", "replies"}
)
_MEDIA_TYPES = {
    "sticker": Media.STICKER,
    "voice_message": Media.VOICE,
    "audio_file": Media.VOICE,
    "video_message": Media.VIDEO,
    "video_file": Media.VIDEO,
    "animation": Media.VIDEO,
}


class _Window:
    """A sliding window over the text of a file, which knows the line it stands on."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.text = ""
        self.at = 0
        self.line = 1
        self.ended = False

    def more(self) -> bool:
        """Read on; False at the end of the file."""
        chunk = self._stream.read(_CHUNK)
        self.ended = not chunk
        self.text = self.text[self.at :] + chunk
        self.at = 0
        return bool(chunk)

    def skip(self, count: int) -> None:
        """Go ``count`` characters on."""
        self.line += self.text.count("\n", self.at, self.at + count)
        self.at += count

    def peek(self) -> str:
        """The next character that is no white space; empty at the end."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in " \t\r\n":
                self.skip(1)
            if self.at < len(self.text) or not self.more():
                return self.text[self.at : self.at + 1]

    def value(self) -> Any:
        """The JSON value that begins here; ValueError when there is none."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self.text, self.at)
            except RecursionError as error:
                raise ValueError("nested too deeply") from error
            except json.JSONDecodeError:
                if len(self.text) - self.at > _LONGEST_OBJECT or not self.more():
                    raise
                continue
            if end == len(self.text) and not self.ended and self.text[self.at] not in '{["':
                self.more()  # a number may go on in the next chunk
                continue
            self.skip(end - self.at)
            return value


def read_telegram(stream: TextIO, file: str, stem: str) -> Iterator[Message | Problem]:
    """Messages of a Telegram Desktop export, in file order; never the whole file in memory.

    A broken object becomes a Problem and reading goes on at the next; chats between two people
    are left out.
    """
    window = _Window(stream)
    chat: dict[str, Any] = {}
    while char := window.peek():
        if char != '"':
            window.skip(1)
            continue
        try:
            key = window.value()
        except ValueError:
            yield Problem(file=file, line=window.line, reason=ProblemKind.TRUNCATED)
            return
        if window.peek() != ":":
            continue
        window.skip(1)
        if key == "messages" and window.peek() == "[":
            window.skip(1)
            yield from _read_messages(window, file, chat, stem)
            chat = {}
        elif key in ("name", "type", "id"):
            try:
                chat[key] = window.value()
            except ValueError:
                yield Problem(file=file, line=window.line, reason=ProblemKind.TRUNCATED)
                return


def _read_messages(
    window: _Window, file: str, chat: dict[str, Any], stem: str
) -> Iterator[Message | Problem]:
    name = str(chat.get("name") or stem)
    private = chat.get("type") in _PRIVATE
    if private:
        yield Problem(file=file, line=window.line, reason=ProblemKind.NOT_A_GROUP)
    while char := window.peek():
        if char == "]":
            window.skip(1)
            return
        if char == ",":
            window.skip(1)
            continue
        line = window.line
        try:
            value = window.value()
        except ValueError:
            if not _resume(window):
                yield Problem(file=file, line=line, reason=ProblemKind.TRUNCATED)
                return
            yield Problem(file=file, line=line, reason=ProblemKind.BROKEN_OBJECT)
            continue
        if not private:
            yield _message(value, name, file, line)
    yield Problem(file=file, line=window.line, reason=ProblemKind.TRUNCATED)


def _resume(window: _Window) -> bool:
    """Go to the next object that begins like a message; False when there is none."""
    window.skip(1)
    while True:
        found = window.text.find('"id"', window.at)
        while found >= 0:
            brace = window.text.rfind("{", window.at, found)
            if brace >= 0 and not window.text[brace + 1 : found].strip():
                window.skip(brace - window.at)
                return True
            found = window.text.find('"id"', found + 1)
        window.skip(max(0, len(window.text) - window.at - 40))
        if not window.more():
            return False


def _message(value: Any, group: str, file: str, line: int) -> Message | Problem:
    """One exported message; a Problem where its number or time is missing or impossible."""
    if not isinstance(value, dict) or not isinstance(value.get("id"), int):
        return Problem(file=file, line=line, reason=ProblemKind.BROKEN_OBJECT)
    sent_at = _time(value.get("date_unixtime"), value.get("date"))
    if sent_at is None:
        return Problem(file=file, line=line, reason=ProblemKind.BAD_TIME, detail=str(value["id"]))
    reply = value.get("reply_to_message_id")
    poll = value.get("poll")
    return Message(
        group=group,
        number=value["id"],
        sent_at=sent_at,
        text=_text(value.get("text")) or _poll(poll),
        sender=_word(value.get("from")),
        forwarded_from=_word(value.get("forwarded_from")),
        reply_to=reply if isinstance(reply, int) and not value.get("reply_to_peer_id") else None,
        file_name=_file_name(value),
        media=_media(value),
        edited_at=_time(value.get("edited_unixtime"), value.get("edited")),
        service=value.get("type") == "service",
    )


def _time(seconds: Any, local: Any) -> datetime | None:
    try:
        if seconds is not None:
            return datetime.fromtimestamp(int(seconds), SHANGHAI)
        if isinstance(local, str):
            at = datetime.fromisoformat(local)
            return at.replace(tzinfo=SHANGHAI) if at.tzinfo is None else at.astimezone(SHANGHAI)
    except (ValueError, OverflowError, OSError, TypeError):
        pass
    return None


def _word(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        return ""
    parts = [part.get("text", "") if isinstance(part, dict) else part for part in value]
    return "".join(part for part in parts if isinstance(part, str))


def _poll(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    answers = value.get("answers")
    options = (
        [a.get("text") for a in answers if isinstance(a, dict)] if isinstance(answers, list) else []
    )
    return "\n".join(str(part) for part in [value.get("question"), *options] if part)


def _media(value: dict[str, Any]) -> Media | None:
    kind = value.get("media_type")
    if isinstance(kind, str) and kind in _MEDIA_TYPES:
        return _MEDIA_TYPES[kind]
    for key, media in (
        ("photo", Media.PHOTO),
        ("file", Media.FILE),
        ("poll", Media.POLL),
        ("location_information", Media.LOCATION),
        ("contact_information", Media.CONTACT),
    ):
        if key in value:
            return media
    return None


def _file_name(value: dict[str, Any]) -> str | None:
    """The name a file was sent under; stickers, voices and placeholders have none."""
    if "media_type" in value or "file" not in value:
        return None
    named = _word(value.get("file_name"))
    if named:
        return named
    path = _word(value.get("file")) or ""
    return None if path.startswith("(") or not path else PurePosixPath(path).name
