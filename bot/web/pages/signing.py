"""In by a link from the bot's private chat, which only a press uses up; and out again."""

from aiohttp import web

from bot.services import sessions
from bot.web.cookies import give
from bot.web.people import Rule
from bot.web.visit import Route, Visit


async def door(visit: Visit) -> web.Response:
    """Whom the link lets in, and a button; what looks at links in advance changes nothing."""
    word = visit.named("word")
    person = await visit.read(sessions.invited, word, visit.board.now())
    if person is None:
        return visit.page("outside.html", status=404, again=None)
    return visit.page("enter.html", word=word, name=person.member.name)


async def enter(visit: Visit) -> web.Response:
    """A new session for the link, in place of the one this browser had."""
    board = visit.board
    secret = await board.store.run(sessions.sign_in, visit.named("word"), board.now(), visit.secret)
    if secret is None:
        return visit.page("outside.html", status=404, again=None)
    inside = visit.back("/")
    give(inside, board, secret)
    return inside


async def leave(visit: Visit) -> web.Response:
    """This session ends."""
    assert visit.visitor is not None
    board, this = visit.board, visit.visitor.session.id
    await board.store.run(sessions.sign_out, visit.me.member.id, this, board.now())
    return left(visit)


def left(visit: Visit) -> web.Response:
    """Nobody is signed in in this browser any more; pages that listen hear of it."""
    visit.board.bell.ring()
    gone = visit.page("left.html")
    give(gone, visit.board, "")
    return gone


ROUTES = (
    Route("GET", "/enter/{word}", door, Rule.ANYONE),
    Route("POST", "/enter/{word}", enter, Rule.ANYONE),
    Route("POST", "/leave", leave, Rule.SIGNED_IN),
)
