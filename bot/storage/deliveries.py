"""The ledger: which digest each target got or gets, part by part."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from bot.domain.delivery import LONGEST_WAIT, Due, Happened, Part, PartState, Text, after
from bot.storage.buttons import buttons_json, buttons_of
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import moment, seconds

_PART = (
    "p.id, p.delivery, t.chat, p.number, p.state, p.headline, p.html, p.plain, p.buttons,"
    " p.revision, p.as_plain, p.attempts, p.message"
    " from part p join delivery d on d.id = p.delivery join target t on t.id = d.target"
)
_OPEN = (
    "p.state in ('rendered', 'unknown', 'placed') and not exists"
    " (select 1 from part e where e.delivery = p.delivery and e.number < p.number"
    " and e.state in ('rendered', 'unknown', 'reserving', 'placed'))"
)
"""A part that something is to be done for, with nothing to be done for those before it."""


def delivery_of(snapshot: Snapshot, target: int, due: Due) -> int | None:
    """The delivery of this slot of this day."""
    row = snapshot.execute(
        "select id from delivery where target = ? and day = ? and slot = ?",
        [target, due.day.isoformat(), due.slot.id],
    ).fetchone()
    return None if row is None else int(row[0])


def is_in_ledger(snapshot: Snapshot, target: int, due: Due) -> bool:
    """Whether this slot of this day was decided on before."""
    return delivery_of(snapshot, target, due) is not None


def add_delivery(
    tx: Tx, target: int, due: Due, commits: tuple[int, int], now: datetime, reason: str | None
) -> int:
    """Keep that a slot was decided on; ``reason`` tells why nothing, or only a part, is sent."""
    row = tx.execute(
        "insert into delivery (target, day, slot, due_at, first, last, made_at, reason)"
        " values (?, ?, ?, ?, ?, ?, ?, ?) returning id",
        [target, due.day.isoformat(), due.slot.id, seconds(due.at), *commits, seconds(now),
         reason],
    ).fetchone()  # fmt: skip
    return int(row[0])


def add_parts(tx: Tx, delivery: int, texts: Sequence[Text], first: int = 1) -> None:
    """Keep the parts of a delivery, ready to be sent."""
    state = after(PartState.PLANNED, Happened.FREEZE)
    for number, text in enumerate(texts, start=first):
        tx.execute(
            "insert into part (delivery, number, state, headline, html, plain, buttons)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            [delivery, number, state, *text[:3], buttons_json(text.buttons)],
        )


def forget_folded(tx: Tx, target: int, now: datetime) -> None:
    """The clock went back: slots that lie ahead again and sent nothing are open again."""
    tx.execute(
        "delete from delivery where target = ? and due_at > ? and not exists"
        " (select 1 from part p where p.delivery = delivery.id)",
        [target, seconds(now)],
    )


def covered_until(snapshot: Snapshot, target: int) -> datetime:
    """When the newest digest was due that a target got whole, or since when it is spoken to."""
    row = snapshot.execute(
        "select max(since, coalesce((select due_at from delivery where target = t.id"
        " and reason is null order by due_at desc limit 1), 0)) from target t where id = ?",
        [target],
    ).fetchone()
    until = moment(row[0])
    assert until is not None
    return until


def give_back(tx: Tx, delivery: int) -> None:
    """A digest nobody will see: what it covered goes into the next one."""
    tx.execute(
        "update target set covered = min(covered, (select first from delivery where id = :id))"
        " where id = (select target from delivery where id = :id)",
        {"id": delivery},
    )
    tx.execute("update delivery set reason = 'refused' where id = ?", [delivery])


def day_of(snapshot: Snapshot, delivery: int) -> date:
    """The local date a delivery is for."""
    row = snapshot.execute("select day from delivery where id = ?", [delivery]).fetchone()
    return date.fromisoformat(row[0])


def parts_of(snapshot: Snapshot, delivery: int) -> list[Part]:
    """All parts of a delivery, in order."""
    rows = snapshot.execute(
        f"select {_PART} where p.delivery = ? order by p.number", [delivery]
    ).fetchall()
    return [_part(row) for row in rows]


def card_at(snapshot: Snapshot, chat: str, message: int) -> Part | None:
    """The card that stands at a message of a private chat."""
    row = snapshot.execute(
        f"select {_PART} where t.chat = ? and t.kind = 'card' and p.message = ?"
        " order by p.id desc limit 1",
        [chat, message],
    ).fetchone()
    return None if row is None else _part(row)


def open_parts(snapshot: Snapshot, now: float, limit: int, but: Sequence[int] = ()) -> list[Part]:
    """Parts that something is to be done for, each the first such of its delivery, oldest first.

    Those with an id in ``but`` are left out.
    """
    rows = snapshot.execute(
        f"select {_PART} where {_OPEN} and p.not_before <= ?"
        " and p.id not in (select value from json_each(?)) order by p.id limit ?",
        [now, json.dumps(but), limit],
    ).fetchall()
    return [_part(row) for row in rows]


def next_moment(snapshot: Snapshot) -> float | None:
    """When the next open part or saying may be tried, in seconds since the epoch."""
    row = snapshot.execute(
        f"select min(at) from (select min(p.not_before) as at from part p where {_OPEN}"
        " union all select min(not_before) from outgoing where state in ('waiting', 'sending'))"
    ).fetchone()
    return None if row[0] is None else float(row[0])


def step(
    tx: Tx,
    part: Part,
    happened: Happened,
    *,
    message: int | None = None,
    not_before: float = 0.0,
    as_plain: bool = False,
) -> Part | None:
    """The part one state on; None when it is no longer where ``part`` says it is."""
    state = after(part.state, happened)
    stays = part.message if state in (PartState.PLACED, PartState.SENT) else None
    tried = happened in (Happened.RESERVE, Happened.AGAIN, Happened.EDIT_FAILED)
    stepped = replace(
        part,
        state=state,
        message=message or stays,
        as_plain=as_plain or part.as_plain,
        attempts=part.attempts + tried,
    )
    # A text that was revised while it was being sent has still to be sent.
    of_this_text = happened in (Happened.EDITED, Happened.EDIT_REJECTED, Happened.GIVE_UP)
    cursor = tx.execute(
        "update part set state = ?, message = ?, not_before = ?, as_plain = ?, attempts = ?"
        " where id = ? and state = ? and (revision = ? or not ?)",
        [stepped.state, stepped.message, not_before, stepped.as_plain, stepped.attempts,
         part.id, part.state, part.revision, of_this_text],
    )  # fmt: skip
    return stepped if cursor.rowcount else None


def hurry(tx: Tx, now: float) -> None:
    """A next try that lies too far ahead was set by a clock that was put back since: it is due.

    Where it was the platform that asked for so long a wait, it will say so again.
    """
    for table in ("part", "outgoing"):
        tx.execute(
            f"update {table} set not_before = ?1 where not_before > ?1 + ?2", [now, LONGEST_WAIT]
        )


def recover(tx: Tx, now: float) -> int:
    """What was under way when its process died may or may not have been sent; how many."""
    hurry(tx, now)
    cursor = tx.execute(
        "update part set state = ? where state = ?",
        [after(PartState.RESERVING, Happened.AMBIGUOUS), PartState.RESERVING],
    )
    tx.execute("update outgoing set state = 'unknown' where state = 'sending'")
    return cursor.rowcount


def revise(tx: Tx, part: Part, text: Text) -> None:
    """Put a newer text in a part; what is sent already is edited."""
    state = part.state
    if state is PartState.SENT:
        state = after(state, Happened.REVISE)
    tx.execute(
        "update part set state = ?, html = ?, plain = ?, buttons = ?, revision = revision + 1,"
        " not_before = 0, attempts = 0 where id = ?",
        [state, text.html, text.plain, buttons_json(text.buttons), part.id],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A message to pin for a target, and the one it takes the place of."""

    target: int
    chat: str
    message: int
    before: int | None


