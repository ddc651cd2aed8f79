"""A request after one more notice of it: times, state and kind as they stand now."""

from dataclasses import replace

from bot.domain.message import Message
from bot.domain.reading import Ask, DueFor, Kind, Reading, Relation, Times
from bot.domain.request import Request, RequestState


def fold(
    request: Request, message: Message, reading: Reading, ask: Ask, relation: Relation
) -> Request:
    """``request`` as ``message`` leaves it, which mentions it by ``relation``."""
    times = ask.times
    after = replace(request, last_at=max(request.last_at, message.sent_at))
    if relation is Relation.CANCEL:
        state = RequestState.SUSPENDED if reading.suspends else RequestState.WITHDRAWN
        return replace(after, state=state)
    if ask.urgent:
        # What is raised anew is on again, though it was over before.
        request, after = (replace(one, state=RequestState.OPEN) for one in (request, after))
    if relation is Relation.RELAY_TIGHTENED and times.deadline and request.deadline:
        return _tightened(after, ask) if times.deadline < request.deadline else after
    # A file names what is asked, the words beside it by when.
    timeless = request.deadline is None and request.starts_at is None and not request.recurs
    if relation is Relation.FORWARD and not timeless:
        return after
    due = request.deadline and (request.recurs or request.deadline > message.sent_at)
    ahead = request.starts_at and request.starts_at > message.sent_at
    if relation is Relation.REMINDER and (due or ahead):
        return after
    evidence = times.deadline_evidence or times.starts_evidence
    edited = message.edited_at is not None
    told_to_move = edited or ask.kind is Kind.CHANGE or relation is not Relation.UPDATE
    moves = times.deadline and (told_to_move or request.deadline is None)
    moved = replace(
        after,
        deadline=times.deadline if moves else request.deadline,
        due_for=_due_for_after(request, times, relation, moves=bool(moves)),
        assumed=evidence.assumption if evidence and moves else request.assumed,
        starts_at=times.starts_at or request.starts_at,
        recurs=times.recurs or request.recurs,
        kind=_kind_after(request, ask),
        title=_title_after(request, reading, ask, edited=edited),
    )
    told = times.deadline or times.starts_at
    if relation is Relation.UPDATE or (told and relation is not Relation.FORWARD):
        return replace(moved, state=RequestState.OPEN)
    return moved


def _tightened(request: Request, ask: Ask) -> Request:
    """A request that a relay wants earlier than whoever asked for it."""
    return replace(
        request,
        deadline=ask.times.deadline,
        due_for=ask.times.due_for,
        issuer=ask.issuer or request.issuer,
        upstream_deadline=request.deadline,
        upstream_issuer=request.issuer,
    )


def _due_for_after(
    request: Request, times: Times, relation: Relation, *, moves: bool
) -> tuple[DueFor, ...]:
    """Who chases those who are due later does not put off the others."""
    begins = times.starts_at and not times.deadline
    if begins and (times.due_for or request.comes_apart):
        moves = True
    if not moves:
        return request.due_for
    return times.due_for or (request.due_for if relation is Relation.REMINDER else ())


def _title_after(request: Request, reading: Reading, ask: Ask, *, edited: bool) -> str:
    longer = reading.part_of is not None and len(ask.title) > len(request.title)
    renamed = edited and ask.kind is not Kind.CHANGE
    return ask.title if longer or renamed else request.title


def _kind_after(request: Request, ask: Ask) -> Kind:
    """A second half may tell what was really wanted: an INFO head becomes what its half asks."""
    if request.kind is Kind.INFO and ask.kind not in (Kind.INFO, Kind.CHANGE):
        return ask.kind
    return request.kind
