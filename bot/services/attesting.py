"""A coordinator saw that there is more time, of which no notice in the groups tells."""

from datetime import datetime

from bot.domain.case import Refusal
from bot.domain.flag import Actor
from bot.domain.review import Case, Move
from bot.services.deciding import cannot_end, lacks_time, verified
from bot.services.office import Office
from bot.services.remedies import time_of
from bot.services.review import done
from bot.storage.cases import find_case
from bot.storage.connection import Snapshot, Tx
from bot.storage.requests import request_by_id


def attest_moved(
    tx: Tx, office: Office, case: int, version: int, member: int, to: datetime, now: datetime
) -> Move:
    """More time was given: those who flagged and the groups hear the new time.

    The request itself is changed by its issuer's word alone.
    """
    found = find_case(tx, case)
    refusal = cannot_end(tx, office, found, version, member)
    if found is None or refusal:
        return Move(case=found, refusal=refusal or Refusal.UNKNOWN)
    if not may_be(tx, found, to, now):
        return Move(case=found, refusal=Refusal.INCOMPLETE)
    return done(verified(tx, office, found, Actor.COORDINATOR, now, member=member, at=to))


def may_be(snapshot: Snapshot, case: Case, to: datetime, now: datetime) -> bool:
    """Whether a case lacks a new time, and this is later than now and than the old one."""
    request = request_by_id(snapshot, case.request)
    before = time_of(request) if request else None
    return lacks_time(snapshot, case) and to > now and (before is None or to > before)
