"""Whether what was advised is done, and how: what those who flagged and the groups are told."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.domain.case import CaseEvent, Outcome
from bot.domain.reading import Kind, Relation
from bot.domain.request import Request, RequestState
from bot.domain.review import NOT_SEEN, Case, Deed, Remedy
from bot.storage.cases import family_of
from bot.storage.connection import Snapshot
from bot.storage.corrections import corrected_columns, joined_by_hand
from bot.storage.history import Happening, happened_to
from bot.storage.mentions import Told, mentions_of
from bot.storage.remedies import remedy_from, remedy_value
from bot.storage.requests import request_by_id, requests_plain

ENDS = frozenset({CaseEvent.VERIFIED, CaseEvent.GIVE_UP, CaseEvent.EXPLAIN})
"""By these a case gets its answer."""
_EVENTS = (Kind.MEETING, Kind.INSPECTION)
_KEPT = "remedies"
_TIMES = frozenset({"deadline", "starts_at"})


def is_remedied(snapshot: Snapshot, case: Case) -> bool:
    """Whether the group saw what was advised, of every request that the case is about."""
    outcome = case.decision.outcome if case.decision else None
    return all(
        _deed(snapshot, one, request_by_id(snapshot, one.request), outcome)
        for one in family_of(snapshot, case.id)
    )


def remedies_of(
    snapshot: Snapshot, case: Case, outcome: Outcome, said: str, at: datetime | None = None
) -> Mapping[int, Remedy]:
    """How it was done, of each request that the case is about, by case.

    ``said`` is what the issuer of ``case`` says of it, ``at`` the time that a coordinator saw it
    moved to where nothing else was seen.
    """
    found = {}
    for one in family_of(snapshot, case.id):
        request = request_by_id(snapshot, one.request)
        deed = _deed(snapshot, one, request, outcome)
        moved = time_of(request) if request and deed is Deed.MOVED else None
        if deed is None and at:
            deed, moved = Deed.MOVED, at
        found[one.id] = Remedy(
            deed=deed,
            event=request is not None and request.kind in _EVENTS,
            title=_old_title(snapshot, one) if deed is Deed.JOINED else "",
            at=moved,
            said=said if one.issuer == case.issuer else "",
        )
    return found


def taken_back(request: Request | None) -> Remedy:
    """What is seen of a request before anything is decided: that it is withdrawn, or nothing."""
    if request is None or request.state is not RequestState.WITHDRAWN:
        return NOT_SEEN
    return Remedy(deed=Deed.WITHDRAWN, event=request.kind in _EVENTS)


def _old_title(snapshot: Snapshot, case: Case) -> str:
    """What a request was called before it was joined to another."""
    found = requests_plain(snapshot, [case.told_request] if case.told_request else [])
    return found[0].title if found else ""


def detail_of(remedies: Mapping[int, Remedy]) -> dict[str, Any]:
    """Remedies as a row of history keeps them."""
    return {_KEPT: {str(case): remedy_value(one) for case, one in remedies.items()}}


def remedy_in(row: Happening, case: int) -> Remedy:
    """The remedy that a row of history keeps for a case."""
    return remedy_from(row.detail.get(_KEPT, {}).get(str(case)))


def last_end(snapshot: Snapshot, case: int) -> Happening | None:
    """How a case got the newest of its answers."""
    return next((row for row in reversed(happened_to(snapshot, case)) if row.event in ENDS), None)


def _deed(
    snapshot: Snapshot, case: Case, request: Request | None, outcome: Outcome | None
) -> Deed | None:
    """Whether a request was withdrawn, or as is advised joined to another, or is due later.

    What an admin put right is no word of the issuer's: where they joined it to another one, only
    what was said after that counts.
    """
    if request is None or outcome is None:
        return None
    joined = _is_joined(snapshot, case)
    by_hand = joined_by_hand(snapshot, case.told_request) if joined and case.told_request else None
    told = [
        one for one in mentions_of(snapshot, request.id) if not by_hand or one.sent_at > by_hand
    ]
    if request.state is RequestState.WITHDRAWN and (
        by_hand is None or any(one.relation is Relation.CANCEL for one in told)
    ):
        return Deed.WITHDRAWN
    if outcome is Outcome.MERGE and joined and by_hand is None:
        return Deed.JOINED
    if outcome is Outcome.EXTEND and _is_later(snapshot, request, case, told, by_hand):
        return Deed.MOVED
    return None


def came_apart(snapshot: Snapshot, end: Happening | None, case: Case) -> bool:
    """Whether a case got its answer ``end`` by a joining that was taken back since."""
    joined = end is not None and remedy_in(end, case.id).deed is Deed.JOINED
    return joined and not _is_joined(snapshot, case)


def _is_joined(snapshot: Snapshot, case: Case) -> bool:
    """Whether what was advised on is one with another request by now."""
    if case.told_request in (None, case.request):
        return False
    now = request_by_id(snapshot, case.told_request or 0)
    return now is not None and now.id == case.request


def _is_later(
    snapshot: Snapshot, request: Request, case: Case, told: Iterable[Told], by_hand: datetime | None
) -> bool:
    """Whether there is more time; what was asked anew when the time was up has no more of it."""
    before, after = case.told_deadline, time_of(request)
    if before is None or (after and after <= before):
        return False
    said = [m for m in told if (m.deadline or m.starts_at) == after]
    moved = any(one.version > 1 or one.sent_at <= before for one in said)
    if by_hand or _TIMES & corrected_columns(snapshot, request.id):
        return after is not None and moved
    return after is None or not said or moved


def time_of(request: Request) -> datetime | None:
    """When a request is due, or else begins."""
    return request.deadline or request.starts_at
