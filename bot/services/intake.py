"""From messages to requests: every ask of every notice joins its request or opens one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.levels import Level
from bot.domain.message import Message
from bot.domain.reading import POINTING, Ask, Kind, Reading, Relation, What
from bot.domain.request import Request, RequestState
from bot.reading.asks.regular import LONGEST, may_be_regular, regular
from bot.reading.normalise import normalise
from bot.reading.redact import redact
from bot.reading.speaker.issuer import passes_on
from bot.reading.terms import terms
from bot.reading.titles.persons import without_persons
from bot.services.adding import taken_back
from bot.services.due import moved_times, with_laggards
from bot.services.duplicates import Match, keep_found, moves
from bot.services.ending import end_others
from bot.services.far_back import as_taught
from bot.services.folding import fold
from bot.services.learning import form_of, keep_corrected, names_again
from bot.services.meant import because, for_the_same, meant, met, said_of
from bot.services.opening import new_request, open_request
from bot.services.relaying import (
    levels_of,
    meant_level,
    own_level,
    passed_down,
    stated_level,
    teller_of,
    with_level_changed,
)
from bot.services.versions import alarmed_before, known_of, places_of, restates, unsay
from bot.storage.connection import Tx
from bot.storage.corrections import form_names, kept_apart
from bot.storage.effects import keep_effects
from bot.storage.mentions import asked_on, asks_json, core_of
from bot.storage.messages import add_message, find_message, find_original
from bot.storage.requests import (
    add_mention,
    keep_spoken_of,
    update_request,
)
from bot.storage.versions import asks_itself, said_before

EXCERPT, _SHOWN = 40, 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a message: its id, and the requests it speaks of.

    ``changed`` are ids of requests that others may have read of, and that are not as they were;
    ``alarms`` are emergencies that people have to hear of now.
    """

    message: int
    requests: tuple[Request, ...] = ()
    changed: tuple[int, ...] = ()
    alarms: tuple[Request, ...] = ()


def take_in(
    tx: Tx, chat: int, message: Message, reading: Reading, *, origin: str | None = None
) -> Taken | None:
    """Keep a chat's message and what was read in it; None when just this was taken in before.

    ``origin`` is the exact key of a forwarded original. An edited message is a new version, which
    changes what the first one asked.
    """
    form = form_of(message) if reading.what is What.NOTICE or reading.unsure else None
    reading, none = as_taught(tx, chat, message, reading, form)
    if form and may_be_regular(reading.asks, normalise(message.text).text):
        before = asked_on(tx, chat, form, message.sent_at - LONGEST)
        reading = replace(reading, asks=regular(reading.asks, message.sent_at, before))
    what = "service" if message.service else str(reading.what)
    excerpt = _excerpt(message) if reading.unsure else None
    guess = asks_json(reading.asks) if reading.unsure else None
    first = find_message(tx, chat, message.number) if message.edited_at else None
    added = add_message(
        tx, chat, message, what, unsure=reading.unsure, excerpt=excerpt, origin=origin,
        form=form, guess=guess, places=places_of(message, reading),
    )  # fmt: skip
    if added is None:
        return None
    undone = unsay(tx, chat, message.number, first) if first else ()
    if reading.what is not What.NOTICE:
        return Taken(message=added, changed=undone)
    apart = kept_apart(tx, form_names(tx, form, chat)) if form else frozenset()
    asks = [(index, ask) for index, ask in enumerate(reading.asks) if index not in none]
    told = [(ask, _core(message, ask, reading)) for _, ask in asks]
    if message.edited_at and (
        first is None or _means_anew(tx, message, reading, asks, chat, first, apart, form)
    ):
        # It is read as if it were said just now, in these words.
        message, first = replace(message, edited_at=None), None
    copied = find_original(tx, origin, chat, added) if origin and not message.edited_at else None
    known = known_of(tx, first or copied, told, reading)
    if not message.edited_at:
        known = [(place, met(tx, chat, request, apart)) for place, request in known]
    # What one ask of the message is known to be, no other one is.
    apart |= {request.id for _, request in known if request}
    requests = []
    for place, request in known:
        taken = _take_ask(tx, message, reading, asks[place], chat, added, request, apart, form)
        requests.append(taken)
        apart |= {taken[0].id}
    core = told[0][1] if told else ""
    over = end_others(tx, chat, message, reading, reading.asks[0], added, apart, core)
    changed = (request.id for request, changed, _ in requests if changed)
    return Taken(
        message=added,
        requests=tuple(request for request, _, _ in requests),
        changed=tuple(dict.fromkeys((*undone, *changed, *(one.id for one in over)))),
        alarms=tuple(request for request, _, alarms in requests if alarms),
    )


def _means_anew(
    tx: Tx,
    message: Message,
    reading: Reading,
    asks: Sequence[tuple[int, Ask]],
    chat: int,
    first: int,
    apart: frozenset[int],
    form: bytes | None,
) -> bool:
    """Whether a new version of what asks for nothing itself tells what it speaks of.

    Alarms stand as they are known: what is raised is raised once.
    """
    if reading.relation not in POINTING or any(ask.urgent for _, ask in asks):
        return False
    if asks_itself(tx, first):
        return False
    return any(
        meant(tx, message, reading, one, chat, _core(message, one[1], reading), apart, form)[
            1
        ].request
        for one in asks
    )


def _excerpt(message: Message) -> str:
    told = " ".join(redact(message.text or message.file_name or "").split())
    text = without_persons(told[:_SHOWN])
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"


