"""Candidates joined: ranges, lists, afterthoughts, and holidays named before."""

import re
from dataclasses import replace

from bot.reading.deadline.atoms import Atom, Say
from bot.reading.deadline.candidates import MOST_JOINED, Candidate, Mark, build

_RANGE = re.compile(r"\s?起?(?:[-—–~]{1,2}|至|到)\s?(?=.|$)")
_LIST = re.compile(r"\s?(?:[、和及与/]|以及)?\s?")


def candidates(text: str, atoms: list[Atom]) -> list[Candidate]:
    """The candidates of ``text`` in order: one per moment or window that it names."""
    built = [_weekdays(text, one) for one in build(text, atoms)]
    return _join(text, _name_breaks(built))


def _name_breaks(built: list[Candidate]) -> list[Candidate]:
    """儿童节…,节后第一天: 节 is the feast that the text named last, 周二 the one of 下周二."""
    feast, month = "", None
    weekdays: dict[str, Say] = {}
    for index, one in enumerate(built):
        if one.day and one.day.name == "lunar":
            month = one.day.month
        elif month and one.day and one.day.word == "lunar":
            built[index] = replace(one, day=replace(one.day, name="lunar", month=month))
        if one.day and one.day.name == "weekday":
            if one.day.offset:
                weekdays |= {one.day.word: one.day} if one.day.offset > 0 else {}
            elif one.day.offset is None and one.day.word in weekdays:  # 下周二九点…,周二之前
                built[index] = replace(one, day=weekdays[one.day.word])
        if one.day and one.day.name == "festival":
            feast = one.day.word
        elif feast and one.day and one.day.name == "after_break" and not one.day.word:
            built[index] = replace(one, day=replace(one.day, word=feast))
    return built


def _join(text: str, found: list[Candidate]) -> list[Candidate]:
    joined: list[Candidate] = []
    for candidate in found:
        last = joined[-1] if joined else None
        if last and last.until is None and candidate.start - last.end <= 4:
            if _joinable(last, candidate) and _RANGE.fullmatch(text, last.end, candidate.start):
                joined[-1] = _range(text, last, candidate)
                continue
            if _LIST.fullmatch(text, last.end, candidate.start) and _alike(last, candidate):
                joined[-1] = _spread(text, _list(last, candidate))
                continue
        if last and last.until and candidate.start == last.end and _is_span(candidate):
            joined[-1] = replace(last, end=candidate.end)  # 3号到5号三天之内
            continue
        if last and _completes(text, last, candidate):
            joined[-1] = replace(
                last, end=candidate.end, clock=candidate.clock, part=candidate.part,
                mark=candidate.mark,
            )  # fmt: skip
            continue
        if last and last.every and _each(text, last, candidate):
            joined[-1] = replace(last, end=candidate.end, more=(*last.more, candidate))
            continue
        if last and (told := _told_later(text, last, candidate)):
            joined[-1] = told
            continue
        hours = last and last.until and not candidate.day and candidate.clock
        if last and last.until and hours and _RANGE.fullmatch(text, last.end, candidate.start):
            until = replace(last.until, clock=candidate.clock)
            joined[-1] = replace(last, end=candidate.end, until=until)
            continue
        joined.append(candidate)
    return joined


def _is_span(one: Candidate) -> bool:
    return one.mark is Mark.WITHIN and one.other is not None and one.other.name == "span"


def _completes(text: str, every: Candidate, clock: Candidate) -> bool:
    """每天报两次,上午10点下午4点前: a clock soon after a recurrence that names none."""
    daily = clock.every is not None and clock.every.word in ("天", "日")
    if daily and every.until and every.every and not every.clock and clock.start - every.end <= 1:
        return bool(clock.clock)  # 每周一至周五每天17:30前
    timed = every.every is None or every.clock or every.part or every.until
    if timed or clock.day or clock.every or clock.other or not clock.clock or clock.until:
        return False
    gap = text[every.end : clock.start]
    return len(gap) <= 12 and not re.search(r"[。;!?\n]", gap)


_EACH = re.compile("[一各]?[次报]?[,、]")


def _each(text: str, every: Candidate, clock: Candidate) -> bool:
    """一天两报,9点一次,17点一次: every clock of the recurrence."""
    timed = every.clock and clock.clock and not (every.until or clock.until)
    if not timed or clock.day or clock.every or clock.other or len(every.more) >= MOST_JOINED:
        return False
    return bool(_EACH.fullmatch(text, every.end, clock.start))


