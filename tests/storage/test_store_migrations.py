"""Bringing the schema up to date: once, and all of it or nothing."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from bot.domain.errors import StorageError
from bot.storage.connection import Snapshot, Tx
from bot.storage.store import Store
from tests.storage.toy import MIGRATIONS, add_town, towns

ROOT = Path(__file__).parents[2]

KILLED_HALFWAY = """
import os, signal, sys
from pathlib import Path
from bot.storage.store import Store
from tests.storage.toy import MIGRATIONS

@MIGRATIONS()
def m003_units(db):
    db.execute("create table unit (id integer primary key)")
    db.execute("insert into town (name) values ('半途')")

@MIGRATIONS()
def m004_more(db):
    db.execute("alter table town add column county text")
    os.kill(os.getpid(), signal.SIGKILL)

Store.open(Path(sys.argv[1]), MIGRATIONS)
"""


def tables(db: Snapshot) -> set[str]:
    return set(db.table_names())


def with_two_steps(*steps: str) -> Migrations:
    """Return the toy's migrations followed by one that runs each of `steps`."""
    migrations = Migrations("toy")
    for known in ("m001_towns", "m002_notices"):
        migrations(name=known)(lambda db: pytest.fail("applied twice"))

    @migrations()
    def m003(db: Database) -> None:
        for step in steps:
            db.execute(step)

    return migrations


def test_migrations_are_applied_once(tmp_path: Path) -> None:
    path = tmp_path / "toy.db"
    with Store.open(path, MIGRATIONS) as store:
        store.run_sync(add_town, "后沟子")
    newer = with_two_steps("create table unit (id integer primary key)")
    for _ in range(2):
        with Store.open(path, newer) as store:
            assert {"town", "notice", "unit"} <= store.read_sync(tables)
            assert store.read_sync(towns) == ["后沟子"]


def test_a_migration_that_fails_leaves_the_old_schema(tmp_path: Path) -> None:
    path = tmp_path / "toy.db"
    Store.open(path, MIGRATIONS).close()
    broken = with_two_steps("create table unit (id integer primary key)", "insert into nowhere")
    with pytest.raises(StorageError, match="schema"):
        Store.open(path, broken)
    with Store.open(path, MIGRATIONS) as store:
        assert "unit" not in store.read_sync(tables)


def test_a_migration_killed_halfway_leaves_the_old_schema(tmp_path: Path) -> None:
    path = tmp_path / "toy.db"
    with Store.open(path, MIGRATIONS) as store:
        store.run_sync(add_town, "后沟子")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_HALFWAY, str(path)], cwd=ROOT, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    with Store.open(path, MIGRATIONS) as store:
        assert store.read_sync(towns) == ["后沟子"]
        assert "unit" not in store.read_sync(tables)
    with Store.open(path, with_two_steps("alter table town add column county text")) as store:
        assert store.read_sync(lambda db: "county" in db.table("town").columns_dict)


def test_a_rebuilt_table_keeps_the_rows_that_point_to_it(tmp_path: Path) -> None:
    path = tmp_path / "toy.db"
    with Store.open(path, MIGRATIONS) as store:
        store.run_sync(add_town, "后沟子")
        store.run_sync(
            lambda tx: tx.execute("insert into notice (town, title) values (1, '通知')").rowcount
        )
    rebuilt = with_two_steps(
        "create table new_town (id integer primary key, name text not null)",
        "insert into new_town select id, name from town",
        "drop table town",
        "alter table new_town rename to town",
    )

    def break_key(tx: Tx) -> None:
        tx.execute("update notice set town = 99")

    with Store.open(path, rebuilt) as store:
        assert store.read_sync(lambda db: db.table("notice").count) == 1
        with pytest.raises(StorageError, match="FOREIGN KEY"):
            store.run_sync(break_key)


def test_a_migration_that_breaks_a_foreign_key_is_undone(tmp_path: Path) -> None:
    path = tmp_path / "toy.db"
    Store.open(path, MIGRATIONS).close()
    with pytest.raises(StorageError, match="notice pointing at no town"):
        Store.open(path, with_two_steps("insert into notice (town, title) values (99, '通知')"))
    with Store.open(path, MIGRATIONS) as store:
        assert store.read_sync(lambda db: db.table("notice").count) == 0


@pytest.mark.parametrize("content", ["没有目录", "不是数据库"])
def test_a_file_that_cannot_be_opened_is_a_clear_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "toy.db"
    if content == "没有目录":
        path = tmp_path / "missing" / "toy.db"
    else:
        path.write_text(content * 1000, encoding="utf-8")
    with pytest.raises(StorageError, match="cannot open"):
        Store.open(path, MIGRATIONS)
