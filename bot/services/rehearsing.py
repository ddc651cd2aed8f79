"""What a correction would do to a group's digest, found by doing it where it is taken back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.calendar import WorkCalendar
from bot.domain.digest import Digest, Section
from bot.domain.lexicon import Clock
from bot.domain.people import Presence
from bot.services.previewing import Shown, shown_digest
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
    shown = shown_digest(tx, group, now, calendar, clock)
    before = _keyed(shown)
    changed = work(tx)
    after = _keyed(shown_digest(tx, group, now, calendar, clock))
    return Rehearsal(
        group=group,
        changed=changed,
        sent=bool(shown and shown.of),
        before=before,
        after=after,
        keys=frozenset(keys) | (_keys(before) ^ _keys(after)),
    )


def _keyed(shown: Shown | None) -> Digest | None:
    """The digest with unsure lines named by their message, not by their place alone."""
    if shown is None:
        return None
    sections = shown.digest.sections
    unsure = tuple(
        replace(line, key=f"{line.sources[0].chat} {line.sources[0].number}")
        for line in sections[Section.UNSURE]
    )
    return replace(shown.digest, sections={**sections, Section.UNSURE: unsure})


def _keys(digest: Digest | None) -> frozenset[str]:
    sections = digest.sections.values() if digest else ()
    return frozenset(line.key for lines in sections for line in lines)
