"""Which earlier request a new ask repeats, and which ones want the same data."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.levels import Level
from bot.domain.message import Message
from bot.domain.reading import POINTING, Ask, Kind, Relation
from bot.domain.request import Request
from bot.reading.findable import findable
from bot.reading.likeness import Likeness, features
from bot.reading.speaker.bodies import apart, town_asking
from bot.reading.terms import containment, terms
from bot.reading.thread.another import means_another
from bot.reading.thread.due_moved import without_named_again
from bot.services.catalogue import catalogue_of
from bot.services.comparing import READ, compared
from bot.services.passing import enlarged, passed_on
from bot.services.pointed_at import EVENTS, MEMORY, of_another, spoken_of
from bot.storage.connection import Snapshot, Tx
from bot.storage.corrections import apart_from
from bot.storage.mentions import core_of
from bot.storage.messages import find_chat
from bot.storage.pairs import Doubt, keep_doubt
from bot.storage.repeats import Live, likely_repeats
from bot.storage.requests import Because, link_same_data

CANDIDATES = 50
_POINTED_AT = 12
_DOUBTS = 2
"""Requests that a new one may repeat: more than that no person is asked about."""
_LEAST_TERMS = 3
_WORK = {Kind.REPORT, Kind.TASK}
_REPEATS = frozenset({"same", "near", "relay_tightened"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What was found: the request repeated, why, whether tighter; and requests for the same data.

    Where none is surely repeated, ``doubts`` are those that people may be asked about.
    """

    request: Request | None = None
    tightened: bool = False
    same_data: tuple[Request, ...] = ()
    doubts: tuple[tuple[Request, Likeness], ...] = ()
    because: Because | None = None


def find_earlier(
    tx: Tx,
    ask: Ask,
    relation: Relation,
    core: str,
    *,
    now: datetime,
    chat: int,
    form: bytes | None = None,
    but: frozenset[int] = frozenset(),
) -> Match:
    """What ``ask``, said in ``chat`` at ``now``, repeats among the requests that are live then.

    A notice that points at an earlier one (reminder, change) is matched by what little it says
    and by who says it; one that stands alone by the structure of its text. Requests in ``but``
    were said not to be meant. ``form`` names the very words of the message.
    """
    times = ask.times
    own = features(core, now, times.deadline, times.starts_at, catalogue_of(tx))
    since = now - MEMORY
    said, live = findable(core, own, chat), Live(since, now)
    likely = likely_repeats(tx, said, live, CANDIDATES, form, chat)
    found = [
        (request, text)
        for request, text in likely
        if request.id not in but and not means_another(core, text)
    ]
    here = find_chat(tx, chat) if found else None
    town = town_asking(ask.issuer, core, [here.title]) if here else None
    if relation in POINTING:
        meant = spoken_of(tx, ask, relation, core, found[:_POINTED_AT], now, chat, town)
        found_it = None if meant and meant.id in but else meant
        return Match(request=found_it, because=Because("named"))
    if len(terms(core)) < _LEAST_TERMS:
        return Match()
    above = passed_on(ask, core, now, found)
    if above is None and here:
        above = enlarged(ask, core, now, _compatible_of(ask, found)[:READ], here.title)
    if above:
        return Match(request=above, tightened=_earlier(ask, above), because=Because("relay"))
    return weighed(tx, ask, compared((core, own), found, ask.issuer), town)


def _compatible_of(ask: Ask, found: list[tuple[Request, str]]) -> list[tuple[Request, str]]:
    return [(request, text) for request, text in found if _compatible(ask, request)]


def weighed(
    snapshot: Snapshot,
    ask: Ask,
    alike: list[tuple[Request, Likeness]],
    town: str | None,
) -> Match:
    """What an ask of this town repeats of requests that were compared to it, the surest first."""
    linked = [
        pair
        for pair in alike
        if pair[1].band != "silent" and not (town and of_another(snapshot, town, pair[0]))
    ]
    data = [other for other, like in linked if _wants_data(ask, other, like)]
    # What one body asks for again in quite other words is overlap, too, and people are asked.
    repeated = [pair for pair in linked if _compatible(ask, pair[0]) and pair[0] not in data]
    best = next((pair for pair in repeated if _repeats(pair[1])), None)
    request, like = best or (None, None)
    return Match(
        request=request,
        because=Because(like.why, like.score, like.agree) if like else None,
        tightened=request is not None and request.issuer != ask.issuer and _earlier(ask, request),
        same_data=tuple(data),
        doubts=()
        if request
        else _doubts(snapshot, [p for p in repeated if _is_worth_asking(ask, *p)]),
    )


