"""The board as an application of aiohttp: every request goes through the same checks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.domain.errors import StorageError, what_went_wrong
from bot.services import sessions
from bot.web.board import Board
from bot.web.cookies import secret_in
from bot.web.forms import read_form
from bot.web.guard import address_of, check_address, harden, has_token
from bot.web.hall import Hall
from bot.web.limits import ADDRESS, SESSION, SIGNING, Limits
from bot.web.people import Rule, may, recognise
from bot.web.problem import Problem
from bot.web.routes import ROUTES
from bot.web.visit import Route, Visit
from bot.wording import board as words

log = structlog.get_logger(__name__)

_FRESH = timedelta(minutes=1)
"""How exactly it is kept when a session was used last."""


def application(given: Callable[[], Board]) -> web.Application:
    """The board's pages below its path, which is not in the routes: mount it there.

    ``given`` gives the board as it is at a request; it may raise StorageError.
    """
    rules = {route.path: route.rule for route in ROUTES if route.method == "GET"}
    nav = tuple((path, label, rules[path]) for path, label in words.NAV if path in rules)
    hall = Hall(given=given, limits=Limits(lambda: given().monotonic()), nav=nav)
    app = web.Application(middlewares=[_answering(hall)])
    for route in ROUTES:
        app.router.add_route(route.method, route.path, partial(_serve, hall, route))
    app.on_response_prepare.append(partial(_harden, hall))
    app.on_shutdown.append(hall.close)
    return app


def mounted(app: web.Application, board: Board) -> web.Application:
    """The board under the path of its address, for a server that has nothing else."""
    if not board.base:
        return app
    outer = web.Application()
    outer.on_response_prepare.extend(app.on_response_prepare)
    outer.add_subapp(board.base, app)
    return outer


async def _harden(hall: Hall, _request: web.Request, response: web.StreamResponse) -> None:
    try:
        secure = hall.given().is_secure
    except StorageError:
        secure = False
    harden(response, secure)


def _answering(hall: Hall) -> Middleware:
    """Every answer that is no page is a page that says what to do."""

    @web.middleware
    async def answer(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            board = hall.given()
        except StorageError:
            return web.Response(status=503, text=words.NOT_YET)
        try:
            _pace(hall, request, board)
            check_address(request, board)
            return await handler(request)
        except Problem as problem:
            said, status = problem.said, problem.status
        except web.HTTPException as error:
            said, status = "", error.status
        except StorageError as error:
            log.error("board_storage", error=what_went_wrong(error))
            said, status = "", 503
        except Exception as error:
            log.error("board_failed", error=what_went_wrong(error))
            said, status = "", 500
        visit = Visit(request=request, board=board, hall=hall)
        title, todo = words.problem(status)
        return visit.page("problem.html", status=status, title=title, said=said, todo=todo)

    return answer


def _pace(hall: Hall, request: web.Request, board: Board) -> None:
    address = address_of(request, board)
    signing = request.path.startswith(f"{board.base}/enter/")
    if not hall.limits.allows(ADDRESS, address) or (
        signing and not hall.limits.allows(SIGNING, address)
    ):
        raise Problem(429)


async def _serve(hall: Hall, route: Route, request: web.Request) -> web.StreamResponse:
    board = hall.given()
    secret = secret_in(request, board)
    visitor = None if route.rule is Rule.ANYONE else await recognise(board, secret)
    visit = Visit(request=request, board=board, hall=hall, secret=secret, visitor=visitor)
    if visitor and not hall.limits.allows(SESSION, visit.csrf):
        raise Problem(429)
    if route.method == "POST":
        form = await read_form(request)
        # A form may be long on its way: whoever was signed out meanwhile does nothing with it.
        visitor = visitor and await recognise(board, secret)
        visit = replace(visit, visitor=visitor, form=form)
    if not may(visitor.person if visitor else None, route.rule):
        return _refused(visit)
    if visitor and route.method == "POST" and not has_token(visit):
        return _old(visit)
    if visitor and board.now() - visitor.session.seen > _FRESH and _is_used(request):
        await board.store.run(sessions.use, visitor.session.id, board.now())
    return await route.handler(visit)


def _is_used(request: web.Request) -> bool:
    """Whether somebody did this; a page that keeps itself up to date keeps no session alive."""
    return "X-Refresh" not in request.headers and not request.path.endswith("/events")


def _refused(visit: Visit) -> web.Response:
    title, todo = words.problem(403)
    if visit.visitor:
        return visit.page("problem.html", status=403, title=title, said=words.NOT_YOURS, todo=todo)
    again = visit.path if visit.request.method == "GET" else "/"
    return visit.page("outside.html", status=403, again=again, typed=visit.form.written())


def _old(visit: Visit) -> web.Response:
    """A form of a session before this one: whoever signed in again meanwhile keeps their words."""
    title, todo = words.problem(403)
    return visit.page(
        "problem.html", status=403, title=title, said=words.OLD_FORM, todo=todo,
        typed=visit.form.written(),
    )  # fmt: skip
