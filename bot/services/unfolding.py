"""The times of a request without what some of its notices said that are not of it after all."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.correction import Value
from bot.domain.levels import Level
from bot.domain.reading import DueFor, Relation
from bot.domain.request import Request, of_levels
from bot.reading.speaker.units import is_rest
from bot.storage.mentions import Told
from bot.storage.messages import seconds
from bot.storage.requests import level_columns

_MOVES = (Relation.UPDATE, Relation.REMINDER, Relation.RELAY_TIGHTENED)


def times_without(request: Request, gone: Sequence[Told], rest: Sequence[Told]) -> dict[str, Value]:
    """The columns of a request in which it is due, and begins, as the ``rest`` of it left them."""
    left = _levels_without(request, gone, rest)
    found = level_columns(of_levels(request, left)) if left else {}
    if not left and {one.chat for one in request.levels} & {one.chat for one in gone}:
        found["levels"] = None
    moves = [one for one in gone if one.relation in _MOVES]
    moved = [one.relation for one in moves if one.deadline == request.deadline]
    if not left and request.deadline and moved:
        stated = [one.deadline for one in rest if one.deadline]
        found["deadline"] = seconds(stated[-1] if stated else None)
        if Relation.RELAY_TIGHTENED in moved:
            found["issuer"] = request.upstream_issuer or request.issuer
            found |= {"upstream_deadline": None, "upstream_issuer": None}
    apart = () if left else _apart_without(request, moves, rest)
    if apart:
        due = sorted({one.at for one in apart})
        first = request.deadline if request.deadline in due else due[0]
        after = replace(request, deadline=first, due_for=apart if len(due) > 1 else ())
        columns = level_columns(after)
        found |= {name: columns[name] for name in ("deadline", "due_for", "last_due")}
    if request.starts_at and request.starts_at in [one.starts_at for one in moves]:
        begun = [one.starts_at for one in rest if one.starts_at]
        found["starts_at"] = seconds(begun[-1] if begun else None)
    return found | (_starts_without(request, moves, rest) if request.comes_apart else {})


def _starts_without(
    request: Request, moves: Sequence[Told], rest: Sequence[Told]
) -> dict[str, Value]:
    """The columns of when each comes to an event, where those whom these moved come as before."""
    held = replace(request, deadline=request.starts_at, starts_at=None)
    gone = [one._replace(deadline=one.starts_at) for one in moves]
    left = [one._replace(deadline=one.starts_at) for one in rest]
    apart = _apart_without(held, gone, left)
    if not apart:
        return {}
    told = sorted({one.at for one in apart})
    after = replace(request, due_for=apart if len(told) > 1 else ())
    columns = level_columns(after)
    first = request.starts_at if request.starts_at in told else told[0]
    return {"starts_at": seconds(first)} | {name: columns[name] for name in ("due_for", "last_due")}


def _apart_without(
    request: Request, moves: Sequence[Told], rest: Sequence[Told]
) -> tuple[DueFor, ...]:
    """Who is due when, where those whom one of these notices moved are due as before; () where
    they moved nobody apart.
    """
    stated = [one.deadline for one in rest if one.deadline]
    gone = {one.deadline for one in moves}.difference(stated)
    kept = tuple(one for one in request.apart if one.at not in gone)
    if len(kept) == len(request.apart):
        return ()
    if any(is_rest(one.whose) for one in kept):
        return kept
    before = [at for at in stated if at not in {one.at for one in kept}]
    if not before:
        return kept
    return tuple(replace(one, at=before[-1]) if one.at in gone else one for one in request.apart)


def _levels_without(
    request: Request, gone: Sequence[Told], rest: Sequence[Told]
) -> tuple[Level, ...]:
    for one in gone:
        left = _levels_left(request, one, rest)
        if not left:
            return ()
        request = of_levels(request, left)
    return request.levels


def _levels_left(request: Request, gone: Told, rest: Sequence[Told]) -> tuple[Level, ...]:
    """What the levels want without what one notice said: its own level wants what it wanted before,
    or is none. () where no level is left, or where they were put right by hand.
    """
    levels = request.levels
    if not levels or of_levels(request, levels).deadline != request.deadline:
        return ()
    here = [one for one in levels if one.chat == gone.chat]
    said = [*here, *(levels if gone.relation is Relation.UPDATE else ())]
    alone = here if len(here) == 1 and all(m.chat != gone.chat for m in rest) else []
    moved = (o for o in said if gone.deadline in (o.deadline, *(d.at for d in o.due_for)))
    own = next(iter((*moved, *alone)), None)
    if own is None:
        return levels
    others = {one.deadline for one in levels if one.chat == own.chat and one is not own}
    before = [
        m.deadline for m in rest if m.chat == own.chat and m.deadline and m.deadline not in others
    ]
    if before:
        kept = own.due_for if own.deadline == gone.deadline == before[-1] else ()
        now = replace(own, deadline=before[-1], due_for=kept)
        return tuple(now if one is own else one for one in levels)
    return tuple(one for one in levels if one is not own or own not in here)
