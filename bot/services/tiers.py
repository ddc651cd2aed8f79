"""How soon an answer is due: as the project ships it, or as an upper coordinator set it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.domain.audit import Act
from bot.domain.case import Refusal
from bot.domain.flag import Tier
from bot.services.appointing import is_upper
from bot.services.office import Office, local_day
from bot.services.recording import record
from bot.storage.connection import Snapshot, Tx
from bot.storage.tiers import keep_tier, tiers_set

_DAYS = {Tier.DAY: 1, Tier.WEEK: 5, Tier.FORTNIGHT: 11}
"""Working days in a day, a week, and fifteen days."""


def tiers(snapshot: Snapshot, office: Office) -> Mapping[str, Tier]:
    """The tier of every reason as it is now, in the order reasons are shown."""
    changed = tiers_set(snapshot)
    return {code: changed.get(code, one.tier) for code, one in office.reasons.items()}


def answer_time(snapshot: Snapshot, office: Office, reason: str) -> timedelta:
    """How much working time there is to answer a flag with this reason, if it is filed now."""
    tier = tiers(snapshot, office).get(reason, Tier.WEEK)
    return timedelta(hours=2) if tier is Tier.TWO_HOURS else office.work.day * _DAYS[tier]


def set_tier(
    tx: Tx, office: Office, by: int, reason: str, tier: Tier, now: datetime
) -> Tier | Refusal:
    """Change the tier of a reason for cases filed from now on; what it was before."""
    before = tiers(tx, office).get(reason)
    if not is_upper(tx, by):
        return Refusal.NOT_YOURS
    if before is None:
        return Refusal.NO_REASON
    if before is tier:
        return Refusal.ALREADY
    keep_tier(tx, reason, before, tier, by, local_day(now))
    record(tx, Act.TIER, by, now, subject=reason, before=before, after=tier)
    return before
