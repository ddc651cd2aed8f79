"""Requests: all that somebody may see of what was asked in groups, and one of them."""

from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from bot.domain.reading import Kind
from bot.services.browsing import Asked, browse, end_of_next
from bot.services.looking import look_at
from bot.services.sight import sight_of
from bot.storage.connection import Snapshot
from bot.storage.overview import Shelf, chats_seen
from bot.web.forms import Form
from bot.web.people import Rule
from bot.web.problem import Problem
from bot.web.visit import Route, Visit
from bot.wording import board_requests as words
from bot.wording.corrections import KINDS
from bot.wording.dates import stamp
from bot.wording.details import details_told


async def requests(visit: Visit) -> web.Response:
    """A page of a list, with its filters."""
    asked = asked_of(visit.asked)

    def found(snapshot: Snapshot) -> tuple[Any, Any]:
        board = visit.board
        sight = sight_of(snapshot, board.office, visit.me)
        clock = board.office.work.clock
        listed = browse(snapshot, sight, asked, board.now(), board.calendar, clock)
        return listed, chats_seen(snapshot, sight)

    listed, groups = await visit.read(found)
    return visit.page(
        "requests.html",
        listed=listed,
        asked=asked,
        groups=groups,
        shelves=words.SHELVES,
        kinds=KINDS,
        days=words.DAYS,
        words=words,
        until=end_of_next(visit.board.now(), visit.board.calendar),
        query=_query(visit),
    )


def asked_of(given: Form) -> Asked:
    """What an address or a form asks for; what makes no sense there is not asked."""
    shelf, kind = given.text("state", 12), given.text("kind", 12)
    chat, days, page = (_small(given.text(name, 9)) for name in ("group", "days", "page"))
    words_ = given.text("q", 100)
    default = Shelf.ALL if words_ else Shelf.OPEN
    return Asked(
        shelf=Shelf(shelf) if shelf in set(Shelf) else default,
        words=words_,
        chat=chat,
        issuer=given.text("issuer", 60),
        kind=Kind(kind) if kind in set(Kind) else None,
        days=days if days in words.DAYS else None,
        page=max((page or 1) - 1, 0),
    )


def _small(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() else None


def _query(visit: Visit) -> Any:
    """The same address with something else in it, for links to lists beside this one."""

    def query(**changed: object) -> str:
        kept = {key: value for key, value in visit.request.query.items() if key != "page"}
        kept.update({key: str(value) for key, value in changed.items()})
        return "?" + urlencode({key: value for key, value in kept.items() if value})

    return query


async def one(visit: Visit) -> web.Response:
    """One request: what is asked, by whom, where it was said, and what was put right."""
    ident, now = visit.number("request"), visit.board.now()
    look = await visit.read(look_at, visit.board.office, visit.me, ident, now)
    if look is None:
        raise Problem(404)
    if look.request.id != ident:
        return visit.back(f"/requests/{look.request.id}")
    return visit.page(
        "requests_one.html",
        look=look,
        words=words,
        kinds=KINDS,
        link=visit.board.link,
        until=end_of_next(now, visit.board.calendar),
        stamp=stamp,
        wanted=details_told(look.details),
    )


ROUTES = (
    Route("GET", "/requests", requests, Rule.SIGNED_IN),
    Route("GET", r"/requests/{request:\d+}", one, Rule.SIGNED_IN),
)
