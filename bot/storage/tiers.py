"""How soon an answer is due, as upper coordinators changed it: all changes are kept."""

from datetime import date

from bot.domain.flag import Tier
from bot.storage.connection import Snapshot, Tx


def keep_tier(tx: Tx, reason: str, before: Tier, after: Tier, member: int, day: date) -> None:
    """Keep that somebody changed the tier of a reason, which counts from now on."""
    tx.execute(
        "insert into tier_change (reason, before, after, member, day) values (?, ?, ?, ?, ?)",
        [reason, before, after, member, day.isoformat()],
    )


def tiers_set(snapshot: Snapshot) -> dict[str, Tier]:
    """The tiers of those reasons of which it was ever changed."""
    rows = snapshot.execute("select reason, after from tier_change order by id").fetchall()
    return {reason: Tier(after) for reason, after in rows}
