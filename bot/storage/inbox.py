"""The raw inbox: updates as they arrived, kept before they are acknowledged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.boundary import RawUpdate
from bot.storage.connection import Snapshot, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A kept update that was not worked on yet; ``hot`` ones go first and never wait."""

    id: int
    key: str
    chat: str
    album: str | None
    hot: bool
    sealed: bool
    body: bytes
    not_before: float


def keep(tx: Tx, update: RawUpdate, *, now: float, not_before: float, hot: bool) -> bool:
    """Keep an update whose body was sealed if it is private; False when it was kept before.

    Times are seconds since the epoch.
    """
    cursor = tx.execute(
        "insert into inbox (key, sequence, chat, album, hot, sealed, body, received_at, not_before,"
        " state) values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting') on conflict (key) do nothing",
        [update.key, update.sequence, update.chat, update.album, hot, update.private, update.body,
         int(now), not_before],
    )  # fmt: skip
    return cursor.rowcount > 0


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
            sealed=bool(row[5]),
            body=row[6],
            not_before=row[7],
        )
        for row in rows
    ]


def mark_done(tx: Tx, ids: Iterable[int]) -> bool:
    """Empty updates that were worked on; False when one of them was already done or set aside.

    Whoever gets False must not let its effects stand.
    """
    changed, wanted = 0, list(ids)
    for number in wanted:
        cursor = tx.execute(
            "update inbox set state = 'done', body = null where id = ? and state = 'waiting'",
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


def prune(tx: Tx, before: float) -> None:
    """Forget updates done that arrived before a time; long enough that none comes again."""
    tx.execute("delete from inbox where state = 'done' and received_at < ?", [int(before)])
