"""`jianfu digest`: chats in, the day's digest out."""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import click

from bot.app import make_digest
from bot.cli.spoken import Spoken
from bot.config import load_config
from bot.domain.digest import Digest
from bot.domain.errors import InputError
from bot.domain.message import SHANGHAI, Message
from bot.importers import PASTED, Problem, read_chats, read_stream
from bot.wording import help as words
from bot.wording.digest_json import digest_object
from bot.wording.plain import render_text
from bot.wording.problems import listed, problem
from bot.wording.telegram_html import render_html


@click.command("digest", cls=Spoken, help=words.DIGEST)
@click.argument("files", nargs=-1, required=True, metavar="FILE…|-")
@click.option("--on", metavar="DATE", help=words.ON)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "json"]),
    default="text",
    help=words.FORMAT,
)
@click.option("--config", type=click.Path(path_type=Path), help=words.CONFIG)
@click.option("--data", type=click.Path(path_type=Path), help=words.DATA)
def command(
    files: tuple[str, ...], on: str | None, form: str, config: Path | None, data: Path | None
) -> None:
    """Print the digest of the chats in ``files``."""
    settings = load_config(config)
    day = _day(on)
    total = _size(files)
    # Only where somebody watches.
    hidden = not sys.stderr.isatty() or not total
    with click.progressbar(
        length=total, label=words.READING, file=sys.stderr, hidden=hidden
    ) as bar:
        items = _items(files, day or datetime.now(SHANGHAI).date(), bar.update)
        digest, problems = make_digest(items, on=day, config=settings, data=data)
    sentences = [problem(p.file, p.line, p.reason, p.detail) for p in problems]
    for sentence in listed(sentences):
        click.echo(sentence, err=True)
    if digest is None:
        raise InputError(words.NOTHING_READ)
    print_digest(digest, form)


def print_digest(digest: Digest, form: str) -> None:
    """Write a digest to stdout in the format asked for, as UTF-8 whatever the locale."""
    if form == "json":
        text = json.dumps(digest_object(digest), ensure_ascii=False)
    elif form == "html":
        text = "\n\n".join(render_html(digest, lambda _: None))
    else:
        text = render_text(digest)
    sys.stdout.buffer.write(text.rstrip("\n").encode("utf8", "replace") + b"\n")
    sys.stdout.flush()


def _day(on: str | None) -> date | None:
    if on is None:
        return None
    try:
        return date.fromisoformat(on)
    except ValueError as error:
        raise InputError(words.BAD_ON) from error


def _items(
    files: tuple[str, ...], day: date, advance: Callable[[int], None]
) -> Iterator[Message | Problem]:
    for name in files:
        if name == "-":
            if sys.stdin.isatty():
                click.echo(words.PASTE_HINT, err=True)
            yield from read_stream(sys.stdin.buffer, "-", PASTED, default_day=day)
        else:
            yield from read_chats(Path(name), default_day=day, progress=advance)


def _size(files: tuple[str, ...]) -> int:
    paths = [Path(name) for name in files if name != "-"]
    return sum(path.stat().st_size for path in paths if path.is_file())
