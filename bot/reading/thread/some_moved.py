"""A change of when some alone are due, of an ask that it may not name: 白杨12点,其他的不变."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.calendar import WorkCalendar
from bot.domain.lexicon import Lexicon
from bot.domain.message import Message
from bot.domain.reading import POINTING, Ask, DueFor, Earlier, Evidence, Relation, Times, What
from bot.reading.deadline import read_times
from bot.reading.handing_in import is_for_all
from bot.reading.normalise import Normal, normalise
from bot.reading.speaker.sender import read_sender
from bot.reading.terms import terms
from bot.reading.thread.agreeing import Agreed, plea_before
from bot.reading.thread.event_moved import HELD
from bot.reading.thread.laggards import laggards_in
from bot.reading.thread.memory import replied_to, said_before
from bot.reading.thread.named_apart import NAME, short_rows, stem
from bot.reading.thread.objects import Named, fits, holds, named_in
from bot.reading.thread.pleading import is_question, unit_of
from bot.reading.thread.shares import Share, shares_in
from bot.reading.thread.subject import speaks_beside, words_of

_READ, _AND = 300, "、"
_JUST, _OVER = timedelta(minutes=30), timedelta(hours=6)
_CLOCK = re.compile("[点时:午早晚]")
_OLD = re.compile(r"(\d{1,2})([日号点时:])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """Some are due at another time, and nobody can tell of which ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """An ask of the sender, by where it was made: its text, and when it is due or held by now."""

    earlier: Earlier
    place: int
    ask: Ask
    told: str
    at: datetime
    held: bool
    last: datetime
    parts: tuple[DueFor, ...]
    said: frozenset[int | str]

    @property
    def times(self) -> Times:
        """Its time alone, from which another one is counted."""
        return Times(starts_at=self.at) if self.held else Times(deadline=self.at)


def some_moved(
    message: Message,
    normal: Normal,
    before: Sequence[Earlier],
    lexicon: Lexicon,
    calendar: WorkCalendar,
) -> Agreed | Unsettled | None:
    """The ask of its sender of which a short message gives some a time of their own.

    The ask is the one that it names, whose time the others keep, that those are asked who are
    named, or that was pleaded about. None where the message tells no such thing, or there is no
    ask it could mean; Unsettled where there are several, or it tells no time that can be read.
    """
    if not message.sender or message.forwarded_from or is_question(normal.text):
        return None
    before = said_before(message, before)
    plea = plea_before(message, before)
    asker = unit_of(plea.message.sender) if plea else None
    known = _units_of(before)
    shares = shares_in(normal.text, known, asker)
    if not shares or not (plea or any(one.moves or one.stays for one in shares)):
        return None
    body = read_sender(message.sender, message.group, lexicon).body
    asked = _replied_to(message, before, _asked_by(message, body, before))
    asks = [one for one in asked if _may_be_of(one, shares, message)]
    if not asks:
        short = any(stem(name) == name for one in shares for name in one.names)
        alone = not any(speaks_beside(one.beside, "") for one in shares)
        return Unsettled() if alone and short and any(one.stays for one in shares) else None
    read = _Reader(message, lexicon, calendar)
    meant = _narrowed(asks, shares, plea, read)
    only = _only(meant[0], shares, known, read) if len(meant) == 1 else ()
    return _moved(meant[0], only, normal) if only else Unsettled()


@dataclass(frozen=True, slots=True)
class _Reader:
    """What a time says to who was told another one before."""

    message: Message
    lexicon: Lexicon
    calendar: WorkCalendar

    def at(self, when: str, one: _Open) -> datetime | None:
        words = f"改到{when}" if one.held else f"推迟到{when}前"
        times = read_times(
            normalise(words),
            self.message.sent_at,
            self.calendar,
            self.lexicon.clock,
            anchor=one.times,
            model=self.lexicon.times,
        )
        return times.deadline or times.starts_at


def _units_of(before: Sequence[Earlier]) -> list[str]:
    """The units that a thread knows by name: who is asked in it, and who speaks."""
    found: dict[str, None] = {}
    for one in before:
        found |= dict.fromkeys(filter(None, [unit_of(one.message.sender)]))
        if one.reading.what is What.NOTICE:
            found |= dict.fromkeys(_named(normalise(one.message.text[:_READ]).text))
    return list(found)


def _named(told: str) -> list[str]:
    named = re.findall(NAME, told)
    late = laggards_in(told)
    return [*named, *(late.split(_AND) if late else ()), *short_rows(told)]


def _asked_by(message: Message, body: str | None, before: Sequence[Earlier]) -> list[_Open]:
    """What the sender, or their body, asked, as their own words have left it since."""
    found: dict[tuple[int | str, int], _Open] = {}
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


def _heard(known: _Open | None, one: Earlier, ask: Ask, root: Earlier, where: int) -> _Open | None:
    """An ask after one more message that speaks of it; None where it has no time yet."""
    held = ask.base_kind in HELD or not ask.times.deadline
    due = ask.times.starts_at if held else ask.times.deadline
    told, parts = normalise(one.message.text[:_READ]).text, ask.times.due_for
    said = frozenset({one.message.number})
    if known:
        told, said = f"{known.told},{told}", known.said | said
        # Some are due at another time: the others still are as before.
        some = due is None or bool(ask.times.only_for)
        due, held = (known.at, known.held) if some else (due, held)
        parts = (*known.parts, *ask.times.only_for) if some else parts
    if due is None:
        return None
    return _Open(
        earlier=root, place=where, ask=root.reading.asks[where], told=told, at=due, held=held,
        last=one.message.sent_at, parts=parts, said=said,
    )  # fmt: skip


