"""Which live request a reminder or change means that tells little, and points at no message."""

from datetime import datetime, timedelta

from bot.domain.reading import Ask, Kind, Relation
from bot.domain.request import Request
from bot.reading.speaker.bodies import town_asking
from bot.reading.terms import containment, first_clause, terms
from bot.reading.thread.objects import Named, fits, holds, named_in, without_what_stays
from bot.reading.thread.pointing import without_laggards
from bot.storage.connection import Snapshot, Tx
from bot.storage.links import may_mean
from bot.storage.mentions import chats_told, core_of, mentions_of
from bot.storage.requests import latest_of_issuer

MEMORY = timedelta(days=45)
"""What nobody spoke of for so long, and what is over, is repeated by nothing: it is asked anew."""
EVENTS = frozenset({Kind.MEETING, Kind.INSPECTION})
SPOKEN_OF = 0.4
SAME_ISSUER = 0.2
_TOLD_HERE = 0.2
_HELD = 0.3
_SURE_TERMS = 3
# How few words of its own leave only "what this issuer spoke of last"; a withdrawal that names
# another thing must never be taken for that.
_BARE = {Relation.REMINDER: 8, Relation.UPDATE: 4, Relation.CANCEL: 0}
_RECENT = timedelta(days=7)
"""How long 名单还差三个村 may mean what its issuer asked before."""


def spoken_of(
    tx: Tx,
    ask: Ask,
    relation: Relation,
    core: str,
    found: list[tuple[Request, str]],
    now: datetime,
    chat: int,
    town: str | None,
) -> Request | None:
    """The request a reminder or change means; often only its first clause names it.

    Of those it may mean, one that was told in this chat is likelier; where it names a thing, none
    that does not ask for that; and what is held already is not moved.
    """
    core = without_what_stays(core)
    told, things = without_laggards(core), named_in(core)
    own, clause = terms(told), terms(first_clause(told))
    named, scored = any(one.own for one in things), []
    for request, text in found:
        words = terms(text)
        held = _held(words, request, things)
        other = named and not fits(held) and len(own & words) < _SURE_TERMS
        if other or _is_over(request, relation, now):
            continue
        like = max(containment(clause, words), containment(own, words))
        if sum(bool(holds(words, request.kind, (one,))) for one in things) > 1:
            like = max(like, held)
        like += _HELD * (not named and fits(held)) + SAME_ISSUER * (request.issuer == ask.issuer)
        if like >= SPOKEN_OF and not (town and of_another(tx, town, request)):
            here = chat in chats_told(tx, request.id)
            scored.append((like + _TOLD_HERE * here, request))
    best = max(scored, key=lambda item: item[0], default=None)
    if best or not ask.issuer or not (things or len(own) <= _BARE[relation]):
        return best[1] if best else None
    since = now - (_RECENT if things else MEMORY)
    spoken = latest_of_issuer(tx, ask.issuer, since)
    for request in spoken:
        if _is_over(request, relation, now) or not may_mean(tx, chat, request.id, request.key):
            continue
        text = core_of(tx, request.id)
        if not things or fits(_held(terms(text), request, things)):
            return request
    return None


def _held(words: frozenset[str], request: Request, things: tuple[Named, ...]) -> float:
    return holds(words | terms(request.title), request.kind, things)


def _is_over(request: Request, relation: Relation, now: datetime) -> bool:
    """Whether it was held before it could be moved or called off; a reminder may come late."""
    held = request.starts_at if request.kind in EVENTS else None
    return held is not None and held < now and relation is not Relation.REMINDER


def of_another(snapshot: Snapshot, town: str, request: Request) -> bool:
    """Whether another town asked for it in its own name."""
    groups = {told.group for told in mentions_of(snapshot, request.id)}
    asking = town_asking(request.issuer, core_of(snapshot, request.id), groups)
    return asking not in (None, town)
