"""The next occurrence of what recurs: 每周四12点前, 每月5日、20日前, 双周五."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.reading import Assumption
from bot.reading.deadline.atoms import Say
from bot.reading.deadline.candidates import Candidate, Mark
from bot.reading.deadline.days import ONE, Setting, days_of
from bot.reading.deadline.resolve import Moment, moment
from bot.reading.deadline.years import make

_YEAR_AND_MORE = 400
# 每天报进度: some time of the day, of the week or of the month.
OPEN = Say("open")
_SUNDAY = 6
_OF_MONTH = ("day_of_month", "part_of_this_month")
_OF_ITS_YEAR = (
    "nth_workday",
    "nth_weekday",
    "month_part",
    "half_year",
    "year_end",
    "festival",
    "lunar",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a text tells of a recurrence beside its days.

    It runs from the day ``start`` on, not at the moments in ``skip``. ``known`` is the day of an
    occurrence, past or ahead: of what recurs every other week, it says which weeks are meant.
    ``workdays``: not on days off. ``moved``: an occurrence on a day off is due on the working
    day after (1) or before (-1) it.
    """

    start: date
    skip: frozenset[datetime] = frozenset()
    known: date | None = None
    workdays: bool = False
    moved: int = 0


def next_occurrence(candidate: Candidate, setting: Setting, told: Told) -> Moment | None:
    """The first occurrence from ``now`` on, as far as the text tells."""
    every = candidate.every
    if every is None:
        return None
    if every.word.endswith("整点"):
        return Moment(at=setting.now.replace(minute=0, second=0, microsecond=0) + _HOUR)
    if every.word in _SHORT:
        return _within_the_day(candidate, every, setting, told)
    if not dated(candidate):
        return None
    candidate = _by_end_of_work(_window_end(candidate))
    first = max(told.start, setting.today)
    for day in _days(candidate, every, setting, first - _LONGEST_BREAK * ONE * abs(told.moved)):
        due = _moved(day, told, setting)
        if due is None or due < first or (told.known and _between(every, told.known, day)):
            continue
        found = [
            at
            for member in (candidate, *candidate.more)
            if (at := moment(replace(member, every=every, day=None, mark=candidate.mark),
                             due + member.delta * ONE, setting, event=False))
            and at.at >= setting.now and not _skipped(at.at, told.skip) and _fits(member, day)
        ]  # fmt: skip
        if found:
            return min(found, key=lambda one: one.at)
    return None


def _within_the_day(candidate: Candidate, every: Say, setting: Setting, told: Told) -> Moment:
    """每两小时报一次,第一次8点: at the clock that is told, else a step from now."""
    step = _SHORT[every.word] * (0.5 if every.half else every.count or 1)
    at = (setting.now + step).replace(second=0, microsecond=0)
    soon = Moment(at=at, assumption=Assumption.FROM_SENDING)
    if candidate.clock in (None, OPEN) or candidate.until:
        return soon
    bare = replace(candidate, every=None, mark=Mark.NONE)
    first = moment(bare, told.start, setting, event=False)
    return first if first and first.at >= setting.now else soon


def is_short(candidate: Candidate) -> bool:
    """Whether this recurs within the day."""
    return candidate.every is not None and candidate.every.word in _SHORT


_HOUR = timedelta(hours=1)
_SHORT = {"小时": _HOUR, "钟头": _HOUR, "分钟": _HOUR / 60}
_LONGEST_BREAK = 10


def _moved(day: date, told: Told, setting: Setting) -> date | None:
    """The day on which what falls on ``day`` is due; None when it is let off."""
    if setting.calendar.is_workday(day):
        return day
    if told.moved > 0:
        return setting.calendar.next_workday(day)
    if told.moved < 0:
        return setting.calendar.previous_workday(day)
    return None if told.workdays else day


def _skipped(at: datetime, skip: frozenset[datetime]) -> bool:
    """早8点这次免报 lets off a minute; 今天的已经收了, which ends with the day, all of it."""
    whole = at.replace(hour=23, minute=59)
    return at in skip or whole in skip


_PARITY = {"双日": 0, "双号": 0, "单日": 1, "单号": 1}


_WEEK = ("周", "星期", "礼拜")


def _between(every: Say, known: date, day: date) -> bool:
    """Whether ``day`` lies between the occurrences of what recurs every few weeks, months, days."""
    if every.name == "every_weekday" or every.word in _WEEK:
        apart = (_monday(day) - _monday(known)).days // 7
    elif every.word == "月":
        apart = (day.year - known.year) * 12 + day.month - known.month
    else:
        apart = (day - known).days if every.word in DAILY else 0
    return bool(apart % (every.count or 1))


def _monday(day: date) -> date:
    return day - day.weekday() * ONE


