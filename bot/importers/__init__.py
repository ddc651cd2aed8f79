"""Exported, pasted and tabled chats become streams of Message, whatever their format."""

import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast

from bot.domain.errors import InputError
from bot.domain.message import Message
from bot.importers.jsonl import read_jsonl
from bot.importers.problem import Problem, ProblemKind
from bot.importers.table import read_table
from bot.importers.telegram import read_telegram
from bot.importers.wechat import read_wechat, title_of

__all__ = ["PASTED", "Problem", "ProblemKind", "read_chats", "read_stream"]

PASTED = "粘贴的聊天"
_SAMPLE = 1 << 18
_TABLE_WORDS = ("时间", "日期", "sent_at", "time", "date")
_TEXT_WORDS = ("内容", "正文", "消息", "text", "content", "message")

Progress = Callable[[int], None]


def read_chats(
    path: Path, *, default_day: date, progress: Progress | None = None
) -> Iterator[Message | Problem]:
    """Messages of a file, or of the exports in a folder; ``progress`` hears of bytes read.

    ``default_day`` dates text that names no day. Raises InputError when the path cannot be read.
    """
    if path.is_dir():
        found = sorted(
            [
                *path.glob("result*.json"),
                *path.glob("*.txt"),
                *path.glob("*.csv"),
                *path.glob("*.jsonl"),
            ]
        )
        if not found:
            raise InputError(f"empty_folder:{path}")
        for file in found:
            yield from read_chats(file, default_day=default_day, progress=progress)
        return
    try:
        stream = path.open("rb")
    except OSError as error:
        raise InputError(f"unreadable:{path}:{error.strerror}") from error
    with stream:
        yield from read_stream(
            stream, path.name, path.stem, default_day=default_day, progress=progress
        )


def read_stream(
    stream: BinaryIO,
    file: str,
    stem: str,
    *,
    default_day: date,
    progress: Progress | None = None,
) -> Iterator[Message | Problem]:
    """Messages of an open binary stream; the format is told from its beginning, not its name."""
    source = _Source(stream, progress)
    head = source.peek()
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        yield Problem(file=file, line=0, reason=ProblemKind.SPREADSHEET)
        return
    encoding = _encoding(head)
    sample = head.decode(encoding, "replace").lstrip("\ufeff")
    start = sample.lstrip()
    if start[:200].lower().startswith(("<!doctype", "<html")):
        yield Problem(file=file, line=0, reason=ProblemKind.HTML_EXPORT)
        return
    if _is_jsonl(start):
        yield from read_jsonl(source.lines(), file, stem)
        return
    text = io.TextIOWrapper(
        cast(BinaryIO, io.BufferedReader(source)), encoding=encoding, errors="replace", newline=None
    )
    if start.startswith("{"):
        yield from read_telegram(text, file, stem)
    elif _is_table(start):
        yield from read_table(_without_mark(text), file, stem)
    else:
        lines = sample.split("\n")
        group = title_of(lines) or stem
        yield from read_wechat(_without_mark(text), group, default_day, lines)


class _Source(io.RawIOBase):
    """A raw stream that can be looked into first and counts what is read."""

    def __init__(self, stream: BinaryIO, progress: Progress | None) -> None:
        self._stream = stream
        self._progress = progress
        self._head = b""

    def peek(self) -> bytes:
        """The beginning of the stream, which is read again later."""
        self._head = self._stream.read(_SAMPLE)
        return self._head

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill ``buffer`` from what was looked into, then from the stream."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        data = self._head[: len(view)] or self._stream.read(len(view))
        self._head = self._head[len(data) :]
        view[: len(data)] = data
        if self._progress and data:
            self._progress(len(data))
        return len(data)

    def lines(self) -> Iterator[bytes]:
        """Lines ended by LF only."""
        return iter(io.BufferedReader(self))


def _without_mark(lines: Iterator[str]) -> Iterator[str]:
    for index, line in enumerate(lines):
        yield line.lstrip("\ufeff") if index == 0 else line


def _encoding(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    for cut in range(4):
        try:
            head[: len(head) - cut].decode("utf8")
        except UnicodeDecodeError as error:
            if error.start < len(head) - 4:
                break
        else:
            return "utf-8"
    bad = head.decode("utf8", "replace").count("\ufffd")
    return "utf-8" if bad * 50 < len(head) and b'"messages"' in head else "gb18030"


def _is_jsonl(start: str) -> bool:
    """Whether the first line is an object by itself that is not an export."""
    first = start.split("\n", 1)[0].strip()
    if not first.startswith("{") or '"messages"' in first:
        return False
    try:
        value = json.loads(first)
    except (ValueError, RecursionError):
        return '"sent_at"' in first and first.endswith("}")
    return isinstance(value, dict) and ("sent_at" in value or "text" in value)


def _is_table(start: str) -> bool:
    first = start.split("\n", 1)[0].lower()
    if not any(mark in first for mark in ",;\t"):
        return False
    names = [n.strip().strip('"') for n in first.replace(";", ",").replace("\t", ",").split(",")]
    has_time = any(n == w or n.endswith(w) for n in names for w in _TABLE_WORDS)
    return (has_time and any(n == w or n.endswith(w) for n in names for w in _TEXT_WORDS)) or (
        len(names) >= 3 and has_time
    )
