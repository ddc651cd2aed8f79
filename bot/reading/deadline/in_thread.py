"""The day and the hour of a time that stands in a thread: of its own, or told before."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.reading import Times
from bot.reading.deadline.atoms import Say
from bot.reading.deadline.candidates import Mark
from bot.reading.deadline.days import Setting
from bot.reading.deadline.numbers import number
from bot.reading.deadline.reads import Read, Role
from bot.reading.deadline.resolve import moment
from bot.reading.deadline.verbs import ASK

# 改到下午5点前, 还是5点前: of the day that was told before.
_MOVES = re.compile("改|提前|推迟|[延顺调挪移]|更正|还是|那就|不变|照旧")
# 15点前吧: no more than an hour for what was asked before.
_FRAGMENT = 4
# 离下班还有一小时: of this day.
_UP_TO = re.compile("(?:距离?|离)$")
# 10点报情况:缺临河、白石, said at 10:02.
_MISSING = re.compile("缺|差|[没未]有?(?:上?[报交填传到回]|收到)|漏[报填]")
_JUST = timedelta(minutes=90)
_NO_TIME, _HALF = timedelta(0), 12
_BACK = (timedelta(hours=_HALF), timedelta(days=1))
_STARTED = re.compile("[^,。;]{0,6}(?:启动|终止|解除|结束|发布)[^,。;]{0,12}(?:响应|预警|警报)")
_DUE = (Role.DEADLINE, Role.WEAK)
_SAID_OF = (Role.NOTHING, Role.DAY, Role.OTHERS)


def asks_anew(read: Read, anchor: Times, setting: Setting) -> bool:
    """Whether a bare clock is of today, whatever day an earlier message named.

    请各乡镇14:30前报灾情续报 asks something whole; its hour is still ahead, and is not the one
    that the earlier message set.
    """
    here = read.here
    said = here.earlier + here.sentence_before + here.sentence_after
    if read.role not in _DUE or len(said) <= _FRAGMENT or _MOVES.search(said):
        return False
    if not (ASK.search(said) or _UP_TO.search(here.before)):
        return False
    found = moment(read.candidate, setting.today, setting, event=False)
    if found is None or found.at < setting.now:
        return False
    return anchor.deadline is None or anchor.deadline.time() != found.at.time()


def just_passed(read: Read, at: datetime, setting: Setting) -> bool:
    """Whether an hour read as one ahead is the one that passed: of which something is missing
    (10点报情况:缺临河, said at 10:02), from which something goes on (自14:40起, said at 14:45), or
    at which it was ordered (今天7:30启动应急响应, said at nine).
    """
    time, here = read.candidate, read.here
    if time.clock is None or time.clock.name != "clock" or time.part or time.until or time.more:
        return False
    ago = [setting.now - (at - back) for back in _BACK]
    started = _STARTED.match(here.after) and time.clock.hour == at.hour - _HALF
    if started and at.date() == setting.today:
        return at > setting.now and ago[0] >= _NO_TIME
    if time.day or at <= setting.now or not any(_NO_TIME <= one <= _JUST for one in ago):
        return False
    begun = time.mark is Mark.SINCE
    return begun or bool(_MISSING.search(here.sentence_before + here.sentence_after))


_CLOCK = "(?P<hour>\\d{1,2}|[一二两三四五六七八九十]{1,2})[点时:](?P<minute>半|\\d\\d)?"


def as_agreed(read: Read, anchor: Times | None) -> Read:
    """下午进度报一下, of what is due each day at 上午11点、下午5点: at five."""
    time = read.candidate
    recurs = anchor.recurs if anchor else None
    if not recurs or not time.part or time.clock or time.until:
        return read
    wanted = read.here.after[:1] == "的" and ASK.search(read.here.after)  # 下午的进度报一下
    if read.role not in _DUE and not (wanted and read.role in _SAID_OF):
        return read
    found = re.search(time.part + _CLOCK, recurs)
    if not found:
        return read
    minute = 30 if found["minute"] == "半" else int(found["minute"] or 0)
    agreed = Say("clock", hour=number(found["hour"]), minute=minute, word="点")
    return replace(read, candidate=replace(time, clock=agreed), role=Role.DEADLINE)
