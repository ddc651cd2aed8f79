"""The heartbeat of cases: leases, waits and deadlines that have come; remedies that are seen."""

from datetime import datetime
from typing import Any

from bot.domain.case import CaseEvent, CaseState
from bot.domain.flag import Actor
from bot.domain.review import Case, Notice, NoticeKind
from bot.services.deciding import verified
from bot.services.eligibility import handed_up, reviewers
from bot.services.flagging import expire_drafts
from bot.services.keeping import ready_keys
from bot.services.office import Office, local_day
from bot.services.remedies import is_remedied
from bot.services.review import put_back, resume
from bot.services.tiers import answer_time
from bot.services.timing import LEASE, clock_of
from bot.storage.cases import cases_in, move, must_find, note
from bot.storage.connection import Tx

TICKING = (
    CaseState.PENDING,
    CaseState.REOPENED,
    CaseState.CLAIMED,
    CaseState.NEED_INFO,
    CaseState.CONSULTING,
    CaseState.REMEDYING,
)
"""States with a clock that runs, or with something to be seen."""


def tick(tx: Tx, office: Office, now: datetime) -> tuple[Notice, ...]:
    """Do what has come due; whom to tell. May run at any time, and as often as one likes."""
    ready_keys(tx, office, now)
    expire_drafts(tx, office, now)
    notices: list[Notice] = []
    for case in cases_in(tx, *TICKING):
        notices += _tick_case(tx, office, case, now)
    return tuple(notices)


def _tick_case(tx: Tx, office: Office, case: Case, now: datetime) -> list[Notice]:
    match case.state:
        case CaseState.CLAIMED:
            return _tick_claimed(tx, office, case, now)
        case CaseState.NEED_INFO | CaseState.CONSULTING:
            return _tick_waiting(tx, office, case, now)
        case CaseState.REMEDYING if is_remedied(tx, case):
            moved = verified(tx, office, case, Actor.BOT, now)
            return _to_holder(moved, NoticeKind.REMEDIED)
    return _deadline(tx, office, case, now)


def _tick_claimed(tx: Tx, office: Office, case: Case, now: datetime) -> list[Notice]:
    notices = _deadline(tx, office, case, now)
    case = must_find(tx, case.id)
    if case.lease_until and case.lease_until <= now:
        put_back(tx, office, case, Actor.TIMER, now)
    return notices


def _tick_waiting(tx: Tx, office: Office, case: Case, now: datetime) -> list[Notice]:
    if case.wait_until is None or now < case.wait_until:
        return []
    asked_issuer = case.state is CaseState.CONSULTING
    detail = {"issuer": "gave no basis in time"} if asked_issuer else {}
    moved = resume(tx, office, case, CaseEvent.TIMEOUT, Actor.TIMER, now, detail=detail)
    return _to_holder(moved, NoticeKind.HEARD)


def _to_holder(case: Case | None, kind: NoticeKind) -> list[Notice]:
    if case is None or case.claimed_by is None:
        return []
    return [Notice(kind=kind, case=case.id, to=(case.claimed_by,))]


_BREACHES = {
    CaseState.PENDING: (CaseEvent.ACKNOWLEDGE_BREACH, "acknowledge_by"),
    CaseState.REOPENED: (CaseEvent.ACKNOWLEDGE_BREACH, "acknowledge_by"),
    CaseState.CLAIMED: (CaseEvent.ANSWER_BREACH, "answer_by"),
    CaseState.REMEDYING: (CaseEvent.REMEDY_BREACH, "wait_until"),
}


def _deadline(tx: Tx, office: Office, case: Case, now: datetime) -> list[Notice]:
    due = clock_of(case)
    if due is None:
        return []
    if due <= now:
        return _breach(tx, office, case, now)
    ahead = min(office.work.day, answer_time(tx, office, case.reason)) / 4
    left = office.work.between(now, due)
    if case.warned or left > ahead or case.nudged == local_day(now):
        return []
    note(tx, case.id, warned=True, nudged=local_day(now))
    to = (case.claimed_by,) if case.claimed_by else tuple(reviewers(tx, office, case))
    return [Notice(kind=NoticeKind.WARNING, case=case.id, to=to)] if to else []


def _breach(tx: Tx, office: Office, case: Case, now: datetime) -> list[Notice]:
    """A deadline passed: the case rises a rank, whose coordinators hear of it; nothing is decided.

    The clock is set a working day on, so that nobody is told twice a day.
    """
    event, clock = _BREACHES[case.state]
    again: dict[str, Any] = {clock: office.days(now, LEASE)}
    rank, to = handed_up(tx, office, case)
    moved = move(
        tx, office.keys, case, event, Actor.TIMER, now, rank=rank, warned=True,
        **again,
    )  # fmt: skip
    if moved is None or (rank is case.rank and case.nudged == local_day(now)):
        return []
    note(tx, case.id, nudged=local_day(now))
    kind = NoticeKind.BREACH if to else NoticeKind.NOBODY
    return [Notice(kind=kind, case=case.id, to=tuple(to))]


def entered(tx: Tx, office: Office, case: Case, kind: NoticeKind) -> Notice:
    """Whom to tell that a case waits; when nobody may review it, that too is told."""
    to = tuple(reviewers(tx, office, case))
    return Notice(kind=kind if to else NoticeKind.NOBODY, case=case.id, to=to)
