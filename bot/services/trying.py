"""What a change would make of yesterday's digest, composed before and after it on what was said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import NamedTuple

from bot.domain.calendar import WorkCalendar
from bot.domain.delivery import Target
from bot.domain.digest import Digest, Period
from bot.domain.lexicon import Clock
from bot.domain.message import SHANGHAI
from bot.domain.people import Presence
from bot.services.composing import compose
from bot.services.settings import Change, Problem, change_settings, next_digest
from bot.storage.connection import Snapshot, Tx
from bot.storage.deliveries import covered_until
from bot.storage.messages import newest_message, newest_message_at
from bot.storage.newest import newest_of_chats
from bot.storage.targets import progress, sources_of, target_of

_SAMPLE_OF = timedelta(days=4)
"""How old the digest may be that a change is tried on: the one before a long weekend."""
_A_DAY = timedelta(days=1)


class Trial(NamedTuple):
    """One digest without a change and with it."""

    before: Digest
    after: Digest


class SettingsTrial(NamedTuple):
    """What would be set, when the next digest would come, and (for another hour) a digest."""

    change: Change
    next_before: datetime
    next_after: datetime
    trial: Trial | None


def sample(snapshot: Snapshot, target: Target, now: datetime) -> Period:
    """What the newest whole digest covered; before there is one, what the next would."""
    chat = newest_of_chats(snapshot, sources_of(snapshot, target.id), now - _SAMPLE_OF)
    for delivery, start in chat:
        if delivery.target == target.id:
            return Period(
                start=start,
                end=delivery.due_at,
                commits=(delivery.first, delivery.last),
                chats=sources_of(snapshot, target.id),
            )
    return Period(
        start=min(covered_until(snapshot, target.id), now),
        end=now,
        commits=(progress(snapshot, target.id)[1], newest_message(snapshot)),
        chats=sources_of(snapshot, target.id),
    )


def on_digest(
    tx: Tx,
    group: Presence,
    now: datetime,
    calendar: WorkCalendar,
    clock: Clock,
    change: Callable[[Tx], object],
) -> Trial | None:
    """The group's digest without and with ``change``, which stays: whoever calls undoes it.

    None where nothing is sent to the group.
    """
    target = target_of(tx, group.address)
    if target is None or not target.active:
        return None
    period = sample(tx, target, now)
    before = compose(tx, period, calendar, clock)
    change(tx)
    return Trial(before, compose(tx, period, calendar, clock))


def on_settings(
    tx: Tx,
    by: int,
    group: Presence,
    words: str,
    now: datetime,
    calendar: WorkCalendar,
    clock: Clock,
) -> SettingsTrial | Problem:
    """What other settings would come to; they stay set: whoever calls undoes it."""
    target = target_of(tx, group.address)
    if target is None or not target.active:
        return Problem.NOT_THERE
    upcoming = next_digest(tx, target, now, calendar)
    change = change_settings(tx, by, group, words, now)
    if isinstance(change, Problem):
        return change
    after = target_of(tx, group.address)
    assert after is not None
    trial = None
    if change.before.at != change.after.at:
        period = sample(tx, target, now)
        moved = _moved(tx, period, change.after.at, now)
        trial = Trial(compose(tx, period, calendar, clock), compose(tx, moved, calendar, clock))
    return SettingsTrial(change, upcoming, next_digest(tx, after, now, calendar), trial)


def _moved(snapshot: Snapshot, period: Period, at: time, now: datetime) -> Period:
    """The same days, cut at another hour."""
    end = datetime.combine(period.end.astimezone(SHANGHAI), at, SHANGHAI)
    while end > now:
        end -= _A_DAY
    start = end - max(_A_DAY, period.end - period.start)
    commits = (newest_message_at(snapshot, start), newest_message_at(snapshot, end))
    return replace(period, start=start, end=end, commits=commits)
