"""The newest whole digest of each target: the one that is still put right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.storage.connection import Snapshot
from bot.storage.messages import moment, seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One row of the ledger; ``first`` and ``last`` are message ids, (first, last]."""

    id: int
    target: int
    day: date
    slot: str
    due_at: datetime
    first: int
    last: int


def newest_of_requests(
    snapshot: Snapshot, requests: Sequence[int], since: datetime
) -> list[tuple[Delivery, datetime]]:
    """The newest whole digest of each target, due after ``since``, if it names a request.

    With each comes the moment its period began.
    """
    marks = ", ".join("?" * len(requests))
    # From the requests to the targets that heard of them; never through all deliveries.
    named = (
        "select s.target, min(m.id) as first from request q join mention n on n.request = q.id"
        " join message m on m.id = n.message join target_source s on s.chat = m.chat"
        f" where q.id in ({marks}) or q.merged_into in ({marks}) group by s.target"
    )
    return _newest(snapshot, since, named, [*requests, *requests])


def newest_of_chats(
    snapshot: Snapshot, chats: Iterable[int], since: datetime
) -> list[tuple[Delivery, datetime]]:
    """The same of each target that one of these chats feeds."""
    wanted = list(chats)
    marks = ", ".join("?" * len(wanted))
    named = f"select target, 0 as first from target_source where chat in ({marks}) group by target"
    return _newest(snapshot, since, named, wanted)


def _newest(
    snapshot: Snapshot, since: datetime, named: str, values: Sequence[object]
) -> list[tuple[Delivery, datetime]]:
    # It began as when it was made (`covered_until`), unless the target slept and woke up since.
    rows = snapshot.execute(
        "select d.id, d.target, d.day, d.slot, d.due_at, d.first, d.last, t.since,"
        " (select max(e.due_at) from delivery e where e.target = d.target and e.reason is null"
        f" and e.due_at < d.due_at) from ({named}) named join target t on t.id = named.target"
        " join delivery d on d.id = (select x.id from delivery x where x.target = named.target"
        " and x.reason is null order by x.due_at desc limit 1)"
        " where d.due_at > ? and named.first <= d.last order by d.id",
        [*values, seconds(since)],
    ).fetchall()
    return [(_delivery(row), _began(row[4], row[7], row[8])) for row in rows]


def _began(due_at: int, awake_since: int, before: int | None) -> datetime:
    awake = awake_since <= due_at
    at = moment(max(awake_since, before or 0) if awake else before or due_at - _A_DAY)
    assert at is not None
    return at


_A_DAY = 86400


def _delivery(row: Sequence[Any]) -> Delivery:
    due_at = moment(row[4])
    assert due_at is not None
    return Delivery(
        id=row[0],
        target=row[1],
        day=date.fromisoformat(row[2]),
        slot=row[3],
        due_at=due_at,
        first=row[5],
        last=row[6],
    )