def _window_end(candidate: Candidate) -> Candidate:
    """每月1日至8日 is due on the 8th; 每周一至周五 names every one of its days."""
    until = candidate.until
    if until is None or until.day is None or until.day.name not in _OF_MONTH:
        return candidate
    return replace(until, every=candidate.every, mark=candidate.mark)


def _by_end_of_work(candidate: Candidate) -> Candidate:
    """每月首个工作日, like any working day, ends at the end of work."""
    say = candidate.day
    if say is None or say.name != "nth_workday" or candidate.clock or candidate.part:
        return candidate
    return replace(candidate, clock=Say("end_of_work"))


def _fits(member: Candidate, day: date) -> bool:
    """Whether this member of a list is meant for ``day`` (5日、20日 name two days)."""
    say = member.day
    return say is None or say.name != "day_of_month" or _is_day(say, day)


def dated(candidate: Candidate) -> bool:
    """Whether the recurrence names more than 每天 or 每周 alone."""
    every = candidate.every
    if every and (every.name == "every_weekday" or every.word[:1] in "逢旬双单"):
        return True
    return bool(candidate.day or candidate.clock or candidate.part or candidate.until)


def _days(candidate: Candidate, every: Say, setting: Setting, start: date) -> Iterator[date]:
    weekdays = every.word if every.name == "every_weekday" else ""
    if candidate.until and candidate.until.day and weekdays:
        last = int(candidate.until.day.word[:1] or 6)
        weekdays = "".join(str(n) for n in range(int(weekdays[0]), last + 1))
    for step in range(_YEAR_AND_MORE):
        day = start + step * ONE
        if weekdays:
            if str(day.weekday()) in weekdays:
                yield day
        elif _matches(candidate, every.word, day, setting):
            yield day


def _matches(candidate: Candidate, unit: str, day: date, setting: Setting) -> bool:
    says = [one.day for one in (candidate, *candidate.more) if one.day]
    every = candidate.every or OPEN
    if every.months and day.month not in every.months:
        return False
    if unit[-2:] in _PARITY:
        return day.day % 2 == _PARITY[unit[-2:]]
    if unit.startswith("逢"):
        return str(day.day % 10) in unit[1:]
    if unit.startswith("工作日"):
        return setting.calendar.is_workday(day)
    if unit.startswith("旬"):
        return day.day in (10, 20) or _ends_month(day)
    if not says:
        return _ends(candidate, every, unit, day)
    if unit.startswith("季") and not every.months and day.month not in _of_quarter(says):
        return False
    if unit.startswith("月"):  # 每月初一、十五 are days of every lunar month
        says = [replace(say, month=None) if say.name == "lunar" else say for say in says]
    return any(_is(say, day, setting) for say in says)


def _ends(candidate: Candidate, every: Say, unit: str, day: date) -> bool:
    """Whether ``day`` ends a period of a recurrence that names no day; halves of months too."""
    if unit == "月" and every.half:
        return day.day == _MIDDLE or _ends_month(day)
    if candidate.clock is OPEN and every.count == 1:
        if unit in _WEEK:
            return day.weekday() == _SUNDAY
        if unit[0] in "月季":
            return _ends_month(day) and (unit[0] == "月" or day.month % 3 == 0)
    return unit in DAILY


def _ends_month(day: date) -> bool:
    return (day + ONE).day == 1


_MIDDLE = 15
DAILY = ("天", "日", "晚", "早", "天天", "隔天", "隔日")


def _of_quarter(says: list[Say]) -> tuple[int, ...]:
    """每季度第一个工作日 is in its first month; else the last one is meant."""
    begins = any(say.name.startswith("nth_") and (say.count or 0) > 0 for say in says)
    return (1, 4, 7, 10) if begins else (3, 6, 9, 12)


def _is_day(say: Say, day: date) -> bool:
    return say.day == day.day or ((say.day or 0) > day.day and _ends_month(day))


def _at(day: date, setting: Setting) -> datetime:
    return datetime.combine(day, setting.now.timetz())


def _is(say: Say, day: date, setting: Setting) -> bool:
    if say.name == "day_of_month":  # 每月30号 is the last day of February
        return _is_day(say, day)
    if say.name == "weekday":
        return str(day.weekday()) in say.word
    if say.name in ("part_of_this_month", "quarter"):
        named = {"初": 5, "头": 5, "上旬": 10, "中": 15, "中旬": 20}
        return (day + ONE).day == 1 if say.word not in named else day.day == named[say.word]
    if say.name == "lunar" and say.month is None:
        return setting.calendar.lunar_day(day) in (say.day, say.count)
    if say.name in _OF_ITS_YEAR:
        return day in days_of(
            replace(say, offset=None), None, replace(setting, now=_at(day, setting))
        )
    if say.name == "ymd":
        return make(day.year, say.month or 0, say.day or 0) == day
    return False
