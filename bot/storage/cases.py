"""Cases: one row each, moved only together with a row of their history."""

import json
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from bot.domain.case import (
    Band,
    CaseEvent,
    CaseState,
    Outcome,
    Pool,
    Rank,
    case_after,
)
from bot.domain.flag import Actor
from bot.domain.review import Advice, Case, Decision
from bot.storage.cards import mark_stale
from bot.storage.connection import Snapshot, Tx
from bot.storage.history import Happening, append
from bot.storage.keys import Keys
from bot.storage.mentions import mentions_of
from bot.storage.messages import moment, seconds

SELECT = (
    "select c.id, c.number, r.id, r.title, r.issuer, c.reason, c.pool, c.state, c.version, c.rank,"
    " c.band, c.came_back, c.final, c.claimed_by, c.first_reviewer, c.lease_until,"
    " c.acknowledge_by, c.answer_by, c.answer_left, c.wait_until, c.asked, c.consulted,"
    " c.decision, c.issuer_said, c.told_deadline, c.told_request, c.answered_at, c.closed_on,"
    " c.merged_into, c.key, c.warned, c.nudged from flag_case c"
    " join request q on q.id = c.request join request r on r.id = coalesce(q.merged_into, q.id)"
)
FAMILY = (
    "with recursive kin (id) as (select ? union select c.id from flag_case c join kin"
    " on c.merged_into = kin.id) "
)
"""A case and all that were merged into it, as the table ``kin``."""


def add_case(tx: Tx, ident: int, request: int, reason: str, pool: Pool, key: str) -> Case:
    """A new case that collects."""
    rank = Rank.UPPER if pool is Pool.COUNTY else Rank.FIRST
    tx.execute(
        "insert into flag_case (id, request, reason, pool, state, rank, band, key)"
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        [ident, request, reason, pool, CaseState.COLLECTING, rank, Band.FEW, key],
    )
    return must_find(tx, ident)


def find_case(snapshot: Snapshot, ident: int) -> Case | None:
    """The case with an id."""
    row = snapshot.execute(f"{SELECT} where c.id = ?", [ident]).fetchone()
    return None if row is None else case_from(row)


def has_work(snapshot: Snapshot, *states: CaseState) -> bool:
    """Whether a case is in one of these states, a flag is begun, or a key is to be destroyed."""
    marks = ", ".join("?" * len(states))
    row = snapshot.execute(
        f"select exists (select 1 from flag_case where state in ({marks}))"
        " or exists (select 1 from flag where state = 'draft')"
        " or exists (select 1 from spent_key)",
        states,
    ).fetchone()
    return bool(row[0])


def find_number(snapshot: Snapshot, number: int) -> Case | None:
    """The case with a number."""
    row = snapshot.execute(f"{SELECT} where c.number = ?", [number]).fetchone()
    return None if row is None else case_from(row)


def must_find(snapshot: Snapshot, ident: int) -> Case:
    """The case with an id, which is there."""
    case = find_case(snapshot, ident)
    assert case is not None
    return case


def cases_in(snapshot: Snapshot, *states: CaseState) -> list[Case]:
    """All cases in these states, in order of their numbers."""
    marks = ", ".join("?" * len(states))
    rows = snapshot.execute(
        f"{SELECT} where c.state in ({marks}) order by c.number, c.id", states
    ).fetchall()
    return [case_from(row) for row in rows]


def closed_since(snapshot: Snapshot, since: datetime) -> list[Case]:
    """Closed cases that got their answer after ``since``, in order of their numbers."""
    rows = snapshot.execute(
        f"{SELECT} where c.state = 'closed' and c.answered_at > ? order by c.number",
        [seconds(since)],
    ).fetchall()
    return [case_from(row) for row in rows]


def over_with_key(snapshot: Snapshot) -> list[Case]:
    """Closed and merged cases whose key is not destroyed yet."""
    rows = snapshot.execute(
        f"{SELECT} where c.state in ('closed', 'merged') and c.key is not null order by c.id"
    ).fetchall()
    return [case_from(row) for row in rows]


SPOKEN = (
    "exists (select 1 from case_history h where h.matter in (c.id, c.merged_into)"
    " and h.event in ('consult', 'decide'))"
)


def cases_spoken_of(snapshot: Snapshot, case: int | None = None) -> list[Case]:
    """All cases whose issuers were ever consulted or advised, or one if it is such."""
    rows = snapshot.execute(
        f"{SELECT} where (?1 is null or c.id = ?1) and {SPOKEN} order by c.number", [case]
    ).fetchall()
    return [case_from(row) for row in rows]


def cases_about(snapshot: Snapshot, root: int, reason: str, pool: Pool) -> list[Case]:
    """All cases about a canonical request for a reason, those with the lowest numbers first."""
    rows = snapshot.execute(
        f"{SELECT} where c.request in (select id from request where id = ?1 or merged_into = ?1)"
        " and c.reason = ?2 and c.pool = ?3 order by c.number is null, c.number, c.id",
        [root, reason, pool],
    ).fetchall()
    return [case_from(row) for row in rows]


def head_of(snapshot: Snapshot, case: Case) -> Case:
    """The case another one was merged into, at the end of the line; or itself."""
    while case.merged_into is not None:
        case = must_find(snapshot, case.merged_into)
    return case


