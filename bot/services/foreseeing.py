"""What people would read of a decision, or of the end of a wait, before it counts."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from bot.domain.case import UPHELD, CaseEvent, Outcome, Pool, Refusal
from bot.domain.review import Case, Decision, Remedy
from bot.services.deciding import cannot_end, handed_to, is_heard, plainly
from bot.services.eligibility import large_chats
from bot.services.office import Office, written
from bot.services.remedies import remedies_of, taken_back
from bot.services.review import held
from bot.storage.cases import family_of, find_case
from bot.storage.connection import Snapshot
from bot.storage.requests import request_by_id


class Foresight(NamedTuple):
    """What a decision would come to, in the words that would be read.

    ``event`` is by which those who flagged hear of it, ``remedy`` what is seen done already;
    ``groups``: whether any group hears of it; ``heard``: whether its issuer, or the
    department it is handed on to, has a contact.
    """

    case: Case
    decision: Decision
    event: CaseEvent
    remedy: Remedy
    groups: bool
    heard: bool


def foresee(
    snapshot: Snapshot, office: Office, case: int, version: int, member: int, decision: Decision
) -> Foresight | Refusal:
    """What people would read if a case were decided so. Nothing is."""
    found = held(snapshot, office, case, version, member)
    if isinstance(found, Refusal):
        return found
    plain = plainly(decision)
    if isinstance(plain, Refusal):
        return plain
    event = CaseEvent.ADVISE if plain.outcome in UPHELD else CaseEvent.EXPLAIN
    family = [request_by_id(snapshot, one.request) for one in family_of(snapshot, case)]
    if event is CaseEvent.ADVISE and all(taken_back(one).deed for one in family):
        event = CaseEvent.VERIFIED
    groups = found.pool is Pool.GROUP and bool(large_chats(snapshot, found.request))
    heard = all(is_heard(snapshot, office, one) for one in family_of(snapshot, case))
    if plain.outcome is Outcome.TRANSFERRED:
        heard = bool(handed_to(snapshot, office, found, plain))
    return Foresight(found, plain, event, taken_back(family[0]), groups, heard)


def foresee_end(
    snapshot: Snapshot,
    office: Office,
    case: int,
    version: int,
    member: int,
    why: str = "",
    at: datetime | None = None,
) -> Foresight | Refusal:
    """What people would read if the wait for a remedy ended: it is done, or ``why`` it is not.

    ``at`` is the new time of what nobody was seen to move.
    """
    found = find_case(snapshot, case)
    refusal = cannot_end(snapshot, office, found, version, member)
    if found is None or refusal or found.decision is None:
        return refusal or Refusal.NOT_NOW
    event, decision, said = CaseEvent.VERIFIED, found.decision, written(why) if why else ""
    if isinstance(said, Refusal):
        return said
    if said:
        event, decision = CaseEvent.GIVE_UP, replace(decision, feedback=said)
    remedy = remedies_of(snapshot, found, decision.outcome, "", at)[case]
    groups = found.pool is Pool.GROUP and bool(large_chats(snapshot, found.request))
    return Foresight(found, decision, event, remedy, groups, heard=True)
