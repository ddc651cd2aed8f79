"""The reader: one message in its thread becomes a Reading. Pure: everything it knows is given."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.calendar import WorkCalendar
from bot.domain.lexicon import Lexicon
from bot.domain.message import Media, Message
from bot.domain.reading import Ask, Earlier, Kind, Reading, Relation, Times, What
from bot.reading.asks.by_sentence import goes_along
from bot.reading.asks.parts import split_asks
from bot.reading.asks.regular import with_regular
from bot.reading.burden.cues import with_cues
from bot.reading.deadline import read_times
from bot.reading.emergency.alarm import raises_alarm
from bot.reading.emergency.all_clear import alarm_over
from bot.reading.emergency.signs import may_alarm
from bot.reading.emergency.urgent import is_plain_alarm
from bot.reading.kinds.kind import SUSPEND, find_kind
from bot.reading.normalise import Normal
from bot.reading.redact import redact
from bot.reading.seeing import Seen, observe
from bot.reading.sorting.classify import (
    cannot_wait,
    classify,
    features,
    may_be_urgent,
    urgent_features,
)
from bot.reading.sorting.proving import proves
from bot.reading.speaker.issuer import find_issuer, passed_on_by
from bot.reading.speaker.sender import Standing
from bot.reading.terms import terms
from bot.reading.thread.agreeing import Agreed, agrees
from bot.reading.thread.answering import answers_when
from bot.reading.thread.chains import continues_chain
from bot.reading.thread.chasing import chased
from bot.reading.thread.event_moved import HELD
from bot.reading.thread.following import answers_unseen
from bot.reading.thread.inheriting import inherit
from bot.reading.thread.laggards import for_laggards
from bot.reading.thread.memory import lately
from bot.reading.thread.relation import Link, relate, without_itself
from bot.reading.thread.reminding import reminds
from bot.reading.thread.replying import Answer, answers, answers_beside
from bot.reading.thread.several_changed import several_changed
from bot.reading.thread.taking_back import does_itself, takes_back
from bot.reading.titles.title import make_title
from bot.reading.venue import new_venue
from bot.reading.wanted import read_details

_PROOFS = frozenset({Media.PHOTO, Media.VIDEO})
CHATTER, RECEIPT = Reading(what=What.CHATTER), Reading(what=What.RECEIPT)


def read(
    message: Message,
    now: datetime,
    before: Sequence[Earlier],
    lexicon: Lexicon,
    calendar: WorkCalendar,
) -> Reading:
    """Class and asks of ``message``, sent at ``now`` (aware), after ``before`` in its chat.

    ``before`` is what is ``remembered`` of the chat, oldest first. Text and file name are read
    alike; nothing private (identity numbers, phones, cards) is in the answer.
    """
    seen = observe(message, now, before, lexicon, calendar)
    if seen is None:
        return RECEIPT if message.media in _PROOFS and proves(message, before) else CHATTER
    raised = _raises(seen)
    agreed = None if raised else agrees(message, seen.normal, before, lexicon, calendar)
    if agreed:
        return _of_earlier(agreed, Relation.UPDATE, seen.normal.text, lexicon)
    changed = several_changed(message, seen.normal, before, lexicon, calendar)
    if changed and not raised:
        return changed
    shown = features(seen.normal.text, seen.clues)
    what, unsure = classify(seen.normal.text, shown, lexicon.what)
    # What may be an emergency is no mere answer, whoever was asked for it.
    hot = raised or _cannot_wait(what, unsure, seen, lexicon)
    answer = None if hot else answers(message, seen.normal.text, seen.times, before)
    if answer and (answer.off or unsure or what is What.NOTICE):
        return _of_earlier(answer, answer.relation, seen.normal.text, lexicon)
    over = alarm_over(message, seen.normal.text, before)
    beside = not over and answers_beside(message, seen.normal.text, before)
    taken_back = over or (
        None if beside else takes_back(message, seen.normal.text, seen.times, before)
    )
    official = seen.clues.standing > Standing.UNKNOWN
    spoken_for = taken_back and (official or taken_back.message.sender == message.sender)
    timed = seen.times.deadline or seen.times.starts_at
    answered = bool(timed) and answers_when(message, seen.normal.text, before)
    chases = unsure and chased(message, seen.normal.text, before)
    if raised or spoken_for or answered or chases:
        what, unsure = What.NOTICE, False
    elif taken_back and what is not What.NOTICE and seen.clues.standing is Standing.UNKNOWN:
        unsure = True
    if what is What.NOTICE and continues_chain(seen.normal.text, before):
        return Reading(what=What.RECEIPT, lexicon_version=lexicon.version)
    urgent = (raised or _cannot_wait(what, unsure, seen, lexicon)) and not over
    if urgent:
        # What may be an emergency is not left among what may be a notice, whoever says it.
        what, unsure = What.NOTICE, False
    alone = not (urgent or taken_back)
    if alone and any(
        aside(message, seen.normal.text, seen.times, before)
        for aside in (does_itself, answers_unseen)
    ):
        what, unsure = What.CHATTER, False
    if what is not What.NOTICE and not unsure:
        return Reading(what=what, lexicon_version=lexicon.version)
    if beside and not urgent:
        what, unsure = What.CHATTER, True
    return _notice(message, seen, before, lexicon, calendar, what, unsure, urgent, taken_back, over)


def _of_earlier(found: Agreed | Answer, relation: Relation, text: str, lexicon: Lexicon) -> Reading:
    """The reading of an answer, which is of an earlier notice whatever its own words are."""
    return Reading(
        what=What.NOTICE,
        asks=(found.ask,),
        relation=relation,
        refers_to=found.earlier.message.number,
        refers_ask=found.place,
        terms=terms(text),
        lexicon_version=lexicon.version,
    )


def _raises(seen: Seen) -> bool:
    """Whether a message is an alarm by its words alone, whatever it is else."""
    clues, text = seen.clues, seen.normal.text
    plain = clues.urgent and is_plain_alarm(text)
    return not clues.drill and (plain or (clues.grave and raises_alarm(text)))


def _cannot_wait(what: What, unsure: bool, seen: Seen, lexicon: Lexicon) -> bool:
    clues, text = seen.clues, seen.normal.text
    official = (what is What.NOTICE or unsure) and may_alarm(text)
    if clues.drill or not (official or may_be_urgent(clues)):
        return False
    shown = urgent_features(text, clues)
    return cannot_wait(What.NOTICE if unsure else what, shown, lexicon.urgent)


def _notice(
    message: Message,
    seen: Seen,
    before: Sequence[Earlier],
    lexicon: Lexicon,
    calendar: WorkCalendar,
    what: What,
    unsure: bool,
    urgent: bool,
    taken_back: Earlier | None,
    over: Earlier | None,
) -> Reading:
    normal, times = seen.normal, seen.times
    now = message.forwarded_at or message.sent_at
    spans = split_asks(normal.text)
    issuer = redact(find_issuer(normal.text, message, before, lexicon) or "") or None
    own = _times_of(normal, now, spans, lexicon, calendar) if len(spans) > 1 else [times]
    asks = _asks_of(normal, spans, own, issuer, urgent, lexicon, lately(before))
    if taken_back and asks[0].kind is not Kind.CHANGE:
        asks[0] = replace(asks[0], kind=Kind.CHANGE, subject_kind=asks[0].kind)
    by = passed_on_by(normal.text, message, before, lexicon, issuer)
    asks = [replace(ask, passed_on_by=redact(by)) for ask in asks] if by else asks
    others = without_itself(message, asks, before)
    if over:
        link = Link(relation=Relation.CANCEL, refers_to=over.message.number)
    else:
        when, first = times if len(spans) == 1 else asks[0].times, _first(normal.text, spans)
        link = relate(message, first, asks[0].kind, when, issuer, others)
    asks[0] = inherit(asks[0], link, others, normal.text.strip(" ,。!"))
    if link.relation is Relation.REMINDER:
        asks[0] = for_laggards(asks[0], message, normal.text, link.refers_to, others)
    said = normal.text if message.text.strip() or link.part_of is None else ""
    details = read_details(normal.text, spans, [ask.base_kind for ask in asks])
    asks = [replace(ask, details=one) for ask, one in zip(asks, details, strict=True)]
    told = with_cues(said, asks, spans, link.relation, now, lexicon, calendar)
    return Reading(
        what=what,
        unsure=unsure,
        asks=with_regular(told, normal.text, message.sent_at, before),
        relation=link.relation,
        refers_to=link.part_of if link.part_of is not None else link.refers_to,
        refers_ask=link.ask,
        part_of=link.part_of,
        suspends=bool(SUSPEND.search(normal.text)),
        terms=terms(normal.text),
        alarm=urgent,
        lexicon_version=lexicon.version,
    )


def _asks_of(
    normal: Normal,
    spans: Sequence[tuple[int, int]],
    own: Sequence[Times],
    issuer: str | None,
    urgent: bool,
    lexicon: Lexicon,
    thread: Sequence[Earlier],
) -> list[Ask]:
    """The asks of a message, each with its ``own`` times; what stands before it may name it."""
    head = normal.text[: spans[0][0]]
    return [
        _ask(normal, start, end, told, issuer, urgent, lexicon, thread, head or normal.text[:start])
        for (start, end), told in zip(spans, own, strict=True)
    ]


def _first(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """What tells how a message relates: of several asks the first (提醒:①… is said of it, too)."""
    start, end = spans[0]
    return text if len(spans) == 1 else text[0 if reminds(text[:start]) else start : end]


def _times_of(
    normal: Normal,
    now: datetime,
    spans: Sequence[tuple[int, int]],
    lexicon: Lexicon,
    calendar: WorkCalendar,
) -> list[Times]:
    """The times of each of several asks; one that goes along with another has that one's."""
    clock, model = lexicon.clock, lexicon.times
    told: list[Times] = []
    for start, end in spans:
        own = read_times(normal, now, calendar, clock, start=start, end=end, model=model)
        bare = own.deadline is None and own.starts_at is None and goes_along(normal.text[start:end])
        told.append(told[-1] if bare and told else own)
    return told


