"""When a merge is taken back, what was said since goes with the request that it names."""

from bot.domain.correction import Cell, Correction, Fix, Value
from bot.domain.reading import Relation
from bot.domain.request import Request, RequestState
from bot.reading.terms import containment, terms
from bot.services.pointed_at import SAME_ISSUER, SPOKEN_OF
from bot.storage.cells import put
from bot.storage.connection import Snapshot, Tx
from bot.storage.mentions import Told, core_of, mentions_of, terms_of
from bot.storage.messages import seconds
from bot.storage.requests import request_by_id

_MOVES = (Relation.UPDATE, Relation.RELAY_TIGHTENED)
_OFF = (RequestState.WITHDRAWN, RequestState.SUSPENDED)


def give_back(tx: Tx, made: Correction) -> None:
    """After a merge was taken back: notices since then that name the request which is itself again
    are of that one, with what they did to the other.
    """
    pointers = [one for one in made.changes if one.cell.column == "merged_into"]
    own = next((one for one in pointers if one.before is None), None)
    if made.fix not in (Fix.MERGE, Fix.JOINED) or own is None:
        return
    source, root = request_by_id(tx, int(own.cell.row)), request_by_id(tx, int(own.after or 0))
    if source is None or root is None or source.id != int(own.cell.row) or source.id == root.id:
        return
    told = mentions_of(tx, root.id)
    since = [one for one in told if one.request == root.id and one.sent_at > made.at]
    moved = [one for one in since if _names(tx, one, source, root)]
    for one in moved:
        put(tx, Cell("mention", str(one.id), "request"), source.id)
    for one in moved:
        _apply(tx, one, source, root)
    _refold(tx, root, moved, [one for one in told if one not in moved])


def _names(snapshot: Snapshot, told: Told, source: Request, root: Request) -> bool:
    """Whether a notice is likelier to speak of the source; one without words, by who says it."""
    words = terms_of(snapshot, told.id)
    mine, theirs = (
        containment(words, terms(core_of(snapshot, one.id)))
        + SAME_ISSUER * (told.issuer is not None and told.issuer == one.issuer)
        for one in (source, root)
    )
    return mine > theirs and (mine >= SPOKEN_OF or not words)


def _apply(tx: Tx, told: Told, source: Request, root: Request) -> None:
    """What a notice said is so of the source."""
    if told.relation is Relation.CANCEL:
        _set(tx, source, state=root.state if root.state in _OFF else RequestState.WITHDRAWN)
    elif _moves(told):
        _set(tx, source, state=RequestState.OPEN)
        if told.deadline:
            _set(tx, source, deadline=seconds(told.deadline))
        if told.starts_at:
            _set(tx, source, starts_at=seconds(told.starts_at))


def _refold(tx: Tx, root: Request, gone: list[Told], rest: list[Told]) -> None:
    """What these did to the request that they never spoke of is taken back."""
    told = [one for one in rest if one.relation is Relation.CANCEL or _moves(one)]
    off = bool(told) and told[-1].relation is Relation.CANCEL
    if off and root.state is RequestState.OPEN and any(_moves(one) for one in gone):
        _set(tx, root, state=RequestState.WITHDRAWN)
    lifted = any(one.relation is Relation.CANCEL for one in gone)
    if not off and root.state in _OFF and lifted:
        _set(tx, root, state=RequestState.OPEN)
    moves = [one for one in gone if _moves(one)]
    if root.deadline and root.deadline in [one.deadline for one in moves]:
        due = [one.deadline for one in rest if one.deadline]
        _set(tx, root, deadline=seconds(due[-1] if due else None))
    if root.starts_at and root.starts_at in [one.starts_at for one in moves]:
        begun = [one.starts_at for one in rest if one.starts_at]
        _set(tx, root, starts_at=seconds(begun[-1] if begun else None))


def _moves(told: Told) -> bool:
    return told.relation in _MOVES and bool(told.deadline or told.starts_at)


def _set(tx: Tx, request: Request, **values: Value) -> None:
    for column, value in values.items():
        put(tx, Cell("request", str(request.id), column), value)
