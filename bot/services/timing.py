"""The clocks of cases: started at filing, stopped only while a bounded wait runs."""

from datetime import datetime, timedelta
from typing import Any

from bot.domain.review import Case
from bot.services.office import Office
from bot.services.tiers import answer_time
from bot.storage.connection import Snapshot

ACKNOWLEDGE, LEASE, WAIT, VERIFY, APPEAL = 1, 1, 2, 3, 5
"""Working days."""


def filed(snapshot: Snapshot, office: Office, reason: str, now: datetime) -> dict[str, Any]:
    """Both clocks of a case that enters the queue."""
    span = answer_time(snapshot, office, reason)
    return {
        "acknowledge_by": office.work.after(now, min(office.work.day * ACKNOWLEDGE, span / 2)),
        "answer_by": office.work.after(now, span),
        "answer_left": None,
        "wait_until": None,
        "lease_until": None,
        "warned": False,
    }


def requeued(snapshot: Snapshot, office: Office, case: Case, now: datetime) -> dict[str, Any]:
    """The clock of a case that is put back: as at first, but no later than its answer is due."""
    span = answer_time(snapshot, office, case.reason)
    again = office.work.after(now, min(office.work.day * ACKNOWLEDGE, span / 2))
    if case.answer_by and now < case.answer_by < again:
        again = case.answer_by
    return {"acknowledge_by": again, "lease_until": None, "warned": False}


def reheard(office: Office, now: datetime) -> dict[str, Any]:
    """Both clocks of a case that is heard again."""
    return {
        "acknowledge_by": office.days(now, ACKNOWLEDGE),
        "answer_by": office.days(now, APPEAL),
        "answer_left": None,
        "wait_until": None,
        "lease_until": None,
        "warned": False,
    }


def stopped(office: Office, case: Case, now: datetime) -> dict[str, Any]:
    """The answer clock stands still, for two working days at most."""
    left = office.work.between(now, case.answer_by) if case.answer_by else timedelta()
    return {
        "answer_by": None,
        "answer_left": left,
        "lease_until": None,
        "wait_until": office.days(now, WAIT),
    }


def running(office: Office, case: Case, now: datetime) -> dict[str, Any]:
    """The answer clock goes on with what was left on it, and the claim is held anew."""
    left = case.answer_left or timedelta()
    return {
        "answer_by": office.work.after(now, left),
        "answer_left": None,
        "wait_until": None,
        "lease_until": office.days(now, LEASE),
    }


def clock_of(case: Case) -> datetime | None:
    """The clock that is to be met in the state a case is in."""
    return case.acknowledge_by or case.wait_until or case.answer_by
