"""Telegram Desktop exports (result.json), one chat or a whole account, read as a stream."""

import io
import re
from collections.abc import Generator, Iterator
from typing import Any

from bot.domain.message import Message
from bot.importers.albums import with_albums
from bot.importers.problem import Problem, ProblemKind
from bot.importers.telegram_message import Chat
from bot.importers.window import CONTEXT, CutOffError, Readable, Window

# Neither can match inside a JSON string, whose quotes are escaped.
_MESSAGES = re.compile(r'"messages"\s*:\s*\[')
_NEXT = re.compile(r'\{\s*"id"\s*:|"messages"\s*:\s*\[')
_PRIVATE = frozenset(
    {"personal_chat", "bot_chat", "saved_messages", "replies", "verification_codes"}
)
_END = re.compile(r"\}\s*$")
_END_OF_MANY = re.compile(r"\]\s*\}\s*\}\s*$")
_BRACES_TRIED = 20


def read_telegram(stream: Readable, file: str, stem: str) -> Iterator[Message | Problem]:
    """Messages of an export in file order; memory does not grow with the file.

    A broken object becomes a Problem and reading goes on at the next one; chats between two people
    are left out, with one Problem each. A second chat of the same name gets a number behind it,
    since message numbers are unique only within a chat.
    """
    return with_albums(_chats(Window(stream), file, stem))


def _chats(window: Window, file: str, stem: str) -> Iterator[Message | Problem]:
    taken: dict[str, int] = {}
    complete, end = False, _END
    while found := window.find(_MESSAGES):
        header, inside = _header(window.text[max(0, window.at - CONTEXT) : window.at])
        end = _END_OF_MANY if inside else _END
        window.skip(found.end() - found.start())
        if header.get("type") in _PRIVATE:
            yield Problem(file=file, line=window.line, reason=ProblemKind.NOT_A_GROUP)
            complete = True
        else:
            chat = Chat(_unique(header.get("name"), stem, taken), file)
            complete = yield from _messages(window, chat)
            if not complete:
                return
    if not complete:
        yield Problem(file=file, line=0, reason=ProblemKind.UNKNOWN_FORMAT)
    elif not end.search(window.text):
        yield Problem(file=file, line=window.line, reason=ProblemKind.TRUNCATED)


def _header(before: str) -> tuple[dict[str, Any], bool]:
    """What a chat says before its "messages" (name, type), and whether it is one of many."""
    body = before.rstrip().removesuffix(",")
    at = len(body)
    for _ in range(_BRACES_TRIED):
        at = body.rfind("{", 0, at)
        if at < 0:
            break
        header = Window(io.StringIO(body[at:] + "}"))
        try:
            value = header.value()
        except ValueError:
            continue
        if not header.peek():
            return value, bool(body[:at].strip())
    return {}, False


def _unique(name: object, stem: str, taken: dict[str, int]) -> str:
    known = name if isinstance(name, str) and name.strip() else stem
    taken[known] = taken.get(known, 0) + 1
    return known if taken[known] == 1 else f"{known} ({taken[known]})"


def _messages(window: Window, chat: Chat) -> Generator[Message | Problem, None, bool]:
    """The elements of one array, whose bracket was passed; False when the text ended in it."""
    while char := window.peek():
        if char == "]":
            window.skip(1)
            return True
        if char == ",":
            window.skip(1)
            continue
        line = window.line
        try:
            value = window.value()
        except CutOffError:
            break
        except ValueError:
            yield Problem(file=chat.file, line=line, reason=ProblemKind.BROKEN_OBJECT)
            window.skip(1)
            found = window.find(_NEXT)
            if found is None or not found[0].startswith("{"):
                return True
        else:
            yield chat.read(value, line)
    yield Problem(file=chat.file, line=window.line, reason=ProblemKind.TRUNCATED)
    return False
