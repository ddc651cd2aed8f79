"""A coordinator saw that there is more time, of which no notice in the groups tells."""

from datetime import datetime

from bot.domain.case import Refusal
from bot.domain.flag import Actor
from bot.domain.request import Request, RequestState
from bot.domain.review import Case, Move
from bot.services.answering import put_off
from bot.services.deciding import cannot_end, lacks_time, verified
from bot.services.office import Office
from bot.services.remedies import time_of
from bot.services.review import done
from bot.storage.cases import family_of, find_case
from bot.storage.connection import Snapshot, Tx
from bot.storage.requests import request_by_id


def attest_moved(
    tx: Tx, office: Office, case: int, version: int, member: int, to: datetime, now: datetime
) -> Move:
    """More time was given, and from now on the new time stands at what is asked."""
    found = find_case(tx, case)
    refusal = cannot_end(tx, office, found, version, member)
    if found is None or refusal:
        return Move(case=found, refusal=refusal or Refusal.UNKNOWN)
    if not may_be(tx, found, to, now):
        return Move(case=found, refusal=Refusal.INCOMPLETE)
    for request in _open(tx, found):
        if _is_before(request, to):
            put_off(tx, request, to, now)
    return done(verified(tx, office, found, Actor.COORDINATOR, now, member=member, at=to))


def may_be(snapshot: Snapshot, case: Case, to: datetime, now: datetime) -> bool:
    """Whether a case lacks a new time, and this is later than now and than the old one."""
    later = all(_is_before(request, to) for request in _open(snapshot, case)[:1])
    return lacks_time(snapshot, case) and to > now and later


_ASKED = (RequestState.OPEN, RequestState.SUSPENDED)


def _open(snapshot: Snapshot, case: Case) -> list[Request]:
    """What a case and those joined to it are about, as far as it is asked; its own first."""
    found = (request_by_id(snapshot, one.request) for one in family_of(snapshot, case.id))
    asked = {one.id: one for one in found if one and one.state in _ASKED}
    return sorted(asked.values(), key=lambda one: one.id != case.request)


def _is_before(request: Request, to: datetime) -> bool:
    before = time_of(request)
    return before is None or before < to
