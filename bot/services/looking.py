"""All that somebody may know of one request: its notices, what is linked, what was put right."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from bot.domain.correction import Correction
from bot.domain.form import Approval
from bot.domain.reading import Details, Relation
from bot.domain.request import Request
from bot.domain.session import Person
from bot.reading.likeness import Features, Likeness, compare, features
from bot.reading.sharing import Shared, shared
from bot.services.adding import details_of
from bot.services.catalogue import catalogue_of
from bot.services.corrections import may_undo
from bot.services.editing import Desk, chats_on_desk, desk_for
from bot.services.forms import approvals
from bot.services.office import Office
from bot.services.sight import sight_of
from bot.storage.connection import Snapshot
from bot.storage.heard import same_data_of
from bot.storage.mentions import Told, core_of, family_of, key_of
from bot.storage.messages import find_chat
from bot.storage.notices import (
    Noticed,
    chats_of_many,
    corrections_about,
    is_confirmed,
    notices_of,
)
from bot.storage.overview import Sight, is_seen, seen_among
from bot.storage.requests import request_by_id, request_by_key, requests_plain

NOTICES_SHOWN, CORRECTIONS_SHOWN = 200, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One notice of a request, and the times that it says anew: as they were said before it.

    ``part`` is the request it belonged to before that was merged into this one.
    """

    noticed: Noticed
    due_before: datetime | None
    start_before: datetime | None
    moves_due: bool
    moves_start: bool
    part: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Another request for the same data; ``confirmed`` when somebody said so. Of ``what``, the
    second is the other one.
    """

    request: Request
    confirmed: bool
    likeness: Likeness
    what: Shared


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A correction, the name of the group it was made for, and whether it can be taken back."""

    correction: Correction
    group: str
    mine: bool
    mine_to_undo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A request as somebody sees it; ``details`` as they were told in groups that they see.

    ``elsewhere`` when it was told in groups that they do not see, too. With a ``desk`` they may
    put it right; ``mark`` changes whenever what they decide on does.
    """

    request: Request
    details: Details
    steps: tuple[Step, ...]
    elsewhere: bool
    parts: tuple[Request, ...]
    links: tuple[Link, ...]
    made: tuple[Made, ...]
    desk: Desk | None
    mark: str
    approval: Approval | None = None


def look_at(
    snapshot: Snapshot, office: Office, me: Person, ident: int, now: datetime
) -> Look | None:
    """One request, or the one it was merged into; None where they may see none."""
    sight, request = sight_of(snapshot, office, me), request_by_id(snapshot, ident)
    if request is None or not is_seen(snapshot, sight, request.id):
        return None
    notices = notices_of(snapshot, sight, request.id, NOTICES_SHOWN)
    heard = chats_of_many(snapshot, [request.id]).get(request.id, {})
    family = family_of(snapshot, request.id)
    desk = desk_for(snapshot, me.member.id, me.groups, request.key, now)
    parts = {one.told.request for one in notices}
    return Look(
        request=sight.of(request),
        details=details_of(snapshot, request.id, filter(sight.hears, heard)),
        steps=_steps(request, notices),
        elsewhere=not all(sight.hears(chat) for chat in heard),
        parts=tuple(
            sight.of(one)
            for one in requests_plain(snapshot, family)
            if one.id in parts - {request.id}
        ),
        links=_links(snapshot, sight, request),
        made=_made(snapshot, me, sight, request, family),
        desk=desk,
        mark=mark_of(snapshot, request),
        approval=approvals(snapshot, [(request, core_of(snapshot, request.id))]).get(request.id),
    )


def mark_of(snapshot: Snapshot, request: Request) -> str:
    """Another word whenever a request, its notices, or what is linked to it, is another."""
    everything = Sight(chats=None)
    notices = notices_of(snapshot, everything, request.id, NOTICES_SHOWN)
    known = (
        request, [one.told.id for one in notices], same_data_of(snapshot, request.id),
    )  # fmt: skip
    return blake2b(repr(known).encode("utf8", "replace"), digest_size=6).hexdigest()


def _steps(request: Request, notices: list[Noticed]) -> tuple[Step, ...]:
    due: datetime | None = None
    start: datetime | None = None
    steps: list[Step] = []
    for one in notices:
        told = one.told
        moves_due = _moves(told, due, told.deadline)
        moves_start = _moves(told, start, told.starts_at)
        steps.append(
            Step(
                noticed=one,
                due_before=due,
                start_before=start,
                moves_due=moves_due,
                moves_start=moves_start,
                part=told.request if told.request != request.id else None,
            )
        )
        due = told.deadline if moves_due else due
        start = told.starts_at if moves_start else start
    return tuple(steps)


def _moves(told: Told, before: datetime | None, after: datetime | None) -> bool:
    """Whether a notice says another time than was known; as requests are folded from notices."""
    if after is None or after == before:
        return False
    if before is None:
        return True
    match told.relation:
        case Relation.FORWARD:
            return False
        case Relation.REMINDER:
            return before <= told.sent_at
        case Relation.RELAY_TIGHTENED:
            return after < before
    return True


def _links(snapshot: Snapshot, sight: Sight, request: Request) -> tuple[Link, ...]:
    found = [request_by_key(snapshot, key) for key in same_data_of(snapshot, request.id)]
    others = {one.id: one for one in found if one}
    seen = seen_among(snapshot, sight, others)
    return tuple(
        Link(
            request=sight.of(other),
            confirmed=is_confirmed(snapshot, request.id, other.id),
            likeness=likeness_of(snapshot, request, other),
            what=shared(told_as(snapshot, request), told_as(snapshot, other)),
        )
        for other in others.values()
        if other.id in seen
    )


def likeness_of(snapshot: Snapshot, one: Request, other: Request) -> Likeness:
    """How alike what two requests ask is, and why."""
    return compare(told_as(snapshot, one)[1], told_as(snapshot, other)[1])


def told_as(snapshot: Snapshot, request: Request) -> tuple[str, Features]:
    """The text a request is compared by, and what it is compared by."""
    core = core_of(snapshot, request.id)
    items = catalogue_of(snapshot)
    return core, features(core, request.first_at, request.deadline, request.starts_at, items)


def _made(
    snapshot: Snapshot, me: Person, sight: Sight, request: Request, family: list[int]
) -> tuple[Made, ...]:
    keys = [key_of(snapshot, one) for one in family]
    found = corrections_about(snapshot, keys, [request.id], CORRECTIONS_SHOWN)
    mine, chats = {one.chat for one in me.groups}, chats_on_desk(snapshot, me.groups)
    made = []
    for one in found:
        group = find_chat(snapshot, one.chat)
        if group and (sight.hears(one.chat) or one.chat in mine):
            undone = one.undone_at is not None
            made.append(
                Made(
                    correction=one,
                    group=group.title,
                    mine=one.member == me.member.id,
                    mine_to_undo=one.chat in mine and not undone and may_undo(snapshot, one, chats),
                )
            )
    return tuple(made)
