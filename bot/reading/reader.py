"""The reader: one message in its thread becomes a Reading. Pure: everything it knows is given."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.calendar import WorkCalendar
from bot.domain.lexicon import Lexicon
from bot.domain.message import Media, Message
from bot.domain.reading import Ask, Earlier, Kind, Reading, Relation, Times, What
from bot.reading.asking import asks_of, times_of_each
from bot.reading.asks.parts import split_asks
from bot.reading.asks.regular import with_regular
from bot.reading.burden.cues import with_cues
from bot.reading.deeds import is_nobodys, tells_how_few
from bot.reading.emergency.latest import latest_words
from bot.reading.emergency.ordinary import is_ordinary
from bot.reading.emergency.over import OfDanger, ended, spans_after_end
from bot.reading.emergency.raised import is_raised
from bot.reading.emergency.signs import may_alarm
from bot.reading.in_charge import how_it_stands, is_notice, may_not_end, only_denies_danger
from bot.reading.kinds.kind import MOVE, SUSPEND
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
from bot.reading.speaker.issuer import find_issuer, passed_on_by, voice_of
from bot.reading.terms import terms
from bot.reading.thread.agreeing import Agreed, agrees
from bot.reading.thread.chains import continues_chain
from bot.reading.thread.easing import eased
from bot.reading.thread.following import answers_unseen
from bot.reading.thread.inheriting import inherit
from bot.reading.thread.laggards import for_laggards
from bot.reading.thread.linking import link_of
from bot.reading.thread.memory import lately
from bot.reading.thread.of_itself import unless_beside
from bot.reading.thread.off_beside import with_off_beside
from bot.reading.thread.open_asks import Unsettled
from bot.reading.thread.others_keep import may_move_all
from bot.reading.thread.parts_off import tellable
from bot.reading.thread.private import meets_privately
from bot.reading.thread.relation import Link, without_itself
from bot.reading.thread.reminding import reminds
from bot.reading.thread.replying import Answer, answers, answers_beside
from bot.reading.thread.said_apart import said_apart
from bot.reading.thread.several_changed import several_changed
from bot.reading.thread.some_moved import some_moved
from bot.reading.thread.some_spared import Excused, some_spared, spares_some
from bot.reading.thread.speaking_for import is_anothers, may_change
from bot.reading.thread.taking_back import does_itself, takes_back, takes_back_nothing
from bot.reading.titles.denied import denies_nothing, only_wonders
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
    denial = only_denies_danger(seen.normal.text, before)
    raised = not denial and is_raised(seen.normal.text, seen.clues)
    told = (message, seen, before, lexicon, calendar)
    moved = None if raised else _moves_earlier(*told)
    if moved and _is_of_alarm(moved.refers_to, before):
        moved = None  # an alarm moves nowhere
    return moved or _sorted_out(*told, raised, denial)


def _is_of_alarm(number: int | str | None, before: Sequence[Earlier]) -> bool:
    told = (one.reading.alarm for one in before if one.message.number == number)
    return number is not None and any(told)


def _sorted_out(
    message: Message,
    seen: Seen,
    before: Sequence[Earlier],
    lexicon: Lexicon,
    calendar: WorkCalendar,
    raised: bool,
    cool: bool,
) -> Reading:
    """The reading of what does not merely move earlier asks; it may have ``raised`` an alarm, or
    only deny one (``cool``).
    """
    text = seen.normal.text
    what, unsure = sort = classify(text, features(text, seen.clues), lexicon.what)
    # What may be an emergency is no mere answer, whoever was asked for it.
    hot = raised or (not cool and _cannot_wait(what, unsure, seen, lexicon))
    danger = None if raised or cool else ended(message, text, before)
    over = danger is not None
    answer = None if hot or over else answers(message, text, seen.times, before)
    if answer and answer.earlier.reading.alarm and how_it_stands(message, seen, before):
        answer = None
    if answer and (answer.off or unsure or what is What.NOTICE):
        return _of_earlier(answer, answer.relation, text, lexicon)
    beside = not over and answers_beside(message, text, before)
    off = None if over or beside else _taken_back(message, seen, before)
    taken_back = danger.alarm if danger else off
    danger = danger or (None if hot or off else how_it_stands(message, seen, before))
    if raised or is_notice(message, seen, before, taken_back, unsure, lexicon, danger):
        what, unsure = What.NOTICE, False
    elif may_not_end(message, seen, danger) if danger and over else off and is_nobodys(seen):
        what, unsure = What.CHATTER, True  # whom nobody knows takes back nothing of another's
    if what is What.NOTICE and continues_chain(text, before):
        return Reading(what=What.RECEIPT, lexicon_version=lexicon.version)
    if not (raised or cool) and (what, unsure) != sort:
        hot = _cannot_wait(what, unsure, seen, lexicon)
    urgent = hot and not over
    if urgent:
        # What may be an emergency is not left among what may be a notice, whoever says it.
        what, unsure = What.NOTICE, False
    elif not taken_back and not danger and _is_aside(message, seen, before):
        what, unsure = What.CHATTER, False
    unsure = unsure or (what is not What.NOTICE and tells_how_few(seen))
    if what is not What.NOTICE and not unsure:
        return Reading(what=what, lexicon_version=lexicon.version)
    if beside and not urgent:
        what, unsure = What.CHATTER, True
    told = (message, seen, before, lexicon, calendar)
    found = _notice(*told, what, unsure, urgent, taken_back, None if urgent else danger)
    apart = None if urgent or danger else said_apart(message, text, found, before)
    if apart and not may_change(message, text, apart.earlier, before, lexicon):
        apart = None
    if apart and apart.ask.spared:
        return _of_earlier(apart, Relation.UPDATE, text, lexicon)
    # Words that name somebody are shown among what is unsure alone.
    doubted = not urgent and (apart or _changes_anothers(message, text, found, before, lexicon))
    return _notice(*told, What.CHATTER, True, False, None, None) if doubted else found


def _taken_back(message: Message, seen: Seen, before: Sequence[Earlier]) -> Earlier | None:
    """The earlier notice that a message takes back or moves, by the first of what it says."""
    text, standing = seen.normal.text, unless_beside(message, seen.normal.text, before)
    off = takes_back(message, text, seen.times, standing)
    spans = split_asks(text) if off else ()
    return takes_back(message, _first(text, spans), seen.times, standing) if len(spans) > 1 else off


def _changes_anothers(
    message: Message, text: str, found: Reading, before: Sequence[Earlier], lexicon: Lexicon
) -> bool:
    """Whether what is read would change for all what was meant for some, or what is another's."""
    if message.forwarded_from:
        return False
    every = may_move_all(text, found, before)
    return every or is_anothers(message, text, found, before, lexicon)


