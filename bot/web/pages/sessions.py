"""Where somebody is signed in, and how to end it there."""

from aiohttp import web

from bot.services import sessions
from bot.web.pages.signing import left
from bot.web.people import Rule
from bot.web.visit import Route, Visit
from bot.wording import board as words


async def mine(visit: Visit) -> web.Response:
    """All sessions of whoever asks."""
    assert visit.visitor is not None
    found = await visit.read(sessions.my_sessions, visit.me.member.id, visit.board.now())
    shown = [(one, words.signed_in(one, visit.board.now())) for one in found]
    return visit.page("sessions.html", sessions=shown, this=visit.visitor.session.id)


async def end(visit: Visit) -> web.Response:
    """One of them ends; of somebody else's, none."""
    assert visit.visitor is not None
    ident = visit.form.number("session")
    board = visit.board
    await board.store.run(sessions.sign_out, visit.me.member.id, ident, board.now())
    if ident == visit.visitor.session.id:
        return left(visit)
    visit.board.bell.ring()
    return visit.back("/sessions", words.ENDED)


async def end_all(visit: Visit) -> web.Response:
    """All of them end, this one, too."""
    board = visit.board
    await board.store.run(sessions.sign_out_everywhere, visit.me.member.id, board.now())
    return left(visit)


ROUTES = (
    Route("GET", "/sessions", mine, Rule.SIGNED_IN),
    Route("POST", "/sessions/end", end, Rule.SIGNED_IN),
    Route("POST", "/sessions/end-all", end_all, Rule.SIGNED_IN),
)
