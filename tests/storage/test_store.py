"""What callers of the store rely on from day to day."""

import asyncio
import stat
import threading
from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.domain.errors import StorageError
from bot.storage.connection import Snapshot, Tx
from bot.storage.store import Store
from tests.storage.toy import (
    MIGRATIONS,
    PATIENCE,
    Gate,
    add_pair,
    add_then_raise,
    add_town,
    count_towns,
    towns,
    wait_together,
)


@pytest.fixture(params=[False, True], ids=["shared", "exclusive"])
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    with Store.open(tmp_path / "toy.db", MIGRATIONS, exclusive=request.param) as opened:
        yield opened


def test_a_call_returns_its_result_and_a_read_after_it_sees_it(store: Store) -> None:
    async def story() -> list[str]:
        assert await store.run(add_town, name="后沟子") == "后沟子"
        assert await store.run_bulk(add_town, "西台") == "西台"
        return await store.read(towns)

    assert asyncio.run(story()) == ["后沟子", "西台"]


def test_works_without_an_event_loop(store: Store) -> None:
    assert store.run_sync(add_town, "后沟子") == "后沟子"
    with pytest.raises(LookupError, match="没有这个镇"):
        store.run_sync(add_then_raise, "西台", LookupError("没有这个镇"))
    assert store.read_sync(towns) == ["后沟子"]


def test_what_was_stored_is_there_after_closing_and_opening(tmp_path: Path) -> None:
    for name in ("后沟子", "西台"):
        with Store.open(tmp_path / "toy.db", MIGRATIONS) as store:
            store.run_sync(add_town, name)
    with Store.open(tmp_path / "toy.db", MIGRATIONS) as store:
        assert store.read_sync(towns) == ["后沟子", "西台"]
    assert [path.name for path in tmp_path.iterdir()] == ["toy.db"]


def test_calls_that_wait_together_share_one_transaction(store: Store) -> None:
    statements: list[str] = []

    def trace(tx: Tx) -> None:
        tx.conn.set_trace_callback(statements.append)

    store.run_sync(trace)
    statements.clear()
    calls = [partial(store.run, add_town, f"{number}号村") for number in range(200)]
    assert asyncio.run(wait_together(store, [*calls])) == [f"{number}号村" for number in range(200)]
    assert statements.count("BEGIN IMMEDIATE") == 1
    assert statements.count("COMMIT") == 1
    assert sum(text.startswith("insert") for text in statements) == 200


def test_a_transaction_takes_only_so_many_calls(store: Store) -> None:
    commits: list[str] = []

    def trace(tx: Tx) -> None:
        tx.conn.set_trace_callback(lambda text: commits.append(text) if text == "COMMIT" else None)

    store.run_sync(trace)
    commits.clear()
    calls = [partial(store.run, add_town, f"{number}号村") for number in range(600)]
    asyncio.run(wait_together(store, [*calls]))
    assert len(commits) == 3


def test_no_caller_is_answered_before_the_commit(store: Store) -> None:
    """The first call is done, its neighbour in the same transaction is not: both must wait."""

    async def story() -> None:
        first_gate, second_gate = Gate(), Gate()
        gates = [first_gate, second_gate]
        tasks = [asyncio.create_task(store.run(gate.hold)) for gate in gates]
        await asyncio.sleep(0)
        first_gate.opened.set()
        assert await asyncio.to_thread(second_gate.entered.wait, PATIENCE)
        await asyncio.sleep(0)
        assert not tasks[0].done()
        second_gate.opened.set()
        await asyncio.wait_for(asyncio.gather(*tasks), PATIENCE)

    asyncio.run(story())


def test_calls_of_one_lane_run_in_order_and_interactive_ones_first(store: Store) -> None:
    calls: list[Callable[[], Coroutine[Any, Any, Any]]] = []
    for number in range(40):
        calls.append(partial(store.run_bulk, add_town, f"不急{number:02}"))
        calls.append(partial(store.run, add_town, f"急{number:02}"))
    asyncio.run(wait_together(store, calls))
    assert store.read_sync(towns) == [
        *(f"急{number:02}" for number in range(40)),
        *(f"不急{number:02}" for number in range(40)),
    ]


def test_an_interactive_call_waits_for_one_bulk_call_at_most(store: Store) -> None:
    """It comes while bulk work is under way, and is answered while that still waits."""

    async def story() -> None:
        now, later = Gate(), Gate()
        bulk = [asyncio.create_task(store.run_bulk(gate.hold)) for gate in (now, later)]
        assert await asyncio.to_thread(now.entered.wait, PATIENCE)
        urgent = asyncio.create_task(store.run(add_town, "后沟子"))
        await asyncio.sleep(0)
        now.opened.set()
        assert await asyncio.wait_for(urgent, PATIENCE) == "后沟子"
        assert not bulk[1].done()
        later.opened.set()
        await asyncio.wait_for(asyncio.gather(*bulk), PATIENCE)

    asyncio.run(story())


def test_an_exception_undoes_its_own_call_only(store: Store) -> None:
    wrong = ValueError("名称不对")
    results = asyncio.run(
        wait_together(
            store,
            [
                partial(store.run, add_town, "后沟子"),
                partial(store.run, add_then_raise, "没有的镇", wrong),
                partial(store.run, add_pair, "西台"),
                partial(store.run, add_town, "后沟子"),
                partial(store.run, add_town, "柳河"),
            ],
        )
    )
    assert results[0] == "后沟子"
    assert results[1] is wrong
    assert isinstance(results[3], StorageError)
    assert "UNIQUE" in str(results[3])
    assert store.read_sync(towns) == ["后沟子", "西台东", "西台西", "柳河"]