def _is_worth_asking(ask: Ask, request: Request, like: Likeness) -> bool:
    """People are asked only where both lay the same sort of work on them, about one subject."""
    alike = ask.base_kind is request.kind or {ask.base_kind, request.kind} == _WORK
    return alike and "subject" in like.agree


def _doubts(
    snapshot: Snapshot, repeated: list[tuple[Request, Likeness]]
) -> tuple[tuple[Request, Likeness], ...]:
    """Those that may be repeated; none that was said to be something else than a likelier one."""
    doubts: dict[int, tuple[Request, Likeness]] = {}
    for other, like in repeated:
        if all(other.id not in apart_from(snapshot, known) for known in doubts):
            doubts.setdefault(other.id, (other, like))
    return tuple(doubts.values())[:_DOUBTS]


def keep_found(tx: Tx, request: Request, match: Match, at: datetime) -> None:
    """Keep what else was found, but for what was said to be something else."""
    others = (*match.same_data, *(other for other, _ in match.doubts))
    far = apart_from(tx, request.id) if others else frozenset()
    for other in match.same_data:
        if other.id not in far and other.id != request.id:
            link_same_data(tx, request.id, other.id)
    for other, like in match.doubts:
        if other.id not in far and other.id != request.id:
            said = Doubt(like.relation, like.score, like.why, like.agree, like.differ)
            keep_doubt(tx, request.id, other.id, said, at)


def _repeats(like: Likeness) -> bool:
    return like.band == "merges" and like.relation in _REPEATS


def is_compatible(ask: Ask, request: Request) -> bool:
    """A meeting and a report are never one request, however alike their words."""
    return (ask.base_kind in EVENTS) == (request.kind in EVENTS)


def _compatible(ask: Ask, request: Request) -> bool:
    """Nor are meetings of two days."""
    held, holds = request.starts_at, ask.times.starts_at
    if ask.base_kind in EVENTS and held and holds and held.date() != holds.date():
        return False
    return is_compatible(ask, request)


def _earlier(ask: Ask, request: Request) -> bool:
    if ask.times.deadline is None or request.deadline is None:
        return False
    return ask.times.deadline < request.deadline


_SURELY_DATA = 0.8


def _wants_data(ask: Ask, request: Request, like: Likeness) -> bool:
    """Both collect the same data, for different departments.

    A body of another field that asks in words of its own collects for itself, however near the
    words are: its list is handed in to it as well.
    """
    different = bool(ask.issuer and request.issuer and ask.issuer != request.issuer)
    # Last year's list is another one, whoever wants it.
    different = different and "period" not in like.differ
    if not (different and ask.kind is Kind.REPORT and request.kind is Kind.REPORT):
        return False
    # It is said to everybody that one list does for both: not where no subject is known to be one.
    if "subject" not in like.agree and like.score < _SURELY_DATA:
        return False
    return like.relation == "overlap" or (
        (like.why != "same_text" or _own_date(ask, request))
        and like.relation != "relay_tightened"
        and apart(ask.issuer, request.issuer)
    )


def _own_date(ask: Ask, request: Request) -> bool:
    """What is passed on in the very words keeps its date; whoever asks for itself has its own."""
    before, now = request.deadline, ask.times.deadline
    return before is not None and now is not None and before != now


def moves(
    tx: Tx,
    message: Message,
    ask: Ask,
    request: Request,
    relation: Relation,
    core: str,
    stated: Level | None,
) -> bool:
    """Whether who asked asks again for another time, without calling it a change (3点前报).

    A reminder says the same again, and does not merely name a day on which it reminds. ``stated``
    is what the same body wanted last: what another level wants is not moved by it.
    """
    names = (stated.by, stated.issuer) if stated else (request.issuer,)
    if message.forwarded_from or not ask.issuer or ask.issuer not in names:
        return False
    if ask.passed_on_by and not stated:
        return False
    before, now = stated.deadline if stated else request.deadline, ask.times.deadline
    if not (before and now and before != now and now > message.sent_at):
        return False
    if without_named_again(ask.times, before, None, core).deadline is None:
        return False
    if relation is Relation.REMINDER and ask.times.only_for:
        return False
    if relation is Relation.REMINDER:
        same = containment(terms(core), terms(core_of(tx, request.id))) >= _SAID_AGAIN
        return same and not request.recurs  # 下午进度报一下: today's round of 一天两报
    # A town that is heard below a county's date is earlier than that each time.
    below = bool(stated and request.levels) and stated != request.levels[0]
    return relation is Relation.FORWARD or (below and relation is Relation.RELAY_TIGHTENED)


_SAID_AGAIN = 0.85
