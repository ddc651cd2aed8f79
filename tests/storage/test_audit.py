"""What was done before there was a table for it is in the table, and stays there."""

from pathlib import Path

import pytest

from bot.domain.audit import Act, Deed
from bot.domain.errors import StorageError
from bot.storage.audit import LAST, Among, rows_before
from bot.storage.connection import connect, migrate
from bot.storage.schema import MIGRATIONS
from bot.storage.store import Store

_BEFORE = (
    "insert into chat (id, address, name) values (1, 'toy:1:-100', '柳河镇村居工作群')",
    "insert into member (id, address, name) values (1, 'toy:1:7', '老刘')",
    "insert into correction (member, chat, at, fix, ref, ask, before, after)"
    " values (1, 1, 1773300000, 'merge', '1-5', 0, '[]', '[]')",
    "insert into tier_change (reason, before, after, member, day)"
    " values ('photo', 'week', 'day', 1, '2026-03-13')",
)


def test_an_older_store_tells_what_was_done_in_it(tmp_path: Path) -> None:
    path = tmp_path / "jianfu.db"
    db = connect(path)
    MIGRATIONS.apply(db, stop_before="m012_audit")
    for statement in _BEFORE:
        db.conn.execute(statement)
    migrate(db, MIGRATIONS)
    db.close()
    with Store.open(path, MIGRATIONS) as store:
        rows = store.read_sync(rows_before, LAST, Among(tuple(Act), cases=True), 10)
        deeds = [one.what for one in rows if isinstance(one.what, Deed)]
        assert [one.act for one in deeds] == [Act.TIER, Act.CORRECT]
        assert deeds[0].detail == {"before": "week", "after": "day"}
        assert (deeds[0].at.day, deeds[0].at.hour) == (13, 12)
        assert (deeds[1].chat, deeds[1].subject, deeds[1].detail) == (1, "1-5", {"fix": "merge"})
        with pytest.raises(StorageError, match="stay"):
            store.run_sync(lambda tx: tx.execute("delete from audit").rowcount)
