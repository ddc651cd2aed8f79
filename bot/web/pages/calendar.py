"""Meetings and inspections, a week at a time."""

from collections.abc import Iterable
from datetime import date, timedelta

from aiohttp import web

from bot.domain.message import SHANGHAI
from bot.services.agenda import Event, week_of
from bot.web.people import Rule
from bot.web.visit import Route, Visit
from bot.wording import board_calendar as words
from bot.wording import board_requests as requests


async def calendar(visit: Visit) -> web.Response:
    """A week by days, by departments or by groups."""
    today = visit.board.now().astimezone(SHANGHAI).date()
    day, by = day_in(visit.asked.text("week", 10)) or today, visit.asked.text("by", 8)
    week = await visit.read(week_of, visit.board.office, visit.me, day)
    by = by if by in words.BY else "day"
    return visit.page(
        "calendar.html",
        week=week,
        by=by,
        ways=words.BY,
        parts=tuple(_parted(week.events, by, week.monday)),
        today=today,
        sunday=week.monday + timedelta(days=6),
        before=week.monday - timedelta(days=7),
        after=week.monday + timedelta(days=7),
        words=words,
        requests=requests,
    )


def day_in(text: str) -> date | None:
    """A day as it stands in an address."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # A week around the ends of time is none.
    return day if 2000 <= day.year <= 2100 else None


def _parted(
    events: tuple[Event, ...], by: str, monday: date
) -> Iterable[tuple[str, date | None, list[Event]]]:
    """Headings with their events; of days, all seven."""
    if by == "day":
        days: dict[date, list[Event]] = {}
        for one in events:
            days.setdefault(words.day_of(one), []).append(one)
        for ahead in range(7):
            day = monday + timedelta(days=ahead)
            yield words.day(day), day, days.get(day, [])
        return
    found: dict[str, list[Event]] = {}
    for one in events:
        for name in words.names(one, by):
            found.setdefault(name, []).append(one)
    for name in sorted(found):
        yield name, None, found[name]


ROUTES = (Route("GET", "/calendar", calendar, Rule.SIGNED_IN),)
