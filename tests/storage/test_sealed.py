"""What waits to be worked on or said: sealed from the first byte on, also what is older."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Migrations

from bot.domain.boundary import Button, Outgoing, RawUpdate
from bot.domain.errors import StorageError
from bot.storage import schema
from bot.storage.connection import Snapshot, Tx
from bot.storage.inbox import (
    dead_letters,
    keep,
    mark_done,
    prune,
    reseal_updates,
    set_aside,
    waiting,
)
from bot.storage.moves import move_chat
from bot.storage.outgoing import (
    Promise,
    Ready,
    mark_saying,
    open_sayings,
    reseal_sayings,
    say,
    settle_unknown,
)
from bot.storage.seal import Seal
from bot.storage.store import Store

KEY, OTHER = b"k" * 32, b"o" * 32
ASKER, GROUP = "toy:1:5550123456", "toy:1:-100"
SAID = Outgoing(
    plain="已记入您的待办", html="<b>已记入</b>", buttons=((Button(label="好", data="card:9041"),),)
)
TYPED = "这个打卡没有用"


def _store(folder: Path, seal: Seal | None = None) -> Store:
    return Store.open(folder / "jianfu.db", schema.MIGRATIONS, seal=seal or Seal(KEY))


def _rows(snapshot: Snapshot, sql: str) -> list[Any]:
    return list(snapshot.execute(sql).fetchall())


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def _update(key: str, **more: Any) -> RawUpdate:
    body = json.dumps({"chat": ASKER, "text": TYPED}, ensure_ascii=False).encode()
    value = {"sequence": 1, "chat": ASKER, "body": body, "private": True, **more}
    return RawUpdate(key=key, **value)


def _keep(tx: Tx, *updates: RawUpdate, at: float = 1773280800.0) -> None:
    for update in updates:
        keep(tx, update, now=at, not_before=0.0, hot=False)


def test_no_byte_tells_to_whom_something_is_said_or_what(tmp_path: Path) -> None:
    with _store(tmp_path) as store:
        store.run_sync(say, ASKER, SAID, Promise.ONCE, 1.0)
        (saying,) = store.read_sync(open_sayings, 5.0, 9).sayings
        assert (saying.chat, saying.what) == (ASKER, SAID)
        kept = _bytes(tmp_path)
    for clear in (ASKER, "5550123456", "已记入", "card:9041"):
        assert clear.encode() not in kept + _bytes(tmp_path)


def test_whatever_is_said_takes_the_same_room(tmp_path: Path) -> None:
    with _store(tmp_path) as store:
        store.run_sync(say, ASKER, SAID, Promise.ONCE, 1.0)
        store.run_sync(say, "toy:1:7", Outgoing(plain="好"), Promise.AT_LEAST_ONCE, 1.0)
        assert len({row for (row,) in store.read_sync(_rows, _LENGTHS)}) == 1


_LENGTHS = "select length(sealed) from outgoing"


@pytest.mark.parametrize("state", ["done", "dead"])
def test_what_was_said_or_never_will_be_leaves_nothing(tmp_path: Path, state: str) -> None:
    with _store(tmp_path) as store:
        store.run_sync(say, ASKER, SAID, Promise.ONCE, 1.0)
        store.run_sync(mark_saying, [1], "sending")
        store.run_sync(mark_saying, [1], state)
        assert store.read_sync(_rows, "select * from outgoing") == []


def test_after_a_crash_alarms_are_said_again_and_answers_are_not(tmp_path: Path) -> None:
    def crash(tx: Tx) -> None:
        for promise in Promise:
            say(tx, ASKER, SAID, promise, 1.0)
        tx.execute("update outgoing set state = 'unknown'")

    with _store(tmp_path) as store:
        store.run_sync(crash)
        store.run_sync(settle_unknown)
        (saying,) = store.read_sync(open_sayings, 5.0, 9).sayings
        assert saying.promise is Promise.AT_LEAST_ONCE
        assert len(store.read_sync(_rows, "select * from outgoing")) == 1


def test_what_waits_for_a_group_goes_along_when_it_moves(tmp_path: Path) -> None:
    with _store(tmp_path) as store:
        for chat in (GROUP, ASKER):
            store.run_sync(say, chat, SAID, Promise.ONCE, 1.0)
        store.run_sync(move_chat, GROUP, "toy:1:-200")
        found = store.read_sync(open_sayings, 5.0, 9).sayings
        assert [saying.chat for saying in found] == ["toy:1:-200", ASKER]


def test_a_row_put_in_anothers_place_does_not_open(tmp_path: Path) -> None:
    with _store(tmp_path) as store:
        for chat in (GROUP, ASKER):
            store.run_sync(say, chat, SAID, Promise.ONCE, 1.0)
        store.run_sync(
            lambda tx: (
                tx.execute(
                    "update outgoing set sealed = (select sealed from outgoing where id = 2)"
                ).rowcount
            )
        )
        ready = store.read_sync(open_sayings, 5.0, 9)
        assert ([saying.id for saying in ready.sayings], ready.closed) == ([2], [1])


def test_with_another_key_nothing_opens_and_nothing_breaks(tmp_path: Path) -> None:
    with _store(tmp_path) as store:
        store.run_sync(say, ASKER, SAID, Promise.ONCE, 1.0)
        store.run_sync(_keep, _update("toy:1"))
    with _store(tmp_path, Seal(OTHER)) as store:
        assert store.read_sync(open_sayings, 5.0, 9) == Ready([], [1])
        store.run_sync(move_chat, ASKER, GROUP)
        assert [row.body for row in store.read_sync(waiting, 9)] == [None]


def test_a_former_key_still_opens_until_all_is_sealed_anew(tmp_path: Path) -> None:
    def reseal(tx: Tx) -> None:
        reseal_sayings(tx)
        reseal_updates(tx)

    with _store(tmp_path) as store:
        store.run_sync(say, ASKER, SAID, Promise.ONCE, 1.0)
        store.run_sync(_keep, _update("toy:1"))
    with _store(tmp_path, Seal(OTHER, KEY)) as store:
        assert store.read_sync(open_sayings, 5.0, 9).closed == []
        store.run_sync(reseal)
    with _store(tmp_path, Seal(OTHER)) as store:
        (saying,) = store.read_sync(open_sayings, 5.0, 9).sayings
        assert saying.chat == ASKER
        (row,) = store.read_sync(waiting, 9)
        assert row.body == _update("").body


def test_without_a_seal_nothing_private_is_kept(tmp_path: Path) -> None:
    with Store.open(tmp_path / "jianfu.db", schema.MIGRATIONS) as store:
        with pytest.raises(StorageError, match="seal"):
            store.run_sync(say, ASKER, SAID, Promise.ONCE, 1.0)
        with pytest.raises(StorageError, match="seal"):
            store.run_sync(_keep, _update("toy:1"))
        store.run_sync(_keep, _update("toy:2", chat=GROUP, private=False))


def test_a_private_chat_has_a_mark_by_which_its_order_and_albums_are_kept(tmp_path: Path) -> None:
    updates = [
        _update("toy:1", sequence=1, album=f"{ASKER}:7"),
        _update("toy:2", sequence=2, album=f"{ASKER}:7"),
        _update("toy:3", sequence=3, chat="toy:1:8"),
        _update("toy:4", sequence=4, chat=GROUP, private=False, personal=True),
    ]
    with _store(tmp_path) as store:
        store.run_sync(_keep, *updates)
        first, second, other, pressed = store.read_sync(waiting, 9)
        kept = _bytes(tmp_path)
    assert (first.chat, first.album) == (second.chat, second.album)
    assert first.chat != other.chat
    assert pressed.chat == GROUP, "a reaction is worked on after the notice it is on"
    assert [row.body for row in (first, pressed)] == [updates[0].body, updates[3].body]
    for clear in (ASKER, "5550123456", TYPED):
        assert clear.encode() not in kept


def test_what_is_over_tells_neither_of_whom_nor_when(tmp_path: Path) -> None:
    noon = 1773280800.0
    with _store(tmp_path) as store:
        store.run_sync(_keep, _update("toy:1", album="7"), _update("toy:2"), at=noon)
        store.run_sync(mark_done, [1])
        store.run_sync(set_aside, 2, "KeyError at presses.py:41")
        done, dead = store.read_sync(
            _rows, "select chat, album, body, not_before, received_at from inbox"
        )
        assert done[:4] == ("", None, None, 0.0)
        assert {done[4], dead[4]} == {int(noon) // 86400 * 86400}
        assert store.read_sync(dead_letters) == (1, [("toy:2", "KeyError at presses.py:41")])


def test_what_is_done_and_what_was_set_aside_are_forgotten_in_time(tmp_path: Path) -> None:
    day = 86400.0
    with _store(tmp_path) as store:
        store.run_sync(_keep, _update("toy:1"), _update("toy:2"), _update("toy:3"), at=10 * day)
        store.run_sync(mark_done, [1])
        store.run_sync(set_aside, 2, "Malformed")
        store.run_sync(prune, 11 * day, 9 * day)
        assert store.read_sync(_rows, "select key from inbox") == [("toy:2",), ("toy:3",)]
        store.run_sync(prune, 41 * day, 11 * day)
        assert store.read_sync(_rows, "select key from inbox") == [("toy:3",)]


_OLDER = (
    schema.m001_messages_and_requests,
    schema.m002_live,
    schema.m003_people,
    schema.m004_links,
    schema.m005_corrections,
    schema.m006_submissions,
    schema.m007_flags_and_cases,
)


def _as_it_was(folder: Path) -> None:
    """A database of the version before, with something in every state."""
    older = Migrations("jianfu")
    for step in _OLDER:
        older(name=step.__name__)(step)

    def fill(tx: Tx) -> None:
        tx.execute("insert into chat (id, address, name) values (1, ?, '工作群')", [GROUP])
        body = json.dumps(asdict(SAID), ensure_ascii=False)
        for number, state in enumerate(["waiting", "sending", "unknown", "done", "dead"], 1):
            tx.execute(
                "insert into outgoing (id, chat, kind, body, state, made_at)"
                " values (?, ?, 'once', ?, ?, 1)",
                [number, ASKER, "" if state in ("done", "dead") else body, state],
            )
        for number, (chat, state) in enumerate(
            [(ASKER, "waiting"), (GROUP, "waiting"), (ASKER, "done"), (ASKER, "dead")], 1
        ):
            tx.execute(
                "insert into inbox (id, key, sequence, chat, album, hot, sealed, body,"
                " received_at, not_before, state, error) values"
                " (?1, 'toy:' || ?1, ?1, ?2, ?2 || ':7', 0, 1, ?3, 1773280801, 1.5, ?4, ?5)",
                [number, chat, _old_seal(f"toy:{number}"), state, f"KeyError: '{ASKER}'"],
            )

    with Store.open(folder / "jianfu.db", older) as store:
        store.run_sync(fill)


def _old_seal(name: str) -> bytes:
    """As the first versions sealed, without padding."""
    nonce = b"n" * 12
    return nonce + Seal(KEY)._ciphers[0].encrypt(nonce, b'{"old": 1}', name.encode())


def test_what_an_older_version_kept_readable_is_sealed_and_still_said(tmp_path: Path) -> None:
    _as_it_was(tmp_path)
    assert ASKER.encode() in _bytes(tmp_path)
    with _store(tmp_path) as store:
        store.run_sync(settle_unknown)
        (saying,) = store.read_sync(open_sayings, 5.0, 9).sayings
        assert (saying.chat, saying.what) == (ASKER, SAID)
        private, group = store.read_sync(waiting, 9)
        assert (private.body, group.body) == (b'{"old": 1}',) * 2
        assert (private.chat, group.chat) == (Seal(KEY).mark(ASKER), GROUP)
        assert store.read_sync(dead_letters)[1] == [("toy:4", "KeyError")]
    for clear in (ASKER, "5550123456", "已记入"):
        assert clear.encode() not in _bytes(tmp_path)


def test_an_older_database_in_which_something_waits_needs_the_seal(tmp_path: Path) -> None:
    _as_it_was(tmp_path)
    with pytest.raises(StorageError, match="seal"):
        Store.open(tmp_path / "jianfu.db", schema.MIGRATIONS)
    _store(tmp_path).close()
    Store.open(tmp_path / "jianfu.db", schema.MIGRATIONS).close()
