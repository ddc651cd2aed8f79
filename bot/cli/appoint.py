"""`jianfu appoint`: a one-time link that makes the first coordinator of a place."""

import asyncio
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from bot.cli.run import connect, data_folder
from bot.cli.spoken import Spoken
from bot.config import load_config
from bot.domain.case import Rank, Refusal
from bot.domain.errors import InputError, StorageError
from bot.domain.message import SHANGHAI
from bot.platforms.telegram import Telegram
from bot.reading.speaker.units import is_body, unit_named
from bot.services.appointing import LINK_HOLDS, PAYLOAD, offer
from bot.storage.connection import needs_exclusive_lock
from bot.storage.lock import FolderLock
from bot.storage.schema import MIGRATIONS
from bot.storage.store import Store
from bot.wording import help as words
from bot.wording import posts


@click.command("appoint", cls=Spoken, help=words.APPOINT)
@click.option("--config", type=click.Path(path_type=Path), required=True, help=words.CONFIG)
@click.option("--unit", metavar="NAME", required=True, help=words.UNIT)
def command(config: Path, unit: str) -> None:
    """Print a link; whoever opens it may be an upper coordinator of that unit."""
    settings = load_config(config)
    if not is_body(unit_named(unit)):
        raise InputError(posts.BAD_UNIT)
    telegram, _ = connect(settings)
    asyncio.run(_introduce(telegram))
    folder = data_folder(settings)
    if needs_exclusive_lock():
        _must_rest(folder)
    now = datetime.now(SHANGHAI)
    with Store.open(folder / "jianfu.db", MIGRATIONS) as store:
        word = store.run_sync(offer, None, unit, Rank.UPPER, (), now)
    assert not isinstance(word, Refusal)
    offered = posts.offered_words(unit_named(unit), Rank.UPPER, 0)
    click.echo(posts.link(telegram.invite(PAYLOAD + word), offered, now + LINK_HOLDS).plain)


async def _introduce(telegram: Telegram) -> None:
    """Learn the bot's name, which links need. Raises InputError where Telegram does not tell."""
    found = await telegram.diagnose()
    if found.problem or not found.username:
        raise InputError(words.no_name(found.problem))
    telegram.account = replace(telegram.account, username=found.username)


def _must_rest(folder: Path) -> None:
    """With an old SQLite nobody else may open the database of a running bot."""
    try:
        FolderLock(folder).release()
    except StorageError as error:
        raise InputError(words.STOP_FIRST) from error
