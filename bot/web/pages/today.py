"""The first page: what somebody may open."""

from aiohttp import web

from bot.web.people import Rule
from bot.web.visit import Route, Visit


async def today(visit: Visit) -> web.Response:
    """The pages that are for whoever asks."""
    return visit.page("today.html")


ROUTES = (Route("GET", "/", today, Rule.SIGNED_IN),)
