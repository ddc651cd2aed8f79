"""`jianfu check`: is this machine fit, is the configuration right."""

import platform
import tempfile
from datetime import datetime
from pathlib import Path

import click

from bot.app import knowledge
from bot.cli.spoken import Spoken
from bot.config import Config, load_config
from bot.domain.errors import ConfigError, StorageError
from bot.domain.message import SHANGHAI
from bot.storage.connection import needs_exclusive_lock, sqlite_version
from bot.storage.schema import MIGRATIONS
from bot.storage.store import Store
from bot.wording import checks
from bot.wording import help as words


@click.command("check", cls=Spoken, help=words.CHECK)
@click.option("--config", type=click.Path(path_type=Path), help=words.CONFIG)
def command(config: Path | None) -> int:
    """Print one line a check; exit code 1 when one of them fails."""
    failed = False
    click.echo(checks.python(platform.python_version()))
    try:
        settings = load_config(config)
        click.echo(checks.config(str(config) if config else None))
    except ConfigError as error:
        click.echo(checks.failed(words.refusal(error)))
        settings, failed = Config(), True
    year = datetime.now(SHANGHAI).year
    _, calendar = knowledge(settings)
    for wanted in (year, year + 1):
        click.echo(checks.calendar(wanted, known=wanted in calendar.known_years))
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            Store.open(Path(folder) / "check.db", MIGRATIONS),
        ):
            click.echo(checks.database(sqlite_version(), exclusive=needs_exclusive_lock()))
    except (StorageError, OSError) as error:
        click.echo(checks.failed(words.refusal(StorageError(str(error)))))
        failed = True
    return 1 if failed else 0
