"""Messages that may be notices: the admins of their group say what they are."""

from datetime import timedelta

from aiohttp import web

from bot.domain.correction import Fix
from bot.services.editing import Desk, desk_for
from bot.services.mending import mend
from bot.services.pairing import just_made
from bot.services.rehearsing import Rehearsal
from bot.services.sight import desk_chats
from bot.storage.connection import Snapshot, Tx
from bot.storage.mentions import Unsure, unsure_message
from bot.storage.notices import unsure_since
from bot.web.forms import Form
from bot.web.looked_after import take_back
from bot.web.pages.request_acts import tried
from bot.web.people import Rule
from bot.web.problem import Problem
from bot.web.visit import Route, Visit
from bot.wording import board_requests, corrections
from bot.wording import board_unsure as words

LATELY = timedelta(days=7)
_SHOWN = 50


async def unsure(visit: Visit) -> web.Response:
    """Those of the last days."""

    def found(snapshot: Snapshot) -> object:
        now, chats = visit.board.now(), desk_chats(snapshot, visit.me)
        just = just_made(snapshot, visit.me, words.FIXES, now)
        return unsure_since(snapshot, chats, now - LATELY, _SHOWN), just

    return visit.page(
        "unsure.html", found=await visit.read(found), words=words, requests=board_requests,
        link=visit.board.link,
    )  # fmt: skip


def _wanted(form: Form) -> Fix:
    fix = form.text("fix", 12)
    if fix not in words.FIXES:
        raise Problem(400, board_requests.NOT_READ)
    return Fix(fix)


def _at_desk(snapshot: Snapshot, visit: Visit, message: int) -> tuple[Unsure, Desk]:
    me, found = visit.me, unsure_message(snapshot, message)
    desk = desk_for(snapshot, me.member.id, me.groups, f"m{message}", visit.board.now())
    if found is None or desk is None:
        raise Problem(404)
    return found, desk


def _mended(tx: Tx, visit: Visit, message: int, fix: Fix) -> Desk:
    _, desk = _at_desk(tx, visit, message)
    clock = visit.board.office.work.clock
    if mend(tx, desk, f"m{message}", fix, "", visit.board.calendar, clock) is None:
        raise Problem(409, words.DECIDED)
    return desk


async def attempt(visit: Visit) -> web.Response:
    """What it would change in the digest, with the button that does it."""
    message, fix = visit.number("message"), _wanted(visit.asked)
    one, desk = await visit.read(_at_desk, visit, message)

    def work(tx: Tx) -> bool:
        _mended(tx, visit, message, fix)
        return True

    found: Rehearsal = await tried(visit, desk, [], work)
    return visit.page(
        "unsure_try.html", one=one, fix=fix, found=found, words=words, requests=board_requests
    )


async def decide(visit: Visit) -> web.Response:
    """It is one, or none."""
    message, fix = visit.form.number("message"), _wanted(visit.form)

    def work(tx: Tx) -> None:
        visit.board.show(tx, _mended(tx, visit, message, fix).chats)

    await visit.act(work)
    return visit.back("/unsure", corrections.said(fix))


async def undo(visit: Visit) -> web.Response:
    """What was decided a moment ago is open again."""
    return visit.back("/unsure", await take_back(visit, visit.form.number("made")))


ROUTES = (
    Route("GET", "/unsure", unsure, Rule.ADMIN),
    Route("GET", r"/unsure/{message:\d+}", attempt, Rule.ADMIN),
    Route("POST", "/unsure/decide", decide, Rule.ADMIN),
    Route("POST", "/unsure/undo", undo, Rule.ADMIN),
)
