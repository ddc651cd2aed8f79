"""Which earlier notice of its thread a message points at: what it names, what it is like."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.message import Message
from bot.domain.reading import Earlier, Kind, Relation, Times, What
from bot.reading.asks.parts import said_of
from bot.reading.normalise import normalise
from bot.reading.terms import containment, terms
from bot.reading.thread.another import bears_another_mark
from bot.reading.thread.event_moved import HELD, names_list
from bot.reading.thread.memory import lately, replied_to
from bot.reading.thread.objects import Named, fits, held_by, holds, named_in, without_what_stays

_LEAST_LIKE, _FEW_TERMS = 0.34, 12


def target_of(
    message: Message, text: str, before: Sequence[Earlier], *, loose: bool, held: bool = False
) -> Earlier | None:
    """The earlier notice spoken of: replied to, alike, or (``loose``) the sender's last, of what is
    ``held`` if so.
    """
    if message.reply_to is not None:
        replied = replied_to(message, before)
        if replied is None:
            return None  # it was said before all of this thread
        if replied.reading.what is What.NOTICE:
            return replied
        loose = False  # a bare word to what was no notice is not of the sender's last one
    text = without_what_stays(text)
    # 集合地点改到大院 names no more than that people meet.
    things = tuple(one for one in named_in(text) if one.own or not held)
    own = terms(without_laggards(text))
    found = _holder(message, text, before, things, own)
    named = any(one.own or len(one.head) > 1 for one in things)
    if found:
        return found
    loose = loose and not things
    best: tuple[float, Earlier] | None = None
    for age, earlier in enumerate(reversed(before)):
        if earlier.reading.what is not What.NOTICE:
            continue
        theirs = earlier.reading.terms
        like = (
            containment(own, theirs)
            + _SAME_SENDER * (earlier.message.sender == message.sender)
            - 0.005 * age
        )
        if like < _LEAST_LIKE or (best and like <= best[0]):
            continue  # nothing that is less like is meant
        like -= _OF_ANOTHER * bears_another_mark(message, text, earlier)
        if best is None or like > best[0]:
            best = (like, earlier)
    if best and named and len(own & best[1].reading.terms) < _SURE_TERMS:
        return None
    least = _LEAST_LIKE + (_SAME_SENDER if best and best[1].message.sender == message.sender else 0)
    if best and best[0] >= least:
        return best[1]
    if not loose or len(own) > _FEW_TERMS:
        return None
    return (held and own_last(message, before, HELD)) or own_last(message, before)


_OF_ANOTHER = 0.5
_SAME_SENDER, _LIKE, _SURE_TERMS = 0.15, 0.25, 3
# Who has not handed it in says nothing of what it is.
_LAGGARDS = re.compile(r"(?:还?[差缺]|只差|就差|[没未]报的?:?)[^,。;!?]*")


def without_laggards(text: str) -> str:
    """Normalised ``text`` but for those who it says have not handed it in."""
    return _LAGGARDS.sub(" ", text)


def _holder(
    message: Message,
    text: str,
    before: Sequence[Earlier],
    things: tuple[Named, ...],
    own: frozenset[str],
) -> Earlier | None:
    """The notice that asks one of the things named, by preference its sender's; None where none."""
    named = tuple(one for one in things if one.own)
    best: tuple[float, Earlier] | None = None
    for age, earlier in enumerate(reversed(before) if things else ()):
        if earlier.reading.what is not What.NOTICE:
            continue
        (held, many), mine = held_by(earlier, things), earlier.message.sender == message.sender
        shared = containment(own, earlier.reading.terms)
        # 名单还差三个村: many a notice asks for a list of names.
        if not (mine or many > 1 or shared >= _LIKE):
            held, _ = held_by(earlier, named)
        like = held + 0.4 * mine + 0.2 * shared - 0.005 * age
        # 第一批 of what was called in two; no text is kept of what was read before a restart.
        if (
            fits(held)
            and (best is None or like > best[0])
            and not bears_another_mark(message, text, earlier)
        ):
            best = (like, earlier)
    return best[1] if best else None


def which_ask(earlier: Earlier, text: str) -> int:
    """Which of an earlier notice's asks ``text`` names: the first where it names none."""
    asks = earlier.reading.asks
    if len(asks) < 2:
        return 0
    text = without_what_stays(text)
    things, own = named_in(text), terms(text)
    named = [terms(told) for told in said_of(normalise(earlier.message.text).text, asks)]
    held = [holds(told, ask.base_kind, things) for told, ask in zip(named, asks, strict=True)]
    like = [containment(own, told) for told in named]
    return max(range(len(asks)), key=lambda place: (held[place], like[place], -place))


def previous_notice(message: Message, before: Sequence[Earlier], minutes: int) -> Earlier | None:
    """The sender's own last message if it is a notice at most ``minutes`` old."""
    for earlier in reversed(before):
        if message.sent_at - earlier.message.sent_at > timedelta(minutes=minutes):
            return None
        if earlier.message.sender == message.sender and not earlier.message.service:
            return earlier if earlier.reading.what is What.NOTICE else None
    return None


def own_last(
    message: Message, before: Sequence[Earlier], kinds: frozenset[Kind] = frozenset(Kind)
) -> Earlier | None:
    """The last notice of a message's sender, of these kinds, that calls nothing off: none of long
    ago, which few words mean only by its name.
    """
    for earlier in reversed(lately(before)):
        asks = earlier.reading.asks if earlier.reading.what is What.NOTICE else ()
        off = earlier.reading.relation is Relation.CANCEL
        own = earlier.message.sender == message.sender
        if asks and own and not off and asks[0].base_kind in kinds:
            return earlier
    return None


def anchor_of(message: Message, text: str, before: Sequence[Earlier]) -> Times | None:
    """Times of the earlier notice that a bare "8点半吧" or "改到下午" would speak of."""
    if not before or len(text) > _BARE or not _TIMELY.search(text):
        return None
    target = target_of(message, text, before, loose=True)
    while target and target.reading.asks:
        ask = target.reading.asks[which_ask(target, text)]
        times = ask.times
        if ask.base_kind in HELD and times.starts_at and not names_list(text):
            times = replace(times, deadline=None)  # of the meeting, not of who comes to it
        if times.deadline or times.starts_at or target.reading.refers_to is None:
            # The hours agreed upon for one thing are not those of another.
            return times if terms(text) & target.reading.terms else replace(times, recurs=None)
        # 名单还差三个村 has no time itself: that of what it speaks of.
        root = target.reading.refers_to
        # A new version speaks of its own number; it is not asked again.
        before = [
            earlier
            for earlier in before
            if earlier is not target and earlier.message.sent_at <= target.message.sent_at
        ]
        target = next((one for one in before if one.message.number == root), None)
    return None


_BARE = 60
_TIMELY = re.compile(r"[0-9点时日号天周星期半早晚上下午夜月旬前后改推延提会]")
