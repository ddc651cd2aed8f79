"""Candidates joined: ranges, lists, afterthoughts, and holidays named before."""

import re
from dataclasses import replace

from bot.reading.deadline.atoms import Atom, Say
from bot.reading.deadline.candidates import MOST_JOINED, Candidate, Mark, build

_RANGE = re.compile(r"\s?起?(?:[-—–~]{1,2}|至|到)\s?(?=.|$)")
_LIST = re.compile(r"\s?(?:[、和及与/]|以及)?\s?(?:,?下半个?月的?)?")


def candidates(text: str, atoms: list[Atom]) -> list[Candidate]:
    """The candidates of ``text`` in order: one per moment or window that it names."""
    built = [_weekdays(text, one) for one in build(text, atoms)]
    return _join(text, _name_breaks(built))


def _name_breaks(built: list[Candidate]) -> list[Candidate]:
    """儿童节…,节后第一天: 节 is the feast that the text named last, 周二 the one of 下周二, 这周的
    the weekday of what recurs weekly.
    """
    feast, month, weekly, monthly = "", None, "", None
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
        if one.every and one.every.name == "every_weekday" and one.every.count in (None, 1):
            weekly = one.every.word
        elif one.every and one.every.word == "月" and one.day and one.day.name == "day_of_month":
            monthly = one.day
        elif monthly and _is_that_month(one) and one.day:
            built[index] = replace(one, day=replace(monthly, offset=one.day.offset))
        elif weekly and _is_that_week(one) and one.day:
            built[index] = replace(one, day=replace(one.day, name="weekday", word=weekly))
        if one.day and one.day.name == "festival":
            feast = one.day.word
        elif feast and one.day and one.day.name == "after_break" and not one.day.word:
            built[index] = replace(one, day=replace(one.day, word=feast))
    return built


def _is_that_week(one: Candidate) -> bool:
    """每周二报,这周的下午2点前: a week with an hour is one day of it."""
    timed = one.clock is not None or bool(one.part)
    return timed and one.day is not None and one.day.name == "week" and one.day.offset is not None


def _is_that_month(one: Candidate) -> bool:
    """每月5日报,这个月的下午3点前."""
    timed = one.clock is not None or bool(one.part)
    whole = one.day is not None and one.day.name == "part_of_this_month" and not one.day.word
    return timed and whole and one.day is not None and one.day.offset is not None


def _join(text: str, found: list[Candidate]) -> list[Candidate]:
    joined: list[Candidate] = []
    for candidate in found:
        one = _joined(text, joined[-1], candidate) if joined else None
        index = None if one else _meant_by_all(text, joined, candidate)
        if one:
            joined[-1] = one
        elif index is not None:
            joined[index] = _timed(joined[index], candidate)
        else:
            joined.append(candidate)
    return joined


def _joined(text: str, last: Candidate, candidate: Candidate) -> Candidate | None:
    """``last`` with what ``candidate``, the next one, adds to it; None when they stay apart."""
    ranged = _RANGE.fullmatch(text, last.end, candidate.start)
    if last.until is None and candidate.start - last.end <= 4:
        if ranged and _joinable(last, candidate):
            return _range(text, last, candidate)
        if _LIST.fullmatch(text, last.end, candidate.start) and _alike(last, candidate):
            return _spread(text, _list(last, candidate))
    if last.until and candidate.start == last.end and _is_span(candidate):
        return replace(last, end=candidate.end)  # 3号到5号三天之内
    if _completes(text, last, candidate):
        return replace(_timed(last, candidate), end=candidate.end, mark=candidate.mark)
    if weekdays := _weekdays_of(last, candidate):
        every = Say("every_weekday", count=1, word=weekdays)
        return replace(candidate, start=last.start, every=every)
    if last.every and _each(text, last, candidate):
        return replace(last, end=candidate.end, more=(*last.more, candidate))
    if told := _told_later(text, last, candidate):
        return told
    if last.until and not candidate.day and candidate.clock and ranged:
        return replace(last, end=candidate.end, until=replace(last.until, clock=candidate.clock))
    return None


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


_FOR_ALL = re.compile("(?:都|均|一律)(?:是|在|为)?$")
_NEAR = 4


def _meant_by_all(text: str, joined: list[Candidate], clock: Candidate) -> int | None:
    """每三天报,上次是15号,都是下午四点前: the place of what the clock belongs to."""
    if not clock.clock or clock.day or clock.every or clock.other or clock.until:
        return None
    if not _FOR_ALL.search(text, max(0, clock.start - _NEAR), clock.start):
        return None
    for index in range(len(joined) - 1, max(-1, len(joined) - 1 - _NEAR), -1):
        one = joined[index]
        if re.search(r"[。;!?\n]", text[one.end : clock.start]):
            return None
        if (one.every or one.more) and not (one.clock or one.part):
            return index
    return None


def _weekdays_of(days: Candidate, daily: Candidate) -> str:
    """周一到周五每天16:30前, 双休日每天9点前: the weekdays of any week that are meant."""
    every = daily.every is not None and daily.every.word in ("天", "日")
    named = [one.day for one in (days, days.until) if one and one.day]
    if not every or daily.day or days.every or daily.start - days.end > 1:
        return ""
    if not named or any(day.offset is not None for day in named):
        return ""
    if [day.name for day in named] == ["weekday", "weekday"]:
        return "".join(map(str, range(int(named[0].word[0]), int(named[1].word[0]) + 1)))
    return "56" if named[0].name == "weekend" else ""


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
    if one.every and two.day and not (one.clock or one.part):
        one = replace(one, clock=two.clock, part=two.part)  # 每周一至周五早上九点前
    return replace(one, end=two.end, mark=mark, until=_inherit(one, replace(two, mark=mark)))


def _list(one: Candidate, two: Candidate) -> Candidate:
    last = one.more[-1] if one.more else one
    two = _inherit(last, two)
    mark = two.mark if two.mark is not Mark.NONE else one.mark
    if (two.clock or two.part) and not (last.clock or last.part):
        one = _timed(one, two)
    return replace(one, end=two.end, mark=mark, more=(*one.more, replace(two, mark=mark)))


def _timed(days: Candidate, clock: Candidate) -> Candidate:
    """5号、15号、25号中午前: the clock holds for all days of the list that name none."""
    first, *more = (
        one if one.clock or one.part else replace(one, clock=clock.clock, part=clock.part)
        for one in (days, *days.more)
    )
    return replace(first, more=tuple(more))
