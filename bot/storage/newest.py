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
    condition = (
        " and exists (select 1 from mention n join message m on m.id = n.message"
        " join target_source s on s.chat = m.chat and s.target = d.target where n.request in"
        f" (select id from request where id in ({marks}) or merged_into in ({marks}))"
        " and m.id <= d.last)"
    )
    return _newest(snapshot, since, condition, [*requests, *requests])


def newest_of_chats(
    snapshot: Snapshot, chats: Iterable[int], since: datetime
) -> list[tuple[Delivery, datetime]]:
    """The same of each target that one of these chats feeds."""
    wanted = list(chats)
    marks = ", ".join("?" * len(wanted))
    condition = f" and d.target in (select target from target_source where chat in ({marks}))"
    return _newest(snapshot, since, condition, wanted)


def _newest(
    snapshot: Snapshot, since: datetime, condition: str, values: Sequence[object]
) -> list[tuple[Delivery, datetime]]:
    # As when it was made (`covered_until`), unless the target slept and woke up since.
    rows = snapshot.execute(
        "with before as (select d.id, (select max(e.due_at) from delivery e where"
        " e.target = d.target and e.reason is null and e.due_at < d.due_at) as at from delivery d)"
        " select d.id, d.target, d.day, d.slot, d.due_at, d.first, d.last,"
        " case when t.since <= d.due_at then max(t.since, coalesce(b.at, 0))"
        " else coalesce(b.at, d.due_at - 86400) end"
        " from delivery d join before b on b.id = d.id join target t on t.id = d.target"
        " where d.reason is null and d.due_at > ?"
        " and d.due_at = (select max(x.due_at) from delivery x where x.target = d.target"
        f" and x.reason is null){condition}",
        [seconds(since), *values],
    ).fetchall()
    return [(_delivery(row), at) for row in rows if (at := moment(row[7]))]


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
