"""What else is to be said, and to whom, sealed: answers at most once, alarms at least once.

What was said, or never will be, leaves nothing behind.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from bot.domain.boundary import Document, Outgoing
from bot.domain.errors import StorageError
from bot.storage.buttons import buttons_of
from bot.storage.connection import Snapshot, Tx, seal_of

_OVER = ("done", "dead")


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
    attempts: int


class Ready(NamedTuple):
    """What may be said now, and the ids of what does not open: its key is gone."""

    sayings: list[Saying]
    closed: list[int]


def say(tx: Tx, chat: str, what: Outgoing, promise: Promise, now: float) -> None:
    """Keep something to be said; it goes out after the commit."""
    row = tx.execute(
        "insert into outgoing (kind, sealed, state, made_at) values (?, x'', 'waiting', ?)"
        " returning id",
        [promise, int(now)],
    ).fetchone()
    _keep(tx, int(row[0]), chat, asdict(what))


def open_sayings(snapshot: Snapshot, now: float, limit: int, but: Sequence[int] = ()) -> Ready:
    """What waits to be said and may be tried, alarms first, oldest first; not those in ``but``."""
    rows = snapshot.execute(
        "select id, kind, sealed, attempts from outgoing"
        " where state = 'waiting' and not_before <= ?"
        " and id not in (select value from json_each(?)) order by kind, id limit ?",
        [now, json.dumps(but), limit],
    ).fetchall()
    ready = Ready([], [])
    for ident, kind, sealed, attempts in rows:
        opened = _open(snapshot, ident, sealed)
        if opened is None:
            ready.closed.append(ident)
            continue
        chat, value = opened
        value["buttons"] = buttons_of(value["buttons"])
        given = value.get("document")
        value["document"] = Document(*given) if given else None
        what, promise = Outgoing(**value), Promise(kind)
        ready.sayings.append(
            Saying(id=ident, chat=chat, promise=promise, what=what, attempts=attempts)
        )
    return ready


def mark_saying(tx: Tx, ids: list[int], state: str, *, not_before: float = 0.0) -> None:
    """Move sayings to waiting, sending, done or dead; what is over is forgotten."""
    for number in ids:
        if state in _OVER:
            tx.execute("delete from outgoing where id = ?", [number])
        else:
            tx.execute(
                "update outgoing set state = ?, not_before = ?, attempts = attempts + ?"
                " where id = ?",
                [state, not_before, state == "sending", number],
            )


def settle_unknown(tx: Tx) -> None:
    """After a restart: alarms whose fate is unknown are said again, answers are not."""
    tx.execute("update outgoing set state = 'waiting' where state = 'unknown' and kind = ?",
               [Promise.AT_LEAST_ONCE])  # fmt: skip
    tx.execute("delete from outgoing where state = 'unknown'")


def move_sayings(tx: Tx, old: str, new: str) -> None:
    """A chat lives on under another address: what waits for it goes there."""
    for ident, sealed in tx.execute("select id, sealed from outgoing").fetchall():
        opened = _open(tx, ident, sealed)
        if opened and opened[0] == old:
            _keep(tx, ident, new, opened[1])


def reseal_sayings(tx: Tx) -> None:
    """Seal anew, with the present key, what a former one still opens."""
    for ident, sealed in tx.execute("select id, sealed from outgoing").fetchall():
        opened = _open(tx, ident, sealed)
        if opened:
            _keep(tx, ident, *opened)


def _keep(tx: Tx, ident: int, chat: str, value: dict[str, Any]) -> None:
    plain = json.dumps([chat, value], ensure_ascii=False).encode()
    sealed = seal_of(tx).close(plain, f"outgoing:{ident}")
    tx.execute("update outgoing set sealed = ? where id = ?", [sealed, ident])


def _open(snapshot: Snapshot, ident: int, sealed: bytes) -> tuple[str, dict[str, Any]] | None:
    """To whom, and what; None when it does not open."""
    seal = seal_of(snapshot)
    try:
        chat, value = json.loads(seal.open(sealed, f"outgoing:{ident}"))
    except StorageError:
        return None
    return chat, value
