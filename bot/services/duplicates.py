"""Which earlier request a new ask repeats, and which ones want the same data."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.reading import Ask, Kind, Relation
from bot.domain.request import Request
from bot.reading.terms import containment, first_clause, terms
from bot.storage.connection import Tx
from bot.storage.requests import latest_of_issuer, likely_repeats

CANDIDATES = 12
SAME = 0.72
SPOKEN_OF = 0.4
DATA = 0.34
SAME_ISSUER = 0.2
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


def find_earlier(tx: Tx, ask: Ask, relation: Relation, core: str, *, since: datetime) -> Match:
    """What ``ask`` repeats among the requests mentioned after ``since``.

    A notice that points at an earlier one (reminder, change) is matched by what little it says
    and by who says it; one that stands alone only when nearly all of its words were said before.
    """
    own = terms(core)
    found = likely_repeats(tx, own, since, CANDIDATES)
    if relation in _POINTING:
        return Match(request=_spoken_of(tx, ask, relation, core, found, since))
    if len(own) < 3:
        return Match()
    same = [(len(own & words) / len(own | words), r) for r, words in _with_terms(found)]
    same = [(like, r) for like, r in same if like >= SAME and _compatible(ask, r)]
    request = max(same, key=lambda item: item[0])[1] if same else None
    data = [r for r, words in _with_terms(found) if _wants_same_data(ask, r, own, words)]
    return Match(
        request=request,
        tightened=request is not None and _tightens(ask, request),
        same_data=tuple(r for r in data if r != request),
    )


def _with_terms(found: list[tuple[Request, str]]) -> list[tuple[Request, frozenset[str]]]:
    return [(request, terms(text)) for request, text in found]


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
    scored = [
        (
            max(containment(clause, words), containment(own, words))
            + SAME_ISSUER * (r.issuer == ask.issuer),
            r,
        )
        for r, words in _with_terms(found)
    ]
    best = max(scored, key=lambda item: item[0], default=None)
    if best and best[0] >= SPOKEN_OF:
        return best[1]
    if ask.issuer and len(own) <= _BARE[relation]:
        return latest_of_issuer(tx, ask.issuer, since)
    return None


def _compatible(ask: Ask, request: Request) -> bool:
    """A meeting and a report are never one request, however alike their words."""
    return (ask.base_kind in _EVENTS) == (request.kind in _EVENTS)


def _tightens(ask: Ask, request: Request) -> bool:
    if ask.times.deadline is None or request.deadline is None:
        return False
    return ask.times.deadline < request.deadline and ask.issuer != request.issuer


def _wants_same_data(
    ask: Ask, request: Request, own: frozenset[str], theirs: frozenset[str]
) -> bool:
    different = bool(ask.issuer and request.issuer and ask.issuer != request.issuer)
    reports = ask.kind is Kind.REPORT and request.kind is Kind.REPORT
    return different and reports and containment(own, theirs) >= DATA
