"""What groups are told of cases in their digests: outcomes, and burdens that came back."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.case import CaseEvent, Outcome, Pool
from bot.domain.review import Case, Decision, News
from bot.services.eligibility import large_chats
from bot.services.remedies import ENDS, remedy_in
from bot.storage.cases import advice_on, decision_of, kin_of, must_find
from bot.storage.connection import Snapshot
from bot.storage.history import Happening, happenings

_NEWS = ENDS | {CaseEvent.ADVISE, CaseEvent.RECUR}


def news_in(
    snapshot: Snapshot, chats: Iterable[int], start: datetime, end: datetime
) -> tuple[News, ...]:
    """What happened in (start, end] that a digest of ``chats`` tells; the newest of each case.

    What only the county heard of, and groups too small to hide anybody, are left out.
    """
    fed = frozenset(chats)
    found: dict[int, News] = {}
    for row in happenings(snapshot, start, end):
        if row.event not in _NEWS:
            continue
        told = decision_of(row.detail.get("decision")) or must_find(snapshot, row.case).decision
        for one in kin_of(snapshot, row.case):
            case = must_find(snapshot, one)
            if fed.intersection(_may_hear(snapshot, case)):
                found[one] = _news(case, row, told)
    return tuple(found.values())


def advised(
    snapshot: Snapshot, requests: Iterable[int], chats: Iterable[int]
) -> dict[int, Outcome]:
    """What is advised on requests and not confirmed yet, as far as ``chats`` may hear of it."""
    fed = frozenset(chats)
    return {
        request: advice.outcome
        for request, advice in advice_on(snapshot, list(requests)).items()
        if fed.intersection(large_chats(snapshot, request))
    }


def _may_hear(snapshot: Snapshot, case: Case) -> tuple[int, ...]:
    if case.pool is Pool.COUNTY or case.number is None:
        return ()
    return large_chats(snapshot, case.request)


def _news(case: Case, row: Happening, decision: Decision | None) -> News:
    return News(
        number=case.number or 0,
        event=row.event,
        request=case.request,
        title=case.title,
        issuer=case.issuer,
        decision=decision if row.event is not CaseEvent.RECUR else None,
        remedy=remedy_in(row, case.id),
    )
