"""`jianfu demo`: the sample day of a fictional town, in the terminal and as a page."""

from datetime import date, time
from importlib.resources import as_file, files
from itertools import chain
from pathlib import Path

import click

from bot.app import make_digest
from bot.cli.digest import print_digest
from bot.cli.spoken import Spoken
from bot.config import Config
from bot.importers import read_chats
from bot.wording import help as words
from bot.wording.page import render_page

_DAY = date(2026, 6, 11)
_CHATS = ("qingshi_villages.json", "qingshi_lines.json")


@click.command("demo", cls=Spoken, help=words.DEMO)
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("digest.html"), help=words.DEMO_OUT
)
def command(out: Path) -> None:
    """Digest the sample Thursday, print it and write its page."""
    with as_file(files("bot") / "data" / "sample") as folder:
        items = chain.from_iterable(read_chats(folder / name, default_day=_DAY) for name in _CHATS)
        digest, _ = make_digest(items, on=_DAY, config=Config(slot=time(17, 30)), data=None)
    assert digest is not None
    print_digest(digest, "text")
    out.write_text(render_page(digest), encoding="utf8")
    click.echo("\n" + words.page_written(str(out)), err=True)
