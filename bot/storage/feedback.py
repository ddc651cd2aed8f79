"""What is to be told to those who flagged, and what was said between them and a coordinator."""

from datetime import date
from typing import Any, NamedTuple

from bot.domain.review import FeedbackKind, Side
from bot.storage.cases import FAMILY
from bot.storage.connection import Snapshot, Tx


class Waiting(NamedTuple):
    """Something sealed for one flagger, with the key's name."""

    id: int
    case: int
    flag: int
    kind: FeedbackKind
    body: bytes
    key: str | None


class Kept(NamedTuple):
    """One sealed text of a dialogue, with the key's name."""

    id: int
    case: int
    side: Side
    day: date
    shown: bool
    body: bytes | None
    key: str | None


def add_feedback(tx: Tx, ident: int, case: int, flag: int, kind: FeedbackKind, body: bytes) -> None:
    """Keep something for a flagger until it is delivered."""
    tx.execute("insert into feedback values (?, ?, ?, ?, ?)", [ident, case, flag, kind, body])


def waiting_feedback(
    snapshot: Snapshot, *, ident: int | None = None, case: int | None = None
) -> list[Waiting]:
    """All that waits to be delivered, or what waits under one id, or of one case."""
    rows = snapshot.execute(
        "select b.id, b.matter, b.flag, b.kind, b.body, c.key from feedback b"
        " join flag_case c on c.id = b.matter where b.body is not null"
        " and (?1 is null or b.id = ?1) and (?2 is null or b.matter = ?2) order by b.id",
        [ident, case],
    ).fetchall()
    return [Waiting._make((*row[:3], FeedbackKind(row[3]), *row[4:])) for row in rows]


def waiting_ids(snapshot: Snapshot) -> frozenset[int]:
    """The ids of all that waits, which tell whether anything is new."""
    rows = snapshot.execute("select id from feedback").fetchall()
    return frozenset(ident for (ident,) in rows)


def drop_feedback(tx: Tx, *, ident: int | None = None, flag: int | None = None) -> None:
    """Something was delivered, or nobody is to hear it any more."""
    tx.execute("delete from feedback where id = ? or flag = ?", [ident, flag])


def drop_question(tx: Tx, flag: int) -> None:
    """A question was answered or passed over; anything else that waits goes on waiting."""
    tx.execute("delete from feedback where flag = ? and kind = ?", [flag, FeedbackKind.QUESTION])


def change_feedback(tx: Tx, ident: int, body: bytes) -> None:
    """Keep it sealed with another key."""
    tx.execute("update feedback set body = ? where id = ?", [body, ident])


def add_said(
    tx: Tx, ident: int, case: int, side: Side, day: date, body: bytes, *, shown: bool
) -> None:
    """Keep a text of a case's dialogue."""
    tx.execute(
        "insert into case_message values (?, ?, ?, ?, ?, ?)",
        [ident, case, side, day.isoformat(), shown, body],
    )


def said_in(snapshot: Snapshot, case: int) -> list[Kept]:
    """The dialogue of a case and of what was merged into it, by day; on a day, questions first."""
    rows = snapshot.execute(
        FAMILY + "select m.id, m.matter, m.side, m.day, m.shown, m.body, c.key from case_message m"
        " join flag_case c on c.id = m.matter where m.matter in (select id from kin)"
        " order by m.day, m.side = 'flagger', m.id",
        [case],
    ).fetchall()
    return [_kept(row) for row in rows]


def show_said(tx: Tx, case: int) -> bool:
    """What flaggers said may be read from now on; whether there is anything new."""
    cursor = tx.execute(
        FAMILY + "update case_message set shown = 1 where not shown"
        " and matter in (select id from kin)",
        [case],
    )
    return cursor.rowcount > 0


def change_said(tx: Tx, ident: int, body: bytes) -> None:
    """Keep it sealed with another key."""
    tx.execute("update case_message set body = ? where id = ?", [body, ident])


def drop_said(tx: Tx, case: int) -> None:
    """Destroy what was said in a case, and what waits to be told of it."""
    tx.execute("update case_message set body = null where matter = ?", [case])
    tx.execute("delete from feedback where matter = ?", [case])


def _kept(row: Any) -> Kept:
    return Kept(
        id=row[0],
        case=row[1],
        side=Side(row[2]),
        day=date.fromisoformat(row[3]),
        shown=bool(row[4]),
        body=row[5],
        key=row[6],
    )
