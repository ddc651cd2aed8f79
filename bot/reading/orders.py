"""What an admin writes after 时间, 免打扰 and 暂停."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.reading.deadline.numbers import number
from bot.reading.spoken import says_off, says_on

_CLOCK = re.compile(
    r"(凌晨|早上?|上午|中午|下午|傍晚|晚上?|夜里)?\s*"
    r"(\d{1,2}|[一二两三四五六七八九十]{1,3})(?:[:：点时](\d{2}|半|[一二三四五]?十[一二三四五六七八九]?)?分?)"
)
_LATER = ("下午", "傍晚", "晚", "晚上", "夜里")
_WEEK = re.compile(r"每(?:个)?(?:周|星期|礼拜)([一二三四五六日天1-7])?")
_WORKDAYS = re.compile("工作日")
_EVERY_DAY = re.compile("每天|天天|每日")
_SPAN = re.compile(r"(\d{1,3}|[一二两三四五六七八九十]{1,3})\s*(天|日|周|个?星期)")
_DATE = re.compile(r"(?:(\d{1,2})\s*[月./-]\s*)?(\d{1,2})\s*[日号]?$")
_HOURS = re.compile(r"^\s*(\d{1,2})\s*[-—~到至]\s*(\d{1,2})\s*$")
_ADD = re.compile("加|添|设")
_UNTIL = re.compile(r"^(?:暂停)?[到至]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """When a digest is wanted. ``weekday`` (0 is Monday) is set for that of the week only."""

    at: time | None = None
    workdays_only: bool | None = None
    weekly: bool = False
    weekday: int | None = None
    off: bool = False


def hour_in(words: str) -> Hour | None:
    """17:30, 工作日 下午5点半, 每周五 16:50, 每周 关; None where nothing of it is said."""
    week = _WEEK.search(words)
    if week:
        rest = words[week.end() :].strip()
        clocks = clocks_in(rest)
        weekday = (number(week[1]) - 1) if week[1] else None
        at = clocks[0] if clocks else None
        return Hour(at=at, weekly=True, weekday=weekday, off=says_off(rest))
    clocks = clocks_in(words)
    workdays = True if _WORKDAYS.search(words) else None
    if _EVERY_DAY.search(words):
        workdays = False
    if len(clocks) > 1 or (not clocks and workdays is None):
        return None
    return Hour(at=clocks[0] if clocks else None, workdays_only=workdays)


def clocks_in(words: str) -> list[time]:
    """All clocks named, in order: 17:30, 下午5点半, 晚上十点; what is no clock is left out."""
    found = []
    for part, hours, minutes in _CLOCK.findall(words):
        hour = number(hours)
        minute = 30 if minutes == "半" else number(minutes or "0")
        if part in _LATER and hour < 12:
            hour += 12
        if hour < 24 and minute < 60:
            found.append(time(hour, minute))
    return found


def quiet_in(words: str) -> tuple[time, time] | None:
    """22:00-7:00, 晚上10点到早上7点; two equal clocks for 关."""
    if says_off(words):
        return time(0), time(0)
    clocks = clocks_in(_HOURS.sub(r"\1:00-\2:00", words))
    if len(clocks) != 2 or clocks[0] == clocks[1]:
        return None
    return clocks[0], clocks[1]


def pause_in(words: str, today: date) -> date | None:
    """3天, 一周, 到12月1日: the day on which it goes on; ``today`` for 恢复; None if unclear."""
    if says_on(words) or says_off(words):
        return today
    words = words.strip()
    span = _SPAN.fullmatch(words)
    if span:
        days = number(span[1]) * (7 if span[2][-1] in "周期" else 1)
        return today + timedelta(days=days) if days else None
    if not _UNTIL.search(words):
        return None
    day = _DATE.fullmatch(_UNTIL.sub("", words))
    return _next(day, today) if day else None


def says_add(words: str) -> bool:
    """角色 加."""
    return bool(_ADD.match(words))


def alike_in(words: str) -> tuple[str, str] | None:
    """民政=民政办: a name, and the one it is read as."""
    found = _ALIKE.fullmatch(words.strip())
    return (found[1], found[2]) if found else None


_ALIKE = re.compile(r"([^=＝]{1,60}?)\s*[=＝]\s*([^=＝]{1,60})")


def _next(day: re.Match[str], today: date) -> date | None:
    """The next such day after ``today``; without a month, of this month or the next."""
    for ahead in range(13):
        month = (today.month - 1 + ahead) % 12 + 1
        year = today.year + (today.month - 1 + ahead) // 12
        if day[1] and int(day[1]) != month:
            continue
        try:
            found = date(year, month, int(day[2]))
        except ValueError:
            continue
        if found > today:
            return found
    return None
