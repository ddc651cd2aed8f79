"""What somebody asked in a thread, as their own words left it, and when it is due instead."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.calendar import WorkCalendar
from bot.domain.lexicon import Lexicon
from bot.domain.message import Message
from bot.domain.reading import POINTING, Ask, DueFor, Earlier, Evidence, Relation, Times, What
from bot.reading.deadline import read_times
from bot.reading.normalise import Normal, normalise
from bot.reading.terms import terms
from bot.reading.thread.agreeing import Agreed
from bot.reading.thread.event_moved import HELD, names_list
from bot.reading.thread.memory import replied_to
from bot.reading.thread.speaking_for import speaks_for

_READ, _OVER = 300, timedelta(hours=6)


_LATER, _MOVED = "推迟到", "改到"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """Something is due at another time, and nobody can tell of which ask that is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """An ask by where it was made, and what was ``told`` of it in all: when it is due by now, or
    ``held``, and ``parts`` of those for whom that is another time; ``said`` in which messages, the
    ``last`` of them at what time. ``besides`` is when the list for an event is due, or when that
    event is held.
    """

    earlier: Earlier
    place: int
    ask: Ask
    told: str
    at: datetime
    held: bool
    last: datetime
    parts: tuple[DueFor, ...]
    said: frozenset[int | str]
    besides: datetime | None = None

    @property
    def times(self) -> Times:
        """Its time alone, from which another one is counted."""
        return Times(starts_at=self.at) if self.held else Times(deadline=self.at)


@dataclass(frozen=True, slots=True)
class Teller:
    """What the times of a message say to who was told others before."""

    message: Message
    lexicon: Lexicon
    calendar: WorkCalendar

    def at(self, when: str, one: Open, *, later: bool = False) -> datetime | None:
        """The moment that ``when`` names, if it is said of an ask, be it as a ``later`` one than
        before; None where it names none.
        """
        words = f"{_LATER if later else _MOVED}{when}{'' if one.held else '前'}"
        times = read_times(
            normalise(words),
            self.message.sent_at,
            self.calendar,
            self.lexicon.clock,
            anchor=one.times,
            model=self.lexicon.times,
        )
        return times.deadline or _at_its_hour(times, one, when)


_CLOCK, _NOON = re.compile(r"[\d一二三四五六七八九十两][点时:]"), 12


def _at_its_hour(times: Times, one: Open, when: str) -> datetime | None:
    """When an event is held by now: 改到周六上午 of one at nine leaves the hour as it was, and
    names none where that was in the afternoon.
    """
    at, evidence = times.starts_at, times.starts_evidence
    if at is None or evidence is None or evidence.assumption is None or _CLOCK.search(when):
        return at
    if (at.hour, at.minute) == _NO_HOUR:
        return at
    same = one.at.hour // _NOON == at.hour // _NOON and (one.at.hour, one.at.minute) != _NO_HOUR
    hour, minute = (one.at.hour, one.at.minute) if same else _NO_HOUR
    return at.replace(hour=hour, minute=minute)


_NO_HOUR = (23, 59)


def open_asks(message: Message, before: Sequence[Earlier], lexicon: Lexicon) -> list[Open]:
    """What the sender of a message, or their body, asked, as their own words have left it since;
    of a reply to a notice only what that speaks of.
    """
    body = speaks_for(message, lexicon)
    asked = _asked_by(message, body, before)
    if message.reply_to is None:
        return asked
    told = replied_to(message, before)
    if told and told.reading.what is not What.NOTICE:
        return asked
    return [one for one in asked if message.reply_to in one.said]


def _asked_by(message: Message, body: str | None, before: Sequence[Earlier]) -> list[Open]:
    found: dict[tuple[int | str, int], Open] = {}
    at = {one.message.number: one for one in before}
    for one in before:
        if one.reading.what is not What.NOTICE:
            continue
        for place, ask in enumerate(one.reading.asks):
            root, where = _root(one, place, at)
            key = (root.message.number, where)
            mine = one.message.sender == message.sender or (
                body is not None and body in (ask.issuer, ask.passed_on_by)
            )
            if Relation.CANCEL in (one.reading.relation, ask.relation):
                found.pop(key, None)
            elif mine and not ask.times.recurs:
                known = _heard(found.get(key), one, ask, root, where)
                found |= {key: known} if known else {}
    return [one for one in found.values() if message.sent_at - one.at < _OVER]


def _heard(known: Open | None, one: Earlier, ask: Ask, root: Earlier, where: int) -> Open | None:
    """An ask after one more message that speaks of it; None where it has no time yet."""
    starts, due = ask.times.starts_at, ask.times.deadline
    held = starts is not None and (ask.base_kind in HELD or due is None)
    due = starts if held else due
    told, parts = normalise(one.message.text[:_READ]).text, ask.times.due_for
    said, besides = frozenset({one.message.number}), ask.times.deadline if held else starts
    if known:
        told, said = f"{known.told},{told}", known.said | said
        # Some are due at another time: the others still are as before.
        some = due is None or bool(ask.times.only_for)
        due, held = (known.at, known.held) if some else (due, held)
        besides = besides or (known.besides if known.held is held else known.at)
        parts = (*known.parts, *ask.times.only_for) if some else parts
    if due is None:
        return None
    return Open(
        earlier=root, place=where, ask=root.reading.asks[where], told=told, at=due, held=held,
        last=one.message.sent_at, parts=parts, said=said, besides=besides,
    )  # fmt: skip


def sides_of(one: Open, text: str) -> list[Open]:
    """What a normalised text may speak of where an ask has a list due and an event: the list that
    it names, else the event; both where it names neither.
    """
    if one.besides is None:
        return [one]
    other = replace(one, at=one.besides, held=not one.held, besides=one.at, parts=())
    event, paper = (one, other) if one.held else (other, one)
    if names_list(text):
        return [paper]
    return [event] if event is one or terms(text) & terms(one.ask.title) else [event, paper]


def _root(one: Earlier, place: int, at: dict[int | str, Earlier]) -> tuple[Earlier, int]:
    """Where an ask that is spoken of again was made."""
    seen = 0
    while place == 0 and one.reading.relation in POINTING and seen < len(at):
        number = one.reading.refers_to
        told = at.get(number) if number is not None else None
        if told is None or told is one or one.reading.refers_ask >= len(told.reading.asks):
            break
        one, place, seen = told, one.reading.refers_ask, seen + 1
    return one, place


def moved(one: Open, at: datetime, only: Sequence[DueFor], normal: Normal) -> Agreed:
    """What a message makes of an ask: due, or held, ``at`` this time, be it for some ``only``."""
    start, end = normal.origin[0], normal.origin[-1]
    evidence = Evidence(start=start, end=end, text=normal.text)
    told = Times(only_for=tuple(only))
    if one.held:
        times = replace(told, starts_at=at, starts_evidence=evidence)
    else:
        times = replace(told, deadline=at, deadline_evidence=evidence)
    return Agreed(earlier=one.earlier, place=one.place, times=times)
