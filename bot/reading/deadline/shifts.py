"""Times counted from another time of the same text: 提前三天收, 进点前一工作日, 顺延一周."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.reading import Assumption, Times
from bot.reading.deadline import cues
from bot.reading.deadline.atoms import Say
from bot.reading.deadline.days import Setting
from bot.reading.deadline.reads import Read, Role
from bot.reading.deadline.resolve import SHORT, moment, shifted
from bot.reading.deadline.verbs import ASK, EVENT

# What a time may be counted from when the text names no event.
_STATED = (Role.DEADLINE, Role.UPPER, Role.WEAK, Role.DAY, Role.PERIOD)
_TAKES = ("把", "将", "交", "报")
# 3月20日会议的发言稿: what the paper is for.
_OF_EVENT = re.compile(
    "的?[^,。;的]{0,6}(?:会议?|培训|活动|检查|验收|督查|比赛|讲座|仪式|演练|评审|考试)(?:的|材料)"
)
_MOVABLE = (Role.OLD, Role.DEADLINE, Role.UPPER, Role.WEAK, Role.EVENT, Role.DAY, Role.START)


def before_event(
    inside: Sequence[Read], start: Read | None, setting: Setting, anchor: Times | None
) -> Read | None:
    """会前交, 会后3天内, 提前2天报名: counted from the event, or from a stated deadline."""
    for index, read in enumerate(inside):
        say = read.candidate.other
        if say is None or say.name not in ("event", "shift", "expiry") or _dated(inside, index):
            continue
        if say.name == "event" and start and _only_signs_in(read):
            continue  # 会前10分钟签到 is of the meeting
        if cues.SENDER_GIVES.search(read.here.before) and not cues.GIVE.search(read.here.after):
            continue
        at = start.at if start else None
        if at is None and (say.name != "shift" or _is_offset(say, read)):
            at = _stated(inside, index, setting, say) if _may_count_back(say) else None
        if at is None and index and inside[index - 1].candidate.end == read.candidate.start:
            at = inside[index - 1].at  # 5.20活动前
        if at is None and anchor:
            at = anchor.starts_at
        moved = _counted(say, read, at, setting) if at else None
        if moved and moved >= setting.now:
            moved = _clock_follows(inside, index, moved, setting)
            return replace(read, at=moved, assumption=Assumption.RELATIVE_TO_EVENT)
    return None


def _only_signs_in(read: Read) -> bool:
    return bool(cues.SIGN_IN.match(read.here.after)) and not ASK.search(read.here.after)


def _dated(inside: Sequence[Read], index: int) -> bool:
    """开学前一天(8月31日): the day itself follows; not 提前三天把3月20日会议的发言稿交来."""
    if inside[index].here.after[:1] in _TAKES:
        return False
    after = inside[index + 1].candidate if index + 1 < len(inside) else None
    return bool(after and after.day and after.start - inside[index].candidate.end <= 1)


def _may_count_back(say: Say) -> bool:
    return say.offset == -1 and (bool(say.word) or say.name == "expiry")


def _is_offset(say: Say, read: Read) -> bool:
    """提前两天录完 asks for something earlier; 提前半小时到场 and 提前两天开 do not."""
    after = read.here.after
    if say.name != "shift" or say.offset != -1 or cues.ARRIVING.search(after[:8]):
        return False
    asked = f"{after[:12]}。{read.here.before}"
    return bool(cues.HAND_IN.search(asked) or ASK.search(after))


def _stated(inside: Sequence[Read], index: int, setting: Setting, say: Say) -> datetime | None:
    """The nearest stated time ahead, before the offset or else after it; 到期前 of what 到期."""
    for read in (*reversed(inside[:index]), *inside[index + 1 :]):
        ends = say.name == "expiry" and read.here.after.startswith(("到期", "期满"))
        told = read.role in _STATED
        if say.name == "shift":
            told = told or read.role is Role.OTHERS or bool(_OF_EVENT.match(read.here.after))
        if read.at and read.at >= setting.now and (told or ends):
            return read.at
    return None


def _counted(say: Say, read: Read, at: datetime, setting: Setting) -> datetime | None:
    if say.name != "shift":
        if not say.word:
            return at
        moved = shifted(at, say, setting, say.offset or 1)
    else:
        moved = shifted(at, say, setting, -1) if _is_offset(say, read) else None
    return moved.at if moved else None


def _clock_follows(
    inside: Sequence[Read], index: int, moved: datetime, setting: Setting
) -> datetime:
    """提前一天下班前报: the clock beside the offset is that of the day it reaches."""
    after = inside[index + 1].candidate if index + 1 < len(inside) else None
    if after is None or after.day or after.every or after.other:
        return moved
    if after.start - inside[index].candidate.end > 1 or not (after.clock or after.part):
        return moved
    found = moment(after, moved.date(), setting, event=False)
    return found.at if found else moved


def postponed(inside: Sequence[Read], setting: Setting) -> Read | None:
    """原定周五的会推迟半小时: the stated time moved; ``first`` tells whether an event is meant."""
    for index, shift in enumerate(inside):
        say = shift.candidate.other
        if (
            say is None
            or say.name != "shift"
            or _is_offset(say, shift)
            or cues.IF.search(shift.here.before[-6:])
        ):
            continue
        old = _moved_from(inside, index, say)
        found = moved(shift, old.at, setting) if old else None
        found = _at_its_clock(found, old, inside[index + 1 :], setting) if found and old else None
        if old and found and found.at and found.at >= setting.now:
            return replace(found, first=_kind(old, shift))
    return None


def _at_its_clock(found: Read, old: Read, later: Sequence[Read], setting: Setting) -> Read:
    """顺延一天,还是下午两点: the clock of what moved is told after it."""
    clock = next((one.candidate for one in later if one.candidate.clock), None)
    if clock is None or found.at is None or clock.day or clock.every or old.candidate.clock:
        return found
    # 今天的会往后推半小时,5点开始: of the same day, of which no hour was told.
    say = found.candidate.other
    day = old.at if old.at and say and say.word in SHORT else found.at
    at = moment(clock, day.date(), setting, event=True)
    return found.at_moment(at.at, at.assumption) if at else found


def _moved_from(inside: Sequence[Read], index: int, say: Say) -> Read | None:
    """What 推迟 moves stands before it, or after it as 原来…; 提前 moves only what is 原定."""
    roles = _MOVABLE if say.offset == 1 else (Role.OLD,)
    before = [one for one in inside[:index] if one.at and one.role in roles]
    if before:
        return before[-1]
    following = inside[index + 1 : index + 2]
    return next((one for one in following if one.at and one.role is Role.OLD), None)


def _kind(old: Read, shift: Read) -> Role:
    if Role.DEADLINE in (old.first, old.role) and not cues.HELD.match(shift.here.after):
        return Role.DEADLINE
    words = (old.here.before, old.here.after, shift.here.before, shift.here.after)
    held = old.first is Role.EVENT or any(EVENT.search(one) for one in words)
    return Role.EVENT if held else Role.DEADLINE


def moved(read: Read, old: datetime | None, setting: Setting) -> Read | None:
    """推迟两天 and 提前半小时, counted from ``old``; whole days keep its clock."""
    say = read.candidate.other
    if say is None or say.name != "shift" or old is None:
        return None
    found = shifted(old, say, setting, say.offset or 1)
    if found is None:
        return None
    at = found.at if say.word in SHORT else datetime.combine(found.at.date(), old.timetz())
    return replace(read, at=at)
