"""Relays that were kept before levels were: what they laid on top is not lost."""

from pathlib import Path

from sqlite_utils import Database

from bot.storage.requests import requests_plain
from bot.storage.schema import MIGRATIONS
from bot.storage.store import Store

_REQUEST = (
    "insert into request (id, key, kind, title, issuer, state, first_at, last_at, deadline,"
    " upstream_deadline, upstream_issuer, added, core) values"
    " (?, ?, 'report', '名册', '民政办', 'open', 1000, 1000, ?, ?, ?, ?, '')"
)


def test_what_a_relay_laid_on_top_is_told_in_plain_words(tmp_path: Path) -> None:
    path = tmp_path / "jianfu.db"
    db = Database(path)
    MIGRATIONS.apply(db, stop_before="m027_levels")
    db.conn.execute("insert into chat (id, address, name) values (1, 'toy:1:-1', '柳河镇工作群')")
    for ident, row in enumerate(
        ((2000, 3000, "县民政局", "photo sign"), (4000, 3000, "县民政局", "photo"),
         (4000, 3000, "县民政局", None), (2000, None, None, None),
         (2000, 3000, "县民政局", None)), 1
    ):  # fmt: skip
        db.conn.execute(_REQUEST, [ident, f"1-{ident}", *row])
    db.conn.commit()
    db.close()
    with Store.open(path, MIGRATIONS) as store:
        ends = store.read_sync(lambda s: s.execute("select ends from request").fetchall())
        one, moved, bare, plain, sooner = store.read_sync(requests_plain, [1, 2, 3, 4, 5])
    assert [row[0] for row in ends] == [3000, 4000, 4000, 2000, 3000]
    top, relay = one.levels
    assert [demand.said for demand in relay.demands] == ["照片视频", "签字盖章"]
    assert (top.issuer, top.deadline) == ("县民政局", one.upstream_deadline)
    assert relay.deadline == one.deadline
    # A deadline that was put off has none above: two dates of one level would be told.
    assert [demand.said for demand in moved.levels[1].demands] == ["照片视频"]
    assert moved.levels[0].deadline == moved.deadline
    assert moved.upstream_deadline is None
    assert bare.upstream_deadline is None
    assert [one.deadline for one in sooner.levels] == [one.upstream_deadline, one.deadline]
    assert (bare.levels, plain.levels) == ((), ())
