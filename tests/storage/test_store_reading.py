"""What a read sees, and that it can change nothing."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.errors import StorageError
from bot.storage import connection
from bot.storage.connection import Snapshot, Tx, connect, needs_exclusive_lock
from bot.storage.store import Store
from tests.storage.toy import MIGRATIONS, PATIENCE, Gate, add_town, count_towns, towns


@pytest.fixture(params=[False, True], ids=["shared", "exclusive"])
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    with Store.open(tmp_path / "toy.db", MIGRATIONS, exclusive=request.param) as opened:
        yield opened


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "toy.db", MIGRATIONS, exclusive=False) as opened:
        yield opened


def test_a_read_sees_only_what_is_committed_and_does_not_wait_for_writers(shared: Store) -> None:
    gate = Gate()

    def add_slowly(tx: Tx) -> None:
        add_town(tx, "后沟子")
        gate.hold(tx)

    writer = threading.Thread(target=shared.run_sync, args=[add_slowly])
    writer.start()
    assert gate.entered.wait(PATIENCE)
    assert shared.read_sync(towns) == []
    gate.opened.set()
    writer.join(PATIENCE)
    assert shared.read_sync(towns) == ["后沟子"]


def test_a_read_stays_at_one_moment_while_others_write(shared: Store) -> None:
    gate = Gate()
    seen: list[list[str]] = []

    def read_twice(db: Snapshot) -> None:
        seen.append(towns(db))
        gate.hold(db)
        seen.append(towns(db))

    shared.run_sync(add_town, "后沟子")
    reader = threading.Thread(target=shared.read_sync, args=[read_twice])
    reader.start()
    assert gate.entered.wait(PATIENCE)
    shared.run_sync(add_town, "西台")
    gate.opened.set()
    reader.join(PATIENCE)
    assert seen == [["后沟子"], ["后沟子"]]
    assert shared.read_sync(towns) == ["后沟子", "西台"]


def test_a_read_cannot_write_and_leaves_the_store_as_it_was(store: Store) -> None:
    def sneak(db: Snapshot) -> None:
        add_town(Tx(db), "偷偷加的")

    with pytest.raises(StorageError, match="readonly"):
        store.read_sync(sneak)
    store.run_sync(add_town, "西台")
    assert store.read_sync(towns) == ["西台"]


def test_an_exception_in_a_read_reaches_its_caller(store: Store) -> None:
    def fail(db: Snapshot) -> None:
        raise LookupError(str(count_towns(db)))

    with pytest.raises(LookupError, match="0"):
        store.read_sync(fail)
    assert store.read_sync(count_towns) == 0


def test_a_read_only_connection_refuses_writes(shared: Store, tmp_path: Path) -> None:
    shared.run_sync(add_town, "后沟子")
    db = connect(tmp_path / "toy.db", read_only=True)
    try:
        assert count_towns(Snapshot(db)) == 1
        db.execute("pragma query_only = off")
        with pytest.raises(connection.SQLiteError, match="readonly"):
            db.execute("delete from town")
    finally:
        db.close()


def test_a_read_only_connection_creates_no_file(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot open"):
        connect(tmp_path / "nothing.db", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_odd_characters_in_a_path_are_no_part_of_an_address(tmp_path: Path) -> None:
    path = tmp_path / "减负 100%?mode=rw#.db"
    with Store.open(path, MIGRATIONS, exclusive=False) as store:
        store.run_sync(add_town, "后沟子")
        assert store.read_sync(towns) == ["后沟子"]
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("version", "affected"),
    [((3, 40, 1), True), ((3, 51, 2), True), ((3, 51, 3), False), ((3, 53, 4), False)],
)
def test_an_old_sqlite_is_kept_to_one_connection(version: tuple[int, ...], affected: bool) -> None:
    assert needs_exclusive_lock(version) is affected


def test_the_version_of_sqlite_decides_by_default(tmp_path: Path) -> None:
    with Store.open(tmp_path / "toy.db", MIGRATIONS) as store:
        assert store.exclusive is needs_exclusive_lock()


@pytest.mark.parametrize("read_only", [False, True])
def test_an_exclusive_store_lets_nobody_else_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_only: bool
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.0)
    path = tmp_path / "toy.db"
    with Store.open(path, MIGRATIONS, exclusive=True) as store:
        assert store.exclusive
        with pytest.raises(StorageError, match="locked"):
            connect(path, read_only=read_only, exclusive=False)
    connect(path, read_only=read_only, exclusive=False).close()


def test_a_connection_enforces_foreign_keys_whether_or_not_it_migrates(tmp_path: Path) -> None:
    db = connect(tmp_path / "toy.db")
    try:
        assert db.execute("pragma foreign_keys").fetchone() == (1,)
    finally:
        db.close()


def test_a_failed_call_leaves_no_cursor_to_its_caller(store: Store) -> None:
    """Kept alive by the traceback, it would hold an old snapshot open in another thread."""

    def fail(db: Snapshot) -> None:
        cursor = db.execute("select 1 union select 2")
        raise LookupError(str(cursor.fetchone()))

    with pytest.raises(LookupError) as caught:
        store.read_sync(fail)
    assert [entry.frame.f_locals for entry in caught.traceback if entry.name == "fail"] == [{}]
