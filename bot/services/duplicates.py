"""Which earlier request a new ask repeats, and which ones want the same data."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.message import Message
from bot.domain.reading import Ask, Kind
from bot.domain.request import Request
from bot.reading.terms import terms
from bot.storage.connection import Tx
from bot.storage.requests import likely_repeats

CANDIDATES = 12
SAME = 0.72
LOOSE = 0.45
DATA = 0.34


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What was found: the request repeated, whether tighter, and requests for the same data."""

    request: Request | None = None
    tightened: bool = False
    same_data: tuple[Request, ...] = ()


def find_earlier(tx: Tx, message: Message, ask: Ask, core: str, *, since: datetime) -> Match | None:
    """The open request that ``ask`` repeats among those mentioned after ``since``, if any."""
    own = terms(core)
    if len(own) < 3:
        return None
    best: tuple[float, Request] | None = None
    same_data: list[Request] = []
    for candidate, text in likely_repeats(tx, own, since, CANDIDATES):
        theirs = terms(text)
        like = len(own & theirs) / max(1, len(own | theirs))
        inside = len(own & theirs) / max(1, min(len(own), len(theirs)))
        score = max(like, inside if ask.kind is Kind.CHANGE or len(own) <= 14 else like)
        limit = LOOSE if ask.kind is Kind.CHANGE else SAME
        if score >= limit and _compatible(ask, candidate) and (best is None or score > best[0]):
            best = (score, candidate)
        elif inside >= DATA and _wants_data(ask, candidate):
            same_data.append(candidate)
    if best is None and not same_data:
        return None
    found = best[1] if best else None
    return Match(request=found, tightened=_tightens(ask, found), same_data=tuple(same_data))


def _compatible(ask: Ask, request: Request) -> bool:
    """A meeting and a report are never one request, however alike their words."""
    if ask.kind is Kind.CHANGE:
        return True
    events = (Kind.MEETING, Kind.INSPECTION)
    return (ask.kind in events) == (request.kind in events)


def _tightens(ask: Ask, request: Request | None) -> bool:
    if request is None or ask.kind is Kind.CHANGE:
        return False
    if ask.times.deadline is None or request.deadline is None:
        return False
    return ask.times.deadline < request.deadline and ask.issuer != request.issuer


def _wants_data(ask: Ask, request: Request) -> bool:
    different = bool(ask.issuer and request.issuer and ask.issuer != request.issuer)
    return different and ask.kind is Kind.REPORT and request.kind is Kind.REPORT