def _replied_to(
    message: Message, before: Sequence[Earlier], asked: Sequence[_Open]
) -> Sequence[_Open]:
    """Those of which the notice speaks that a message replies to; all where it replies to none."""
    if message.reply_to is None:
        return asked
    told = replied_to(message, before)
    if told is None or told.reading.what is What.NOTICE:
        return [one for one in asked if message.reply_to in one.said]
    return asked


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


def _may_be_of(one: _Open, shares: Sequence[Share], message: Message) -> bool:
    """Whether an ask is asked of those who are named, and speaks of all that is said."""
    names = [name for share in shares for name in share.names]
    known = [stem(name) in one.told for name in names]
    if not all(known) and not is_for_all(one.told) and (any(known) or _named(one.told)):
        return False
    if any(not share.names for share in shares) and not _has_others(one, names):
        return False
    who = f"{one.told}{one.ask.title}{message.sender}"
    return not any(speaks_beside(share.beside, who) for share in shares)


def _has_others(one: _Open, names: Sequence[str]) -> bool:
    """Whether an ask is asked of any beside those who are named."""
    others = {stem(unit) for unit in _named(one.told)} - {stem(name) for name in names}
    return bool(others) or is_for_all(one.told) or not _named(one.told)


def _narrowed(
    asks: Sequence[_Open],
    shares: Sequence[Share],
    plea: Earlier | None,
    read: _Reader,
) -> Sequence[_Open]:
    """Those of several asks of which more is said; all of them where nothing tells, and none where
    others than any of these keep their time.
    """
    stay = [one.when for one in shares if one.stays and re.search(r"\d", one.when)]
    asks = [one for one in asks if all(_keeps(one, when, read) for when in stay)]
    if len(asks) < 2:
        return asks
    said = normalise(plea.message.text[:_READ]).text if plea else ""
    words = f"{said},{''.join(one.beside for one in shares)}"
    things = named_in(words)
    asks = [one for one in asks if things and _holds(one, things)] or asks
    names = [stem(name) for share in shares for name in share.names]
    asks = [one for one in asks if all(name in one.told for name in names)] or asks
    given = {found.group() for share in shares for found in _OLD.finditer(share.when)}
    old = [found for found in _OLD.finditer(said) if found.group() not in given]
    timed = [one for one in asks if any(_is_at(one.at, *found.groups()) for found in old)]
    asks = timed or asks
    since = plea.message.sent_at if plea else None
    just = [one for one in asks if since and since - one.last <= _JUST]
    return just if len(just) == 1 else asks


def _holds(one: _Open, things: tuple[Named, ...]) -> bool:
    """Whether an ask is of one of the ``things``."""
    told = terms(words_of(one.earlier, one.place))
    return fits(holds(told, one.ask.base_kind, things))


def _keeps(one: _Open, when: str, read: _Reader) -> bool:
    """Whether ``when`` is the time of an ask, or of some who are asked, as it is by now."""
    at = read.at(when, one)
    clock = _CLOCK.search(when)
    told = {one.at, *(part.at for part in one.parts)}
    return at is not None and any(at == old if clock else at.date() == old.date() for old in told)


def _is_at(at: datetime, number: str, unit: str) -> bool:
    return int(number) in ((at.day,) if unit in "日号" else (at.hour, at.hour % 12))


def _only(
    one: _Open, shares: Sequence[Share], known: Sequence[str], read: _Reader
) -> tuple[DueFor, ...]:
    """Who is due, or comes, when; () where a time cannot be read, or moves nobody that is known."""
    only: list[DueFor] = []
    for share in shares:
        if not share.when:
            continue
        at = read.at(share.when, one)
        if at is None or at <= read.message.sent_at:
            return ()
        if share.names:
            only.append(DueFor(whose=_AND.join(_whole(share.names, one, known)), at=at))
        elif at != one.at:
            only.append(DueFor(whose="其他", at=at))
    return tuple(only) if one.parts or any(due.at != one.at for due in only) else ()


def _whole(names: Sequence[str], one: _Open, known: Sequence[str]) -> Iterable[str]:
    """The units by the names that the ask has for them, else the thread."""
    asked = _named(one.told)
    for name in names:
        alike = [unit for unit in (*asked, *known) if stem(unit) == stem(name)]
        yield next((unit for unit in alike if unit != stem(unit)), name)


def _moved(one: _Open, only: Sequence[DueFor], normal: Normal) -> Agreed:
    first = min((due.at for due in only if due.at != one.at), default=one.at)
    start, end = normal.origin[0], normal.origin[-1]
    evidence = Evidence(start=start, end=end, text=normal.text)
    told = Times(only_for=tuple(only))
    if one.held:
        times = replace(told, starts_at=first, starts_evidence=evidence)
    else:
        times = replace(told, deadline=first, deadline_evidence=evidence)
    return Agreed(earlier=one.earlier, place=one.place, times=times)
