"""A toy schema of towns and their notices, and use cases on it, for the store's own tests."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any

from sqlite_utils import Database, Migrations

from bot.storage.connection import Snapshot, Tx
from bot.storage.store import Store

MIGRATIONS = Migrations("toy")

PATIENCE = 20.0
"""Seconds before a test that hangs fails."""


@MIGRATIONS()
def m001_towns(db: Database) -> None:
    db.execute("create table town (id integer primary key, name text not null unique)")


@MIGRATIONS()
def m002_notices(db: Database) -> None:
    db.execute(
        "create table notice (id integer primary key,"
        " town integer not null references town (id), title text not null)"
    )


def add_town(tx: Tx, name: str) -> str:
    tx.execute("insert into town (name) values (?)", [name])
    return name


def add_pair(tx: Tx, name: str) -> str:
    add_town(tx, f"{name}东")
    return add_town(tx, f"{name}西")


def add_then_raise(tx: Tx, name: str, error: BaseException) -> None:
    add_town(tx, name)
    raise error


def towns(db: Snapshot) -> list[str]:
    return [name for (name,) in db.execute("select name from town order by id").fetchall()]


def count_towns(db: Snapshot) -> int:
    (count,) = db.execute("select count(*) from town").fetchone()
    return int(count)


class Gate:
    """A call that keeps its thread busy until it is let go, so that later calls must wait."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.opened = threading.Event()

    def hold(self, db: Snapshot) -> None:
        self.entered.set()
        assert self.opened.wait(PATIENCE)


async def wait_together(
    store: Store, calls: list[Callable[[], Coroutine[Any, Any, Any]]]
) -> list[Any]:
    """Begin all `calls` while the writer is busy; return their results or exceptions."""
    gate = Gate()
    held = asyncio.create_task(store.run(gate.hold))
    assert await asyncio.to_thread(gate.entered.wait, PATIENCE)
    tasks = [asyncio.create_task(call()) for call in calls]
    # Each task runs up to its wait, in order.
    await asyncio.sleep(0)
    gate.opened.set()
    results = await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), PATIENCE)
    await asyncio.gather(held, return_exceptions=True)
    return results
