"""An issuer's contacts act on their own requests: withdraw, move, join, explain, confirm."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.domain.case import Band, CaseEvent, CaseState, Outcome, Refusal
from bot.domain.correction import Fix
from bot.domain.flag import Actor
from bot.domain.reading import NO_TIMES, Ask, Kind, Relation, Times
from bot.domain.request import Request, RequestState, Source
from bot.domain.review import Case, Move, Notice, NoticeKind
from bot.services.deciding import verified
from bot.services.editing import Desk
from bot.services.eligibility import answers_for_issuer, asks_for, names_of
from bot.services.flagging import heard_in
from bot.services.joining import join
from bot.services.office import Office, written
from bot.services.remedies import is_remedied, time_of
from bot.services.review import resume
from bot.storage.cards import mark_shown_stale, mark_stale
from bot.storage.case_search import spoken_of_with
from bot.storage.cases import cases_spoken_of, head_of, must_find, note
from bot.storage.connection import Snapshot, Tx
from bot.storage.corrections import apart_from
from bot.storage.mentions import chats_told, mentions_of
from bot.storage.messages import add_version
from bot.storage.overview import issuer_names
from bot.storage.people import presences
from bot.storage.requests import (
    add_mention,
    open_of_issuers,
    request_by_id,
    told_in,
    update_request,
)

LOOKED_BACK = timedelta(days=45)
"""How long ago what a request may be joined to was spoken of last."""
_OPEN = frozenset({RequestState.OPEN, RequestState.SUSPENDED})


def record_of(snapshot: Snapshot, office: Office, member: int) -> tuple[Case, ...]:
    """The cases on which somebody's unit was consulted or decided about; all in the lowest band."""
    # Most cases are other units': whose they are is asked of each name once.
    names = names_of(snapshot, office, issuer_names(snapshot), member)
    return tuple(
        replace(case, band=Band.FEW)
        for case in spoken_of_with(snapshot, names)
        if answers_for_issuer(snapshot, office, case, member)
    )


class Record(NamedTuple):
    """One case as an issuer's contact may know it.

    ``state`` is that of the case it was merged into, if so. ``own``: their body asks for it, and
    does not only pass on what the level above asks.
    """

    case: Case
    request: Request
    state: CaseState
    own: bool


def read_record(snapshot: Snapshot, office: Office, case: int, member: int) -> Record | Refusal:
    """One case of `record_of`."""
    found = _theirs(snapshot, office, case, member)
    return found if isinstance(found, Refusal) else _record(snapshot, office, found, member)


def read_records(snapshot: Snapshot, office: Office, member: int) -> tuple[Record, ...]:
    """All of `record_of`."""
    found = record_of(snapshot, office, member)
    return tuple(_record(snapshot, office, one, member) for one in found)


def _record(snapshot: Snapshot, office: Office, case: Case, member: int) -> Record:
    request = request_by_id(snapshot, case.request)
    assert request is not None
    own = asks_for(snapshot, office, request, member)
    return Record(replace(case, band=Band.FEW), request, head_of(snapshot, case).state, own)


def notices_for(snapshot: Snapshot, request: int, member: int) -> list[tuple[Source, datetime]]:
    """The notices of a request in groups that a contact is in: of others not even the names."""
    inside = {one.chat for one in presences(snapshot, member)}
    return told_in(snapshot, request, tuple(sorted(heard_in(snapshot, request) & inside)))


def explain(tx: Tx, office: Office, case: int, member: int, text: str, now: datetime) -> Move:
    """Give the basis of a request (说明依据)."""
    found, said = _theirs(tx, office, case, member), written(text)
    if isinstance(found, Refusal) or isinstance(said, Refusal):
        return _silent(found, said)
    return _replied(tx, office, found, member, said, now)


def withdraw_request(tx: Tx, office: Office, case: int, member: int, now: datetime) -> Move:
    """Withdraw the request (撤回)."""
    return _withdraw(tx, office, case, member, now)


