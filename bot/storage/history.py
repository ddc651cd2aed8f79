"""The history of cases: rows that are only added, each marked over all that came before."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from bot.domain.case import CaseEvent, CaseState
from bot.domain.flag import Actor
from bot.domain.review import Verdict
from bot.storage.connection import Snapshot, Tx
from bot.storage.keys import HISTORY, Keys
from bot.storage.messages import moment, seconds

_START = b""


class Happening(NamedTuple):
    """One row: what happened to a case, by whom, and from which state to which."""

    case: int
    at: datetime
    event: CaseEvent
    before: CaseState
    after: CaseState
    actor: Actor
    member: int | None
    detail: dict[str, Any]


def append(tx: Tx, keys: Keys, row: Happening) -> None:
    """Add a row to the history."""
    n, before = _end(tx)
    values = [
        n + 1, row.case, seconds(row.at), row.event, row.before, row.after, row.actor, row.member,
        json.dumps(row.detail, ensure_ascii=False, sort_keys=True),
    ]  # fmt: skip
    mark = _mark(keys, before, values)
    tx.execute("insert into case_history values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [*values, mark])
    tx.execute(
        "insert into history_end values (1, ?1, ?2)"
        " on conflict (id) do update set n = ?1, mark = ?2",
        [n + 1, _mark(keys, mark, [n + 1])],
    )


def happenings(snapshot: Snapshot, start: datetime, end: datetime) -> list[Happening]:
    """What happened in (start, end], oldest first."""
    rows = snapshot.execute(
        "select matter, at, event, before, after, actor, member, detail from case_history"
        " where at > ? and at <= ? order by n",
        [seconds(start), seconds(end)],
    ).fetchall()
    return [read_happening(row) for row in rows]


def happened_to(snapshot: Snapshot, case: int) -> list[Happening]:
    """What happened to a case, oldest first."""
    rows = snapshot.execute(
        "select matter, at, event, before, after, actor, member, detail from case_history"
        " where matter = ? order by n",
        [case],
    ).fetchall()
    return [read_happening(row) for row in rows]


def events_of(snapshot: Snapshot, case: int) -> list[CaseEvent]:
    """What happened to a case, and nothing more of it, oldest first."""
    rows = snapshot.execute(
        "select event from case_history where matter = ? order by n", [case]
    ).fetchall()
    return [CaseEvent(row[0]) for row in rows]


def verify(snapshot: Snapshot, keys: Keys) -> Verdict:
    """Whether the history is as it was written, and all cases are as it says.

    A row altered, removed or put elsewhere is found; so is a case that moved without a row.
    """
    count, mark, fault = 0, _START, None
    if not keys.has(HISTORY):
        (count,) = snapshot.execute("select count(*) from case_history").fetchone()
        return Verdict(rows=count, fault=1 if count else None)
    for n, values, kept in _rows(snapshot):
        count += 1
        mark = _mark(keys, mark, values)
        if fault is None and (n != count or mark != kept):
            fault = n
    end = snapshot.execute("select n, mark from history_end").fetchone() or (0, _START)
    whole = end == (count, _mark(keys, mark, [count]) if count else _START)
    if fault is None and not (whole and _agrees(snapshot)):
        fault = 0
    names = snapshot.execute(
        "select key from flag_case where key is not null and state not in ('closed', 'lapsed')"
    ).fetchall()
    return Verdict(rows=count, fault=fault, unkeyed=sum(not keys.has(name) for (name,) in names))


def _rows(snapshot: Snapshot) -> Iterator[tuple[int, list[Any], bytes]]:
    done = 0
    while rows := snapshot.execute(
        "select * from case_history where n > ? order by n limit 500", [done]
    ).fetchall():
        yield from ((row[0], list(row[:-1]), row[-1]) for row in rows)
        done = rows[-1][0]


def _agrees(snapshot: Snapshot) -> bool:
    """Every case stands where its last row left it, after as many rows as its version says."""
    odd = snapshot.execute(
        "select 1 from flag_case c where c.version <>"
        " (select count(*) from case_history h where h.matter = c.id)"
        " or c.state <> coalesce((select h.after from case_history h where h.matter = c.id"
        " order by h.n desc limit 1), 'collecting') limit 1"
    ).fetchone()
    return odd is None


def _end(snapshot: Snapshot) -> tuple[int, bytes]:
    row = snapshot.execute("select n, mark from case_history order by n desc limit 1").fetchone()
    return (row[0], row[1]) if row else (0, _START)


def _mark(keys: Keys, before: bytes, values: list[Any]) -> bytes:
    return keys.mark(HISTORY, before.hex(), json.dumps(values, ensure_ascii=False))


def read_happening(row: Any) -> Happening:
    """The happening in a row of case, time, event, states, actor, member and detail."""
    at = moment(row[1])
    assert at is not None
    return Happening(
        case=row[0],
        at=at,
        event=CaseEvent(row[2]),
        before=CaseState(row[3]),
        after=CaseState(row[4]),
        actor=Actor(row[5]),
        member=row[6],
        detail=json.loads(row[7]),
    )