def _moves_earlier(
    message: Message,
    seen: Seen,
    before: Sequence[Earlier],
    lexicon: Lexicon,
    calendar: WorkCalendar,
) -> Reading | None:
    """The reading of words that hardly name what they move (白杨12点,其他的不变), of a yes to who
    pleads for time, that spare some what all were asked, or that change several asks.
    """
    told = (message, seen.normal, before, lexicon, calendar)
    moved = (
        some_moved(*told)
        or eased(*told)
        or some_spared(message, seen.normal.text, seen.times, before, lexicon)
    )
    if moved is None or isinstance(moved, Unsettled):
        moved = agrees(*told) or moved
    if isinstance(moved, Unsettled):
        # Of one of several asks: nobody can tell of which.
        what, unsure = What.CHATTER, True
        return _notice(message, seen, before, lexicon, calendar, what, unsure, False, None, None)
    if moved:
        return _of_earlier(moved, Relation.UPDATE, seen.normal.text, lexicon)
    return several_changed(*told)


_ASIDES = (
    does_itself, answers_unseen, takes_back_nothing, denies_nothing, only_wonders, meets_privately,
)  # fmt: skip


def _is_aside(message: Message, seen: Seen, before: Sequence[Earlier]) -> bool:
    return any(aside(message, seen.normal.text, seen.times, before) for aside in _ASIDES)


def _of_earlier(
    found: Agreed | Answer | Excused, relation: Relation, text: str, lexicon: Lexicon
) -> Reading:
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


def _cannot_wait(what: What, unsure: bool, seen: Seen, lexicon: Lexicon) -> bool:
    clues, text = seen.clues, seen.normal.text
    official = (what is What.NOTICE or unsure) and may_alarm(text)
    if clues.drill or not (official or may_be_urgent(clues)):
        return False
    if clues.heat and is_ordinary(text, seen.times, seen.now):
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
    danger: OfDanger | None,
) -> Reading:
    normal, times = seen.normal, seen.times
    now = message.forwarded_at or message.sent_at
    over = danger is not None and danger.over
    spans = spans_after_end(normal.text) if over else split_asks(normal.text)
    voice = voice_of(normal.text, message, before, lexicon)
    issuer = redact(find_issuer(normal.text, message, before, lexicon, voice) or "") or None
    own = times_of_each(normal, now, spans, lexicon, calendar) if len(spans) > 1 else [times]
    asks = asks_of(normal, spans, own, issuer, urgent, lexicon, lately(before))
    if taken_back and asks[0].kind is not Kind.CHANGE:
        asks[0] = replace(asks[0], kind=Kind.CHANGE, subject_kind=asks[0].kind)
    asks = with_off_beside(message, normal.text, spans, asks, before)
    by = passed_on_by(normal.text, message, before, lexicon, issuer, voice)
    asks = [replace(ask, passed_on_by=redact(by)) for ask in asks] if by else asks
    others = without_itself(message, asks, before)
    link = link_of(message, _first(normal.text, spans), asks[0], danger, others)
    asks[0] = _as_linked(asks[0], link, message, normal.text, others)
    if link.relation is Relation.CANCEL and link.refers_to is None and spares_some(normal.text):
        what, unsure = What.CHATTER, True  # of what nobody can tell: it withdraws nothing
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
        ends=danger.others if danger else (),
        suspends=bool(SUSPEND.search(normal.text)),
        terms=terms(normal.text),
        alarm=urgent,
        voice=voice,
        lexicon_version=lexicon.version,
    )


def _as_linked(ask: Ask, link: Link, message: Message, text: str, before: Sequence[Earlier]) -> Ask:
    """The ask that tells how a message relates, with what it has of an earlier one."""
    ask = inherit(ask, link, before, text.strip(" ,。!"))
    if link.spared:
        times = Times() if spares_some(text) and not MOVE.search(text) else ask.times
        ask = replace(ask, spared=tellable(link.spared), times=times)
    if link.relation is Relation.UPDATE and _is_of_alarm(link.refers_to, before):
        ask = replace(ask, spared=latest_words(text))
    if link.relation is Relation.REMINDER:
        ask = for_laggards(ask, message, text, link.refers_to, before)
    return ask


def _first(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """What tells how a message relates: of several asks the first (提醒:①… is said of it, too)."""
    start, end = spans[0]
    return text if len(spans) == 1 else text[0 if reminds(text[:start]) else start : end]