def heads(snapshot: Snapshot) -> frozenset[int]:
    """The cases that others were merged into."""
    joined = "select merged_into from flag_case where merged_into is not null"
    return frozenset(row[0] for row in snapshot.execute(joined).fetchall())


def kin_of(snapshot: Snapshot, case: int) -> list[int]:
    """A case and all that were merged into it."""
    return [row[0] for row in snapshot.execute(FAMILY + "select id from kin", [case]).fetchall()]


def family_of(snapshot: Snapshot, case: int) -> list[Case]:
    """The same as cases; the case itself first."""
    return [must_find(snapshot, one) for one in kin_of(snapshot, case)]


def move(
    tx: Tx,
    keys: Keys,
    case: Case,
    event: CaseEvent,
    actor: Actor,
    now: datetime,
    *,
    member: int | None = None,
    detail: dict[str, Any] | None = None,
    **changes: Any,
) -> Case | None:
    """The case after an event, with its row of history.

    None where the event cannot happen there, or ``case`` is not how the case is by now.
    """
    state = case_after(case.state, event, actor)
    if state is None:
        return None
    columns = "".join(f", {name} = ?" for name in changes)
    cursor = tx.execute(
        f"update flag_case set state = ?, version = version + 1{columns}"
        " where id = ? and version = ? and state = ?",
        [state, *map(_stored, changes.values()), case.id, case.version, case.state],
    )
    if not cursor.rowcount:
        return None
    row = Happening(case.id, now, event, case.state, state, actor, member, detail or {})
    append(tx, keys, row)
    return must_find(tx, case.id)


def note(tx: Tx, case: int, **changes: Any) -> None:
    """Keep what is no move of a case: its band, that somebody was warned, its key."""
    columns = ", ".join(f"{name} = ?" for name in changes)
    tx.execute(
        f"update flag_case set {columns} where id = ?", [*map(_stored, changes.values()), case]
    )


def next_number(snapshot: Snapshot) -> int:
    """The number of the next case that enters the queue."""
    (number,) = snapshot.execute("select coalesce(max(number), 0) + 1 from flag_case").fetchone()
    return int(number)


def mark_advice(tx: Tx, case: Case, outcome: Outcome) -> None:
    """A decision wants the request changed."""
    tx.execute("insert or replace into advice values (?, ?, ?)", [case.id, case.request, outcome])
    _show_advice(tx, case.request)


def drop_advice(tx: Tx, case: int) -> None:
    """What was advised was done, or given up."""
    gone = tx.execute(
        "delete from advice where matter = ? returning (select coalesce(merged_into, id)"
        " from request q where q.id = advice.request)",
        [case],
    ).fetchall()
    for (request,) in gone:
        _show_advice(tx, request)


def _show_advice(tx: Tx, request: int) -> None:
    """Cards that name a request need a new text."""
    for chat in {told.chat for told in mentions_of(tx, request)}:
        mark_stale(tx, chat)


def advice_on(snapshot: Snapshot, requests: list[int]) -> dict[int, Advice]:
    """What is advised on these canonical requests, by request."""
    rows = snapshot.execute(
        "select coalesce(q.merged_into, q.id), a.outcome, a.matter from advice a"
        " join request q on q.id = a.request join flag_case c on c.id = a.matter"
        " where c.pool = 'group' and coalesce(q.merged_into, q.id)"
        " in (select value from json_each(?)) order by a.matter",
        [json.dumps(requests)],
    ).fetchall()
    return {row[0]: Advice(request=row[0], outcome=Outcome(row[1]), case=row[2]) for row in rows}


def decision_json(decision: Decision) -> str:
    """A decision as it is stored."""
    return json.dumps(asdict(decision), ensure_ascii=False)


def decision_of(text: str | None) -> Decision | None:
    """A decision from what `decision_json` wrote."""
    if not text:
        return None
    value = json.loads(text)
    return Decision(**{**value, "outcome": Outcome(value["outcome"])})


def _stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return seconds(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    return decision_json(value) if isinstance(value, Decision) else value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def case_from(row: Any) -> Case:
    """A row of `SELECT`."""
    return Case(
        id=row[0],
        number=row[1],
        request=row[2],
        title=row[3],
        issuer=row[4],
        reason=row[5],
        pool=Pool(row[6]),
        state=CaseState(row[7]),
        version=row[8],
        rank=Rank(row[9]),
        band=Band(row[10]),
        came_back=bool(row[11]),
        final=bool(row[12]),
        claimed_by=row[13],
        first_reviewer=row[14],
        lease_until=moment(row[15]),
        acknowledge_by=moment(row[16]),
        answer_by=moment(row[17]),
        answer_left=None if row[18] is None else timedelta(seconds=row[18]),
        wait_until=moment(row[19]),
        asked=row[20],
        consulted=row[21],
        decision=decision_of(row[22]),
        issuer_said=row[23],
        told_deadline=moment(row[24]),
        told_request=row[25],
        answered_at=moment(row[26]),
        closed_on=_day(row[27]),
        merged_into=row[28],
        key=row[29],
        warned=bool(row[30]),
        nudged=_day(row[31]),
    )
