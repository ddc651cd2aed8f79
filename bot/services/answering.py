"""An issuer's contacts act on their own requests: withdraw, move, join, explain, confirm."""

from dataclasses import replace
from datetime import datetime

from bot.domain.case import Band, CaseEvent, CaseState, Outcome, Refusal
from bot.domain.flag import Actor
from bot.domain.request import RequestState
from bot.domain.review import Case, Move, Notice, NoticeKind
from bot.reading.redact import as_kept
from bot.services.deciding import is_remedied, verified
from bot.services.eligibility import answers_for_anybody, answers_for_issuer, asks_for
from bot.services.flagging import heard_in
from bot.services.office import Office
from bot.services.review import resume
from bot.storage.cards import mark_shown_stale
from bot.storage.cases import cases_spoken_of, must_find, note
from bot.storage.connection import Snapshot, Tx
from bot.storage.requests import merge_into, request_by_id, update_request

_OPEN = frozenset({RequestState.OPEN, RequestState.SUSPENDED})


def record_of(snapshot: Snapshot, office: Office, member: int) -> tuple[Case, ...]:
    """The cases on which somebody's unit was consulted or decided about; all in the lowest band."""
    if not answers_for_anybody(snapshot, member):
        return ()
    return tuple(
        replace(case, band=Band.FEW)
        for case in cases_spoken_of(snapshot)
        if answers_for_issuer(snapshot, office, case, member)
    )


def explain(tx: Tx, office: Office, case: int, member: int, text: str, now: datetime) -> Move:
    """Give the basis of a request (说明依据)."""
    found, written = _theirs(tx, office, case, member), as_kept(text)
    if isinstance(found, Refusal) or not written:
        return _silent(found)
    return _replied(tx, office, found, member, written, now)


def withdraw_request(tx: Tx, office: Office, case: int, member: int, now: datetime) -> Move:
    """Withdraw the request (撤回)."""
    found = _theirs(tx, office, case, member)
    if isinstance(found, Refusal):
        return Move(refusal=found)
    request = request_by_id(tx, found.request)
    if request is None or request.state not in _OPEN:
        return Move(case=found, refusal=Refusal.ALREADY)
    if not asks_for(tx, office, request, member):
        return Move(case=found, refusal=Refusal.NOT_YOURS)
    update_request(tx, replace(request, state=RequestState.WITHDRAWN))
    return _changed(tx, office, found, member, "withdrawn", now)


def reschedule(
    tx: Tx, office: Office, case: int, member: int, deadline: datetime, now: datetime
) -> Move:
    """Give the request a later deadline (改期); who relayed it, not a later one than above them."""
    found = _theirs(tx, office, case, member)
    if isinstance(found, Refusal):
        return Move(refusal=found)
    request = request_by_id(tx, found.request)
    if request is None or request.state not in _OPEN:
        return Move(case=found, refusal=Refusal.NOT_NOW)
    if deadline <= now or (request.deadline and deadline <= request.deadline):
        return Move(case=found, refusal=Refusal.INCOMPLETE)
    above = request.upstream_deadline
    if not asks_for(tx, office, request, member) and (above is None or deadline > above):
        return Move(case=found, refusal=Refusal.NOT_YOURS)
    update_request(tx, replace(request, state=RequestState.OPEN, deadline=deadline, assumed=None))
    return _changed(tx, office, found, member, "rescheduled", now)


def merge_request(tx: Tx, office: Office, case: int, member: int, into: int, now: datetime) -> Move:
    """Join the request to another one of theirs (合并)."""
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
    merge_into(tx, request.id, root.id)
    return _changed(tx, office, must_find(tx, case), member, "merged", now)


def confirm(tx: Tx, office: Office, case: int, member: int, text: str, now: datetime) -> Move:
    """Say what was done about advice; who confirms that it is cancelled, withdraws it."""
    found, written = _theirs(tx, office, case, member), as_kept(text)
    if isinstance(found, Refusal) or not written:
        return _silent(found)
    if found.state is not CaseState.REMEDYING or found.decision is None:
        return Move(case=found, refusal=Refusal.NOT_NOW)
    if found.decision.outcome is Outcome.CANCEL:
        moved = withdraw_request(tx, office, case, member, now)
        if moved.refusal is None:
            note(tx, case, issuer_said=written)
            moved = replace(moved, case=must_find(tx, case))
        return moved
    note(tx, case, issuer_said=written)
    return _told(
        verified(tx, office, must_find(tx, case), Actor.BOT, now, member=member),
        NoticeKind.REMEDIED,
    )


def _changed(tx: Tx, office: Office, case: Case, member: int, what: str, now: datetime) -> Move:
    """The issuer changed the request: whoever was shown it gets a new text, the case goes on."""
    mark_shown_stale(tx, heard_in(tx, case.request), now)
    if case.state is CaseState.REMEDYING and is_remedied(tx, case):
        moved = verified(tx, office, case, Actor.BOT, now, member=member)
        return _told(moved, NoticeKind.REMEDIED)
    return _replied(tx, office, case, member, what, now)


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


def _silent(found: Case | Refusal) -> Move:
    """Somebody may not speak here, or said nothing."""
    if isinstance(found, Refusal):
        return Move(refusal=found)
    return Move(case=found, refusal=Refusal.INCOMPLETE)


def _theirs(snapshot: Snapshot, office: Office, case: int, member: int) -> Case | Refusal:
    """A case somebody may answer; whether there is another is nothing they can find out."""
    for found in cases_spoken_of(snapshot, case):
        if answers_for_issuer(snapshot, office, found, member):
            return found
    return Refusal.UNKNOWN
