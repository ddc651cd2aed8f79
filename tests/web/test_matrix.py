"""Every route for every role, out of the table: one that is not in it, or open to all, fails."""

import re

import pytest
from aiohttp import web

from bot.web.application import application
from bot.web.people import Rule
from bot.web.routes import ROUTES
from bot.web.visit import Route
from tests.web.conftest import Play
from tests.web.kit import ADMIN, CONTACT, COORDINATOR, EVERYBODY, MEMBER, NOBODY, UPPER, Site

HOLDS = {
    NOBODY: Rule.ANYONE,
    MEMBER: Rule.ANYONE,
    ADMIN: Rule.ANYONE | Rule.ADMIN,
    CONTACT: Rule.ANYONE | Rule.CONTACT,
    COORDINATOR: Rule.ANYONE | Rule.COORDINATOR,
    UPPER: Rule.ANYONE | Rule.COORDINATOR | Rule.UPPER,
}
OPEN = {("GET", "/static/{name}"), ("GET", "/enter/{word}"), ("POST", "/enter/{word}")}
"""All that may be opened by whoever is not signed in."""
FILLED = {"word": "nothing", "name": "board.css"}
REFUSED = 403


def path_of(route: Route) -> str:
    """A path of a route; of things, the first, or one that is not there."""
    return re.sub(r"{(\w+)[^}]*}", lambda found: FILLED.get(found[1], "1"), route.path)


def test_the_table_is_all_there_is() -> None:
    def nothing() -> None:
        raise AssertionError

    app = application(nothing)  # type: ignore[arg-type]
    served = {(one.method, _canonical(one)) for one in app.router.routes()}
    named = [(route.method, re.sub(r"{(\w+)[^}]*}", r"{\1}", route.path)) for route in ROUTES]
    assert served == set(named)
    assert len(named) == len(set(named))


def _canonical(route: web.AbstractRoute) -> str:
    assert route.resource is not None
    return route.resource.canonical


def test_only_the_door_is_open_to_all() -> None:
    assert {(one.method, one.path) for one in ROUTES if one.rule & Rule.ANYONE} == OPEN
    assert all(one.rule for one in ROUTES)
    assert {one.method for one in ROUTES} == {"GET", "POST"}


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_route_for_every_role(play: Play, who: str) -> None:
    async def story(site: Site) -> None:
        for route in ROUTES:
            client = await site.as_(who)
            ask = client.get if route.method == "GET" else client.post
            answer = await ask(path_of(route))
            told = (route.method, route.path, who, answer.status)
            assert answer.status < 500, told
            assert (answer.status == REFUSED) is not bool(route.rule & HOLDS[who]), told

    play(story)
