"""When messages could not reach us: the pulse of reception, and the gaps in it."""

from datetime import datetime, timedelta

from bot.domain.digest import Period
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import moment, seconds


def beat(tx: Tx, now: datetime, keeps: timedelta | None) -> None:
    """Keep that we are in touch at ``now``.

    ``keeps`` is given when we may have been away since the last beat: for how long the platform
    then holds back what is said. What was said before that is a gap.
    """
    row = tx.execute("select at from pulse").fetchone()
    last = moment(row[0]) if row else None
    if last and keeps is not None and now - last > keeps:
        start, end = seconds(last), seconds(now - keeps)
        tx.execute("insert into gap (start, end) values (?, ?)", [start, end])
    tx.execute(
        "insert into pulse (id, at) values (1, ?) on conflict (id) do update set at = excluded.at",
        [seconds(now)],
    )


def gaps_between(snapshot: Snapshot, start: datetime, end: datetime) -> tuple[Period, ...]:
    """The gaps in ``(start, end]``, clipped to it, oldest first."""
    rows = snapshot.execute(
        "select max(start, ?), min(end, ?) from gap where end > ? and start < ? order by start",
        [seconds(start), seconds(end), seconds(start), seconds(end)],
    ).fetchall()
    found = [(moment(row[0]), moment(row[1])) for row in rows]
    return tuple(Period(start=a, end=b) for a, b in found if a and b)
