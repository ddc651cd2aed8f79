"""Days and clocks as chat headers write them."""

import re
from datetime import date, time, timedelta

from bot.importers.wechat_headers import Header, Style

_DAY = (
    r"(?:\d{4}\s?[-/.年]\s?)?\d{1,2}\s?[-/.月]\s?\d{1,2}日?|昨天|今天|前天"
    r"|(?:星期|周)[一二三四五六日天]"
)
_SEPARATOR = re.compile(
    rf"\s*(?P<rule>[—–\-=*·─]{{2,}})?\s*(?P<day>{_DAY})(?:[\s,]*(?:星期|周)[一二三四五六日天])?"
    r"(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*[—–\-=*·─]*\s*$"
)
_LONGEST_SEPARATOR = 80
_WEEKDAYS = "一二三四五六日"
_AGO = ("今天", "昨天", "前天")
_AHEAD = timedelta(days=31)
_AFTERNOON = ("下午", "晚上", "傍晚")
_FIRST_YEAR = 1971


class Days:
    """The day that a time without one belongs to, as far as the file was read."""

    def __init__(self, today: date, sample: str, style: Style) -> None:
        rules = (_separator(line) for line in sample.split("\n"))
        ruled = any(found is not None and found["rule"] for found in rules)
        # Where days stand between rules, or in each header, a bare day is somebody's words.
        self._bare = style.weak and not ruled
        self._today = today
        self._last = today

    def separates(self, line: str, after_blank: bool) -> bool:
        """Whether ``line`` is a day that stands between messages; it then counts from here on."""
        found = _separator(line)
        if found is None or not (found["rule"] or (self._bare and after_blank)):
            return False
        day = self._read(found["day"])
        if day is not None:
            self._last = day
        return day is not None

    def of(self, header: Header, clock: time | None) -> date | None:
        """The day of ``header``; None where it names one that does not exist."""
        if header.day is None:
            return self._last
        day = self._read(header.day)
        if day is not None and clock is not None:
            # "Yesterday 20:15" is followed by today's messages, which tell the clock only.
            self._last = day if header.day[0].isdigit() else self._today
        return day

    def _read(self, words: str) -> date | None:
        numbers = [int(digits) for digits in re.findall(r"\d+", words)]
        if numbers:
            return self._dated(numbers)
        if words in _AGO:
            return self._today - timedelta(days=_AGO.index(words))
        weekday = _WEEKDAYS.find(words[-1].replace("天", "日"))
        return self._today - timedelta(days=(self._today.weekday() - weekday) % 7)

    def _dated(self, numbers: list[int]) -> date | None:
        try:
            if len(numbers) == 3:
                return date(*numbers) if numbers[0] >= _FIRST_YEAR else None
            day = date(self._today.year, *numbers)
            return day if day <= self._today + _AHEAD else day.replace(year=day.year - 1)
        except ValueError:
            return None


def _separator(line: str) -> re.Match[str] | None:
    return _SEPARATOR.match(line) if len(line) <= _LONGEST_SEPARATOR else None


def read_clock(words: str) -> time | None:
    """A clock such as 8:12, 08:12:33 or 下午2:30; None where there is no such time.

    A header without a clock ("") counts as noon.
    """
    if not words:
        return time(12)
    hour, minute, second = (int(digits) for digits in (*re.findall(r"\d+", words), "0")[:3])
    if words.startswith(_AFTERNOON) and hour < 12:
        hour += 12
    try:
        return time(hour, minute, second)
    except ValueError:
        return None
