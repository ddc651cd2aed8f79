"""Possible duplicates: two requests side by side, decided with one key."""

from aiohttp import web

from bot.services.pairing import Choice, decide, take_back, waiting_pairs
from bot.storage.connection import Tx
from bot.web.forms import whole
from bot.web.people import Rule
from bot.web.problem import Problem
from bot.web.visit import Route, Visit
from bot.wording import board_duplicates as words
from bot.wording import board_requests, corrections


async def duplicates(visit: Visit) -> web.Response:
    """The pairs that ask, those of one's own groups first."""
    now = visit.board.now()
    found = await visit.read(waiting_pairs, visit.board.office, visit.me, now)
    return visit.page(
        "duplicates.html", found=found, words=words, requests=board_requests, choices=words.CHOICES
    )


async def choose(visit: Visit) -> web.Response:
    """One is decided; the next one is the first of the page."""
    choice = visit.form.text("choice", 8)
    pair = (whole(visit.form.text("one")), whole(visit.form.text("other")))
    if choice not in set(Choice):
        raise Problem(400, board_requests.NOT_READ)

    def work(tx: Tx) -> None:
        done = decide(tx, visit.me, pair, Choice(choice), visit.board.now())
        if done is None:
            raise Problem(409, words.DECIDED)
        made, desk = done
        if made is not None:
            visit.board.show(tx, desk.chats)

    await visit.act(work)
    return visit.back("/duplicates", words.done(Choice(choice)))


async def undo(visit: Visit) -> web.Response:
    """What was decided a moment ago is open again."""
    made = visit.form.number("made")

    def work(tx: Tx) -> str:
        done = take_back(tx, visit.me, made, visit.board.now())
        if done is None:
            raise Problem(404)
        correction, later, desk = done
        if later:
            return corrections.rests(later).plain
        visit.board.show(tx, desk.chats)
        return corrections.undone(correction.fix)

    return visit.back("/duplicates", await visit.act(work))


ROUTES = (
    Route("GET", "/duplicates", duplicates, Rule.ADMIN | Rule.COORDINATOR),
    Route("POST", "/duplicates/choose", choose, Rule.ADMIN | Rule.COORDINATOR),
    Route("POST", "/duplicates/undo", undo, Rule.ADMIN | Rule.COORDINATOR),
)
