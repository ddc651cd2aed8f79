"""When a merge is taken back, what was said since goes with the request that it names."""

from bot.domain.correction import Cell, Correction, Value
from bot.domain.levels import Level
from bot.domain.reading import Relation
from bot.domain.request import Request, RequestState, of_levels
from bot.reading.terms import containment, terms
from bot.services.pointed_at import SAME_ISSUER, SPOKEN_OF
from bot.services.relaying import levels_of
from bot.services.unfolding import times_without
from bot.storage.cells import put
from bot.storage.connection import Snapshot, Tx
from bot.storage.mentions import Told, core_of, mentions_of, terms_of
from bot.storage.messages import seconds
from bot.storage.requests import level_columns, request_by_id, requests_plain
from bot.storage.versions import unsaid_of

_MOVES = (Relation.UPDATE, Relation.RELAY_TIGHTENED)
_OFF = (RequestState.WITHDRAWN, RequestState.SUSPENDED)


def give_back(tx: Tx, made: Correction) -> None:
    """After a merge was taken back: notices since then that name the request which is itself again
    are of that one, with what they did to the other.
    """
    if made.joined is None:
        return
    own, into = made.joined
    source, root = request_by_id(tx, own), request_by_id(tx, into)
    if source is None or root is None or source.id != own or source.id == root.id:
        return
    told, unsaid = mentions_of(tx, root.id), unsaid_of(tx, root.id)
    since = [one for one in told if one.request == root.id and one.sent_at > made.at]
    moved = [one for one in since if _names(tx, one, source, root)]
    for one in moved:
        put(tx, Cell("mention", str(one.id), "request"), source.id)
    said = [one for one in told if one.id not in unsaid]
    for one in moved:
        for now in requests_plain(tx, [source.id]) if one in said else ():
            _apply(tx, one, now, root)
    gone, rest = ([one for one in said if (one in moved) is is_gone] for is_gone in (True, False))
    _refold(tx, root, gone, rest)


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
        return
    moves, levels = _moves(told), _with_level(tx, told, source, root)
    if moves:
        _set(tx, source, state=RequestState.OPEN)
    if levels:
        _set(tx, source, **level_columns(of_levels(source, levels)))
    elif moves and told.deadline:
        _set(tx, source, deadline=seconds(told.deadline))
    if moves and told.starts_at:
        _set(tx, source, starts_at=seconds(told.starts_at))


def _with_level(tx: Tx, told: Told, source: Request, root: Request) -> tuple[Level, ...]:
    """The levels of the source with the one below them for which a notice spoke, if it did."""
    below = (one for one in root.levels[1:] if one.chat == told.chat)
    said = next((one for one in below if one.deadline == told.deadline), None)
    if said is None or told.relation is Relation.REMINDER:
        return ()
    known = levels_of(tx, source)
    others = [one for one in known if (one.rank, one.chat) != (said.rank, said.chat)]
    return (*others, said) if others else ()


def _refold(tx: Tx, root: Request, gone: list[Told], rest: list[Told]) -> None:
    """What these did to the request that they never spoke of is taken back."""
    told = [one for one in rest if one.relation is Relation.CANCEL or _moves(one)]
    off = bool(told) and told[-1].relation is Relation.CANCEL
    if off and root.state is RequestState.OPEN and any(_moves(one) for one in gone):
        _set(tx, root, state=RequestState.WITHDRAWN)
    lifted = any(one.relation is Relation.CANCEL for one in gone)
    if not off and root.state in _OFF and lifted:
        _set(tx, root, state=RequestState.OPEN)
    _set(tx, root, **times_without(root, gone, rest))


def _moves(told: Told) -> bool:
    return told.relation in _MOVES and bool(told.deadline or told.starts_at)


def _set(tx: Tx, request: Request, **values: Value) -> None:
    for column, value in values.items():
        put(tx, Cell("request", str(request.id), column), value)
