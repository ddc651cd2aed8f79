"""Deadlines that differ by whom they are for: 东河村3月13日前报,其他村3月16日前报."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.domain.reading import DueFor
from bot.reading.deadline.candidates import Mark
from bot.reading.deadline.reads import Read, Role
from bot.reading.deadline.verbs import ASK, EVENT
from bot.reading.redact import redact

_BODY = (
    "(?:村(?:民?委会?|两委)?|社区|居委会|嘎查|街道|办事处|[乡镇]|[站所局]|学校|[小中]学|园|卫生[院室]|企业"
    r"|单位|部门|科室|中心|办(?:公室)?|支部|网格|小区|组|片区)(?:\([一-鿿、]{1,6}\))?"
)
# What joins names is in none but 和平村, so that a list is read in one way only, and in time.
_AND_WORD = "(?:以及|[及与]|和(?![平谐睦顺兴]))"
# 摸底表马鞍村可以…: what is asked stands before whom it is asked of, and is no part of the name.
_PAPER = "同意|允许|[名清]单|材料|报告|方案|总结|情况|数据|照片|资料"
_LETTER = (
    rf"(?:(?![请由让叫报送给把到要我连表册账]|其中|所以|{_AND_WORD}|其[他它余]|{_PAPER})[一-鿿\d])"
)
REST = "(?:其[他它余]|剩余|剩下|余下|别)的?(?:各|几个|所有|全部)?"
_COUNTIES = r"[各每][县区市旗]{1,3}(?:\([一-鿿、]{1,6}\))?(?=[\d于务在请、请应要须]|$)"
_NAMED = rf"(?!{REST}{_BODY}|[交收发传]){_LETTER}{{0,7}}?{_BODY}"
_BODIES = rf"(?:{REST}{_BODY}|{_COUNTIES}|其[他它余]|{_NAMED})"
_AND = rf"(?:\s?(?:[、/]|{_AND_WORD})\s?@?|\s{{0,2}}@)"
_LED = rf"(?:^|(?<=[请由让叫:(\s表册账])|(?<=[前日号午点半]、)|(?<=其中)|(?<={_PAPER}))@?"
_WHO = rf"(?P<who>{_BODIES}(?:{_AND}{_BODIES}){{0,30}})"
# Between whom it is for and the time: 东河村最迟 …, 东河村(….
_GAP = (
    r"(?:[的请要应须需在于则是为限:()\s]|定[在于]|安排[在到于]|放[在到]|"
    "务必|必须|可以|可|统一|一律|最[迟晚]|仍|还){0,4}"
)
_TAIL = f"{_GAP}$"
_BEFORE = re.compile(f"{_LED}{_WHO}{_TAIL}")
# 3月13日前请东河村、西河村报送; 3月16日前:其他村.
_AFTER = re.compile(rf"[:请由]{{0,2}}{_WHO}(?=$|[先要须应需再]?[报交送填传办完提上])")
# 后沟子、西台, where others are 其他村: names whose kind goes without saying; no lists of papers.
_SHORT = rf"(?:(?!\d){_LETTER}){{2,4}}(?<![表单册料账款数据])"
_BY_NAME = re.compile(
    rf"(?:{_LED}(?P<two>{_SHORT}(?:{_AND}{_SHORT}){{1,30}})|(?<=[请@])(?P<one>{_SHORT})){_TAIL}"
)
_OTHERS = re.compile(REST + _BODY)
# 其他村改为 …, 西河村的名册可以推迟到 …; others need nothing that leads to them.
_MOVE = "(?:改[期成]?|延[期长后迟]?|推[迟后]|提前|放[宽缓]|宽[限延]|顺延|缓|调整?)"
_MOVED = re.compile(
    rf"(?:{_LED}{_WHO}|(?P<rest>{REST}{_BODY}))(?:的[一-鿿\d]{{1,14}}?)?(?:时[间限]|期限)?"
    rf"{_GAP}{_MOVE}[为到至在]?$"
)
_DUE = (Role.DEADLINE, Role.WEAK)
_DUE_ANEW = (*_DUE, Role.NEW)


def due_for(reads: Iterable[Read]) -> tuple[DueFor, ...]:
    """Who is due when, in the order told; nothing unless two who are named are due apart."""
    due = [read for read in reads if read.role in _DUE and read.at and not read.candidate.every]
    if len(due) < 2:
        return ()
    told = [_told(read) for read in due]
    if any(whose and _OTHERS.match(whose) for whose in told):
        told = [whose or _named(read) for read, whose in zip(due, told, strict=True)]
    found = [
        DueFor(whose=redact(whose.replace("@", "")), at=read.at)
        for read, whose in zip(due, told, strict=True)
        if whose and read.at
    ]
    apart = len({one.at for one in found}) > 1
    return tuple(found) if apart and len({one.whose for one in found}) == len(found) else ()


def held_for(reads: Iterable[Read]) -> tuple[DueFor, ...]:
    """Who comes when to an event, in the order told; nothing unless two come apart."""
    return _apart([one for one in reads if one.role is Role.EVENT and _is_day_of_some(one)])


def with_days_of_each(reads: Sequence[Read]) -> Sequence[Read]:
    """The reads, where each of several units is told a day of its own: all of them are when it
    comes (老人体检,桐山村16日,石桥社区17日), or hands in where that is asked.
    """
    days = [one for one in reads if _is_day_of_some(one) and (one.role in _HELD or _is_bare(one))]
    told = {_comes(one) for one in days}
    due = [one for one in days if one.role in _DUE]
    if len(days) < 2 or len(told) < len(days):
        return reads
    role, asked = Role.EVENT, days[0].here.sentence_before
    held = any(one.role is Role.EVENT for one in days)
    handed_in = (due and ASK.search(asked)) or (not held and _HANDED_IN.search(asked))
    if len(due) == len(days) and (handed_in or not EVENT.search(asked)):
        return reads
    if handed_in:
        days, role = [one for one in days if _is_bare(one)], Role.DEADLINE
    return [replace(one, role=role, first=role) if one in days else one for one in reads]


_HELD = (Role.EVENT, Role.DAY)
_HANDED_IN = re.compile("报送|上报|提交|(?<![预汇申海情])[报交填](?!告|流|通|名)")


def _is_bare(read: Read) -> bool:
    """Whether nothing is said of a day but whose it is."""
    time = read.candidate
    plain = time.day is not None and time.mark is Mark.NONE and not read.here.after.strip()
    return plain and read.role in (*_HELD, *_DUE)


def _is_day_of_some(read: Read) -> bool:
    return not read.candidate.every and bool(_comes(read))


def _comes(read: Read) -> str | None:
    """Who comes at a time; a village behind it is more likely where (16日在东河村)."""
    said = _BEFORE.search(read.here.before)
    return said["who"] if said else None


def _apart(reads: Sequence[Read]) -> tuple[DueFor, ...]:
    found = [
        DueFor(whose=redact(whose.replace("@", "")), at=read.at)
        for read in reads
        if read.at and (whose := _comes(read))
    ]
    apart = len({one.at for one in found}) > 1
    return tuple(found) if apart and len({one.whose for one in found}) == len(found) else ()


def only_for(reads: Iterable[Read]) -> tuple[DueFor, ...]:
    """Whose each deadline is, where that is said of all of them, be there one alone."""
    due = [one for one in reads if one.role in _DUE_ANEW and one.at and not one.candidate.every]
    told = [_told(read) or _moved(read) for read in due]
    found = [
        DueFor(whose=redact(whose.replace("@", "")), at=read.at)
        for read, whose in zip(due, told, strict=True)
        if whose and read.at
    ]
    once = len({one.whose for one in found}) == len(found) == len(due)
    return tuple(found) if once else ()


def _moved(read: Read) -> str | None:
    """Whose deadline is moved to this time."""
    said = _MOVED.search(read.here.before)
    return said["who"] or said["rest"] if said else None


def _told(read: Read) -> str | None:
    """Whom a deadline is for, where the words beside it say so."""
    said = _BEFORE.search(read.here.before) or _AFTER.match(read.here.after)
    return said["who"] if said else None


def _named(read: Read) -> str | None:
    said = _BY_NAME.search(read.here.before)
    return said["two"] or said["one"] if said else None
