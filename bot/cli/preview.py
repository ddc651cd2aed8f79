"""`jianfu preview`: what the next digest of each group would say now."""

from datetime import datetime
from pathlib import Path

import click

from bot.app import knowledge
from bot.cli.digest import print_digest
from bot.cli.run import data_folder
from bot.cli.spoken import Spoken
from bot.config import load_config
from bot.domain.delivery import TargetKind
from bot.domain.errors import InputError
from bot.domain.message import SHANGHAI
from bot.services.previewing import preview
from bot.storage.connection import Snapshot, connect
from bot.storage.targets import active_targets
from bot.wording import help as words


@click.command("preview", cls=Spoken, help=words.PREVIEW)
@click.option("--config", type=click.Path(path_type=Path), required=True, help=words.CONFIG)
def command(config: Path) -> None:
    """Print the digest of what came in since the last one, group by group; changes nothing."""
    settings = load_config(config)
    path = data_folder(settings) / "jianfu.db"
    if not path.exists():
        raise InputError(words.NOTHING_KEPT)
    _, calendar = knowledge(settings)
    now = datetime.now(SHANGHAI)
    snapshot = Snapshot(connect(path, read_only=True))
    try:
        targets = active_targets(snapshot, TargetKind.DAILY)
        if not targets:
            raise InputError(words.NOTHING_KEPT)
        for target in targets:
            click.echo(words.preview_of(target.title))
            print_digest(preview(snapshot, target, now, calendar, settings.clock), "text")
    finally:
        snapshot.close()
