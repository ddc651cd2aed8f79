"""From messages to requests: every ask of every notice joins its request or opens one."""

from dataclasses import dataclass, replace

from bot.domain.message import Message
from bot.domain.reading import Ask, DueFor, Kind, Reading, Relation, Times, What
from bot.domain.request import Request, RequestState
from bot.reading.findable import findable
from bot.reading.issuer import passes_on
from bot.reading.likeness import features
from bot.reading.normalise import normalise
from bot.reading.redact import redact
from bot.reading.regular import LONGEST, may_be_regular, regular
from bot.reading.terms import terms
from bot.services.duplicates import Match, keep_found, laid_on_top, moves
from bot.services.learning import corrected, form_of, keep_corrected, names_again
from bot.services.meant import because, for_the_same, meant, met
from bot.services.versions import alarmed_before, known_of, places_of, restates
from bot.storage.connection import Tx
from bot.storage.corrections import form_names, kept_apart
from bot.storage.mentions import asked_on, asks_json, free_key
from bot.storage.messages import add_message, find_message, find_original
from bot.storage.repeats import index_terms
from bot.storage.requests import (
    add_mention,
    add_request,
    keep_spoken_of,
    update_request,
)
from bot.storage.versions import said_before

EXCERPT = 40


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
    reading, none = corrected(tx, reading, form, chat, message.sender)
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
    if reading.what is not What.NOTICE:
        return Taken(message=added)
    apart = kept_apart(tx, form_names(tx, form, chat)) if form else frozenset()
    asks = [(index, ask) for index, ask in enumerate(reading.asks) if index not in none]
    told = [(ask, _core(message, ask, reading)) for _, ask in asks]
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
    return Taken(
        message=added,
        requests=tuple(request for request, _, _ in requests),
        changed=tuple(request.id for request, changed, _ in requests if changed),
        alarms=tuple(request for request, _, alarms in requests if alarms),
    )


def _excerpt(message: Message) -> str:
    text = " ".join(redact(message.text or message.file_name or "").split())
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
        again = reading.relation or Relation.FIRST
        relation = _as_version(again) if message.edited_at else Relation.FORWARD
        match = Match(request=known, because=because(message, "copy"))
    else:
        relation, match = meant(tx, message, reading, asked, chat, core, apart, form)
    request, said = match.request, None
    if request and message.edited_at:
        said = said_before(tx, chat, message.number, added, request.id)
    if request and relation is Relation.UPDATE:
        ask = for_the_same(ask, request)
    restated = restates(ask, said)
    if request and not message.edited_at:
        restated = names_again(tx, ask, request, form)
    if request and not restated and moves(tx, message, ask, request, relation, core):
        relation = Relation.UPDATE
        ask = replace(ask, kind=Kind.CHANGE, subject_kind=ask.base_kind)
    if request is None:
        request, changed = _open(tx, message, reading, ask, index, chat, core), False
    else:
        before, request = request, fold(request, message, reading, ask, relation)
        if relation is Relation.RELAY_TIGHTENED and request.deadline != before.deadline:
            request = replace(request, added=laid_on_top(tx, before, core))
        request, changed = _keep(tx, before, request, restated)
        changed = changed or bool(match.same_data)
    keep_found(tx, request, match, message.sent_at)
    add_mention(tx, request.id, added, relation, ask, terms(core), index, match.because)
    alarms = ask.urgent and not alarmed_before(message, reading, ask, said)
    return replace(request, urgent=ask.urgent), changed, alarms


def _keep(tx: Tx, before: Request, after: Request, restated: bool) -> tuple[Request, bool]:
    """Keep a request after one more notice of it; whether anything but its last time changed."""
    if after != replace(before, last_at=after.last_at):
        after = keep_corrected(tx, before, after, restated=restated)
    same = after == replace(before, last_at=after.last_at)
    (keep_spoken_of if same else update_request)(tx, after)
    return after, not same


def _as_version(relation: Relation) -> Relation:
    """Whatever a new version says, it changes the ask it is a version of, or withdraws it."""
    return relation if relation is Relation.CANCEL else Relation.UPDATE


def _core(message: Message, ask: Ask, reading: Reading) -> str:
    """The text a request is compared by: the whole message, or the ask's own part of it."""
    if len(reading.asks) > 1:
        return redact(ask.title)
    text = message.text or message.file_name or ""
    return redact(normalise(text).text)[:1000]


