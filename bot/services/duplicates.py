"""Which earlier request a new ask repeats, and which ones want the same data."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.message import Message
from bot.domain.reading import Ask, Kind, Relation
from bot.domain.request import Request
from bot.reading.issuer import passes_on
from bot.reading.likeness import Context, Likeness, features
from bot.reading.terms import containment, first_clause, terms
from bot.storage.connection import Tx
from bot.storage.mentions import core_of
from bot.storage.repeats import likely_repeats
from bot.storage.requests import latest_of_issuer

CANDIDATES = 12
SPOKEN_OF = 0.4
SAME_ISSUER = 0.2
PASSED_DOWN = 0.5
_LEAST_TERMS = 3
_REPEATS = frozenset({"same", "near", "relay_tightened"})
_EVENTS = frozenset({Kind.MEETING, Kind.INSPECTION})
# How few words of its own leave only "what this issuer spoke of last"; a withdrawal that names
# another thing must never be taken for that.
_BARE = {Relation.REMINDER: 8, Relation.UPDATE: 4, Relation.CANCEL: 0}
_POINTING = frozenset({Relation.REMINDER, Relation.UPDATE, Relation.CANCEL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What was found: the request repeated, whether tighter, and requests for the same data."""

    request: Request | None = None
    tightened: bool = False
    same_data: tuple[Request, ...] = ()


def find_earlier(
    tx: Tx,
    ask: Ask,
    relation: Relation,
    core: str,
    *,
    now: datetime,
    since: datetime,
    but: frozenset[int] = frozenset(),
) -> Match:
    """What ``ask`` repeats among the requests mentioned after ``since``.

    A notice that points at an earlier one (reminder, change) is matched by what little it says
    and by who says it; one that stands alone, sent at ``now``, by the structure of its text.
    Requests in ``but`` were said not to be meant.
    """
    own = terms(core)
    likely = likely_repeats(tx, own, since, CANDIDATES)
    found = [(request, text) for request, text in likely if request.id not in but]
    if relation in _POINTING:
        meant = _spoken_of(tx, ask, relation, core, found, since)
        return Match(request=None if meant and meant.id in but else meant)
    if len(own) < _LEAST_TERMS:
        return Match()
    above = _passed_down(ask, core, found)
    if above:
        return Match(request=above, tightened=_earlier(ask, above))
    among = Context()
    mine = among.add(features(core, now, ask.times.deadline))
    places = [among.add(features(text, o.first_at, o.deadline)) for o, text in found]
    request: Request | None = None
    closest, data = 0.0, []
    for (other, _), place in zip(found, places, strict=True):
        like = among.compare(mine, place, places)
        if like.band == "merges" and like.score > closest and _repeats(like, ask, other):
            request, closest = other, like.score
        elif like.relation == "overlap" and _wants_data(ask, other):
            data.append(other)
    return Match(
        request=request,
        tightened=request is not None and request.issuer != ask.issuer and _earlier(ask, request),
        same_data=tuple(data),
    )


def _spoken_of(
    tx: Tx,
    ask: Ask,
    relation: Relation,
    core: str,
    found: list[tuple[Request, str]],
    since: datetime,
) -> Request | None:
    """The request a reminder or change means; often only its first clause names it."""
    own = terms(core)
    clause = terms(first_clause(core))
    scored = []
    for request, text in found:
        words = terms(text)
        like = max(containment(clause, words), containment(own, words))
        scored.append((like + SAME_ISSUER * (request.issuer == ask.issuer), request))
    best = max(scored, key=lambda item: item[0], default=None)
    if best and best[0] >= SPOKEN_OF:
        return best[1]
    if ask.issuer and len(own) <= _BARE[relation]:
        return latest_of_issuer(tx, ask.issuer, since)
    return None


def _repeats(like: Likeness, ask: Ask, request: Request) -> bool:
    return like.relation in _REPEATS and _compatible(ask, request)


def _compatible(ask: Ask, request: Request) -> bool:
    """A meeting and a report are never one request, however alike their words."""
    return (ask.base_kind in _EVENTS) == (request.kind in _EVENTS)


def _passed_down(ask: Ask, core: str, found: list[tuple[Request, str]]) -> Request | None:
    """The request of the body above that this text says it passes on (转县水利局…通知)."""
    if not passes_on(core):
        return None
    own = terms(first_clause(core))
    for request, text in found:
        if request.issuer == ask.issuer and containment(own, terms(text)) >= PASSED_DOWN:
            return request
    return None


def _earlier(ask: Ask, request: Request) -> bool:
    if ask.times.deadline is None or request.deadline is None:
        return False
    return ask.times.deadline < request.deadline


def _wants_data(ask: Ask, request: Request) -> bool:
    """Both collect data, for different departments."""
    different = bool(ask.issuer and request.issuer and ask.issuer != request.issuer)
    return different and ask.kind is Kind.REPORT and request.kind is Kind.REPORT


def moves(
    tx: Tx, message: Message, ask: Ask, request: Request, relation: Relation, core: str
) -> bool:
    """Whether who asked asks again for another time, without calling it a change (3点前报).

    A reminder says the same again, and does not merely name a day on which it reminds.
    """
    if message.forwarded_from or not ask.issuer or ask.issuer != request.issuer:
        return False
    before, now = request.deadline, ask.times.deadline
    if not (before and now and before != now and now > message.sent_at):
        return False
    if relation is Relation.REMINDER:
        return containment(terms(core), terms(core_of(tx, request.id)[0])) >= _SAID_AGAIN
    return relation is Relation.FORWARD


_SAID_AGAIN = 0.85
