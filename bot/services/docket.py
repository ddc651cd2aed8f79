"""Cases that a coordinator may open, found by state, reason, issuer, group and words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.domain.case import Rank
from bot.domain.people import Presence, Role
from bot.domain.review import Case
from bot.services.appointing import all_groups
from bot.services.eligibility import Staff, chats_reviewed
from bot.services.flagging import heard_in
from bot.services.office import Office
from bot.services.review import with_band
from bot.services.urgency import Pressing
from bot.storage.case_search import Sought, numbered
from bot.storage.connection import Snapshot
from bot.storage.people import chats_looked_after
from bot.storage.posts import post_of

_AT_ONCE = 100
NEWEST = 10**9
"""Above all numbers of cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Cases of the past, the newest first; there are more below the number ``below``, if any."""

    cases: tuple[Case, ...]
    below: int | None


def groups_of(snapshot: Snapshot, member: int) -> tuple[Presence, ...]:
    """The groups whose cases a coordinator reviews."""
    post = post_of(snapshot, member)
    if post is not None and post.rank is Rank.UPPER:
        return all_groups(snapshot)
    return tuple(chats_looked_after(snapshot, member, Role.COORDINATOR)) if post else ()


def browse(
    snapshot: Snapshot, office: Office, member: int, sought: Sought, below: int, most: int
) -> Found:
    """Cases that are not barred to a coordinator, whatever state they are in."""
    # Most cases are other groups': what was asked in none that theirs hear of is left out.
    sought = sought._replace(among=chats_reviewed(snapshot, member))
    staff = Staff(snapshot, office)
    may = (one for one in _all(snapshot, sought, below) if staff.why_not(one, member) is None)
    cases = tuple(with_band(snapshot, one) for one in islice(may, most + 1))
    more = cases[most:]
    return Found(cases=cases[:most], below=cases[most - 1].number if more else None)


def _all(snapshot: Snapshot, sought: Sought, below: int) -> Iterator[Case]:
    found = numbered(snapshot, sought, below, _AT_ONCE)
    yield from found
    while len(found) == _AT_ONCE:
        found = numbered(snapshot, sought, found[-1].number or 0, _AT_ONCE)
        yield from found


def picked(snapshot: Snapshot, queue: Sequence[Pressing], sought: Sought) -> tuple[Pressing, ...]:
    """What of a queue is looked for, in its order."""
    return tuple(one for one in queue if _is_meant(snapshot, one.case, sought))


def _is_meant(snapshot: Snapshot, case: Case, sought: Sought) -> bool:
    title, issuer = case.title.lower(), (case.issuer or "").lower()
    words = sought.words.lower()
    return (
        (not sought.states or case.state in sought.states)
        and (not sought.reason or case.reason == sought.reason)
        and sought.issuer.lower() in issuer
        and (words in title or words in issuer)
        and (sought.chat is None or sought.chat in heard_in(snapshot, case.request))
    )
