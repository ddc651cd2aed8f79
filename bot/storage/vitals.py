"""How much there is and how much waits, in plain sums: of nobody in particular."""

from datetime import date
from typing import NamedTuple

from bot.storage.connection import Snapshot, Tx


class Vitals(NamedTuple):
    """Sums over everything; ``oldest`` is when the update that waits longest came (epoch).

    Of digests those of groups, for days since the one that was asked about.
    """

    messages: int
    waiting: int
    oldest: float | None
    dead: int
    delivered: int
    late: int
    missed: int
    size: int


def vitals(snapshot: Snapshot, since: date) -> Vitals:
    """Look them up; each is one look into an index."""
    (messages,) = snapshot.execute("select coalesce(max(id), 0) from message").fetchone()
    waiting, oldest = snapshot.execute(
        "select count(*), min(received_at) from inbox where state = 'waiting'"
    ).fetchone()
    (dead,) = snapshot.execute("select count(*) from inbox where state = 'dead'").fetchone()
    delivered, late, missed = snapshot.execute(
        "select count(*) filter (where reason is null and gone), count(*) filter (where"
        " reason = 'late' or reason is null and made_at > due_at + 600), count(*) filter (where"
        " reason = 'missed') from (select d.*, not exists (select 1 from part p"
        " where p.delivery = d.id and p.state not in ('sent', 'skipped')) as gone from target t"
        " join delivery d on d.target = t.id and d.day >= ? where t.kind <> 'card')",
        [since.isoformat()],
    ).fetchone()
    (pages,) = snapshot.execute("pragma page_count").fetchone()
    (page,) = snapshot.execute("pragma page_size").fetchone()
    return Vitals(messages, waiting, oldest, dead, delivered, late, missed, pages * page)


def try_to_write(tx: Tx) -> None:
    """Write what stands there already; raises where nothing can be written."""
    (version,) = tx.execute("pragma user_version").fetchone()
    tx.execute(f"pragma user_version = {int(version)}")
