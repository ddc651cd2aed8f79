"""Exported, pasted and tabled chats become streams of Message, whatever their format."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from bot.domain.errors import InputError
from bot.domain.message import Message
from bot.importers.jsonl import read_jsonl
from bot.importers.problem import Problem, ProblemKind
from bot.importers.sniff import Format, sniff
from bot.importers.source import Progress, Source, Text, find_encoding
from bot.importers.table import read_table
from bot.importers.telegram import read_telegram
from bot.importers.wechat import read_wechat

__all__ = ["PASTED", "Problem", "ProblemKind", "read_chats", "read_stream"]

PASTED = "粘贴的聊天"
_SAMPLE = 1 << 18
_IN_A_FOLDER = ("result*.json", "*.txt", "*.csv", "*.tsv", "*.jsonl", "messages*.html")
_REFUSED = {
    Format.EMPTY: ProblemKind.EMPTY,
    Format.SPREADSHEET: ProblemKind.SPREADSHEET,
    Format.HTML: ProblemKind.HTML_EXPORT,
    Format.UNKNOWN: ProblemKind.UNKNOWN_FORMAT,
}


def read_chats(
    path: Path, *, default_day: date, progress: Progress | None = None
) -> Iterator[Message | Problem]:
    """Messages of a file, or of the exports in a folder; ``progress`` hears of bytes read.

    ``default_day`` dates text that names no day and is the day "yesterday" counts from. Raises
    InputError ("empty_folder:PATH", "unreadable:PATH:WHY"); bad content becomes Problems.
    """
    if path.is_dir():
        found = [file for pattern in _IN_A_FOLDER for file in sorted(path.glob(pattern))]
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
    """Messages of an open binary stream; the format is told from its beginning, not its name.

    ``file`` stands in Problems; ``stem`` names the group where the content does not.
    """
    source = Source(stream, progress)
    encoding = find_encoding(source.head)
    start = source.head.decode(encoding, "replace").lstrip("\ufeff")[:_SAMPLE]
    start = start.replace("\r\n", "\n").replace("\r", "\n")
    form = sniff(file, source.head, start)
    if form in _REFUSED:
        yield Problem(file=file, line=0, reason=_REFUSED[form])
        return
    if form is Format.JSONL:
        yield from read_jsonl(source.lines(), file, stem)
        return
    text = Text(source, encoding)
    if form is Format.TELEGRAM:
        yield from read_telegram(text, file, stem)
    elif form is Format.TABLE:
        yield from read_table(text, file, stem)
    else:
        yield from read_wechat(text, start, file, stem, default_day)
    if text.unreadable_line is not None:
        yield Problem(file=file, line=text.unreadable_line, reason=ProblemKind.BAD_CHARACTERS)
