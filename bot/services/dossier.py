"""All that a coordinator may know of a case, put together; and which cases it can be joined to."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.case import UNDECIDED, CaseState, Rank, Refusal
from bot.domain.flag import Actor, FlagReason
from bot.domain.people import Member, Role
from bot.domain.request import Request, Source
from bot.domain.review import Case, Post, Sheet
from bot.services.eligibility import Staff
from bot.services.flagging import heard_in
from bot.services.office import Office
from bot.services.review import queue, sheet
from bot.services.urgency import Pressing, by_urgency, pressing
from bot.storage.cases import cases_in, find_case, kin_of, must_find
from bot.storage.connection import Snapshot
from bot.storage.history import Happening, happened_to
from bot.storage.people import chats_looked_after, member_by_id
from bot.storage.posts import post_of
from bot.storage.requests import request_by_id, told_in
from bot.storage.targets import sources_of, target_of

_JOINED = UNDECIDED - {CaseState.COLLECTING}
_PEOPLE = (Actor.COORDINATOR, Actor.UPPER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A case for one of its reviewers.

    ``parts`` are the numbers of cases merged into this one, ``into`` that of the one it was merged
    into.
    """

    sheet: Sheet
    request: Request
    reason: FlagReason | None
    sources: tuple[tuple[Source, datetime], ...]
    pressing: Pressing
    holder: Member | None
    mine: bool
    upper: bool
    parts: tuple[int, ...]
    into: int | None


def dossier(
    snapshot: Snapshot, office: Office, case: int, member: int, now: datetime
) -> Dossier | Refusal:
    """A case for a coordinator; notices only of groups that are theirs to review."""
    found = sheet(snapshot, office, case, member)
    post = post_of(snapshot, member)
    if isinstance(found, Refusal) or post is None:
        return found if isinstance(found, Refusal) else Refusal.NOT_YOURS
    one = found.case
    request = request_by_id(snapshot, one.request)
    assert request is not None
    merged = find_case(snapshot, one.merged_into) if one.merged_into else None
    kin = [must_find(snapshot, ident) for ident in kin_of(snapshot, case) if ident != case]
    return Dossier(
        sheet=found,
        request=request,
        reason=office.reasons.get(one.reason),
        sources=tuple(told_in(snapshot, request.id, _seen(snapshot, post, request.id))),
        pressing=pressing(snapshot, office, one, now),
        holder=member_by_id(snapshot, one.claimed_by) if one.claimed_by else None,
        mine=one.claimed_by == member,
        upper=post.rank is Rank.UPPER,
        parts=tuple(each.number for each in kin if each.number),
        into=merged.number if merged else None,
    )


def _seen(snapshot: Snapshot, post: Post, request: int) -> tuple[int, ...]:
    heard = heard_in(snapshot, request)
    if post.rank is Rank.UPPER:
        return tuple(sorted(heard))
    theirs = chats_looked_after(snapshot, post.member, Role.COORDINATOR)
    # What was asked elsewhere stands in the digests of their groups, with a link to it.
    targets = [found for one in theirs if (found := target_of(snapshot, one.address))]
    read = {chat for target in targets for chat in sources_of(snapshot, target.id)}
    return tuple(sorted(heard & (read | {one.chat for one in theirs})))


def urgent_queue(
    snapshot: Snapshot, office: Office, member: int, now: datetime
) -> tuple[Pressing, ...]:
    """What waits for a coordinator, the most urgent first."""
    if post_of(snapshot, member) is None:
        return ()
    found = [pressing(snapshot, office, case, now) for case in queue(snapshot, office, member)]
    return tuple(by_urgency(found))


def past_of(
    snapshot: Snapshot, office: Office, case: int, member: int
) -> tuple[tuple[Happening, Member | None], ...] | Refusal:
    """What happened to a case, oldest first, and by whom, for whoever may see it."""
    found = sheet(snapshot, office, case, member)
    if isinstance(found, Refusal):
        return found
    return tuple(
        (row, member_by_id(snapshot, row.member) if row.member else None)
        for row in happened_to(snapshot, case)
    )


def was_another(snapshot: Snapshot, case: int, member: int) -> bool:
    """Whether the last of the office who did something to a case is somebody else."""
    people = [row.member for row in happened_to(snapshot, case) if row.actor in _PEOPLE]
    return bool(people) and people[-1] != member


def others_to_join(snapshot: Snapshot, office: Office, case: Case, member: int) -> tuple[Case, ...]:
    """Cases that may have the same cause as this one; those about the same request first."""
    kin, staff = frozenset(kin_of(snapshot, case.id)), Staff(snapshot, office)
    found = [
        one
        for one in cases_in(snapshot, *_JOINED)
        if one.id not in kin
        and one.pool is case.pool
        and one.number is not None
        and not one.final
        and staff.why_not(one, member) is None
    ]
    return tuple(sorted(found, key=lambda one: (one.request != case.request, one.number)))
