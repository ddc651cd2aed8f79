"""Several things that one message changes, each in its own clause: 名单提前到16日,台账不用报了."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from bot.domain.calendar import WorkCalendar
from bot.domain.lexicon import Lexicon
from bot.domain.message import Message
from bot.domain.reading import Ask, DueFor, Earlier, Kind, Reading, Relation, Times, What
from bot.reading.asks.listed import in_a_row, listed, named_of, of_title
from bot.reading.deadline import read_times
from bot.reading.kinds.kind import MOVE
from bot.reading.normalise import Normal, normalise
from bot.reading.terms import terms
from bot.reading.thread.event_moved import of_its_start
from bot.reading.thread.memory import said_before
from bot.reading.thread.objects import STAYS, named_in
from bot.reading.thread.parts_off import dropped_or_spared, part_of, tellable
from bot.reading.thread.pointing import target_of, which_ask
from bot.reading.thread.subject import speaks_beside, words_of
from bot.reading.thread.taking_back import stops

_LONGEST, _MOST = 90, 5
_CLAUSE = re.compile("[^,。;!\n]+")
_MOVES = re.compile(
    "(?=[上下以刚原变口地宽延得恢换推提改放数时更有版笔纠缓表要调重降顺须])(?:"
    f"{MOVE.pattern}|提前|延|推迟|缓到"
    ")"
)
_AND, _TOGETHER = re.compile("[和、及与]"), re.compile("都|均|一[并起律]|统一")
_ASKS = re.compile("[?吗呢]|能不能|能否|可不可以|希望|建议|申请")


class Changed(NamedTuple):
    """A ``clause`` of ``text[start:end]`` that changes the ``place``th ask of an earlier notice, or
    calls it off.
    """

    start: int
    end: int
    clause: str
    earlier: Earlier
    place: int
    off: bool

    @property
    def asked(self) -> Ask:
        """The ask as it was."""
        return self.earlier.reading.asks[self.place]


def several_changed(
    message: Message,
    normal: Normal,
    before: Sequence[Earlier],
    lexicon: Lexicon,
    calendar: WorkCalendar,
) -> Reading | None:
    """The reading of a short message that changes two things at least that its sender asked, each
    named by itself; None where any of them is not known for sure.

    Papers of one ask are due apart; of several asks each is changed, and told by its own relation.
    """
    found = _found(message, normal.text, before)
    told = [_times_of(one, normal, message, lexicon, calendar) for one in found]
    if not found or any(not (one.off or at) for one, (at, _) in zip(found, told, strict=True)):
        return None
    each = {(one.earlier.message.number, one.place) for one in found}
    asks = [_changed(one, times) for one, (_, times) in zip(found, told, strict=True)]
    if len(each) == 1 < len(found):
        asks = _of_papers(found, asks)
    elif len(each) < len(found):
        return None
    first = found[0]
    relation = Relation.CANCEL if first.off else Relation.UPDATE
    if not asks:
        return None
    if len(found) == 1:
        # 排查表延到16日,城关镇不用报: some are let off beside.
        asks = [replace(asks[0], spared=tellable(dropped_or_spared(normal.text) or ""))]
    return Reading(
        what=What.NOTICE,
        asks=tuple(asks),
        relation=relation,
        refers_to=first.earlier.message.number,
        refers_ask=first.place,
        terms=terms(normal.text),
        lexicon_version=lexicon.version,
    )


def _found(message: Message, text: str, before: Sequence[Earlier]) -> list[Changed]:
    before = said_before(message, before)
    if not before or len(text) > _LONGEST or _ASKS.search(text):
        return []
    if not message.sender:
        return []
    clauses = [(clause, _calls_off(clause[0])) for clause in _CLAUSE.finditer(text)]
    if all(off is None for _, off in clauses):
        return []
    found: list[Changed] = []
    many = 0
    for clause, off in clauses:
        said = clause[0]
        if off is None:
            many += _is_of_another(message, said, text, before)
            continue
        for name in _names_in(said):
            target = target_of(message, name, before, loose=False) if named_in(name) else None
            many += 1
            if off and target is None:
                continue  # 五保名单不用报了: what was asked elsewhere
            if target is None or not target.reading.asks:
                return []
            if target.message.sender != message.sender:
                continue  # what another asked is not theirs to change beside their own
            place = which_ask(target, name)
            if off and not _is_whole(name, target, place):
                continue  # 大湾村名单不用报了: what was asked stays as it was
            found.append(Changed(clause.start(), clause.end(), name, target, place, off))
    return found if 2 <= many <= _MOST else []


def _calls_off(clause: str) -> bool | None:
    """Whether a clause calls off what it names; None where it does not change it either."""
    if STAYS.search(clause):
        return None
    off = stops(clause)
    return off if off or _MOVES.search(clause) else None


def _is_of_another(message: Message, clause: str, text: str, before: Sequence[Earlier]) -> bool:
    """五保台账系统没弄好,低保名单推迟到17号: whether a clause names what the others do not move."""
    if STAYS.search(clause) or not named_in(clause):
        return False
    rest = text.replace(clause, "")
    told = target_of(message, clause, before, loose=False)
    moved = target_of(message, rest, before, loose=False) if named_in(rest) else None
    return bool(told and moved) and told is not moved


_OF_BEFORE = re.compile("[上去前昨][周月次年天回批]")


def _names_in(clause: str) -> list[str]:
    """花名册和鉴定表都提前: each of several things that a clause moves together; else all of it."""
    parts = _AND.split(clause) if _TOGETHER.search(clause) else []
    return parts if len(parts) > 1 and all(map(named_in, parts)) else [clause]


def _is_whole(said: str, target: Earlier, place: int) -> bool:
    """Whether it is the whole ask that is called off, and not 名单里死亡的 or 上周的名单."""
    if _OF_BEFORE.search(said) or speaks_beside(said, words_of(target, place)):
        return False
    return part_of(target, place, said) is None


def _times_of(
    one: Changed, normal: Normal, message: Message, lexicon: Lexicon, calendar: WorkCalendar
) -> tuple[datetime | None, Times]:
    clock, asked = lexicon.clock, one.asked.times
    said = normal.text[one.start : one.end]
    # By itself: the day of what is named before it is not its own.
    times = read_times(
        normalise(said), message.sent_at, calendar, clock, anchor=asked, model=lexicon.times
    )
    at = normal.origin[one.start], normal.origin[one.end - 1] + 1
    due, starts = (
        found and replace(found, start=at[0], end=at[1], text=said)
        for found in (times.deadline_evidence, times.starts_evidence)
    )
    times = replace(times, deadline_evidence=due, starts_evidence=starts)
    times = of_its_start(times, one.asked.base_kind, asked.starts_at, one.clause)
    return times.deadline or times.starts_at, times


def _changed(one: Changed, times: Times) -> Ask:
    asked = one.asked
    return Ask(
        kind=Kind.CHANGE,
        subject_kind=asked.base_kind,
        title=asked.title,
        times=Times() if one.off else times,
        issuer=asked.issuer,
        passed_on_by=asked.passed_on_by,
        relation=Relation.CANCEL if one.off else Relation.UPDATE,
    )


def _of_papers(found: Sequence[Changed], asks: Sequence[Ask]) -> list[Ask]:
    """One ask of several papers, each of which is due at a time of its own; [] where they are none
    of its papers.
    """
    title, core = found[0].asked.title, normalise(found[0].earlier.message.text).text
    papers = of_title(title) or listed(core) or in_a_row(core)
    only: list[DueFor] = []
    for one, ask in zip(found, asks, strict=True):
        named, at = named_of(papers, one.clause), ask.times.deadline
        if len(named) != 1 or at is None:
            return []
        only.append(DueFor(whose=named[0], at=at))
    if len({one.at for one in only}) < 2:
        return []
    first = min(zip(only, asks, strict=True), key=lambda pair: pair[0].at)[1]
    return [replace(first, times=replace(first.times, only_for=tuple(only)))]
