"""Which request of a level above a notice passes on, though in other words, or made larger."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.levels import Scope
from bot.domain.reading import Ask
from bot.domain.request import Request, RequestState
from bot.reading.larger import scopes, thing_of, without_more
from bot.reading.likeness import Features, compare, features
from bot.reading.likeness.signs import signs
from bot.reading.speaker.bodies import apart
from bot.reading.speaker.issuer import passes_on, refers_up
from bot.reading.speaker.level import rank_of
from bot.reading.terms import containment, first_clause, terms

PASSED_DOWN = 0.5
_OTHER = ("period_lost", "year_lost", "numbered_lost", "swapped", "replaced")
_VETOES = (*_OTHER, "age_lost", "addressed_lost", "book_lost", "step_lost", "over", "stale")
Found = Sequence[tuple[Request, str]]
"""Requests with the texts they are compared by."""


def passed_on(ask: Ask, core: str, now: datetime, found: Found) -> Request | None:
    """The request of the body above that this text says it passes on (转县水利局…通知).

    Of several the one that wants as much, and is named most alike.
    """
    if not passes_on(core):
        return None
    own, said = terms(first_clause(core)), _told(core, now, ask.times.deadline)
    wanted, alike = scopes(core), []
    for place, (request, text) in enumerate(found):
        asked = request.upstream_issuer or request.issuer
        if ask.issuer not in (asked, request.issuer):
            continue
        told = _told(text, request.first_at, request.deadline)
        like, more = containment(own, terms(text)), _more(wanted, scopes(text))
        if more < 0 or _another(said, told, _OTHER):
            continue
        if like >= PASSED_DOWN or _surely(said, told):
            alike.append((more, -like, place))
    return found[min(alike)[2]][0] if alike else None


def enlarged(ask: Ask, core: str, now: datetime, found: Found, group: str) -> Request | None:
    """The request of another level that this one makes more of, or that made more of this one.

    It is the same in all but what is laid on top (另报盖章纸质版, 每天报进度); where another age,
    share or number is wanted, the lower one has to say that it passes it on, and to want more.
    """
    rank = rank_of(ask.passed_on_by or ask.issuer, group)
    if rank is None:
        return None
    own = terms(core)
    for request, text in found:
        theirs = _rank(request)
        if request.state is not RequestState.OPEN or theirs is None or theirs == rank:
            continue
        if containment(own, terms(text)) < PASSED_DOWN:
            continue
        if apart(ask.issuer, request.upstream_issuer or request.issuer):
            continue
        lower, upper = (core, text) if theirs < rank else (text, core)
        more = _more(scopes(lower), scopes(upper))
        if more < 0 or (more and not refers_up(lower)):
            continue
        if not _is_one(thing_of(core), thing_of(text)):
            continue
        said = _told(core, now, ask.times.deadline)
        if not _another(said, _told(text, request.first_at, request.deadline), _VETOES):
            return request
    return None


def _surely(one: Features, other: Features) -> bool:
    """Whether two texts, one of which says that it passes on what that body asks, speak of it."""
    like = compare(one, other)
    return like.score >= _SURE and "subject" in like.agree


_SURE = 0.9


def _told(text: str, at: datetime, deadline: datetime | None) -> Features:
    return features(without_more(text), at, deadline)


def _another(one: Features, other: Features, apart: Sequence[str]) -> bool:
    """Whether one of these signs tells two texts apart, however much is wanted in each."""
    found = signs(one, other)
    if found.get("subject_lost", 0.0) >= _LOST:
        return True
    return any(found.get(sign, 0.0) >= _TELLS for sign in apart)


_TELLS = 0.5
_LOST = 0.25


def _is_one(thing: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts name one thing, to the word."""
    shared = len(thing & other)
    return shared >= _LEAST and shared >= _NEARLY * len(thing | other)


_LEAST, _NEARLY = 3, 0.9


def _rank(request: Request) -> int | None:
    """The highest level that asked for it, as names tell."""
    if request.levels:
        return request.levels[0].rank
    return rank_of(request.upstream_issuer or request.issuer, "")


def _more(wanted: Iterable[Scope], asked: Iterable[Scope]) -> int:
    """Whether as much is wanted as was asked (0), more of something (1), or less (-1)."""
    known = {one.of: one.size for one in asked}
    sizes = [(one.size, known[one.of]) for one in wanted if one.of in known]
    if any(size < before for size, before in sizes):
        return -1
    return int(any(size > before for size, before in sizes))
