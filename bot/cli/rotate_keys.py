"""`jianfu rotate-keys`: change all keys, as after somebody may have read them."""

from pathlib import Path

import click

from bot.app import knowledge
from bot.cli.run import data_folder
from bot.cli.spoken import Spoken
from bot.config import load_config
from bot.domain.errors import InputError
from bot.live import office_of
from bot.services.keeping import rotate, sweep
from bot.storage.connection import Tx
from bot.storage.inbox import reseal_updates
from bot.storage.keys import KEYS, Keys
from bot.storage.lock import FolderLock
from bot.storage.outgoing import reseal_sayings
from bot.storage.schema import MIGRATIONS
from bot.storage.seal import begin_rotation, end_rotation, load_seal
from bot.storage.store import Store
from bot.wording import help as words


@click.command("rotate-keys", cls=Spoken, help=words.ROTATE)
@click.option("--config", type=click.Path(path_type=Path), required=True, help=words.CONFIG)
def command(config: Path) -> None:
    """Seal anew what is sealed, then destroy the keys before; the bot must not run meanwhile.

    Cut short at any point, nothing is lost, and to repeat it ends it.
    """
    settings = load_config(config)
    folder = data_folder(settings)
    path = folder / "jianfu.db"
    if not path.exists():
        raise InputError(words.NOTHING_KEPT)
    office = office_of(*knowledge(settings), settings.clock, Keys(folder / KEYS))
    with FolderLock(folder):
        begin_rotation(folder)
        with Store.open(path, MIGRATIONS, seal=load_seal(folder)) as store:
            store.run_sync(_reseal)
            store.run_sync(rotate, office)
            store.run_sync(sweep, office)
        end_rotation(folder)
    click.echo(words.ROTATED)


def _reseal(tx: Tx) -> None:
    reseal_sayings(tx)
    reseal_updates(tx)
