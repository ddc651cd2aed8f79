"""The days a request's data is of (8月10日至16日值班表, 本周情况), apart from when it is due."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache

_MONTH = r"(?P<month>1[0-2]|0?[1-9])(?:月|[./](?=\d))"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:[日号]|(?![日号]))"
_ON = rf"(?:{_MONTH})?{_DAY}"
_UP_TO = _ON.replace("month", "until_month").replace("day", "until_day")
# What the days are said of: a noun, and nothing that is done in them or up to them.
_OF = (
    r"(?=[的期间]{0,2}(?:(?![前报交送填发请止截内起开召参到在将各于])[一-龥a-z]){0,10}?"
    r"(?:表(?!彰|现|态)|台账|名[单册]|花名册|情况|数据|日报|周报|简报|快报|记录|小结|总结|统计|进度|进展|明细|"
    r"清单|材料|照片|安排|计划|信息|动态|人数|户数|数[量字]))"
)
_RANGE = re.compile(
    "(?=[0123456789])(?:"
    rf"(?<![\d.])(?=\d+[月./日号]){_ON}(?:至|到|[-—–~]{{1,2}}){_UP_TO}(?!\d){_OF}"
    ")"
)
_WEEK = re.compile(
    rf"(本|这个?|上个?|下个?)周(?![一二三四五六日天末内前之底])(?![一-龥]{{0,2}}[前内报交]){_OF}"
)
_ONE_DAY = re.compile(
    "(?=[0123456789今当昨])(?:"
    rf"(?:(?<=报送)|(?<=上报)|(?<=填报)|(?<=[报交])){_MONTH}{_DAY}(?![\d至到~—–-]){_OF}"
    rf"|(?P<rel>昨[日天]|当[日天]|今[日天]){_OF}"
    ")"
)
_WEEKS = {"上": -7, "下": 7}


@lru_cache(maxsize=1024)
def read_stretches(text: str, sent_at: datetime) -> frozenset[tuple[int, int]]:
    """First and last days, as ordinals, of what normalised ``text`` wants the data of.

    A month that is not named is that of ``sent_at``, a year the nearest.
    """
    return frozenset(_found(text, sent_at))


def _found(text: str, sent_at: datetime) -> Iterator[tuple[int, int]]:
    for found in _RANGE.finditer(text):
        month = int(found["month"] or sent_at.month)
        first = _day(month, found["day"], sent_at)
        last = _day(int(found["until_month"] or month), found["until_day"], sent_at)
        if first and last and first <= last:
            yield first, last
    monday = sent_at - timedelta(days=sent_at.weekday())
    for found in _WEEK.finditer(text):
        first = (monday + timedelta(days=_WEEKS.get(found[1][0], 0))).toordinal()
        yield first, first + 6
    for found in _ONE_DAY.finditer(text):
        day = (
            sent_at.toordinal() - (found["rel"][0] == "昨")
            if found["rel"]
            else _day(int(found["month"]), found["day"], sent_at)
        )
        if day:
            yield day, day


def _day(month: int, day: str, sent_at: datetime) -> int | None:
    around = []
    for year in (sent_at.year - 1, sent_at.year, sent_at.year + 1):
        try:
            around.append(datetime(year, month, int(day), tzinfo=sent_at.tzinfo))
        except ValueError:
            continue
    return min(around, key=lambda at: abs(at - sent_at)).toordinal() if around else None


def other_days(one: frozenset[tuple[int, int]], other: frozenset[tuple[int, int]]) -> bool:
    """Whether both name days, and neither names all that the other does."""
    return bool(one and other) and not (one <= other or other <= one)
