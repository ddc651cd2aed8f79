"""What the next digest of a target would say, were it due now."""

from datetime import datetime

from bot.domain.calendar import WorkCalendar
from bot.domain.delivery import Target
from bot.domain.digest import Digest, Period
from bot.domain.lexicon import Clock
from bot.services.composing import compose
from bot.storage.connection import Snapshot
from bot.storage.deliveries import covered_until
from bot.storage.messages import newest_message
from bot.storage.targets import progress, sources_of


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
