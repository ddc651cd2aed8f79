"""How much time a case has left, whether it is late, and what is to be done first."""

from datetime import datetime, timedelta
from typing import NamedTuple

from bot.domain.case import WAITING, CaseEvent, CaseState, Outcome
from bot.domain.review import Case
from bot.services.office import Office
from bot.services.timing import clock_of
from bot.storage.connection import Snapshot
from bot.storage.history import events_of, happened_to

_ENTERS = (CaseEvent.ENTER, CaseEvent.RECUR, CaseEvent.SPLIT, CaseEvent.REOPEN)
_BREACHES = {
    CaseEvent.ACKNOWLEDGE_BREACH: (*_ENTERS, CaseEvent.RELEASE, CaseEvent.CLAIM, CaseEvent.MERGE),
    CaseEvent.ANSWER_BREACH: (*_ENTERS, CaseEvent.DECIDE, CaseEvent.MERGE),
    CaseEvent.REMEDY_BREACH: (*_ENTERS, CaseEvent.VERIFIED, CaseEvent.GIVE_UP),
}
"""What ends each clock or begins it anew. A breach sets it a day on; the case is late still."""


class Pressing(NamedTuple):
    """A case with the clock it runs against, None while there is none, and whether it is late.

    ``left`` is working time, of which a working day has ``day``. ``untold``: what was decided
    reached nobody of those who are to act, and nobody went to tell them.
    """

    case: Case
    due: datetime | None
    left: timedelta
    day: timedelta
    late: bool
    untold: bool = False


def pressing(snapshot: Snapshot, office: Office, case: Case, now: datetime) -> Pressing:
    """How a case stands against the clock."""
    # What is answered waits for nobody's work, but to be told.
    due = clock_of(case) if case.state is not CaseState.ANSWERED else None
    left = office.work.between(now, due) if due else timedelta()
    late = (due is not None and due <= now) or _was_late(snapshot, case)
    return Pressing(case, due, left, office.work.day, late, is_untold(snapshot, case))


def is_untold(snapshot: Snapshot, case: Case) -> bool:
    """Whether somebody of the office still has to tell those who are to act.

    That is the issuer of what was advised, or the department that a case is handed on to.
    """
    handed = case.decision is not None and case.decision.outcome is Outcome.TRANSFERRED
    if case.state is not CaseState.REMEDYING and not (case.state is CaseState.ANSWERED and handed):
        return False
    told = (CaseEvent.ADVISE, CaseEvent.EXPLAIN, CaseEvent.TOLD)
    last = [row for row in happened_to(snapshot, case.id) if row.event in told][-1:]
    return any(row.detail.get(UNHEARD) for row in last)


UNHEARD = "unheard"
"""In a row of history: whoever is to act had no contact who could be told."""


def is_to_do(one: Pressing, member: int) -> bool:
    """Whether a case waits for somebody of the office: to be taken, decided, or followed up."""
    mine = one.case.state is CaseState.CLAIMED and one.case.claimed_by == member
    overdue = one.late and one.case.state is CaseState.REMEDYING
    return one.case.state in WAITING or mine or one.untold or overdue


def by_urgency(found: list[Pressing]) -> list[Pressing]:
    """What is late first, then what is due first."""

    def rank(one: Pressing) -> tuple[bool, bool, float, int]:
        at = one.due.timestamp() if one.due else 0.0
        return (not one.late, one.due is None, at, one.case.number or 0)

    return sorted(found, key=rank)


def _was_late(snapshot: Snapshot, case: Case) -> bool:
    late: set[CaseEvent] = set()
    for event in events_of(snapshot, case.id):
        late = {breach for breach in late if event not in _BREACHES[breach]}
        if event in _BREACHES:
            late.add(event)
    return bool(late)
