"""`jianfu read`: contract lines in, one reading a line out."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from bot.app import knowledge
from bot.cli.contract import put, reading_object
from bot.cli.spoken import Spoken
from bot.config import load_config
from bot.domain.errors import InputError
from bot.domain.message import Message
from bot.domain.reading import Earlier
from bot.importers.jsonl import LineError, parse_line
from bot.reading.reader import read
from bot.reading.thread.memory import remembered
from bot.wording import help as words
from bot.wording.problems import line_error


@click.command("read", cls=Spoken, help=words.READ)
@click.argument("file", metavar="FILE|-")
@click.option("--config", type=click.Path(path_type=Path), help=words.CONFIG)
def command(file: str, config: Path | None) -> int:
    """Read the messages of ``file`` one by one; exit code 2 when a line could not be used."""
    lexicon, calendar = knowledge(load_config(config))
    threads: dict[str, list[Earlier]] = {}
    bad = False
    with opened(file) as stream:
        for parsed in parsed_lines(stream):
            if isinstance(parsed, LineError):
                bad = True
                put(error_object(parsed))
                continue
            thread = threads.get(parsed.group, [])
            reading = read(parsed, parsed.sent_at, thread, lexicon, calendar)
            threads[parsed.group] = remembered([*thread, Earlier(message=parsed, reading=reading)])
            put(reading_object(parsed, reading))
    return 2 if bad else 0


@contextmanager
def opened(file: str) -> Iterator[BinaryIO]:
    """The bytes of a file, or of stdin for "-". Raises InputError."""
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(file).open("rb")  # noqa: SIM115
    except OSError as error:
        raise InputError(f"unreadable:{file}:{error.strerror}") from error
    with stream:
        yield stream


def parsed_lines(stream: BinaryIO) -> Iterator[Message | LineError]:
    """Each non-blank line, ended by LF only, as a message or as what is wrong with it."""
    for raw in stream:
        line = raw.removesuffix(b"\n")
        if line.strip():
            yield parse_line(line)


def error_object(error: LineError) -> dict[str, object]:
    """The contract's answer to a line that cannot be used."""
    return {"id": error.id, "error": line_error(error.code, error.key)}
