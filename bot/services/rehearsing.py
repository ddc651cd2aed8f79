"""What a correction would do to a group's digest, found by doing it where it is taken back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendar import WorkCalendar
from bot.domain.digest import Digest
from bot.domain.lexicon import Clock
from bot.domain.people import Presence
from bot.services.previewing import shown_digest
from bot.storage.connection import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """A group's digest before and after, and the keys of the lines it is about.

    ``sent``: people have it already, and see it change. Without digests the group gets none.
    """

    group: Presence
    changed: bool
    sent: bool
    before: Digest | None
    after: Digest | None
    keys: frozenset[str]


def rehearse(
    tx: Tx,
    group: Presence,
    keys: Iterable[str],
    work: Callable[[Tx], bool],
    now: datetime,
    calendar: WorkCalendar,
    clock: Clock,
) -> Rehearsal:
    """Do ``work``, which tells whether it changed anything; whoever calls takes it all back."""
    before = shown_digest(tx, group, now, calendar, clock)
    changed = work(tx)
    after = shown_digest(tx, group, now, calendar, clock)
    fresh = _keys(before.digest if before else None) ^ _keys(after.digest if after else None)
    return Rehearsal(
        group=group,
        changed=changed,
        sent=bool(before and before.of),
        before=before.digest if before else None,
        after=after.digest if after else None,
        keys=frozenset(keys) | fresh,
    )


def _keys(digest: Digest | None) -> frozenset[str]:
    if digest is None:
        return frozenset()
    # Unsure lines are named by their place alone.
    return frozenset(
        line.key for lines in digest.sections.values() for line in lines if line.kind is not None
    )