def _withdraw(
    tx: Tx, office: Office, case: int, member: int, now: datetime, said: str = ""
) -> Move:
    found = _theirs(tx, office, case, member)
    if isinstance(found, Refusal):
        return Move(refusal=found)
    request = request_by_id(tx, found.request)
    if request is None or request.state not in _OPEN:
        return Move(case=found, refusal=Refusal.ALREADY)
    if not asks_for(tx, office, request, member):
        return Move(case=found, refusal=Refusal.NOT_YOURS)
    _restate(tx, replace(request, state=RequestState.WITHDRAWN), Relation.CANCEL, now)
    return _changed(tx, office, found, member, "withdrawn", now, said)


def reschedule(
    tx: Tx, office: Office, case: int, member: int, deadline: datetime, now: datetime
) -> Move:
    """Give the request a later deadline, or the event a later start (改期).

    Who relayed it gives no later one than the level above.
    """
    found = _theirs(tx, office, case, member)
    if isinstance(found, Refusal):
        return Move(refusal=found)
    request = request_by_id(tx, found.request)
    why = cannot_move(tx, office, request, member, deadline, now)
    if request is None or why:
        return Move(case=found, refusal=why)
    moved = replace(request, state=RequestState.OPEN, assumed=None)
    if request.deadline is None and request.starts_at:
        moved = replace(moved, starts_at=deadline, due_for=())
    else:
        # All are given this time: what each level wanted holds no more.
        moved = replace(moved, deadline=deadline, due_for=(), levels=())
    above = request.upstream_deadline
    if above and moved.deadline and moved.deadline >= above:
        whose = request.upstream_issuer or request.issuer
        moved = replace(moved, issuer=whose, upstream_deadline=None, upstream_issuer=None)
    _restate(tx, moved, Relation.UPDATE, now)
    return _changed(tx, office, found, member, "rescheduled", now)


def cannot_move(
    snapshot: Snapshot,
    office: Office,
    request: Request | None,
    member: int,
    to: datetime,
    now: datetime,
) -> Refusal | None:
    """Why a contact cannot give a request of theirs another time, if so."""
    if request is None or request.state not in _OPEN:
        return Refusal.NOT_NOW
    before, above = time_of(request), request.upstream_deadline
    if to <= now or (before and to <= before):
        return Refusal.INCOMPLETE
    if not asks_for(snapshot, office, request, member) and (above is None or to > above):
        return Refusal.NOT_YOURS
    return None


def merge_request(tx: Tx, office: Office, case: int, member: int, into: int, now: datetime) -> Move:
    """Join the request to another one of theirs (合并), as an admin of all their groups would.

    It can be taken back like any correction. What an admin keeps apart stays so.
    """
    found = _theirs(tx, office, case, member)
    if isinstance(found, Refusal):
        return Move(refusal=found)
    request, root = request_by_id(tx, found.request), request_by_id(tx, into)
    if request is None or root is None or root.state not in _OPEN:
        return Move(case=found, refusal=Refusal.UNKNOWN)
    if not (asks_for(tx, office, request, member) and asks_for(tx, office, root, member)):
        return Move(case=found, refusal=Refusal.NOT_YOURS)
    if root.id == request.id:
        return Move(case=found, refusal=Refusal.ALREADY)
    if root.id in apart_from(tx, request.id) or request.id in apart_from(tx, root.id):
        return Move(case=found, refusal=Refusal.KEPT_APART)
    chats = chats_told(tx, request.id) | chats_told(tx, root.id)
    first = mentions_of(tx, request.id)[0].chat
    desk = Desk(member=member, chat=first, chats=chats, now=now)
    if join(tx, desk, request.key, root.key, Fix.JOINED) is None:
        return Move(case=found, refusal=Refusal.NOT_NOW)
    return _changed(tx, office, must_find(tx, case), member, "merged", now)


def joinable(
    snapshot: Snapshot, office: Office, case: int, member: int, since: datetime
) -> tuple[Request, ...]:
    """Other open requests of a contact's unit, spoken of after ``since``, newest first."""
    found = _theirs(snapshot, office, case, member)
    if isinstance(found, Refusal):
        return ()
    names = names_of(snapshot, office, issuer_names(snapshot), member)
    return tuple(one for one in open_of_issuers(snapshot, since, names) if one.id != found.request)


