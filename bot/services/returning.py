"""Burdens that come back (反弹回潮): upheld requests are watched for 180 days."""

from datetime import datetime

from bot.domain.case import CaseState, Outcome
from bot.domain.reading import Relation
from bot.domain.review import Case, Notice
from bot.reading.likeness import compare, features
from bot.reading.terms import terms
from bot.services.attaching import is_watched, recur
from bot.services.office import Office
from bot.storage.cases import cases_in
from bot.storage.connection import Snapshot, Tx
from bot.storage.mentions import core_of, mentions_of
from bot.storage.repeats import likely_repeats
from bot.storage.requests import request_by_id

_CANDIDATES = 12
_SAME = frozenset({"same", "near", "relay_tightened"})
_TAKEN_OFF = frozenset({Outcome.CANCEL, Outcome.MERGE})
"""Of what was only made lighter, the bot cannot see whether it grew heavy again: flags tell."""


def reopen_returned(tx: Tx, office: Office, now: datetime) -> list[Notice]:
    """Reopen closed cases whose request was asked again since it was taken off."""
    notices: list[Notice] = []
    for case in cases_in(tx, CaseState.CLOSED):
        if case.decision and case.decision.outcome in _TAKEN_OFF and is_watched(case, now):
            back = _asked_again(tx, case)
            notices += recur(tx, office, case, back, now) if back else []
    return notices


def _asked_again(snapshot: Snapshot, case: Case) -> int | None:
    """The request that is the watched one again: itself, or a new one alike by the same issuer."""
    since, request = case.answered_at, request_by_id(snapshot, case.request)
    if since is None or request is None:
        return None
    if any(
        told.sent_at > since and told.relation is not Relation.CANCEL
        for told in mentions_of(snapshot, request.id)
        if case.decision is None or case.decision.outcome is Outcome.CANCEL
    ):
        return request.id
    core, _ = core_of(snapshot, request.id)
    mine = features(core, request.first_at, request.deadline)
    for other, text in likely_repeats(snapshot, terms(core), since, _CANDIDATES):
        if other.id == request.id or other.first_at <= since or other.issuer != request.issuer:
            continue
        theirs = features(text, other.first_at, other.deadline)
        if compare(mine, theirs).relation in _SAME:
            return other.id
    return None
