"""What becomes of deliveries in time: not edited any more, then without words, then forgotten.

Each look goes to the oldest rows only, so that it takes as long however many there are.
"""

from datetime import datetime

from bot.domain.delivery import Happened, PartState, after
from bot.storage.connection import Tx
from bot.storage.messages import seconds

_AT_ONCE = 200
"""Rows looked at in one go: ids grow with time, so what is too young has only younger behind it."""


def let_rest(tx: Tx, before: datetime) -> None:
    """Digests due before a time are not edited any more."""
    tx.execute(
        f"update part set state = ? where id in ({_due_before(_SENT)})",
        [after(PartState.SENT, Happened.REST), _AT_ONCE, seconds(before)],
    )


def blank(tx: Tx, before: datetime) -> None:
    """Forget the words of what was due before a time and is not edited any more."""
    tx.execute(
        "update part set headline = '', html = '', plain = '', buttons = '[]' where id in"
        f" ({_due_before(_WORDED)})",
        [_AT_ONCE, seconds(before)],
    )


def forget_deliveries(tx: Tx, before: datetime) -> None:
    """Forget cards, lines of half-days and empty slots that were due before a time.

    Whole digests stay in the ledger: what was told, and when the next one began, hangs on them.
    """
    rows = tx.execute(
        "select id from delivery where reason is not null and due_at < ? order by due_at limit ?",
        [seconds(before), _AT_ONCE],
    ).fetchall()
    for row in rows:
        tx.execute("delete from card_line where delivery = ?", row)
        tx.execute("delete from part where delivery = ?", row)
        tx.execute("delete from delivery where id = ?", row)


_SENT = "state = 'sent'"
_WORDED = "state in ('skipped', 'dead') and plain <> ''"


def _due_before(condition: str) -> str:
    """Ids of the oldest parts of a kind that were due before a time; takes a number and the time.

    ``condition`` has the words of a partial index.
    """
    return (
        "select o.id from (select id, delivery from part"
        f" where {condition} order by delivery limit ?) o"
        " cross join delivery d on d.id = o.delivery where d.due_at < ?"
    )