def _take_ask(
    tx: Tx,
    message: Message,
    reading: Reading,
    asked: tuple[int, Ask],
    chat: int,
    added: int,
    known: Request | None,
    apart: frozenset[int],
    form: bytes | None,
) -> tuple[Request, bool, bool]:
    """The request an ask joins or opens; whether it had been there and is changed by it; whether
    it raises an alarm.

    Requests in ``apart`` were said never to be meant by this text.
    """
    index, ask = asked
    core = _core(message, ask, reading)
    if known:
        relation, match = _known_by(message, reading, asked, known)
    else:
        relation, match = meant(tx, message, reading, asked, chat, core, apart, form)
    request, said = match.request, None
    if request and message.edited_at:
        said = said_before(tx, chat, message.number, added, request.id)
    if request and relation is Relation.UPDATE:
        ask = for_the_same(ask, request, core)
    if request and not message.edited_at:
        restated = names_again(tx, ask, request, form)
    else:
        restated = restates(ask, said)
    mine = teller_of(message, ask, chat, core) if request or ask.passed_on_by else None
    levels = levels_of(tx, request) if request else ()
    stated = stated_level(levels, mine)
    if request and not restated and moves(tx, message, ask, request, relation, core, stated):
        relation = Relation.UPDATE
        ask = replace(ask, kind=Kind.CHANGE, subject_kind=ask.base_kind)
    if request is None:
        request, changed = _open(tx, message, reading, ask, index, chat, core, mine), False
    else:
        after, relation = _told_again(
            tx, message, reading, ask, request, relation, levels, mine, core
        )
        before, (request, changed) = request, _keep(tx, request, after, restated)
        if changed and not ask.urgent and not asks_itself(tx, added, request.id):
            keep_effects(tx, added, message.sent_at, before, request)
        changed = changed or bool(match.same_data or ask.venue)
    keep_found(tx, request, match, message.sent_at)
    add_mention(
        tx, request.id, added, relation, ask, terms(core), index, match.because, core,
        refused=taken_back(message, ask, relation),
    )  # fmt: skip
    alarms = ask.urgent and not alarmed_before(message, reading, ask, said)
    return replace(request, urgent=ask.urgent), changed, alarms


def _told_again(
    tx: Tx,
    message: Message,
    reading: Reading,
    ask: Ask,
    request: Request,
    relation: Relation,
    levels: tuple[Level, ...],
    mine: Level | None,
    core: str,
) -> tuple[Request, Relation]:
    """A request after one more notice of it, and how that mentions it."""
    said, own = ask, own_level(levels, mine)
    # A correction leaves others as they are; a new version of a message says all there is.
    if relation is Relation.UPDATE and not message.edited_at:
        # Whose level is told nowhere, or who moves some of those they asked, moves the date that
        # is told.
        below = ask.times.only_for and not request.levels
        told = (mine or request.levels) and not below
        of = meant_level(levels, own, ask, core) if told else None
        before = replace(request, deadline=of.deadline, due_for=of.due_for) if of else request
        named = moved_times(before, core_of(tx, request.id), ask.times, message.sent_at, core)
        said = replace(ask, times=named)
        mine = replace(mine, deadline=named.deadline, due_for=named.due_for) if mine else None
    down = passed_down(request, levels, mine, message, said, relation, core)
    base, relation = down or (request, relation)
    after = fold(base, message, reading, said, relation)
    if relation is Relation.REMINDER:
        after = with_laggards(after, core_of(tx, request.id), ask.times, message.sent_at)
    if not down and levels == request.levels and relation in _RESTATES:
        after = with_level_changed(after, own, message, said, core)
    return after, relation


_RESTATES = (Relation.UPDATE, Relation.RELAY_TIGHTENED)


def _keep(tx: Tx, before: Request, after: Request, restated: bool) -> tuple[Request, bool]:
    """Keep a request after one more notice of it; whether anything but its last time changed."""
    if after != replace(before, last_at=after.last_at):
        after = keep_corrected(tx, before, after, restated=restated)
    same = after == replace(before, last_at=after.last_at)
    (keep_spoken_of if same else update_request)(tx, after)
    return after, not same


def _known_by(
    message: Message, reading: Reading, asked: tuple[int, Ask], known: Request
) -> tuple[Relation, Match]:
    """How a copy or new version mentions what it told before.

    Whatever a new version says, it changes the ask it is a version of, or withdraws it.
    """
    off = said_of(reading, asked) is Relation.CANCEL
    version = Relation.CANCEL if off else Relation.UPDATE
    relation = version if message.edited_at else Relation.FORWARD
    return relation, Match(request=known, because=because(message, "copy"))


def _core(message: Message, ask: Ask, reading: Reading) -> str:
    """The text a request is compared by: the whole message, or the ask's own part of it."""
    if len(reading.asks) > 1:
        return redact(ask.title)
    text = message.text or message.file_name or ""
    return redact(normalise(text).text)[:1000]


def _open(
    tx: Tx,
    message: Message,
    reading: Reading,
    ask: Ask,
    index: int,
    chat: int,
    core: str,
    mine: Level | None,
) -> Request:
    """A new request; one that opens with a change tells of an ask nobody here has seen."""
    # What is called off is said of the first ask.
    off = (ask.relation or reading.relation) is Relation.CANCEL
    cancelled = off and (not index or ask.kind is Kind.CHANGE)
    new, above = new_request(ask, index, chat, message.number, message.sent_at), ask.times.upstream
    told = replace(
        new,
        state=RequestState.WITHDRAWN if cancelled else RequestState.OPEN,
        upstream_issuer=ask.issuer if above and passes_on(core) else None,
        levels=(mine,) if mine and ask.passed_on_by and not above else (),
    )
    return open_request(tx, told, core, chat)
