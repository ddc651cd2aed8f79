"""What people write after the word of a command."""

import re
from datetime import time

_CLOCK = re.compile(r"(\d{1,2})(?:[:：点](\d{1,2}|半)?分?)?")
_OFF = re.compile("关|停|不用|取消|off")
_ON = re.compile("开|恢复|on")
_BY_ITSELF = re.compile("自动|不设")
_DELETE = re.compile("删|清")


def clock_in(words: str) -> time | None:
    """The first clock named: 7:30, 7点半, 19点."""
    found = _CLOCK.search(words)
    if found is None:
        return None
    minute = 30 if found[2] == "半" else int(found[2] or 0)
    hour = int(found[1])
    return time(hour, minute) if hour < 24 and minute < 60 else None


def says_off(words: str) -> bool:
    """提醒 关."""
    return bool(_OFF.match(words))


def says_on(words: str) -> bool:
    """提醒 开."""
    return bool(_ON.match(words))


def says_by_itself(words: str) -> bool:
    """单位 自动."""
    return bool(_BY_ITSELF.match(words))


def says_delete(words: str) -> bool:
    """隐私 删除."""
    return bool(_DELETE.match(words))


_NUMBER = re.compile(r"\d{1,3}")
_NUMBERS = re.compile(r"\W*(?:第?\d{1,3}(?![\d年月日号/:-])[件条]?[\s,,、.和]*)+")


def numbers_and_note(words: str) -> tuple[list[int], str]:
    """Which lines are meant, and what stands after them: 完成 2、3, or 完成 3 见上次."""
    numbers = _NUMBERS.match(words)
    if numbers is None:
        return [int(number) for number in _NUMBER.findall(words)], ""
    return [int(number) for number in _NUMBER.findall(numbers[0])], words[numbers.end() :].strip()
