"""Everything that names a group goes along when the group gets another address."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.domain.boundary import RawUpdate
from bot.domain.message import SHANGHAI
from bot.storage import schema
from bot.storage.connection import Snapshot, Tx
from bot.storage.inbox import keep, mark_done, waiting
from bot.storage.messages import chat_id, find_chat, moved_to
from bot.storage.moves import move_chat
from bot.storage.people import meet
from bot.storage.seal import Seal
from bot.storage.store import Store
from bot.storage.targets import add_target, target_of

OLD, NEW = "toy:1:-100", "toy:1:-200"
NOW = datetime(2026, 3, 12, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with Store.open(tmp_path / "jianfu.db", schema.MIGRATIONS, seal=Seal(b"k" * 32)) as opened:
        yield opened


def _rows(snapshot: Snapshot, sql: str) -> list[tuple[Any, ...]]:
    return list(snapshot.execute(sql).fetchall())


def _known_anew(tx: Tx) -> tuple[int, int]:
    """Both addresses are known, each with a target, a notice of the same number and so on."""
    for address in (OLD, NEW):
        add_target(tx, address, "工作群", NOW)
    chats = chat_id(tx, OLD, "工作群"), chat_id(tx, NEW, "工作群")
    member = meet(tx, "toy:1:7", "老刘").id
    tx.execute("insert into request (id, key, kind, title, state, first_at, last_at, core)"
               " values (1, '1-7', 'report', '名单', 'open', 0, 0, '名单')")  # fmt: skip
    for chat in chats:
        tx.execute(
            "insert into message (chat, number, version, sent_at, what, unsure, fingerprint)"
            " values (?, 7, 1, 0, 'notice', 0, x'00')",
            [chat],
        )
        tx.execute("insert into reaction values (?, 7, ?, 'ok', 0)", [chat, member])
        tx.execute("insert into reaction_done values (?, 7, ?, 1)", [chat, member])
        tx.execute("insert or ignore into presence (member, chat) values (?, ?)", [member, chat])
        unlinked = "insert into unlinked (target, chat, member, at) values (1, ?, ?, 0)"
        tx.execute(unlinked, [chat, member])
        tx.execute(
            "insert into suggestion (member, chat, ref, words, at) values (?, ?, 'r1', '', 0)",
            [member, chat],
        )
    tx.execute("update member set focus = ?", [chats[1]])
    tx.execute("insert into invitation values ('a', '办', null, ?, null, 0)", [f"[{chats[1]},9]"])
    tx.execute("insert into link_code values ('a', 2, ?, 9)", [member])
    tx.execute("insert into usefulness values (2, '2026-03-11', '👍', 1)")
    for target in (1, 2):
        tx.execute(
            "insert into delivery (target, day, slot, due_at, first, last, made_at)"
            " values (?, '2026-03-11', 'evening', 0, 0, 0, 0)",
            [target],
        )
        tx.execute(
            "insert into part (delivery, number, state, headline, html, plain)"
            " values (?, 1, 'rendered', '', '', '')",
            [target],
        )
    return chats


def test_whatever_named_the_group_by_either_address_names_the_one_group(store: Store) -> None:
    old, new = store.run_sync(_known_anew)
    store.run_sync(move_chat, OLD, NEW)
    pointing = store.read_sync(
        _rows,
        'select m.name, f."from" from sqlite_master m join pragma_foreign_key_list(m.name) f'
        " where m.type = 'table' and f.\"table\" = 'chat'",
    )
    assert len(pointing) > 9
    for table, column in [*pointing, ("reaction_done", "chat")]:
        assert not store.read_sync(_rows, f"select 1 from {table} where {column} = {new}"), table
    for table in ("message", "reaction", "reaction_done"):
        numbers = store.read_sync(_rows, f"select chat, number from {table} order by number")
        assert numbers == [(old, -7), (old, 7)]
    assert store.read_sync(_rows, "select focus from member") == [(old,)]
    assert sorted(store.read_sync(_rows, "select value from invitation, json_each(chats)")) == [
        (old,),
        (9,),
    ]
    for address in (OLD, NEW):
        found = store.read_sync(find_chat, address)
        assert found
        assert (found.chat, found.address) == (old, NEW)
        assert store.run_sync(chat_id, address, "工作群") == old
    assert store.read_sync(moved_to, OLD) == NEW
    assert store.read_sync(moved_to, NEW) is None


def test_both_ledgers_become_one_and_what_is_under_way_in_either_is_sent(store: Store) -> None:
    store.run_sync(_known_anew)
    for _ in range(2):
        store.run_sync(move_chat, OLD, NEW)
    found = store.read_sync(target_of, NEW)
    assert found
    assert found.id == 1
    assert store.read_sync(target_of, OLD) is None
    assert store.read_sync(_rows, "select id, covered from target") == [(1, 0)]
    assert store.read_sync(_rows, "select target, slot from delivery order by id") == [
        (1, "evening"),
        (1, "evening-2"),
    ]
    assert store.read_sync(_rows, "select target from link_code union select target from usefulness"
                           ) == [(1,)]  # fmt: skip


def test_an_address_that_was_left_makes_no_target_and_no_chat(store: Store) -> None:
    store.run_sync(move_chat, OLD, NEW)
    made = store.run_sync(add_target, OLD, "工作群", NOW)
    assert made.chat == NEW
    assert store.read_sync(_rows, "select count(*) from chat where moved_to is null") == [(1,)]


def _update(number: int, chat: str) -> RawUpdate:
    return RawUpdate(key=f"toy:{number}", sequence=number, chat=chat, body=b"{}")


def _keep(tx: Tx, update: RawUpdate) -> bool:
    return keep(tx, update, now=0.0, not_before=0.0, hot=False)


def test_what_was_under_way_when_the_group_moved_is_worked_on_again(store: Store) -> None:
    """Its effects would be those of a group that is no more."""
    store.run_sync(add_target, OLD, "工作群", NOW)
    for number, chat in enumerate([OLD, NEW, OLD, "toy:1:-9"], start=1):
        store.run_sync(_keep, _update(number, chat))
    under_way = [row.id for row in store.read_sync(waiting, 9)]
    store.run_sync(move_chat, OLD, NEW)
    store.run_sync(_keep, _update(5, OLD))
    found = store.read_sync(waiting, 9)
    assert [(row.key, row.chat) for row in found] == [
        ("toy:1", NEW), ("toy:2", NEW), ("toy:3", NEW), ("toy:4", "toy:1:-9"), ("toy:5", NEW),
    ]  # fmt: skip
    assert [store.run_sync(mark_done, [ident]) for ident in under_way] == [False] * 3 + [True]
    assert all(store.run_sync(mark_done, [row.id]) for row in found if row.key != "toy:4")