def test_a_half_finished_statement_harms_its_own_call_only(store: Store) -> None:
    def leave_open(tx: Tx) -> object:
        return tx.execute("insert into town (name) values ('甲'), ('乙'), ('丙') returning id")

    results = asyncio.run(
        wait_together(store, [partial(store.run, leave_open), partial(store.run, add_town, "西台")])
    )
    assert isinstance(results[0], StorageError)
    assert store.read_sync(towns) == ["西台"]


def test_nested_savepoints_of_a_use_case_work(store: Store) -> None:
    def try_twice(tx: Tx) -> None:
        try:
            with tx.atomic():
                add_then_raise(tx, "先加", RuntimeError())
        except RuntimeError:
            add_town(tx, "后加")

    store.run_sync(try_twice)
    assert store.read_sync(towns) == ["后加"]


def test_a_cancelled_wait_takes_back_a_waiting_call_and_disturbs_nobody(store: Store) -> None:
    async def story() -> None:
        gate = Gate()

        def begun(tx: Tx) -> None:
            add_town(tx, "已开始")
            gate.hold(tx)

        tasks: list[asyncio.Task[Any]] = [asyncio.create_task(store.run(begun))]
        assert await asyncio.to_thread(gate.entered.wait, PATIENCE)
        tasks += [asyncio.create_task(store.run(add_town, name)) for name in ("取消", "留下")]
        await asyncio.sleep(0)
        tasks[0].cancel()
        tasks[1].cancel()
        await asyncio.sleep(0)
        gate.opened.set()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert [isinstance(one, asyncio.CancelledError) for one in results] == [True, True, False]
        assert await store.read(towns) == ["已开始", "留下"]

    asyncio.run(story())


def test_two_threads_and_two_hundred_producers(store: Store) -> None:
    def from_thread(letter: str) -> None:
        for number in range(100):
            store.run_sync(add_town, f"{letter}{number}")

    async def story() -> None:
        async def produce(who: int) -> None:
            for number in range(5):
                await store.run(add_pair, f"{who}的{number}")

        await asyncio.gather(*(produce(who) for who in range(200)))

    threads = [threading.Thread(target=from_thread, args=[letter]) for letter in "甲乙"]
    for thread in threads:
        thread.start()
    asyncio.run(story())
    for thread in threads:
        thread.join(PATIENCE)
    assert store.read_sync(count_towns) == 2 * 100 + 200 * 5 * 2


def test_a_loop_that_is_gone_does_not_stop_the_store(store: Store) -> None:
    gate = Gate()

    async def leave() -> None:
        task = asyncio.create_task(store.run(gate.hold))
        assert await asyncio.to_thread(gate.entered.wait, PATIENCE)
        task.cancel()

    asyncio.run(leave())
    gate.opened.set()
    assert store.run_sync(add_town, "后沟子") == "后沟子"


def test_closing_finishes_what_is_queued_and_then_refuses(store: Store) -> None:
    async def story() -> None:
        gate = Gate()
        tasks: list[asyncio.Task[object]] = [asyncio.create_task(store.run(gate.hold))]
        assert await asyncio.to_thread(gate.entered.wait, PATIENCE)
        tasks += [asyncio.create_task(store.run_bulk(add_town, f"{n}号村")) for n in range(50)]
        await asyncio.sleep(0)
        closing = asyncio.create_task(asyncio.to_thread(store.close))
        gate.opened.set()
        await asyncio.wait_for(closing, PATIENCE)
        assert (await asyncio.gather(*tasks))[1:] == [f"{n}号村" for n in range(50)]
        with pytest.raises(StorageError, match="closed"):
            await store.run(add_town, "太晚")
        with pytest.raises(StorageError, match="closed"):
            await store.read(towns)

    asyncio.run(story())
    store.close()


@pytest.mark.parametrize("way", ["write in write", "read in write", "write in read"])
def test_a_call_inside_a_call_is_refused_instead_of_hanging(store: Store, way: str) -> None:
    def outer(db: Snapshot) -> object:
        if way == "read in write":
            return store.read_sync(towns)
        return store.run_sync(add_town, "里面")

    begin = store.read_sync if way == "write in read" else store.run_sync
    with pytest.raises(StorageError, match="inside a call"):
        begin(outer)
    assert store.run_sync(add_town, "外面") == "外面"


def test_foreign_keys_are_enforced(store: Store) -> None:
    def add_notice(tx: Tx) -> None:
        tx.execute("insert into notice (town, title) values (99, '关于报送台账的通知')")

    with pytest.raises(StorageError, match="FOREIGN KEY"):
        store.run_sync(add_notice)


def test_the_connection_is_durable_and_forgets_what_is_deleted(store: Store) -> None:
    def pragma(tx: Tx, name: str) -> object:
        return tx.execute(f"pragma {name}").fetchone()[0]

    values = {
        name: store.run_sync(pragma, name)
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
    }
    assert values == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 5000,
    }


def test_the_file_is_readable_by_its_owner_only(store: Store, tmp_path: Path) -> None:
    store.run_sync(add_town, "后沟子")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert set(modes.values()) == {0o600}, modes
