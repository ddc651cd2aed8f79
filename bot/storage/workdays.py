"""The working-day calendar: State Council days off, made-up workdays, festivals, lunar months."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from chinese_calendar import constants

from bot.domain.calendar import WorkCalendar

_FIXED = {
    "元旦": (1, 1),
    "三八": (3, 8),
    "妇女节": (3, 8),
    "学雷锋日": (3, 5),
    "植树节": (3, 12),
    "消费者权益日": (3, 15),
    "五一": (5, 1),
    "劳动节": (5, 1),
    "五四": (5, 4),
    "青年节": (5, 4),
    "护士节": (5, 12),
    "六一": (6, 1),
    "儿童节": (6, 1),
    "环境日": (6, 5),
    "禁毒日": (6, 26),
    "七一": (7, 1),
    "建党节": (7, 1),
    "八一": (8, 1),
    "建军节": (8, 1),
    "教师节": (9, 10),
    "烈士纪念日": (9, 30),
    "国庆": (10, 1),
    "十一": (10, 1),
    "记者节": (11, 8),
    "消防日": (11, 9),
    "双十一": (11, 11),
    "双十二": (12, 12),
    "宪法日": (12, 4),
    "平安夜": (12, 24),
    "圣诞": (12, 25),
}
_LUNAR = {
    "春节": (1, 1),
    "元宵": (1, 15),
    "龙抬头": (2, 2),
    "端午": (5, 5),
    "七夕": (7, 7),
    "中元": (7, 15),
    "中秋": (8, 15),
    "重阳": (9, 9),
    "腊八": (12, 8),
    "小年": (12, 23),
}
# (month, which Sunday)
_SUNDAYS = {"母亲节": (5, 2), "父亲节": (6, 3), "助残日": (5, 3)}


def load_calendar(
    overrides: Mapping[date, bool] | None = None, years: Iterable[int] | None = None
) -> WorkCalendar:
    """Every year the package knows, statutory days off elsewhere in ``years``.

    ``overrides`` maps a day to whether people work on it (a local closure, a late change) and
    has the last word. Lunar months and moving festivals are there for ``years`` only, which are
    all of our lunar table unless given.
    """
    known = frozenset(day.year for day in constants.holidays)
    months: dict[tuple[int, int], date] = {}
    festivals: dict[tuple[str, int], date] = {}
    off = set(constants.holidays)
    work = set(constants.workdays)
    for year in _table() if years is None else years:
        months.update(_lunar_months(year))
        festivals.update(_festivals(year))
        if year not in known:
            off.update(_statutory(year))
    for day, works in (overrides or {}).items():
        (work if works else off).add(day)
        (off if works else work).discard(day)
    return WorkCalendar(
        days_off=frozenset(off),
        workdays=frozenset(work),
        known_years=known,
        festivals=festivals,
        lunar_months=months,
    )


@cache
def _table() -> dict[int, dict[str, Any]]:
    """Year → first days of the twelve lunar months (leap months left out), days of the terms.

    To work them out at every start would take longer than all else that is read there.
    """
    raw = (files("bot") / "data" / "lunar.json").read_text(encoding="utf8")
    return {int(year): found for year, found in json.loads(raw).items()}


def _lunar_months(year: int) -> dict[tuple[int, int], date]:
    """(lunar year, month) → first day."""
    firsts = enumerate(_table()[year]["months"], start=1)
    return {(year, month): date.fromisoformat(first) for month, first in firsts}


@cache
def _festivals(year: int) -> dict[tuple[str, int], date]:
    """(name, solar year) → the festival's own day."""
    found = {(name, year): date(year, *day) for name, day in _FIXED.items()}
    months = _lunar_months(year)
    for name, (month, day) in _LUNAR.items():
        own = months[year, month] + timedelta(days=day - 1)
        found[name, own.year] = own  # the twelfth lunar month falls into the next solar year
    found["除夕", year] = months[year, 1] - timedelta(days=1)
    for name, (month, which) in _SUNDAYS.items():
        first = date(year, month, 1)
        found[name, year] = first + timedelta(days=6 - first.weekday() + 7 * (which - 1))
    for name, term in _table()[year]["terms"].items():
        found[name, year] = date.fromisoformat(term)
    return found


def _statutory(year: int) -> set[date]:
    """Days off under the regulation of November 2024, without the swaps announced each year."""
    named = _festivals(year)
    eve, autumn = named["除夕", year], named["中秋", year]
    off = {date(year, 1, 1), date(year, 5, 1), date(year, 5, 2), named["清明", year]}
    off |= {eve + timedelta(days=n) for n in range(4)}
    off |= {date(year, 10, day) for day in (1, 2, 3)}
    return off | {named["端午", year], autumn}
