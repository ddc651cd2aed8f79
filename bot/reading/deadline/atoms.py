"""Atoms of time expressions: what one is, and the left-to-right scan that finds them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal


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
    never occurs. ``word`` carries a unit, a part of a month or the digits 0–6 of weekdays.
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


@dataclass(frozen=True, slots=True)
class Atom:
    """``text[start:end]`` of the normalised text and what it says."""

    sort: Sort
    say: Say
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """Where a rule matched: ``found[0]`` is all of the text, ``found["name"]`` that of a group."""

    found: re.Match[str]
    rule: str

    def __getitem__(self, name: str | Literal[0]) -> str | Any:
        return self.found[f"{self.rule}_{name}" if name else self.rule]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of atom: its pattern, and how a match is read."""

    sort: Sort
    pattern: str
    read: Callable[[Match], Say]


BEGINNINGS = (
    r"\s0-9:一七三上下两中九二五今仪会体假傍儿元入八公六再农冬凌出初到前助劳十卅午半单即去参双吃后向周四国圣"
    "培处夏夜大天头妇季学审宪宽寒小巡工平年底延建廿开当往惊截护报抵推提擦收放教散早明星春昨晌晚晨普最月末本来检植次正"
    "母每比活消深清演烈父环白百的睡督礼禁秋立端第翌考腊节芒观记评调谷赛赶过返这进逢重长阴除隔零霜青面顺饭首验黑龙"
)
"""Characters one of which begins every atom: most positions of a text need no closer look."""


class Scanner:
    """All rules in one expression, tried in order at every position."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Compile ``rules``; the first that matches at a position wins."""
        self._rules = {f"r{index}": rule for index, rule in enumerate(rules)}
        # Rules may name their groups alike.
        patterns = (
            f"(?P<{name}>{rule.pattern.replace('(?P<', f'(?P<{name}_')})"
            for name, rule in self._rules.items()
        )
        self._all = re.compile(f"(?=[{BEGINNINGS}])(?:{'|'.join(patterns)})")

    def scan(self, text: str, end: int) -> list[Atom]:
        """The atoms of ``text[:end]`` in order, none overlapping."""
        return [self._atom(found) for found in self._all.finditer(text, 0, end)]

    def _atom(self, found: re.Match[str]) -> Atom:
        # The outermost group is closed last.
        name = found.lastgroup or ""
        rule = self._rules[name]
        return Atom(rule.sort, rule.read(Match(found, name)), found.start(), found.end())
