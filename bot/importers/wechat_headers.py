"""How the blocks of a text chat begin: the one way a file keeps to, told from its beginning."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

_FULL_DAY = r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?"
_PART_DAY = r"\d{1,2}月\d{1,2}日|\d{1,2}[-/]\d{1,2}|昨天|今天|前天|(?:星期|周)[一二三四五六日天]"
_CLOCK = (
    r"(?P<clock>(?:上午|下午|晚上|凌晨|早上|中午|傍晚)?\s?\d{1,2}[:\uff1a]\d{2}(?::\d{2})?)(?!\d)"
)
_WEEKDAY = r"(?:[\s,]*(?:星期|周)[一二三四五六日天])?"
_TIME = rf"(?P<day>{_FULL_DAY}){_WEEKDAY}[\sT]+{_CLOCK}"
_ANY_TIME = rf"(?:(?P<day>{_FULL_DAY}|{_PART_DAY}){_WEEKDAY}[\sT]+)?{_CLOCK}"
_NAME = r"(?P<name>\S(?:.{0,58}?\S)?)"
_STOPS = r":\uff1a,\uff0c。;\uff1b!\uff01?\uff1f"
_NO_COLON = rf"(?P<name>[^\s{_STOPS}](?:[^{_STOPS}\n]{{0,58}}?[^\s{_STOPS}])?)"
# In the order they are tried; each matches the beginning of a line up to where its text begins.
_FORMS = {
    "name (time): text": rf"{_NO_COLON}\s?[(\uff08]{_TIME}[)\uff09]\s?[:\uff1a]?\s?",
    "time name": rf"\[?{_TIME}\]?[\s,]+{_NO_COLON}\s?[:\uff1a]?\s*$",
    "time name: text": rf"\[?{_TIME}\]?[\s,]+(?:-\s)?{_NO_COLON}\s?[:\uff1a]\s?",
    "name time": rf"{_NAME}(?P<gap>[\s,]+){_ANY_TIME}\s?[:\uff1a]?\s*$",
    "name:": rf"(?P<name>[^\s{_STOPS}、()\uff08\uff09][^{_STOPS}]{{0,18}}?)[:\uff1a]$",
}
_WEAK, _UNTIMED = "name time, weak", "name:"
_LONGEST_HEADER = 160
_SNIFFED_CHARACTERS = 200_000
_NO_NAME = re.compile(
    r"[,\uff0c。;\uff1b!\uff01?\uff1f]"
    r"|(?:时间|日期|截止|截至|为|于|自|从|至|到|前|后|[:\uff1a —~-])$"
)
_NO_SPEAKER = re.compile(
    r"(?:[今明后昨]天|今晚|明早|明晚|[上下]午|晚上|早上|会议?|开会|培训|集合|集中|地点|[日号]|月底"
    r"|(?:星期|周)[一二三四五六日天]|月\d+)$|^\d+$|^(?:请|会议|各|全体|通知)"
)
_NO_ADDRESSEE = re.compile(
    r"^(?:各|全体|请|附|通知|紧急|关于|注意|[一二三四五六七八九十]+、|\d)|如下$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A block's first line: who, when in the words of the line, and where its text begins."""

    name: str
    day: str | None
    clock: str
    gap: str
    text_at: int

    @property
    def dated(self) -> bool:
        """Whether the year is told."""
        return self.day is not None and self.day[:4].isdigit()


@dataclass(slots=True)
class _Seen:
    """One header-like line of the sample."""

    header: Header
    apart: bool


@dataclass(slots=True, kw_only=True)
class Style:
    """The way the blocks of one file begin; `match` knows its headers from look-alikes."""

    form: str
    weak: bool = False
    timed: bool = True
    shapes: frozenset[str] = frozenset()
    apart: bool = False
    padded: bool | None = None
    names: set[str] = field(default_factory=set)

    def match(self, line: str, after_blank: bool) -> Header | None:
        """The header that ``line`` is; ``after_blank`` where nothing stands right before it."""
        header = _match(self.form, line)
        if header is None or not self._fits(header, after_blank):
            return None
        self.names.add(header.name)
        return header

    def _fits(self, header: Header, after_blank: bool) -> bool:
        if not self.timed:
            return after_blank and not _NO_ADDRESSEE.search(header.name)
        if self.form == "name time":
            if _NO_NAME.search(header.name):
                return False
            if not header.dated:
                return header.name in self.names or (
                    self.weak
                    and not _NO_SPEAKER.search(header.name)
                    and _shape(header) in self.shapes
                    and (self.padded is None or _padded(header) in (None, self.padded))
                    and (after_blank or not self.apart)
                )
        return _shape(header) in self.shapes