_SAID_SO = re.compile("[^。;!?\\n]{0,12}?[按以]")
_COUNTS = re.compile("算|为准|计(?![划算])")
_GAP = re.compile("[^。;!?\\n]{0,14}[,(]")
_END_OF_CLAUSE = re.compile("的?[哈啊吧哦呀]?(?:[,。;!?)\\n]|$)")


def _told_later(text: str, last: Candidate, candidate: Candidate) -> Candidate | None:
    """9点前交,明天; 放学前交,放学按16:40算: day or clock as an afterthought."""
    if last.every or last.until or last.other or candidate.other or candidate.mark is not Mark.NONE:
        return None
    named = last.clock and last.clock.name != "clock"
    if named and candidate.clock and not candidate.day:
        said = _SAID_SO.fullmatch(text, last.end, candidate.start)
        if said and _COUNTS.match(text, candidate.end):
            return replace(last, clock=candidate.clock, part=candidate.part)
    alone = _GAP.fullmatch(text, last.end, candidate.start)
    if candidate.until or not alone or not _END_OF_CLAUSE.match(text, candidate.end):
        return None
    if last.day and not (last.clock or last.part or candidate.day or candidate.clock):
        return replace(last, part=candidate.part)  # 初八收心会照开,上午
    if last.day or not last.clock or not candidate.day or candidate.clock:
        return None
    return replace(last, day=candidate.day, part=last.part or candidate.part)


def _joinable(one: Candidate, two: Candidate) -> bool:
    if one.mark not in (Mark.NONE, Mark.SINCE, Mark.BY) or two.every:
        return False
    timed = bool((one.day or one.clock or one.part) and (two.day or two.clock or two.part))
    return timed or bool(one.every and two.day)


def _alike(one: Candidate, two: Candidate) -> bool:
    if len(one.more) >= MOST_JOINED:
        return False
    if two.other or one.other or two.every or one.mark not in (Mark.NONE, Mark.BEFORE, Mark.BY):
        return False
    days = bool(one.day or one.every) and bool(two.day)
    return days or (bool(one.clock) and bool(two.clock) and not two.day)


_SPREAD = re.compile("这?[两二三四2-4][天日](?!内|之)")


def _spread(text: str, days: Candidate) -> Candidate:
    """25号26号两天: a window more than two moments."""
    if days.every or days.clock or not _SPREAD.match(text, days.end):
        return days
    return replace(days, until=days.more[-1])


def _weekdays(text: str, days: Candidate) -> Candidate:
    """周四、周五两天 is a window too."""
    say = days.day
    several = say is not None and say.name == "weekday" and len(say.word) > 1
    if not (several and say and _SPREAD.match(text, days.end)):
        return days
    until = replace(days, day=replace(say, word=say.word[-1]))
    return replace(days, day=replace(say, word=say.word[0]), until=until)


def _inherit(one: Candidate, two: Candidate) -> Candidate:
    """``two`` with what it leaves unsaid taken from ``one``."""
    day, part = two.day, two.part
    if day is None:
        day = one.day
    elif (day.name == "day_of_month" and one.day and one.day.month and day.offset is None) or (
        day.name == "day_of_month" and one.day and one.day.name == "day_of_month"
    ):
        day = replace(one.day, day=day.day)
    elif day.name == "weekday" and one.day and one.day.name == "weekday" and day.offset is None:
        day = replace(one.day, word=day.word)
    if two.clock and not part and one.clock:
        part = one.part
    return replace(two, day=day, part=part)


def _range(text: str, one: Candidate, two: Candidate) -> Candidate:
    """从周一到周五: this 到 binds the halves, it sets no deadline."""
    bound = two.mark is Mark.BY and text[two.start - 1] == "到" and text[two.end - 1] not in "止限"
    mark = Mark.NONE if bound else two.mark
    return replace(one, end=two.end, mark=mark, until=_inherit(one, replace(two, mark=mark)))


def _list(one: Candidate, two: Candidate) -> Candidate:
    last = one.more[-1] if one.more else one
    two = _inherit(last, two)
    first = one
    if two.clock and not one.clock and not one.part:
        first = replace(one, clock=two.clock, part=two.part)
    mark = two.mark if two.mark is not Mark.NONE else one.mark
    return replace(first, end=two.end, mark=mark, more=(*one.more, replace(two, mark=mark)))
