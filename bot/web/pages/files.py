"""Static files."""

from aiohttp import web

from bot.web.people import Rule
from bot.web.problem import Problem
from bot.web.rendering import static
from bot.web.visit import Route, Visit

_HOUR = 3600


async def file(visit: Visit) -> web.Response:
    """A file of ours; under the mark of what it holds, it may be kept for a while."""
    found = static(visit.named("name"))
    if found is None:
        raise Problem(404)
    kept = visit.asked.text("v") == found.mark
    return web.Response(
        body=found.body,
        content_type=found.type,
        charset="utf-8",
        headers={"Cache-Control": f"private, max-age={_HOUR}" if kept else "no-store"},
    )


ROUTES = (Route("GET", "/static/{name}", file, Rule.ANYONE),)
