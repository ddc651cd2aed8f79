"""Atoms joined into candidates: one candidate per moment or window that a text names."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.reading.deadline.atoms import Atom, Say, Sort


class Mark(StrEnum):
    """How a text ties a candidate to what is asked."""

    NONE = "none"
    BEFORE = "before"
    WITHIN = "within"
    BY = "by"  # 截止, 最迟, 为限, 到…为止
    AFTER = "after"
    SINCE = "since"
    AGO = "ago"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A moment as far as its words say; ``start:end`` in the normalised text, marks included.

    ``until`` is the second half of a range, ``more`` the other members of a list.
    """

    start: int
    end: int
    day: Say | None = None
    clock: Say | None = None
    part: str = ""
    every: Say | None = None
    other: Say | None = None  # a duration, a shift, an event-relative time, a scope
    mark: Mark = Mark.NONE
    until: "Candidate | None" = None
    more: "tuple[Candidate, ...]" = ()
    delta: int = 0  # days to add: 元宵节前一天


_GLUE = re.compile(
    r"\s{0,2}(?:\)?\s?[的之,]?\s?(?:也就是|就是|即)|\(\s?(?:也就是|就是|即|本)?|\)?\s?的?|(?:之|以)?前\(以?|(?<=.)前,?(?=$))\s?"
)
_RANGE = re.compile(r"\s?起?(?:[-—–~]{1,2}|至|到)\s?(?=.|$)")
_LIST = re.compile(r"\s?(?:[、和及与/]|以及)?\s?")
_AFTER = re.compile(
    r"[)\s]{0,2}[”\"』」]?(?:"
    r"(?P<between>之间)|(?P<before>之前|以前|前(?![后往期半]|来(?:开会|参|集合|听|培训|学习)))"
    r"|(?P<within>之内|以内|内(?!容|部|外|涝|务|控))"
    r"|(?P<by>(?:这个?)?(?:时间)?就?(?:(?:为|是|就是|即为)最[后终]|最后一[天日]|最[后终](?=期限|时限|截止|时间|提交|一刻)|截止|截稿|截单|截停|报名截止|提交截止|关门|关闭|封账|封网|为止|为限|为期限|到期|收齐|收单|收口|停止|不再|逾期|过时|过期|死线|关系统|系统关|清零|锁定|锁库|止))"
    r"|(?P<after>之后|以后|过后|后(?!续|勤|台))"
    r"|(?P<since>(?:起|开始|以来|始)(?!床|草|诉|火|到|码|点|重))"
    r")?"
)
_LEAD = re.compile(
    r"(?:(?P<by>截至|截止(?:时间|日期|到|至|于|为|是|:)*|最晚|最迟|不得?[晚迟]于|赶在|务必[在于]?|须于|限于?|不得?超过|期限[:为是到至]*|"
    r"死线[:是]?|ddl[:是]?|DDL[:是]?|deadline[:是]?|(?<![迟达得报来改期长后前延限])到|时限[:为是]*)"
    r"|(?P<within>给(?:大家|你们|各村|你)?|(?:还|只)?剩(?:最后)?|还有|倒计时:?|只有|限时?|限期|再给)"
    r"|(?P<since>自|从))\s?(?:在|于|是|为|:)?\s?$"
)
_CLOSED = re.compile(r"[,。;!?\n)吧啊哈哦哟]|$|为止|截")
# 三天时间, 三个工作日完成; but 用了三天完成.
_ALLOWED = re.compile("的?(?:时间|期限|完成|反馈|办结|答复|整改|销号|到位|交)")
_USED = re.compile("[用仅共时续]了?$")
_RANK = {
    "ymd": 9, "relative": 8, "lunar": 6, "festival": 6, "day_of_month": 5, "month_part": 5,
    "part_of_this_month": 5, "weekday": 4, "every_weekday": 9, "same": 1,
}  # fmt: skip


def candidates(text: str, atoms: list[Atom]) -> list[Candidate]:
    """The candidates of ``text`` in order: chained, marked, ranges and lists joined."""
    built = [_weekdays(text, _build(text, chain)) for chain in _chains(text, atoms)]
    return _join(text, built)


def _chains(text: str, atoms: list[Atom]) -> list[list[Atom]]:
    chains: list[list[Atom]] = []
    for atom in atoms:
        if chains and len(chains[-1]) < _MOST_JOINED and _continues(text, chains[-1], atom):
            chains[-1].append(atom)
        else:
            chains.append([atom])
    return chains


# Longer chains and lists than people write are not joined, so that time stays linear.
_MOST_JOINED = 8
_ALONE = (Sort.SPAN, Sort.SHIFT, Sort.EVENT, Sort.SCOPE)


