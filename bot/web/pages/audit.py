"""What people with an office did, for upper coordinators and, of their groups, for admins."""

from datetime import date
from urllib.parse import urlencode

from aiohttp import web

from bot.services.auditing import NEWEST, Theme, Turn, audit
from bot.web.people import Rule
from bot.web.problem import Problem
from bot.web.visit import Route, Visit
from bot.wording import board_audit as words


async def acts(visit: Visit) -> web.Response:
    """A page of it, newest first, of a day or of a kind where one is asked for."""
    theme, day, before = _theme(visit), _day(visit), _turn(visit)
    board = visit.board
    found = await visit.read(audit, board.office, visit.me, theme, day, before)
    rows = [
        (words.when(one), words.who(one), words.where(one), words.what(one, board.office.reasons))
        for one in found.rows
    ]
    kept = {"kind": theme or "", "day": day.isoformat() if day else ""}
    older = found.older
    return visit.page(
        "audit.html", rows=rows, themes=words.THEMES, theme=theme, day=kept["day"],
        older=urlencode({**kept, "before": ".".join(map(str, older))}) if older else "",
        newest=before == NEWEST, kept=urlencode(kept),
    )  # fmt: skip


def _theme(visit: Visit) -> Theme | None:
    asked = visit.asked.text("kind", 20)
    return Theme(asked) if asked in set(Theme) else None


def _day(visit: Visit) -> date | None:
    asked = visit.asked.text("day", 10)
    try:
        day = date.fromisoformat(asked) if asked else None
    except ValueError as error:
        raise Problem(400, words.BAD_DAY) from error
    if day == date.max:
        raise Problem(400, words.BAD_DAY)
    return day


def _turn(visit: Visit) -> Turn:
    asked = visit.asked.text("before", 40)
    if not asked:
        return NEWEST
    parts = asked.split(".")
    if len(parts) != len(NEWEST) or not all(one.isdecimal() and len(one) < 16 for one in parts):
        raise Problem(400)
    return Turn(*map(int, parts))


ROUTES = (Route("GET", "/audit", acts, Rule.ADMIN | Rule.UPPER),)
