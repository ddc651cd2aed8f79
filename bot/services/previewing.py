"""What the next digest of a target would say, were it due now; or what the last one says."""

from datetime import datetime
from typing import NamedTuple

from bot.domain.calendar import WorkCalendar
from bot.domain.delivery import Target
from bot.domain.digest import Digest, Period
from bot.domain.lexicon import Clock
from bot.domain.people import Presence
from bot.services.composing import compose
from bot.services.revising import REVISED_FOR, sent_digest
from bot.storage.connection import Snapshot
from bot.storage.deliveries import covered_until
from bot.storage.messages import newest_message
from bot.storage.newest import newest_of_chats
from bot.storage.targets import progress, sources_of, target_of


def preview(
    snapshot: Snapshot, target: Target, now: datetime, calendar: WorkCalendar, clock: Clock
) -> Digest:
    """The digest of everything since the last one, up to ``now``."""
    _, covered = progress(snapshot, target.id)
    period = Period(
        start=min(covered_until(snapshot, target.id), now),
        end=now,
        commits=(covered, newest_message(snapshot)),
        chats=sources_of(snapshot, target.id),
    )
    return compose(snapshot, period, calendar, clock)


class Shown(NamedTuple):
    """A digest of a group as it is now. ``of`` is its delivery, 0 unsent."""

    of: int
    digest: Digest


def shown_digest(
    snapshot: Snapshot,
    group: Presence,
    now: datetime,
    calendar: WorkCalendar,
    clock: Clock,
    *,
    unsent: bool = False,
) -> Shown | None:
    """The newest digest of a group that is still put right, else the one that comes next."""
    target = target_of(snapshot, group.address)
    if target is None:
        return None
    sent = [
        pair
        for pair in newest_of_chats(snapshot, [group.chat], now - REVISED_FOR)
        if pair[0].target == target.id
    ]
    if sent and not unsent:
        digest = sent_digest(snapshot, *sent[0], calendar, clock)
        return Shown(sent[0][0].id, digest)
    return Shown(0, preview(snapshot, target, now, calendar, clock))
