"""What else is to be said: answers at most once, alarms at least once."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from bot.domain.boundary import Outgoing
from bot.storage.buttons import buttons_of
from bot.storage.connection import Snapshot, Tx


class Promise(StrEnum):
    """What is promised for a saying when its fate is unknown."""

    ONCE = "once"  # an answer: rather never than twice
    AT_LEAST_ONCE = "at_least_once"  # an alarm: rather twice than never


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One thing to say to one chat."""

    id: int
    chat: str
    promise: Promise
    what: Outgoing
    state: str
    attempts: int


def say(tx: Tx, chat: str, what: Outgoing, promise: Promise, now: float) -> None:
    """Keep something to be said; it goes out after the commit."""
    tx.execute(
        "insert into outgoing (chat, kind, body, state, made_at) values (?, ?, ?, 'waiting', ?)",
        [chat, promise, json.dumps(asdict(what), ensure_ascii=False), int(now)],
    )


def open_sayings(
    snapshot: Snapshot, now: float, limit: int, but: Sequence[int] = ()
) -> list[Saying]:
    """What waits to be said and may be tried, alarms first, oldest first; not those in ``but``."""
    rows = snapshot.execute(
        "select id, chat, kind, body, state, attempts from outgoing"
        " where state = 'waiting' and not_before <= ?"
        " and id not in (select value from json_each(?)) order by kind, id limit ?",
        [now, json.dumps(but), limit],
    ).fetchall()
    return [
        Saying(
            id=row[0],
            chat=row[1],
            promise=Promise(row[2]),
            what=_outgoing(row[3]),
            state=row[4],
            attempts=row[5],
        )
        for row in rows
    ]


def mark_saying(tx: Tx, ids: list[int], state: str, *, not_before: float = 0.0) -> None:
    """Move sayings to waiting, sending, done or dead; what is over keeps no text."""
    over = state in ("done", "dead")
    for number in ids:
        tx.execute(
            "update outgoing set state = ?, not_before = ?, attempts = attempts + ?,"
            " body = case when ? then '' else body end where id = ?",
            [state, not_before, state == "sending", over, number],
        )


def settle_unknown(tx: Tx) -> None:
    """After a restart: alarms whose fate is unknown are said again, answers are not."""
    tx.execute("update outgoing set state = 'waiting' where state = 'unknown' and kind = ?",
               [Promise.AT_LEAST_ONCE])  # fmt: skip
    tx.execute("update outgoing set state = 'dead', body = '' where state = 'unknown'")


def _outgoing(body: str) -> Outgoing:
    value = json.loads(body)
    value["buttons"] = buttons_of(value["buttons"])
    return Outgoing(**value)
