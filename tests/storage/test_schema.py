"""The project's own tables: what was kept under an older schema stays usable."""

from datetime import datetime
from pathlib import Path
from time import monotonic

from sqlite_utils import Migrations

from bot.domain.digest import Period
from bot.domain.message import SHANGHAI
from bot.storage import schema
from bot.storage.connection import Snapshot, Tx
from bot.storage.effects import take_back_effects
from bot.storage.heard import requests_by_id
from bot.storage.seal import Seal
from bot.storage.search import requests_with
from bot.storage.store import Store
from bot.storage.submissions import drop_submissions, submissions_of

ALWAYS = Period(
    start=datetime(1969, 1, 1, tzinfo=SHANGHAI), end=datetime(2026, 1, 1, tzinfo=SHANGHAI)
)


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


def test_what_units_handed_in_before_belongs_to_the_group_it_must_have_been_in(
    tmp_path: Path,
) -> None:
    with Store.open(tmp_path / "jianfu.db", _until("m025"), seal=Seal(b"k" * 32)) as store:
        store.run_sync(_handed_in)
    with Store.open(tmp_path / "jianfu.db", schema.MIGRATIONS, seal=Seal(b"k" * 32)) as store:
        assert store.read_sync(_chats_of_submissions) == [
            ("1-7", "西河村", 1),
            ("1-8", "东河村", None),
            ("1-8", "北沟村", 2),
            ("1-8", "西河村", None),
        ]
        store.run_sync(drop_submissions, 1, "西河村", 2)
        store.run_sync(drop_submissions, 2, "东河村", 1)
        assert len(store.read_sync(_chats_of_submissions)) == 4
        store.run_sync(drop_submissions, 1, "西河村", 1)
        assert len(store.read_sync(_chats_of_submissions)) == 3
        assert set(store.read_sync(submissions_of, 2)) == {
            ("东河村", None), ("北沟村", None), ("西河村", None),
        }  # fmt: skip


def test_what_was_told_before_parts_could_be_called_off_is_told_as_before(tmp_path: Path) -> None:
    with Store.open(tmp_path / "jianfu.db", _until("m028"), seal=Seal(b"k" * 32)) as store:
        store.run_sync(_notice)
    with Store.open(tmp_path / "jianfu.db", schema.MIGRATIONS, seal=Seal(b"k" * 32)) as store:
        ((request, _),) = store.read_sync(requests_by_id, [1], ALWAYS)
        ((mention,), spared) = request.mentions, request.spared
        assert (mention.spared, mention.unsaid, spared) == (None, False, ())
        store.run_sync(take_back_effects, 1, 7)
        assert store.read_sync(requests_by_id, [1], ALWAYS)[0][0] == request


def test_what_a_county_handed_in_in_years_is_moved_in_seconds(tmp_path: Path) -> None:
    with Store.open(tmp_path / "jianfu.db", _until("m025"), seal=Seal(b"k" * 32)) as store:
        store.run_sync(_handed_in)
        store.run_sync(_handed_in_often, 3000)
    began = monotonic()
    with Store.open(tmp_path / "jianfu.db", _until("m026"), seal=Seal(b"k" * 32)) as store:
        # What looks at each request for each submission takes more than a minute.
        assert monotonic() - began < 15
        assert len(store.read_sync(_chats_of_submissions)) == 3004


def _handed_in_often(tx: Tx, times: int) -> None:
    """Each thing asked in two groups, merged with the one before it where that is even."""
    for number in range(times):
        request = _request(tx, f"2-{number}")
        if number % 2:
            tx.execute("update request set merged_into = ?1 - 1 where id = ?1", [request])
        for chat in (1, 2):
            tx.execute("insert into asked_by values (?, ?, 1)", [request, chat])
        tx.execute("insert into submission values (?, '西河村', 'said', null, 0)", [request])


def _handed_in(tx: Tx) -> None:
    """One thing asked in one group, one in two; a village of the one, two of both."""
    for chat in (1, 2):
        tx.execute("insert into chat (id, address, name) values (?1, 'toy:1:-' || ?1, '')", [chat])
    for member in range(1, 5):
        tx.execute("insert into member (id, address, name) values (?1, 'toy:1:' || ?1, '')",
                   [member])  # fmt: skip
    for request, chat in ((_request(tx, "1-7"), 1), (_request(tx, "1-8"), 1), (2, 2)):
        tx.execute("insert into asked_by values (?, ?, 1)", [request, chat])
    for member, chat, unit in ((2, 1, "西河村"), (3, 2, "西河村委会"), (4, 2, "北沟村委会")):
        tx.execute(
            "insert into presence (member, chat, unit) values (?, ?, ?)", [member, chat, unit]
        )
    for request, unit in ((1, "西河村"), (2, "西河村"), (2, "东河村"), (2, "北沟村")):
        tx.execute("insert into submission values (?, ?, 'said', null, 0)", [request, unit])


def _chats_of_submissions(snapshot: Snapshot) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = snapshot.execute(
        "select r.key, s.unit, s.chat from submission s join request r on r.id = s.request"
        " order by 1, 2"
    ).fetchall()
    return found


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
