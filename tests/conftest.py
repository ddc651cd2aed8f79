"""What all tests share: a file with all the tables, which a new store begins as a copy of.

To make the tables anew takes a twentieth of a second, a thousand times. They are made anew where
tests start a process, and once for all others; toy migrations of the tests are always run.
"""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Migrations

from bot.storage.schema import MIGRATIONS
from bot.storage.store import Store


@pytest.fixture(scope="session", autouse=True)
def ready_made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A store that opens a file which is not there yet finds its tables in it."""
    whole = tmp_path_factory.mktemp("store") / "whole.db"
    as_ever = Store.open
    as_ever(whole, MIGRATIONS).close()

    def opened(path: Path, migrations: Migrations, **how: Any) -> Store:
        if migrations is MIGRATIONS and not path.exists():
            # Where nothing can be written, the store says so itself.
            with suppress(OSError):
                shutil.copy(whole, path)
        return as_ever(path, migrations, **how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "open", opened)
        yield
