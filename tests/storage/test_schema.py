"""The project's own tables: what was kept under an older schema stays usable."""

from pathlib import Path

from sqlite_utils import Migrations

from bot.storage import schema
from bot.storage.connection import Snapshot, Tx
from bot.storage.seal import Seal
from bot.storage.search import requests_with
from bot.storage.store import Store


def _notice(tx: Tx) -> None:
    """One notice as it was kept before notices had an index of their own."""
    tx.execute("insert into chat (id, address, name) values (1, 'toy:1:-100', '工作群')")
    tx.execute(
        "insert into message (id, chat, number, version, sent_at, what, unsure, fingerprint)"
        " values (1, 1, 7, 1, 0, 'notice', 0, x'00')"
    )
    _request(tx, "1-7")
    tx.execute("insert into request_terms (rowid, terms) values (1, '低保 年审 名单')")
    tx.execute(
        "insert into mention (request, message, relation, kind, urgent, cues)"
        " values (1, 1, 'first', 'report', 0, '')"
    )


def test_notices_kept_before_there_was_a_search_are_found(tmp_path: Path) -> None:
    older = Migrations("jianfu")
    for step in (
        schema.m001_messages_and_requests,
        schema.m002_live,
        schema.m003_people,
        schema.m004_links,
    ):
        older(name=step.__name__)(step)
    with Store.open(tmp_path / "jianfu.db", older) as store:
        store.run_sync(_notice)
    with Store.open(tmp_path / "jianfu.db", schema.MIGRATIONS) as store:
        assert store.read_sync(requests_with, ["低保"], "低保", (1,)) == [1]
        assert store.read_sync(requests_with, ["低保"], "低保", (2,)) == []


def test_ids_of_requests_kept_before_are_not_given_again(tmp_path: Path) -> None:
    with Store.open(tmp_path / "jianfu.db", _until("m018"), seal=Seal(b"k" * 32)) as store:
        store.run_sync(_notice)
        before = store.read_sync(_made_of)
    with Store.open(tmp_path / "jianfu.db", _until("m019"), seal=Seal(b"k" * 32)) as store:
        assert store.read_sync(_made_of) == before
        newest = store.run_sync(_request, "1-8")
        store.run_sync(_drop, newest)
        assert store.run_sync(_request, "1-9") > newest


def _until(step: str) -> Migrations:
    """The steps before this one."""
    steps = Migrations("jianfu")
    for name, made in sorted(vars(schema).items()):
        if name.startswith("m0") and name < step:
            steps(name=name)(made)
    return steps


def _made_of(snapshot: Snapshot) -> tuple[list[tuple[object, ...]], set[str], list[str]]:
    """The rows, columns and indexes of the table of requests."""
    rows = snapshot.execute("select * from request").fetchall()
    indexes = snapshot.execute(
        "select sql from sqlite_master where tbl_name = 'request' and type = 'index' order by name"
    ).fetchall()
    return rows, set(_columns(snapshot, "request")), [row[0] for row in indexes]


def _request(tx: Tx, key: str) -> int:
    made = tx.execute(
        "insert into request (key, kind, title, state, first_at, last_at, core)"
        " values (?, 'report', '名单', 'open', 0, 0, '低保年审名单') returning id",
        [key],
    )
    return int(made.fetchone()[0])


def _drop(tx: Tx, ident: int) -> None:
    tx.execute("delete from request where id = ?", [ident])


def test_a_draft_of_the_tables_of_flags_gives_way(tmp_path: Path) -> None:
    older = Migrations("jianfu")
    for step in (
        schema.m001_messages_and_requests,
        schema.m002_live,
        schema.m003_people,
    ):
        older(name=step.__name__)(step)
    with Store.open(tmp_path / "jianfu.db", older) as store:
        store.run_sync(_drafted)
    with Store.open(tmp_path / "jianfu.db", schema.MIGRATIONS, seal=Seal(b"k" * 32)) as store:
        assert "voice" in store.read_sync(_columns, "flag")


def _drafted(tx: Tx) -> None:
    tx.execute("create table flag_case (id integer primary key)")
    tx.execute("create table flag (id integer, matter integer references flag_case (id))")
    tx.execute("create index flag_by_case on flag (matter)")
    tx.execute("alter table chat add column members integer")


def _columns(snapshot: Snapshot, table: str) -> list[str]:
    return [row[1] for row in snapshot.execute(f"pragma table_info({table})").fetchall()]