def find_style(sample: str) -> Style | None:
    """The way most blocks begin in ``sample``, the file's beginning; None for bare text."""
    seen: dict[str, list[_Seen]] = {}
    first = ""
    for line, after_blank in _lines(sample[:_SNIFFED_CHARACTERS]):
        name, header = _classify(line, after_blank)
        if header is not None:
            first = first or name
            seen.setdefault(name, []).append(_Seen(header, after_blank))
    return _choose(seen, first)


def _choose(seen: dict[str, list[_Seen]], first: str) -> Style | None:
    untimed, weak = seen.pop(_UNTIMED, []), seen.pop(_WEAK, [])
    best = max(seen, key=lambda name: len(seen[name]), default="")
    if best in ("", "name time") and len(weak) > len(seen.get(best, [])):
        strong = seen.get("name time", [])
        if strong or len(weak) > 1 or first == _WEAK:
            return _style("name time", weak + strong, weak=True)
    if best:
        return _style(best, seen[best])
    if first == _UNTIMED and len(untimed) > 1:
        return Style(form=_UNTIMED, timed=False)
    return None


def _style(name: str, seen: list[_Seen], *, weak: bool = False) -> Style:
    shapes = Counter(_shape(one.header) for one in seen)
    often = shapes.most_common(1)[0][0]
    gap = Counter(one.header.gap for one in seen).most_common(1)[0][0]
    zeros = Counter(_padded(one.header) for one in seen)
    return Style(
        form=name,
        weak=weak,
        shapes=frozenset(
            shape
            for shape, one in ((_shape(one.header), one) for one in seen)
            if shape == often or (weak and one.header.gap == gap)
        ),
        apart=sum(one.apart for one in seen) > 0.7 * len(seen),
        padded=zeros[True] > zeros[False] if zeros[True] + zeros[False] else None,
        names={one.header.name for one in seen if one.header.dated},
    )


def _lines(sample: str) -> Iterator[tuple[str, bool]]:
    after_blank = True
    for line in sample.split("\n"):
        yield line, after_blank
        after_blank = is_gap(line)


def is_gap(line: str) -> bool:
    """Whether a line only sets others apart: blank, or a rule with or without a date."""
    return not line.strip() or line.startswith(("———", "---", "==="))


def _classify(line: str, after_blank: bool) -> tuple[str, Header | None]:
    for name in _FORMS:
        header = _match(name, line)
        if header is None:
            continue
        if name == _UNTIMED:
            plausible = after_blank and not _NO_ADDRESSEE.search(header.name)
            return name, header if plausible else None
        if name == "name time":
            if _NO_NAME.search(header.name):
                return name, None
            if not header.dated:
                return _WEAK, None if _NO_SPEAKER.search(header.name) else header
        return name, header
    return "", None


@cache
def _pattern(form: str) -> re.Pattern[str]:
    """Compiled when the first text chat is read: it takes long, and most starts read none."""
    return re.compile(_FORMS[form])


def _match(form: str, line: str) -> Header | None:
    start = line[:_LONGEST_HEADER].rstrip("\n")
    if form not in ("time name: text", "name (time): text"):
        if len(line) > _LONGEST_HEADER:
            return None
        start = start.strip()
    found = _pattern(form).match(start)
    if found is None:
        return None
    groups = found.groupdict()
    return Header(
        name=found["name"].strip(),
        day=groups.get("day"),
        clock=groups.get("clock") or "",
        gap=groups.get("gap") or "",
        text_at=found.end(),
    )


def _shape(header: Header) -> str:
    """The time with its digits made alike; where it is short, with the gap before it."""
    clock = re.sub(r"^\D+", "", header.clock)
    words = f"{header.day} {clock}" if header.dated else f"{header.gap}{clock}"
    return re.sub(r"\d+", "0", words)


def _padded(header: Header) -> bool | None:
    """Whether an hour below ten is written with its nought; None for later hours."""
    digits = re.sub(r"\D*(\d+)\D.*", r"\1", header.clock)
    return digits.startswith("0") if len(digits) == 1 or digits.startswith("0") else None