def confirm(tx: Tx, office: Office, case: int, member: int, text: str, now: datetime) -> Move:
    """Say what was done about advice; who confirms that it is cancelled, withdraws it."""
    found, said = _theirs(tx, office, case, member), written(text)
    if isinstance(found, Refusal) or isinstance(said, Refusal):
        return _silent(found, said)
    if found.state is not CaseState.REMEDYING or found.decision is None:
        return Move(case=found, refusal=Refusal.NOT_NOW)
    request = request_by_id(tx, found.request)
    assert request is not None
    gone = request.state is RequestState.WITHDRAWN and asks_for(tx, office, request, member)
    if found.decision.outcome is Outcome.CANCEL and not gone:
        return _withdraw(tx, office, case, member, now, said)
    note(tx, case, issuer_said=said)
    moved = verified(tx, office, must_find(tx, case), Actor.BOT, now, member=member, said=said)
    return _told(moved, NoticeKind.REMEDIED)


def _restate(tx: Tx, request: Request, relation: Relation, now: datetime) -> None:
    """The issuer's word stands as a new version of its newest notice in each group.

    So it is told like any other withdrawal or change: in short-fuse lines, cards and digests.
    """
    update_request(tx, replace(request, last_at=now))
    times = NO_TIMES
    if relation is Relation.UPDATE:
        times = Times(deadline=request.deadline, starts_at=request.starts_at)
    ask = Ask(kind=Kind.CHANGE, title=request.title, issuer=request.issuer, times=times)
    for told in {told.chat: told for told in mentions_of(tx, request.id)}.values():
        version = add_version(tx, told.message, now)
        add_mention(tx, request.id, version, relation, ask, (), told.ask)
        mark_stale(tx, told.chat)


def _changed(
    tx: Tx, office: Office, case: Case, member: int, what: str, now: datetime, said: str = ""
) -> Move:
    """The issuer changed the request: whoever was shown it gets a new text, the case goes on."""
    mark_shown_stale(tx, heard_in(tx, case.request), now)
    if case.state is CaseState.REMEDYING and is_remedied(tx, case):
        note(tx, case.id, issuer_said=said or what)
        moved = verified(tx, office, must_find(tx, case.id), Actor.BOT, now, member=member,
                         said=said)  # fmt: skip
        return _told(moved, NoticeKind.REMEDIED)
    return _replied(tx, office, case, member, said or what, now)


def _replied(tx: Tx, office: Office, case: Case, member: int, said: str, now: datetime) -> Move:
    if case.state is not CaseState.CONSULTING:
        note(tx, case.id, issuer_said=said)
        return _told(must_find(tx, case.id), NoticeKind.REPLIED)
    moved = resume(
        tx, office, case, CaseEvent.ISSUER_REPLY, Actor.ISSUER, now, member=member,
        issuer_said=said,
    )  # fmt: skip
    return _told(moved, NoticeKind.REPLIED)


def _told(case: Case | None, kind: NoticeKind) -> Move:
    if case is None:
        return Move(refusal=Refusal.NOT_NOW)
    to = (case.claimed_by,) if case.claimed_by else ()
    return Move(case=case, notices=(Notice(kind=kind, case=case.id, to=to),) if to else ())


def _silent(found: Case | Refusal, said: str | Refusal) -> Move:
    """Somebody may not speak here, or said nothing, or too much."""
    if isinstance(found, Refusal):
        return Move(refusal=found)
    return Move(case=found, refusal=said if isinstance(said, Refusal) else None)


def _theirs(snapshot: Snapshot, office: Office, case: int, member: int) -> Case | Refusal:
    """A case somebody may answer; whether there is another is nothing they can find out."""
    for found in cases_spoken_of(snapshot, case):
        if answers_for_issuer(snapshot, office, found, member):
            return found
    return Refusal.UNKNOWN
