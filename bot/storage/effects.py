"""What each notice made of requests that others had asked, so that an edit can take it back."""

from datetime import datetime

from bot.domain.correction import Cell, Change
from bot.domain.request import Request
from bot.storage.cells import take_back
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import seconds
from bot.storage.requests import columns_of


def keep_effects(tx: Tx, message: int, at: datetime, before: Request, after: Request) -> None:
    """Keep what a message, sent at ``at``, made of a request."""
    was, became = columns_of(before), columns_of(after)
    for field, value in became.items():
        if value != was[field]:
            tx.execute(
                "insert into effect (message, request, field, was, became, at)"
                " values (?, ?, ?, ?, ?, ?)",
                [message, after.id, field, was[field], value, seconds(at)],
            )


def take_back_effects(tx: Tx, chat: int, number: int | str) -> None:
    """Undo what all versions of a message made of requests; what others made of them since stands.

    That was made of what this message had left: undone later, it goes back to what was before.
    """
    rows = tx.execute(
        "select e.id, e.message, e.request, e.field, e.was, e.became from message m"
        " cross join effect e on e.message = m.id where m.chat = ? and m.number = ?"
        " order by e.id desc",
        [chat, number],
    ).fetchall()
    for ident, message, request, field, was, became in rows:
        tx.execute("delete from effect where id = ?", [ident])
        later = tx.execute(
            "select id, was is ?4 from effect where request = ?1 and field = ?2 and id > ?3"
            " and (was is ?4 or became is ?4) order by id limit 1",
            [request, field, ident, became],
        ).fetchone()
        if later:  # on what this left, or the very same said anew
            tx.execute("update effect set was = ? where id = ? and ?", [was, *later])
            continue
        for one in (request, *_copies(tx, message, request)):
            take_back(tx, Change(Cell("request", str(one), field), was, became))


def _copies(snapshot: Snapshot, message: int, request: int) -> list[int]:
    """The copies of a request that groups have for themselves, of which a message speaks by now."""
    rows = snapshot.execute(
        "select distinct q.id from request r cross join mention n on n.message = ?"
        " cross join request q on q.id = n.request where r.id = ?"
        " and substr(q.key, 1, length(r.key) + 1) = r.key || '~'",
        [message, request],
    ).fetchall()
    return [row[0] for row in rows]


def drop_old_effects(tx: Tx, until: datetime) -> None:
    """Forget what was made by notices sent before a moment."""
    tx.execute("delete from effect where at <= ?", [seconds(until)])
