"""What a text tells of a recurrence: its start, its last time, the days on which it is let off."""

import re
from datetime import date

from bot.reading.deadline import cues
from bot.reading.deadline.candidates import Mark
from bot.reading.deadline.days import ONE, Setting, plus_months
from bot.reading.deadline.numbers import number
from bot.reading.deadline.reads import Read, Role
from bot.reading.deadline.recurring import Told
from bot.reading.deadline.words import CN, MM
from bot.reading.sought import sought

_PERIODS = ("week", "month", "part_of_this_month")
_DAYS_OFF = "(?:法定)?(?:节假日|假[日期]|双休日?|周末|休息日|放假)"
_NOT_ON = sought(
    f"{_DAYS_OFF}(?:和{_DAYS_OFF})?(?:都|就|均|一律|可以?)?"
    "(?:期间|时|里)?(?:除外|不(?!顺延|变|影响|例外|停|断|休|间断|能停)|免|停|例外|无需)"
    f"|除[^,。;]{{0,2}}{_DAYS_OFF}[^,。;]{{0,3}}外"
)
_NOT_THEN = re.compile("(?:期间|里)?(?:就|先|都|可以?)?(?:停|不|免|暂停|无需)")
_MOVED = re.compile(
    f"[遇逢如]到?{_DAYS_OFF}[^,。;不无免]{{0,3}}(?:(?P<later>顺延|延后|推后|推迟)|提前)"
)
_LET_OFF = re.compile(
    "(?:[^,。;]{0,4}[放停休][^,。;]{0,4},)?(?:的|那)?(?:这?[一]?[次期回趟])?(?:就|可以?|都)?"
    "(?:免(?:[报交填]|了)|(?:不用|不必|无需)再?[报交填传发做来开])"
)
_MONTH_OFF = re.compile(
    rf"(?<![\d{CN}])(?P<month>{MM})月份?的?(?:就|先|都)?(?:免(?:[报交填]|了)|(?:不用|不必|无需)再?[报交填]|已经?[报交收])"
)


def told_of(reads: list[Read], setting: Setting) -> Told:
    """All that ``reads``, whose moments are known, tell of the recurrence among them."""
    said = next(
        one.here.sentence_before + one.here.sentence_after + one.here.beyond
        for one in reads
        if one.role is Role.RECURRING
    )
    begun = [_begins(one) for one in reads if one.at and _starts(one)]
    begun += [one.at.date() + ONE for one in reads if one.at and _is_over(one)]
    begun += _after_month_off(said, setting)
    moved = _MOVED.search(said)
    return Told(
        start=max(begun, default=setting.today),
        skip=frozenset(one.at for one in reads if one.at and _excepted(one)),
        known=next((day for one in reads if (day := _occurrence(one, setting))), None),
        workdays=bool(_NOT_ON.search(said)),
        moved=0 if not moved else 1 if moved["later"] else -1,
    )


def _after_month_off(said: str, setting: Setting) -> list[date]:
    """7月份免报, told in July: from August on."""
    found = _MONTH_OFF.search(said)
    this = setting.today.replace(day=1)
    return [plus_months(this, 1)] if found and number(found["month"]) == this.month else []


def is_let_off(read: Read) -> bool:
    """15点这次免报, 本周五放假,这一期免报: one occurrence is not asked for."""
    candidate = read.candidate
    timed = (candidate.day or candidate.clock) and not candidate.every
    return bool(timed) and bool(_LET_OFF.match(read.here.sentence_after))


def _starts(read: Read) -> bool:
    candidate = read.candidate
    if read.role is Role.PERIOD and _NOT_THEN.match(read.here.after):
        return False  # 放假期间停报
    if read.role in (Role.START, Role.PERIOD) or candidate.mark is Mark.SINCE:
        return True
    days = candidate.until or candidate.more  # 周六、周日两天,每天8点
    return bool(days) and not candidate.clock and read.role in (Role.EVENT, Role.DAY, Role.NOTHING)


def _begins(read: Read) -> date:
    """The first day of what starts: 从本月起 is from the first of the month."""
    day = read.at.date() if read.at else date.min
    say = read.candidate.day
    if say and say.name == "quarter":
        return plus_months(day.replace(day=1), -2)
    if say is None or (say.name == "part_of_this_month" and say.word):
        return day
    if say.name in ("month", "part_of_this_month"):
        return day.replace(day=1)
    if say.name == "week":
        return day - 6 * ONE
    return day.replace(month=1, day=1) if say.name == "year_end" else day


def _is_over(read: Read) -> bool:
    """这个月的都收齐了: the next one comes after the month."""
    say = read.candidate.day
    whole = say is not None and say.name in _PERIODS and not say.word
    return whole and _excepted(read)


def _excepted(read: Read) -> bool:
    """An occurrence that is let off or done: 早8点这次免报, 今天的我已经收了."""
    if read.candidate.day and cues.DONE_TODAY.match("的" + read.here.after.removeprefix("的")):
        return True
    lead = read.role is Role.NOTHING and read.here.before.endswith("免")
    return lead or is_let_off(read)


def _occurrence(read: Read, setting: Setting) -> date | None:
    """The day of another time: 上次是12月5号交的, 头一回是2月10号, 上周三刚查过."""
    say, before = read.candidate.day, read.here.before
    if read.at is None or read.role is Role.RECURRING:
        return None
    day, last = read.at.date(), cues.LAST_ONE.search(before)
    if last and day > setting.today and say and say.name == "day_of_month":
        return plus_months(day, -1)
    past = say is not None and say.name in ("weekday", "relative") and (say.offset or 0) < 0
    return day if last or past or cues.NEXT_ONE.search(before) else None
