"""The first page: what is to be done today by whoever asks, in blocks by office."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from aiohttp import web

from bot.services.dossier import urgent_queue
from bot.services.urgency import is_to_do
from bot.web.pages import request_blocks
from bot.web.pages.records import records_of
from bot.web.people import Rule, may
from bot.web.visit import Route, Visit
from bot.wording import board_cases, board_records, board_today
from bot.wording.records import is_awaited


class Block(NamedTuple):
    """A part of the page: its template, for whom it is, and what it shows.

    Of a block that has nothing to show for today, ``found`` gives None.
    """

    template: str
    rule: Rule
    found: Callable[[Visit], Awaitable[dict[str, Any] | None]]


async def _cases(visit: Visit) -> dict[str, Any] | None:
    """Cases, the most urgent first."""
    board, me = visit.board, visit.me.member.id
    queue = await visit.read(urgent_queue, board.office, me, board.now())
    parts = [
        (
            label,
            None if view is None else "/cases" + (f"?view={view}" if view else ""),
            [
                board_cases.row(one, board.office.reasons, me)
                for one in found[: board_today.AT_MOST]
            ],
            len(found),
        )
        for label, view, found in board_today.parts_of(queue, me, board.now())
    ]
    waits = any(is_to_do(one, me) for one in queue)
    return {"parts": parts, "waits": waits} if parts else None


async def _records(visit: Visit) -> dict[str, Any] | None:
    """What a contact's unit is asked."""
    found = await visit.read(records_of, visit.board.office, visit.me.member.id)
    asked = [one for one in found if is_awaited(one)]
    return {"rows": board_records.rows(asked)} if asked else None


BLOCKS = (
    Block("today_cases.html", Rule.COORDINATOR, _cases),
    Block("today_records.html", Rule.CONTACT, _records),
    Block("today_requests.html", Rule.SIGNED_IN, request_blocks.today),
)
"""In the order they stand on the page."""


async def today(visit: Visit) -> web.Response:
    """What is to be done; and where nothing is, that this is so."""
    blocks = [
        (one.template, found)
        for one in BLOCKS
        if may(visit.me, one.rule) and (found := await one.found(visit)) is not None
    ]
    return visit.page("today.html", blocks=blocks)


ROUTES = (Route("GET", "/", today, Rule.SIGNED_IN),)
