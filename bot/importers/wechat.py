"""Chats copied or exported as text from WeChat and its like: blocks of name, time and text."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.domain.message import SHANGHAI, Message
from bot.importers.media import read_media
from bot.importers.problem import Problem, ProblemKind
from bot.importers.wechat_headers import Header, Style, find_style, is_gap
from bot.importers.wechat_lines import (
    is_furniture,
    is_service,
    split_quote,
    split_service,
    title_of,
    without_id,
)
from bot.importers.wechat_times import Days, read_clock

_REMEMBERED = 200
_LATEST_MINUTE = 300


@dataclass(slots=True)
class _Block:
    """A message being gathered line by line; without a name it is what came before the first."""

    sender: str | None
    sent_at: datetime | None
    line: int
    lines: list[str] = field(default_factory=list)


def read_wechat(
    lines: Iterable[str], sample: str, file: str, stem: str, default_day: date
) -> Iterator[Message | Problem]:
    """Messages of a text chat, numbered from 1; ``sample`` is the file's beginning.

    A time without a day takes the last day seen, else ``default_day``, which is also the day
    that "yesterday" counts from. A text without any header is taken as bare notices.
    """
    group = title_of(sample) or stem
    style = find_style(sample)
    if style is None:
        yield from _bare_notices(lines, sample, group, default_day)
        return
    reader = _Reader(group)
    for block in _blocks(lines, style, Days(default_day, sample, style)):
        if block.sent_at is None:
            yield Problem(file=file, line=block.line, reason=ProblemKind.BAD_TIME)
        else:
            yield from reader.messages(block)


def _blocks(lines: Iterable[str], style: Style, days: Days) -> Iterator[_Block]:
    before = _Block(None, None, 1)
    block, after_blank = before, True
    for number, raw in enumerate(lines, start=1):
        line = raw.rstrip("\n")
        header = style.match(line, after_blank)
        if header is None:
            if not days.separates(line, after_blank) and (
                block is not before or not is_furniture(line)
            ):
                block.lines.append(line)
            after_blank = is_gap(line)
            continue
        if block is not before:
            yield block
        block, after_blank = _open(header, line, number, days), False
        if before.lines:
            # Whoever copies from the middle of a message takes its end along.
            before.sent_at = block.sent_at
            if before.sent_at is not None:
                yield before
            before = _Block(None, None, 1)
    if block is not before:
        yield block


def _open(header: Header, line: str, number: int, days: Days) -> _Block:
    clock = read_clock(header.clock)
    day = days.of(header, clock)
    sent_at = None
    if day is not None and clock is not None:
        sent_at = datetime.combine(day, clock, SHANGHAI)
    block = _Block(without_id(header.name), sent_at, number)
    text = line[header.text_at :]
    if text.strip():
        block.lines.append(text)
    return block


_SURE = 16
"""So many characters at the beginning tell which message is quoted."""


class _Reader:
    """Blocks into messages: their numbers, and the texts that a quote may point to."""

    def __init__(self, group: str) -> None:
        self._group = group
        self._number = 0
        self._texts: deque[tuple[str, int]] = deque(maxlen=_REMEMBERED)

    def messages(self, block: _Block) -> Iterator[Message]:
        """The block's message and the service lines that stand behind it."""
        assert block.sent_at is not None
        body, service = split_service(block.lines)
        text = "\n".join(body).strip()
        if text:
            yield self._message(block, block.sent_at, text)
        for line in service:
            self._number += 1
            yield Message(
                group=self._group,
                number=self._number,
                sent_at=block.sent_at,
                text=line,
                service=True,
            )

    def _message(self, block: _Block, sent_at: datetime, whole: str) -> Message:
        quoted, text = split_quote(whole)
        media, text, file_name = read_media(text)
        self._number += 1
        message = Message(
            group=self._group,
            number=self._number,
            sent_at=sent_at,
            text=text,
            sender=block.sender,
            reply_to=self._find(quoted) if quoted else None,
            file_name=file_name,
            media=media,
            service=is_service(text),
        )
        self._texts.append((text or file_name or "", self._number))
        return message

    def _find(self, quoted: str) -> int | None:
        """The latest message of that text; a quote may be cut short, with a mark or when long."""
        start = quoted.rstrip("…. ")
        cut = (start != quoted and len(start) > 1) or len(start) >= _SURE
        for text, number in reversed(self._texts):
            if text == quoted or (cut and text.startswith(start)):
                return number
        return None


def _bare_notices(lines: Iterable[str], sample: str, group: str, day: date) -> Iterator[Message]:
    """Paragraphs set apart by blank lines, or single lines where there are none."""
    paragraphs = re.search(r"\S[ \t]*\n[ \t]*\n[\s]*\S", sample) is not None
    start = datetime.combine(day, time(12), SHANGHAI)
    for number, text in enumerate(_parts(lines, paragraphs), start=1):
        media, words, file_name = read_media(text)
        yield Message(
            group=group,
            number=number,
            sent_at=start + timedelta(minutes=min(number, _LATEST_MINUTE)),
            text=words,
            media=media,
            file_name=file_name,
            service=is_service(text),
        )


def _parts(lines: Iterable[str], paragraphs: bool) -> Iterator[str]:
    gathered: list[str] = []
    for line in lines:
        if line.strip():
            gathered.append(line)
            if paragraphs:
                continue
        if gathered:
            yield "".join(gathered).strip()
            gathered = []
    if gathered:
        yield "".join(gathered).strip()
