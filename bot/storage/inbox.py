"""The raw inbox: updates as they arrived, kept before they are acknowledged.

What comes from one person is sealed, and their chat has a mark in place of its address.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.boundary import RawUpdate
from bot.domain.errors import StorageError
from bot.storage.connection import Snapshot, Tx, seal_of
from bot.storage.messages import moved_to

_DAY = 24 * 60 * 60
_OVER = "body = null, chat = '', album = null, not_before = 0"
"""What is over tells of nobody; its key remains, lest it be taken for new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A kept update that was not worked on yet; ``hot`` ones go first and never wait.

    ``chat`` and ``album`` may be marks; of a group that moved, ``chat`` is where it is now.
    Without a ``body`` it does not open: its key is gone.
    """

    id: int
    key: str
    chat: str
    album: str | None
    hot: bool
    body: bytes | None
    not_before: float


def keep(tx: Tx, update: RawUpdate, *, now: float, not_before: float, hot: bool) -> bool:
    """Keep an update, what is private of it sealed; False when it was kept before.

    Times are seconds since the epoch; of ``now`` the day is kept.
    """
    sealed = update.private or update.personal
    body = seal_of(tx).close(update.body, update.key) if sealed else update.body
    chat, album = _place(tx, update)
    cursor = tx.execute(
        "insert into inbox (key, sequence, chat, album, hot, sealed, body, received_at, not_before,"
        " state) values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting') on conflict (key) do nothing",
        [update.key, update.sequence, chat, album, hot, sealed, body, int(now) // _DAY * _DAY,
         not_before],
    )  # fmt: skip
    return cursor.rowcount > 0


def _place(tx: Tx, update: RawUpdate) -> tuple[str, str | None]:
    if not update.private:
        return moved_to(tx, update.chat) or update.chat, update.album
    mark = seal_of(tx).mark
    return mark(update.chat), mark(update.album) if update.album else None


def waiting(snapshot: Snapshot, limit: int, but: Sequence[str] = ()) -> list[Waiting]:
    """The next updates in order, of chats other than ``but``; hot ones first."""
    marks = ", ".join("?" * len(but))
    rows = snapshot.execute(
        "select id, key, chat, album, hot, sealed, body, not_before from inbox"
        f" where state = 'waiting' and chat not in ({marks}) order by hot desc, sequence limit ?",
        [*but, limit],
    ).fetchall()
    return [
        Waiting(
            id=row[0],
            key=row[1],
            chat=row[2],
            album=row[3],
            hot=bool(row[4]),
            body=_open(snapshot, row[1], row[6]) if row[5] else row[6],
            not_before=row[7],
        )
        for row in rows
    ]


def _open(snapshot: Snapshot, key: str, sealed: bytes) -> bytes | None:
    seal = seal_of(snapshot)
    try:
        return seal.open(sealed, key)
    except StorageError:
        return None


def reseal_updates(tx: Tx) -> None:
    """Seal anew, with the present key, what a former one still opens."""
    rows = tx.execute("select id, key, body from inbox where sealed and body is not null")
    for ident, key, sealed in rows.fetchall():
        body = _open(tx, key, sealed)
        if body is not None:
            closed = seal_of(tx).close(body, key)
            tx.execute("update inbox set body = ? where id = ?", [closed, ident])


def mark_done(tx: Tx, ids: Iterable[int]) -> bool:
    """Empty updates that were worked on; False when one of them was already done or set aside.

    Whoever gets False must not let its effects stand.
    """
    changed, wanted = 0, list(ids)
    for number in wanted:
        cursor = tx.execute(
            f"update inbox set state = 'done', {_OVER} where id = ? and state = 'waiting'",
            [number],
        )
        changed += cursor.rowcount
    return changed == len(wanted)


def set_aside(tx: Tx, number: int, error: str) -> None:
    """Make an update a dead letter; its body stays for whoever looks into it."""
    tx.execute(
        "update inbox set state = 'dead', error = ? where id = ? and state = 'waiting'",
        [error, number],
    )


def dead_letters(snapshot: Snapshot, limit: int = 20) -> tuple[int, list[tuple[str, str]]]:
    """How many there are, and (key, error) of the newest."""
    (count,) = snapshot.execute("select count(*) from inbox where state = 'dead'").fetchone()
    rows = snapshot.execute(
        "select key, error from inbox where state = 'dead' order by id desc limit ?", [limit]
    ).fetchall()
    return int(count), [(key, error or "") for key, error in rows]


def count_waiting(snapshot: Snapshot) -> int:
    """How many updates wait."""
    row = snapshot.execute("select count(*) from inbox where state = 'waiting'").fetchone()
    return int(row[0])


def has_backlog(snapshot: Snapshot, now: float) -> bool:
    """Whether an update waits that could be worked on now."""
    row = snapshot.execute(
        "select exists (select 1 from inbox where state = 'waiting' and not_before <= ?)", [now]
    ).fetchone()
    return bool(row[0])


def prune(tx: Tx, done: float, dead: float) -> None:
    """Forget what arrived before a time: of what is done, so long that none of it comes again."""
    tx.execute("delete from inbox where state = 'done' and received_at < ?", [int(done)])
    tx.execute("delete from inbox where state = 'dead' and received_at < ?", [int(dead)])
