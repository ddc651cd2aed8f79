"""Times that give way to another of the same text: a wish to a bound, other units' to ours."""

import re
from dataclasses import replace
from itertools import pairwise

from bot.reading.deadline.candidates import Mark
from bot.reading.deadline.reads import Read, Role
from bot.reading.deadline.verbs import ASK, EVENT
from bot.reading.sought import Ending

_NEAR = 8


def without_wishes(reads: list[Read]) -> list[Read]:
    """The reads; those that the next one bounds or completes are nothing."""
    kept = list(reads)
    for index, (one, two) in enumerate(pairwise(reads)):
        gap = two.candidate.start - one.candidate.end
        if gap <= _NEAR and (_loose(one, two) or _dayless(one, two)):
            kept[index] = replace(one, role=Role.NOTHING)
    bound = next((at for at, one in enumerate(kept) if _is_bound(one)), 0)
    for index, one in enumerate(kept[:bound]):
        if one.role is Role.DEADLINE and _WISHED.search(one.here.before):
            kept[index] = replace(one, role=Role.NOTHING)
    return kept


def for_us(reads: list[Read]) -> list[Read]:
    """The reads; where one deadline is said to be ours, those of other units are theirs."""
    due = [read for read in reads if read.role is Role.DEADLINE]
    if len(due) < 2 or not any(_OURS.search(read.here.sentence_before) for read in due):
        return reads
    return [_for_others(read) for read in reads]


def beside_recurring(reads: tuple[Read, ...]) -> tuple[Read, ...]:
    """The reads; a clock of what recurs unasked is nothing, a window before 每天 is its period."""
    kept = list(reads)
    for index, read in enumerate(kept[1:], 1):
        timed = read.role in (Role.DEADLINE, Role.WEAK, Role.EVENT)
        if timed and _goes_on(kept[index - 1], read) and not _asks(read):
            kept[index] = replace(read, role=Role.NOTHING)
        if _runs_in(kept[index - 1], read):
            kept[index - 1] = replace(kept[index - 1], role=Role.PERIOD)
    return tuple(kept)


def _runs_in(window: Read, daily: Read) -> bool:
    """6月15日到9月15日,每天7点."""
    days, near = window.candidate, daily.candidate.start - window.candidate.end <= 1
    return near and bool(days.day and days.until and not days.clock) and _recurs(daily)


def _recurs(read: Read) -> bool:
    return read.role is Role.RECURRING and read.candidate.every is not None


def _asks(read: Read) -> bool:
    before, after = read.here.before, read.here.after
    starts = read.candidate.mark is not Mark.BY and EVENT.search(after)
    return bool(starts or ASK.search(after)) or "请" in before


def _goes_on(last: Read, read: Read) -> bool:
    """路灯每晚7点亮,早上6点灭."""
    routine, clock = last.candidate, read.candidate
    bare = clock.clock is not None and not (clock.day or clock.every)
    near = clock.start - routine.end <= len(last.here.sentence_after)
    return bare and near and last.role is Role.NOTHING and routine.every is not None


_AT_LATEST = Ending(
    "(?:最[晚迟](?:不过|别过|也[得要]?)?|(?:别|不能?|不要|不得)超?过|(?:最多|顶多)(?:拖|等)?到)了?$"
)


# 能今天报就今天报,尽量周三,最迟周四: as early as it goes, and the bound.
_WISHED = Ending("(?:能|尽量|争取|力争|最好(?:是|在)?|尽可能|能在)$")


def _is_bound(read: Read) -> bool:
    return read.role is Role.DEADLINE and bool(_AT_LATEST.search(read.here.before))


def _loose(one: Read, two: Read) -> bool:
    """明后天吧,最迟周五: the first is no more than a wish."""
    if one.role is not Role.DEADLINE or two.role is not Role.DEADLINE:
        return False
    vague = not (one.candidate.clock or one.candidate.part or one.candidate.until)
    return vague and one.candidate.mark is Mark.NONE and bool(_AT_LATEST.search(two.here.before))


def _dayless(one: Read, two: Read) -> bool:
    """三点开会是明天的三点: the same clock, told again with its day."""
    first, last = one.candidate, two.candidate
    bare = first.clock is not None and not (first.day or first.every)
    return bare and last.day is not None and first.clock == last.clock


# 县直单位17日前反馈;咱们乡镇是19日前.
_OURS = re.compile("^(?:咱们?|我们|本)[^,。;]{0,6}(?:单独|另外|是|则|的|,)*$")
_UNITS = re.compile(
    "^[^,。;]{0,16}(?:单位|[局委办协联会站院校企业公司]|部门)[^,。;]{0,3}$|^[^,。;]{1,4}(?:、[^,。;]{1,4}){1,8}$"
)


def _for_others(read: Read) -> Read:
    """The time of units that stand beside ours."""
    said = read.here.before
    others = read.role is Role.DEADLINE and _UNITS.search(said) and not _OURS.search(said)
    return replace(read, role=Role.OTHERS) if others else read