def _ask(
    normal: Normal,
    start: int,
    end: int,
    times: Times,
    issuer: str | None,
    urgent: bool,
    lexicon: Lexicon,
    before: Sequence[Earlier],
    head: str,
) -> Ask:
    text = normal.text[start:end]
    kind, subject = find_kind(text, times, before, lexicon.kind, urgent=urgent)
    hot = urgent and kind is not Kind.CHANGE
    venue = new_venue(text) if kind in _MOVABLE else None
    if venue and venue.named and kind in HELD and not times.starts_at:
        kind, subject = Kind.CHANGE, kind  # 防汛会地点有变,在文化广场
    spans = _time_spans(normal, times, start, end)
    return Ask(
        kind=kind,
        subject_kind=subject,
        title=make_title(text, spans, kind, head=head),
        times=times,
        urgent=hot,
        issuer=issuer,
        venue=venue.words if venue and kind is Kind.CHANGE else None,
    )


_MOVABLE = {Kind.CHANGE, *HELD}


def _time_spans(normal: Normal, times: Times, start: int, end: int) -> list[tuple[int, int]]:
    """Evidence spans as positions in the ask's own part of the normalised text."""
    spans = []
    for evidence in (times.deadline_evidence, times.starts_evidence):
        if evidence is None:
            continue
        first = max(start, bisect_left(normal.origin, evidence.start))
        last = min(end, bisect_left(normal.origin, evidence.end))
        if first < last:
            spans.append((first - start, last - start))
    return spans if len(spans) < 2 or spans[0] != spans[1] else spans[:1]