def _open(
    tx: Tx, message: Message, reading: Reading, ask: Ask, index: int, chat: int, core: str
) -> Request:
    """A new request; one that opens with a change tells of an ask nobody here has seen."""
    suffix = f".{index + 1}" if index else ""
    cancelled = reading.relation is Relation.CANCEL
    times = ask.times
    evidence = times.deadline_evidence or times.starts_evidence
    request = add_request(
        tx,
        Request(
            id=0,
            # An edit may put an ask where another one stood.
            key=free_key(tx, f"{chat}-{message.number}{suffix}"),
            kind=ask.base_kind,
            title=ask.title,
            issuer=ask.issuer,
            state=RequestState.WITHDRAWN if cancelled else RequestState.OPEN,
            urgent=ask.urgent,
            first_at=message.sent_at,
            last_at=message.sent_at,
            deadline=times.deadline,
            starts_at=times.starts_at,
            recurs=times.recurs,
            assumed=evidence.assumption if evidence else None,
            upstream_deadline=times.upstream,
            upstream_issuer=ask.issuer if times.upstream and passes_on(core) else None,
            urged=0,
            cues=ask.cues,
            mentions=(),
            due_for=times.due_for,
        ),
        core,
    )
    own = features(core, message.sent_at, times.deadline)
    index_terms(tx, request, findable(core, own, chat))
    return request


def fold(
    request: Request, message: Message, reading: Reading, ask: Ask, relation: Relation
) -> Request:
    """The request after one more notice of it: times, state and kind as they stand now."""
    times = ask.times
    after = replace(request, last_at=max(request.last_at, message.sent_at))
    if relation is Relation.CANCEL:
        state = RequestState.SUSPENDED if reading.suspends else RequestState.WITHDRAWN
        return replace(after, state=state)
    if relation is Relation.RELAY_TIGHTENED and times.deadline and request.deadline:
        if times.deadline >= request.deadline:
            return after
        return replace(
            after,
            deadline=times.deadline,
            due_for=times.due_for,
            issuer=ask.issuer or request.issuer,
            upstream_deadline=request.deadline,
            upstream_issuer=request.issuer,
        )
    # A file names what is asked, the words beside it by when.
    timeless = request.deadline is None and request.starts_at is None and not request.recurs
    if relation is Relation.FORWARD and not timeless:
        return after
    due = request.deadline and (request.recurs or request.deadline > message.sent_at)
    ahead = request.starts_at and request.starts_at > message.sent_at
    if relation is Relation.REMINDER and (due or ahead):
        return after
    evidence = times.deadline_evidence or times.starts_evidence
    edited = message.edited_at is not None
    told_to_move = edited or ask.kind is Kind.CHANGE or relation is not Relation.UPDATE
    moves = times.deadline and (told_to_move or request.deadline is None)
    moved = replace(
        after,
        deadline=times.deadline if moves else request.deadline,
        due_for=_due_for_after(request, times, relation) if moves else request.due_for,
        assumed=evidence.assumption if evidence and moves else request.assumed,
        starts_at=times.starts_at or request.starts_at,
        recurs=times.recurs or request.recurs,
        kind=_kind_after(request, ask),
        title=_title_after(request, reading, ask, edited=edited),
    )
    told = times.deadline or times.starts_at
    if relation is Relation.UPDATE or (told and relation is not Relation.FORWARD):
        return replace(moved, state=RequestState.OPEN)
    return moved


def _due_for_after(request: Request, times: Times, relation: Relation) -> tuple[DueFor, ...]:
    """Who chases those who are due later does not put off the others."""
    return times.due_for or (request.due_for if relation is Relation.REMINDER else ())


def _title_after(request: Request, reading: Reading, ask: Ask, *, edited: bool) -> str:
    longer = reading.part_of is not None and len(ask.title) > len(request.title)
    renamed = edited and ask.kind is not Kind.CHANGE
    return ask.title if longer or renamed else request.title


def _kind_after(request: Request, ask: Ask) -> Kind:
    """A second half may tell what was really wanted: an INFO head becomes what its half asks."""
    if request.kind is Kind.INFO and ask.kind not in (Kind.INFO, Kind.CHANGE):
        return ask.kind
    return request.kind
