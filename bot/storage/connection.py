"""How a database file is opened: the pragmas, and what to do about an old SQLite."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, NewType

from sqlite_utils import Database, Migrations

from bot.domain.errors import StorageError

if TYPE_CHECKING:
    import sqlite3

    # Only who runs the bot seals; whoever makes one digest need not load the ciphers.
    from bot.storage.seal import Seal
else:
    # pysqlite3 where it is installed; its exceptions are not those of the standard library.
    from sqlite_utils.utils import sqlite3

SQLiteError = sqlite3.Error

Snapshot = NewType("Snapshot", Database)
"""A database at one moment, to be read only."""

Tx = NewType("Tx", Snapshot)
"""A database inside an open write transaction; whatever takes a Snapshot takes it too."""


class Sealing(Database):
    """A database that knows the seal of what is private in it."""

    seal: "Seal | None" = None


def seal_of(db: Database) -> "Seal":
    """The seal of what is private. Raises StorageError where none was given."""
    seal = db.seal if isinstance(db, Sealing) else None
    if seal is None:
        raise StorageError("a seal is needed: `jianfu run` has it")
    return seal


FIXED_SQLITE = (3, 51, 3)
"""First release without the WAL-reset bug (sqlite.org/wal.html#walresetbug)."""

BUSY_SECONDS = 5.0

CACHED_STATEMENTS = 512


def needs_exclusive_lock(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Say whether this SQLite may corrupt a WAL file that two connections share."""
    return version < FIXED_SQLITE


def sqlite_version() -> str:
    """The version of the SQLite in use."""
    return sqlite3.sqlite_version


def connect(
    path: Path,
    *,
    read_only: bool = False,
    exclusive: bool | None = None,
    lasting: bool = True,
    seal: "Seal | None" = None,
) -> Database:
    """Open `path` with all our pragmas; a missing file is created, readable by its owner only.

    `exclusive` keeps every other connection out (None: as this SQLite needs); it means nothing to
    a read-only connection. What need not be `lasting` outlives the process, but no power cut. The
    connection belongs to the calling thread. Raises StorageError.
    """
    if exclusive is None:
        exclusive = needs_exclusive_lock()
    try:
        if read_only:
            db = _connect_reader(path)
        else:
            db = _connect_writer(path, exclusive=exclusive, lasting=lasting)
    except (sqlite3.Error, OSError) as error:
        raise StorageError(f"cannot open {path}: {error}") from error
    db.seal = seal
    return db


def migrate(db: Database, migrations: Migrations) -> None:
    """Apply what is pending of `migrations`, all of it or nothing, in one transaction.

    A migration may rebuild tables (foreign keys are checked once, at the end), but one that needs
    to run outside a transaction fails. Raises StorageError.
    """
    try:
        # Inside a transaction this pragma does nothing, and with keys enforced a rebuilt table
        # would take the rows that point to it along.
        db.conn.execute("PRAGMA foreign_keys = OFF")
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            migrations.apply(db)
            _check_foreign_keys(db)
            db.conn.execute("COMMIT")
        except BaseException:
            db.rollback()
            raise
        db.conn.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error as error:
        raise StorageError(f"cannot bring the schema up to date: {error}") from error


def _connect_writer(path: Path, *, exclusive: bool, lasting: bool) -> Sealing:
    # SQLite gives its -wal and -shm files the mode of the database file.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    return _set_up(
        _raw(str(path)),
        # Must come before the first use of the WAL, or SQLite keeps sharing it.
        f"locking_mode = {'EXCLUSIVE' if exclusive else 'NORMAL'}",
        "journal_mode = WAL",
        f"synchronous = {'FULL' if lasting else 'OFF'}",
        "foreign_keys = ON",
        "secure_delete = ON",
    )


def _connect_reader(path: Path) -> Sealing:
    return _set_up(_raw(f"{path.resolve().as_uri()}?mode=ro"), "query_only = ON")


def _raw(name: str) -> sqlite3.Connection:
    return sqlite3.connect(
        name,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        cached_statements=CACHED_STATEMENTS,
        uri=name.startswith("file:"),
    )


def _set_up(conn: sqlite3.Connection, *pragmas: str) -> Sealing:
    try:
        for pragma in pragmas:
            conn.execute(f"PRAGMA {pragma}").fetchall()
        # Opening reads nothing yet; this finds out whether the file is a database at all.
        (mode,) = conn.execute("PRAGMA journal_mode").fetchone()
        conn.execute("PRAGMA schema_version").fetchone()
        if mode != "wal":
            raise StorageError(f"the file system keeps SQLite in journal mode {mode}, not WAL")
        # Plugins of the sqlite-utils command line have no business in our connection.
        return Sealing(conn, execute_plugins=False)
    except BaseException:
        conn.close()
        raise


def _check_foreign_keys(db: Database) -> None:
    broken = db.conn.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise StorageError(f"a migration leaves a row of {broken[0]} pointing at no {broken[2]}")
