"""Full disks, killed processes, and use cases that do what they must not."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.domain.errors import StorageError
from bot.storage import connection
from bot.storage.connection import Tx, connect
from bot.storage.store import Store
from tests.storage.toy import (
    MIGRATIONS,
    Gate,
    add_pair,
    add_then_raise,
    add_town,
    count_towns,
    towns,
    wait_together,
)

ROOT = Path(__file__).parents[2]

WRITES_UNTIL_KILLED = """
import asyncio, sys
from pathlib import Path
from bot.storage.store import Store
from tests.storage.toy import MIGRATIONS, add_pair

async def produce(store, who):
    for number in range(1_000_000):
        print(await store.run(add_pair, f"{who}的{number}"), flush=True)

async def main():
    with Store.open(Path(sys.argv[1]), MIGRATIONS) as store:
        await asyncio.gather(*(produce(store, who) for who in range(20)))

asyncio.run(main())
"""

KILLED_IN_A_CALL = """
import asyncio, os, signal, sys
from functools import partial
from pathlib import Path
from bot.storage.store import Store
from tests.storage.toy import MIGRATIONS, add_pair, add_town, wait_together

def killed(tx):
    add_town(tx, "一半")
    os.kill(os.getpid(), signal.SIGKILL)

with Store.open(Path(sys.argv[1]), MIGRATIONS) as store:
    store.run_sync(add_town, "早已答复")
    calls = [partial(store.run, add_pair, "同一批"), partial(store.run, killed)]
    asyncio.run(wait_together(store, calls))
"""

NO_MORE_SPACE_AT_COMMIT = """
import asyncio, resource, signal, sys
from functools import partial
from pathlib import Path
from bot.domain.errors import StorageError
from bot.storage.store import Store
from tests.storage.toy import MIGRATIONS, add_town, towns, wait_together

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
with Store.open(path, MIGRATIONS) as store:
    store.run_sync(add_town, "之前")
    limit(path.with_name(path.name + "-wal").stat().st_size)
    calls = [partial(store.run, add_town, name) for name in ("甲", "乙", "丙")]
    results = asyncio.run(wait_together(store, calls))
    assert all(isinstance(one, StorageError) for one in results), results
    assert all("nothing was stored" in str(one) for one in results), results
    assert store.read_sync(towns) == ["之前"]
    limit(resource.RLIM_INFINITY)
    store.run_sync(add_town, "之后")
