"""What a coordinator does to a case on the board, but for deciding it."""

from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from bot.domain.case import Refusal
from bot.domain.review import Move
from bot.services import deciding, review
from bot.services.attesting import attest_moved
from bot.services.office import Office
from bot.storage.cases import must_find
from bot.storage.connection import Tx
from bot.web.pages.case_view import ABOUT_LONGEST, joinable, stopped, time_typed, visible
from bot.web.people import Rule
from bot.web.visit import Handler, Route, Visit
from bot.wording import board_cases as words
from bot.wording import sheets

Act = Callable[[Tx, Office, int, int, int, datetime], Move]
Say = Callable[[Tx, Office, int, int, int, str, datetime], Move]


def _acting(act: Act, said: str) -> Handler:
    """One press does it."""

    async def do(visit: Visit) -> web.Response:
        return await _done(visit, act, said)

    return do


async def _done(visit: Visit, act: Act, said: str, typed: str = "") -> web.Response:
    number, version = visit.number("number"), visit.form.number("version")
    office, me, now = visit.board.office, visit.me.member.id, visit.board.now()

    def work(tx: Tx) -> Move:
        case = visible(tx, office, number, me)
        return act(tx, office, case.id, version, me, now)

    moved = await visit.act(work)
    if moved.refusal:
        return await stopped(visit, number, moved.refusal, [(words.TYPED, typed)])
    return visit.back(f"/cases/{number}{_ON.get(said, '')}", said)


async def attest(visit: Visit) -> web.Response:
    """Seen done; of what was put off, with the new time that people will read."""
    text = visit.form.text("text", ABOUT_LONGEST)
    to = time_typed(visit, text) if text else None
    if to is None:
        return await _done(visit, deciding.attest, sheets.ATTESTED, text)

    def act(tx: Tx, office: Office, case: int, version: int, member: int, now: datetime) -> Move:
        return attest_moved(tx, office, case, version, member, to, now)

    return await _done(visit, act, sheets.ATTESTED, text)


_ON = {sheets.CLAIMED: "#acts"}
"""After these the page opens where one goes on."""


async def join(visit: Visit) -> web.Response:
    """Into another case, which is among those it can be joined to."""
    wanted = visit.form.number("into")

    def act(tx: Tx, office: Office, case: int, version: int, member: int, now: datetime) -> Move:
        into = joinable(tx, office, must_find(tx, case), member, wanted)
        # Whether there is such a case at all is not told.
        if into is None:
            return Move(refusal=Refusal.NOT_NOW)
        return review.merge(tx, office, case, version, member, into.id, now)

    return await _done(visit, act, sheets.JOINED)


LONGEST = 4000
"""Letters that are taken from a field, to be shown again with the word that it is too much."""


def _saying(act: Say, said: str) -> Handler:
    """What was typed and looked at goes out."""

    async def do(visit: Visit) -> web.Response:
        text = visit.form.text("text", LONGEST)

        def told(
            tx: Tx, office: Office, case: int, version: int, member: int, now: datetime
        ) -> Move:
            return act(tx, office, case, version, member, text, now)

        return await _done(visit, told, said, text)

    return do


def _post(path: str, handler: Handler, rule: Rule = Rule.COORDINATOR) -> Route:
    return Route("POST", rf"/cases/{{number:\d+}}/{path}", handler, rule)


ROUTES = (
    _post("claim", _acting(review.claim, sheets.CLAIMED)),
    _post("release", _acting(review.release, sheets.FREED)),
    _post("split", _acting(review.split, sheets.PARTED)),
    _post("told", _acting(deciding.tell_issuer, sheets.TOLD)),
    _post("attest", attest),
    _post("consult", _acting(review.consult, sheets.CONSULTED)),
    _post("join", join),
    _post("ask", _saying(review.ask, sheets.ASKED)),
    _post("end", _saying(deciding.give_up, sheets.ENDED), Rule.UPPER),
)
