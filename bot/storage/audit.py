"""What people with an office did: rows that are only added."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from bot.domain.audit import Act, Deed
from bot.storage.connection import Snapshot, Tx
from bot.storage.history import Happening, read_happening
from bot.storage.messages import moment, seconds


class Place(NamedTuple):
    """Where a row stands among all: by time, then the log it is in, then its number there."""

    at: int
    log: int
    number: int


LAST = Place(2**40, 0, 0)
"""After all rows."""


class Row(NamedTuple):
    """A deed, or what somebody did with a case; and where it stands."""

    place: Place
    what: Deed | Happening


class Among(NamedTuple):
    """Which rows are wanted: of some acts and of cases (``only`` these) or not, in [since, until).

    ``chats``, if given, leaves deeds of these groups, and those of ``member``.
    """

    acts: tuple[Act, ...]
    cases: bool = False
    only: tuple[int, ...] | None = None
    since: datetime | None = None
    until: datetime | None = None
    chats: tuple[int, ...] | None = None
    member: int = 0


_DEED = "at, member, act, chat, subject, detail"


def add_deed(tx: Tx, deed: Deed) -> None:
    """Keep that something was done."""
    tx.execute(
        f"insert into audit ({_DEED}) values (?, ?, ?, ?, ?, ?)",
        [seconds(deed.at), deed.member, deed.act, deed.chat, deed.subject,
         json.dumps(deed.detail, ensure_ascii=False, sort_keys=True)],
    )  # fmt: skip


def newest_deeds(snapshot: Snapshot, chat: int, acts: Iterable[Act], limit: int) -> list[Deed]:
    """The newest of some acts in a group, newest first."""
    rows = snapshot.execute(
        f"select {_DEED} from audit where chat = ?"
        " and act in (select value from json_each(?)) order by id desc limit ?",
        [chat, json.dumps(list(acts)), limit],
    ).fetchall()
    return [_deed(row) for row in rows]


def rows_before(snapshot: Snapshot, place: Place, among: Among, limit: int) -> list[Row]:
    """The newest rows that stand before a place, newest first.

    Of cases only what somebody with an office did: what comes of clocks, and of those who
    flagged, is nobody's deed.
    """
    since, until = seconds(among.since) or 0, seconds(among.until) or LAST.at
    deeds = snapshot.execute(
        f"select {_DEED}, id from audit where (at, 0, id) < (?, ?, ?) and at >= ? and at < ?"
        " and act in (select value from json_each(?))"
        " and (? or member = ? or chat in (select value from json_each(?)))"
        " order by at desc, id desc limit ?",
        [*place, since, until, json.dumps(among.acts), among.chats is None, among.member,
         json.dumps(among.chats or []), limit],
    ).fetchall()  # fmt: skip
    rows = [Row(Place(row[0], 0, row[6]), _deed(row)) for row in deeds]
    done = snapshot.execute(
        "select matter, at, event, before, after, actor, member, detail, n from case_history"
        " where (at, 1, n) < (?, ?, ?) and at >= ? and at < ? and member is not null and ?"
        " and (? or matter in (select value from json_each(?)))"
        " order by at desc, n desc limit ?",
        [*place, since, until, among.cases, among.only is None, json.dumps(among.only or []),
         limit],
    ).fetchall()  # fmt: skip
    rows += [Row(Place(row[1], 1, row[8]), read_happening(row)) for row in done]
    return sorted(rows, reverse=True, key=lambda one: one.place)[:limit]


def _deed(row: Any) -> Deed:
    at = moment(row[0])
    assert at is not None
    return Deed(
        at=at, member=row[1], act=Act(row[2]), chat=row[3], subject=row[4],
        detail=json.loads(row[5]),
    )  # fmt: skip