"""


@pytest.fixture(params=[False, True], ids=["shared", "exclusive"])
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    with Store.open(tmp_path / "toy.db", MIGRATIONS, exclusive=request.param) as opened:
        yield opened


def script(text: str, path: Path) -> list[str]:
    return [sys.executable, "-c", text, str(path)]


@pytest.mark.parametrize("answers", [1, 300, 2000])
def test_all_that_was_answered_survives_kill_9_and_nothing_is_half(
    tmp_path: Path, answers: int
) -> None:
    path = tmp_path / "toy.db"
    with subprocess.Popen(
        script(WRITES_UNTIL_KILLED, path),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    ) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(answers)]
        process.send_signal(signal.SIGKILL)
        # What was printed before the end arrived was answered too; the last line may be cut.
        told += [line for line in process.stdout if line.endswith("\n")]
    assert process.returncode == -signal.SIGKILL
    with Store.open(path, MIGRATIONS) as store:
        there = set(store.read_sync(towns))
    assert {line.rstrip("\n") for line in told} <= there
    pairs = {name[:-1] for name in there}
    assert there == {pair + side for pair in pairs for side in "东西"}


def test_kill_9_inside_a_call_undoes_its_whole_transaction(tmp_path: Path) -> None:
    path = tmp_path / "toy.db"
    killed = subprocess.run(script(KILLED_IN_A_CALL, path), cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    with Store.open(path, MIGRATIONS) as store:
        assert store.read_sync(towns) == ["早已答复"]


def test_a_disk_that_fills_up_during_the_commit_fails_every_caller(tmp_path: Path) -> None:
    path = tmp_path / "toy.db"
    subprocess.run(script(NO_MORE_SPACE_AT_COMMIT, path), cwd=ROOT, check=True)
    with Store.open(path, MIGRATIONS) as store:
        assert store.read_sync(towns) == ["之前", "之后"]


def test_a_full_disk_is_a_storage_error_and_space_heals_it(store: Store) -> None:
    def set_pages(tx: Tx, pages: int) -> None:
        tx.execute(f"pragma max_page_count = {pages}").fetchall()

    def add_long(tx: Tx, count: int) -> None:
        for number in range(count):
            add_town(tx, f"{number}{'村' * 1000}")

    store.run_sync(add_town, "之前")
    store.run_sync(set_pages, 1)
    results = asyncio.run(
        wait_together(
            store, [partial(store.run, add_long, 20), partial(store.run, add_town, "放得下")]
        )
    )
    assert isinstance(results[0], StorageError)
    assert "full" in str(results[0])
    # SQLite may end the whole transaction when the disk is full; then nobody was told otherwise.
    fitted = results[1] == "放得下"
    assert fitted or isinstance(results[1], StorageError)
    assert store.read_sync(towns) == ["之前", "放得下"][: 1 + fitted]
    store.run_sync(set_pages, 1_000_000)
    store.run_sync(add_long, 20)
    assert store.read_sync(count_towns) == 21 + fitted


def test_a_commit_that_fails_leaves_nothing_of_anybody(store: Store) -> None:
    """A deferred constraint, which our schema must not have, is the easiest way to get there."""

    def break_key_later(tx: Tx) -> None:
        tx.execute("pragma defer_foreign_keys = on")
        tx.execute("insert into notice (town, title) values (99, '通知')")

    results = asyncio.run(
        wait_together(
            store,
            [
                partial(store.run, add_town, "后沟子"),
                partial(store.run, break_key_later),
                partial(store.run, add_pair, "西台"),
            ],
        )
    )
    assert all(isinstance(one, StorageError) for one in results)
    assert all(str(one).startswith("nothing was stored") for one in results)
    assert len({id(one) for one in results}) == 3
    assert store.read_sync(towns) == []
    store.run_sync(add_town, "之后")
    assert store.read_sync(towns) == ["之后"]


def commits(tx: Tx) -> None:
    tx.commit()


def rolls_back(tx: Tx) -> None:
    tx.rollback()


def commits_and_begins(tx: Tx) -> None:
    tx.commit()
    tx.begin()


@pytest.mark.parametrize("meddle", [commits, rolls_back, commits_and_begins])
def test_a_call_that_ends_the_shared_transaction_is_noticed(
    store: Store, meddle: Callable[[Tx], None]
) -> None:
    results = asyncio.run(
        wait_together(store, [partial(store.run, add_town, "西台"), partial(store.run, meddle)])
    )
    assert all(isinstance(one, StorageError) for one in results)
    assert store.run_sync(add_town, "之后") == "之后"


def test_a_trigger_that_rolls_everything_back_is_noticed(store: Store) -> None:
    def add_trigger(tx: Tx) -> None:
        tx.execute(
            "create trigger strict before insert on town when new.name = '禁用'"
            " begin select raise(rollback, '不许用'); end"
        )

    store.run_sync(add_trigger)
    calls = [partial(store.run, add_town, name) for name in ("西台", "禁用")]
    results = asyncio.run(wait_together(store, [*calls]))
    assert all(isinstance(one, StorageError) for one in results)
    assert all("不许用" in str(one) for one in results)
    assert store.read_sync(towns) == []


@pytest.mark.parametrize(
    "error",
    [KeyboardInterrupt(), SystemExit(3), StopIteration(), asyncio.CancelledError()],
    ids=lambda error: type(error).__name__,
)
def test_what_would_stop_a_thread_or_a_loop_becomes_a_storage_error(
    store: Store, error: BaseException
) -> None:
    results = asyncio.run(
        wait_together(
            store,
            [
                partial(store.run, add_then_raise, "没有的镇", error),
                partial(store.run, add_town, "西台"),
            ],
        )
    )
    assert isinstance(results[0], StorageError)
    assert results[0].__cause__ is error
    assert store.read_sync(towns) == ["西台"]


def test_the_end_of_the_writer_is_told_to_all_who_wait_and_come_later(store: Store) -> None:
    def ruin(tx: Tx) -> None:
        tx.close()

    async def story() -> None:
        gate = Gate()
        waiting = [partial(store.run_bulk, add_town, f"{number}号村") for number in range(3)]
        results = await wait_together(
            store, [partial(store.run, add_town, "同一批"), partial(store.run, ruin), *waiting]
        )
        assert all(isinstance(one, StorageError) for one in results), results
        assert all("thread stopped" in str(one) for one in results), results
        with pytest.raises(StorageError, match="thread stopped"):
            await store.run(gate.hold)

    store.check()
    asyncio.run(story())
    with pytest.raises(StorageError, match="thread stopped"):
        store.run_sync(add_town, "太晚")
    with pytest.raises(StorageError, match="thread stopped"):
        store.check()


def test_text_that_is_no_unicode_fails_its_own_caller_only(store: Store) -> None:
    calls = [partial(store.run, add_town, name) for name in ("好的", "通知\ud83d", "也好")]
    results = asyncio.run(wait_together(store, [*calls]))
    assert isinstance(results[1], StorageError)
    assert "surrogate pair at character 2" in str(results[1])
    assert store.read_sync(towns) == ["好的", "也好"]


def test_another_process_that_writes_is_waited_for_and_then_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.0)
    path = tmp_path / "toy.db"
    with Store.open(path, MIGRATIONS, exclusive=False) as store:
        other: Database = connect(path, exclusive=False)
        other.execute("begin immediate")
        with pytest.raises(StorageError, match="locked"):
            store.run_sync(add_town, "西台")
        other.rollback()
        other.close()
        store.run_sync(add_town, "后沟子")
        assert store.read_sync(towns) == ["后沟子"]