def unpinned(snapshot: Snapshot, since: datetime) -> list[Pin]:
    """Where the newest digest sent, due after ``since``, is not pinned yet."""
    rows = snapshot.execute(
        "select t.id, t.chat, p.message, t.pinned from target t join delivery d on d.id ="
        " (select x.id from delivery x join part q on q.delivery = x.id and q.number = 1"
        " where x.target = t.id and x.due_at > ? and q.state = 'sent'"
        " and x.reason is not 'fuse' order by x.due_at desc"
        " limit 1) join part p on p.delivery = d.id and p.number = 1"
        " where t.active and t.kind = 'daily' and p.message is not t.pinned",
        [seconds(since)],
    ).fetchall()
    return [Pin(target=row[0], chat=row[1], message=row[2], before=row[3]) for row in rows]


def keep_pin(tx: Tx, target: int, message: int) -> None:
    """Keep which message a target has pinned; also where pinning was refused."""
    tx.execute("update target set pinned = ? where id = ?", [message, target])


def drop_parts_of(tx: Tx, chat: str) -> None:
    """Nothing more is sent there: the bot was removed."""
    tx.execute(
        "update part set state = 'dead' where state in ('rendered', 'reserving', 'placed')"
        " and delivery in (select d.id from delivery d join target t on t.id = d.target"
        " where t.chat = ?)",
        [chat],
    )


def _part(row: Sequence[Any]) -> Part:
    return Part(
        id=row[0],
        delivery=row[1],
        chat=row[2],
        number=row[3],
        state=PartState(row[4]),
        headline=row[5],
        html=row[6],
        plain=row[7],
        buttons=buttons_of(json.loads(row[8])),
        revision=row[9],
        as_plain=bool(row[10]),
        attempts=row[11],
        message=row[12],
    )