def _continues(text: str, chain: list[Atom], atom: Atom) -> bool:
    last = chain[-1]
    if text[last.end : atom.start] == "," and atom.sort in (Sort.CLOCK, Sort.PART):
        return last.sort is Sort.DAY or last.say.name == "start_of_work"
    if atom.start - last.end > 8 or not _GLUE.fullmatch(text, last.end, atom.start):
        return False
    if atom.sort in _ALONE or last.sort in _ALONE or atom.sort is Sort.EVERY:
        return False
    gap = text[last.end : atom.start]
    named = "(" in gap or "就是" in gap or "即" in gap
    if atom.sort is last.sort is Sort.DAY and atom.say.name == last.say.name and not named:
        return False  # 25号26号
    sorts = {part.sort for part in chain}
    if atom.sort is Sort.CLOCK and Sort.CLOCK in sorts:
        return named or atom.say.name != "clock"
    if Sort.CLOCK in sorts and not named:
        return False
    if atom.sort is Sort.DAY and atom.say.name == "relative" and not named:
        return last.sort is not Sort.DAY
    return True


def _build(text: str, chain: list[Atom]) -> Candidate:
    day = clock = every = other = None
    part, delta = "", 0
    for atom in chain:
        say = atom.say
        if atom.sort is Sort.DAY or atom.sort is Sort.BREAK:
            if say.name == "every_weekday":
                every = say
            elif say.name == "same" and day is not None:
                delta = say.offset or 0
            elif day is None or _RANK.get(say.name, 7) > _RANK.get(day.name, 7):
                day = say
        elif atom.sort is Sort.CLOCK:
            clock = say if clock is None or clock.name != "clock" else clock
        elif atom.sort is Sort.PART:
            part = part if part and say.word == "凌晨" else say.word
        elif atom.sort is Sort.EVERY:
            every = say
            part = say.word if say.word in ("早", "晚") else part
        else:
            other = say
    start, end = chain[0].start, chain[-1].end
    mark, end = _mark(text, start, end, chain)
    if mark is Mark.NONE and "前(" in text[start:end]:
        mark = Mark.BEFORE  # 下班前(17:30)
    return Candidate(
        start=start, end=end, day=day, clock=clock, part=part, every=every, other=other, mark=mark,
        delta=delta,
    )  # fmt: skip


def _mark(text: str, start: int, end: int, chain: list[Atom]) -> tuple[Mark, int]:
    """The mark of a chain, and its end with the mark's words."""
    after = _AFTER.match(text, end, end + 12)
    if after and after.lastgroup:
        mark = Mark(after.lastgroup)
        if mark is Mark.BY and chain[0].sort is Sort.SPAN:
            mark = Mark.WITHIN
        if mark is Mark.BEFORE and chain[0].sort is Sort.SPAN:
            mark = Mark.AGO
        if mark is Mark.SINCE and "以来" in after[0]:
            mark = Mark.AGO
        return mark, after.end()
    if text[end : end + 1] == ")" and "(" in text[start:end]:
        end += 1
    lead = _LEAD.search(text, max(0, start - 9), start)
    if lead and lead.lastgroup:
        mark = Mark(lead.lastgroup)
        if mark is Mark.BY and chain[0].sort is Sort.SPAN:
            mark = Mark.NONE if "超过" in lead[0] else Mark.WITHIN
        if lead[0].strip() == "到" and not _CLOSED.match(text, end):
            return Mark.NONE, end
        if mark is Mark.WITHIN and chain[0].sort is not Sort.SPAN:
            mark = Mark.BY if lead[0].startswith("限") else Mark.NONE
        return mark, end
    if chain[0].sort is Sort.SPAN and _ALLOWED.match(text, end):
        used = _USED.search(text, max(0, start - 3), start)
        return (Mark.NONE if used else Mark.WITHIN), end
    return Mark.NONE, end


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
        if last and _completes(text, last, candidate):
            joined[-1] = replace(
                last, end=candidate.end, clock=candidate.clock, part=candidate.part,
                mark=candidate.mark,
            )  # fmt: skip
            continue
        hours = last and last.until and not candidate.day and candidate.clock
        if last and last.until and hours and _RANGE.fullmatch(text, last.end, candidate.start):
            until = replace(last.until, clock=candidate.clock)
            joined[-1] = replace(last, end=candidate.end, until=until)
            continue
        joined.append(candidate)
    return joined


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


def _joinable(one: Candidate, two: Candidate) -> bool:
    if one.mark not in (Mark.NONE, Mark.SINCE, Mark.BY) or two.every:
        return False
    timed = bool((one.day or one.clock or one.part) and (two.day or two.clock or two.part))
    return timed or bool(one.every and two.day)


def _alike(one: Candidate, two: Candidate) -> bool:
    if len(one.more) >= _MOST_JOINED:
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
