"""Atoms of time expressions: what one is, and the left-to-right scan that finds them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.reading.deadline.beginnings import ANY, beginnings


class Sort(StrEnum):
    """What an atom says."""

    DAY = "day"
    CLOCK = "clock"
    PART = "part"  # a part of the day: 上午
    EVERY = "every"
    SPAN = "span"  # a duration: 三天内, 半小时
    BREAK = "break"  # a day or period relative to a holiday: 节前, 国庆当天
    EVENT = "event"  # relative to an event of the same text: 会前
    SHIFT = "shift"  # moves another time: 推迟两天, 提前半小时
    SCOPE = "scope"  # a period of data, never a moment: 1—9月


@dataclass(frozen=True, slots=True)
class Say:
    """What one atom says; the fields in use depend on ``name``.

    ``offset`` counts days, weeks, months or years from now; ``minute`` None with an ``hour``
    never occurs. ``word`` carries a unit, a part of a month or the digits 0–6 of weekdays;
    ``months`` are those in which a recurrence falls, none for all.
    """

    name: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    offset: int | None = None
    count: int | None = None
    half: bool = False
    word: str = ""
    months: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Atom:
    """``text[start:end]`` of the normalised text and what it says."""

    sort: Sort
    say: Say
    start: int
    end: int


Match = re.Match[str]
"""Where a rule matched: ``found[0]`` is all of the text, ``found["name"]`` that of a group."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of atom: its pattern, and how a match is read.

    A match begins with one of ``starts``, so that most rules need not be tried where it cannot.
    """

    sort: Sort
    starts: str
    pattern: str
    read: Callable[[Match], Say]


# A number that is part of a time goes on so; most do not (统一, 3份), and many rules begin so.
_NUMERALS = frozenset("0123456789一二三四五六七八九十两半百俩仨")
_GOES_ON = re.compile(
    r"(?<!\d)(?:[\d零一二三四五六七八九十廿卅两半百俩仨]{1,4}(?:\.5)?\s?"
    r"[年月日号点时周星礼天个自法工小钟分刻旬季:∶/.·•\-—–~至到、,hHdDmMaApP]"
    r"|\d{3}|\d{1,2}[。;][0-5]\d|[三五六七八十][一四八]|一大?早|半[夜晌]|七夕)"
)
_Try = tuple[Rule, Callable[[str, int, int], Match | None]]


class Scanner:
    """All rules, tried in order at every position; only those that may begin with what is there."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Compile ``rules``; the first that matches at a position wins.

        One pattern a rule: all in one is no faster to match and takes ten times as long to
        compile.
        """
        begun: dict[str, list[tuple[_Try, frozenset[str]]]] = {}
        for rule in rules:
            tried, twos = (rule, re.compile(rule.pattern).match), beginnings(rule.pattern)
            for char in dict.fromkeys(rule.starts):
                seconds = frozenset(two[1] for two in twos if two[0] in (char, ANY))
                begun.setdefault(char, []).append((tried, seconds))
        self._last = {char: [one for one, _ in several] for char, several in begun.items()}
        self._other = {char: _with(several, ANY) for char, several in begun.items()}
        self._rules = {
            char + second: _with(several, second)
            for char, several in begun.items()
            for second in frozenset[str]().union(*(seconds for _, seconds in several))
        }

    def scan(self, text: str, end: int, *, start: int = 0, most: int = 0) -> list[Atom]:
        """The atoms of ``text[start:end]`` in order; with ``most``, the first so many."""
        atoms: list[Atom] = []
        position, rules, others, goes_on = start, self._rules, self._other, _GOES_ON.match
        while position < end and (not most or len(atoms) < most):
            char = text[position]
            tries = others.get(char)
            position += 1
            if tries is None:
                continue
            two = text[position - 1 : position + 1]
            tries = rules.get(two, tries) if position < end else self._last[char]
            if not tries or (char in _NUMERALS and not goes_on(text, position - 1, end)):
                continue
            for rule, tried in tries:
                found = tried(text, position - 1, end)
                if found:
                    atoms.append(Atom(rule.sort, rule.read(found), position - 1, found.end()))
                    position = found.end()
                    break
        return atoms


def _with(rules: list[tuple[_Try, frozenset[str]]], second: str) -> list[_Try]:
    """Those of ``rules`` that may go on with this character."""
    return [tried for tried, seconds in rules if second in seconds or ANY in seconds]
