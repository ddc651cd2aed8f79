"""The catalogue of data items: admins look it up, coordinators amend it, one thing at a time."""

from typing import NamedTuple
from urllib.parse import quote

from aiohttp import web

from bot.domain.catalogue import Amendment, Claim
from bot.domain.people import Member
from bot.services.catalogue import (
    Item,
    Refusal,
    amend,
    answer,
    catalogue_of,
    found,
    item_named,
    take_back,
    wanted,
)
from bot.services.rematching import Foretold, foretold
from bot.services.sight import sight_of
from bot.storage.catalogue import (
    Kept,
    Proposal,
    kept_amendments,
    proposal_by_id,
    waiting_proposals,
)
from bot.storage.connection import Snapshot, Tx
from bot.storage.people import member_by_id
from bot.web.forms import Form
from bot.web.people import Rule
from bot.web.problem import Problem
from bot.web.visit import Route, Visit
from bot.wording import board_catalogue as words
from bot.wording import board_requests

_FOUND, _KEPT, _WAITING = 30, 100, 30
_LONGEST = 40


class _Shown(NamedTuple):
    """What the page shows; what was said, and what waits for an answer, with who it is of."""

    hits: list[tuple[str, str | None]]
    item: Item | None
    kept: list[tuple[Kept, Member | None]]
    waiting: list[tuple[Proposal, Member | None]]
    total: int


async def catalogue(visit: Visit) -> web.Response:
    """Items by their names, one of them; what the place said of them, and what is asked."""
    asked, name = visit.asked.text("q", 100), visit.asked.text("item", _LONGEST)
    shown = await visit.read(_shown, visit, asked, name)
    return visit.page(
        "catalogue.html", asked=asked, wanted=name, shown=shown, claims=Claim, words=words,
        mine=visit.me.post is not None,
    )  # fmt: skip


def _shown(snapshot: Snapshot, visit: Visit, asked: str, name: str) -> _Shown:
    items, sight = catalogue_of(snapshot), sight_of(snapshot, visit.board.office, visit.me)
    kept, waiting = kept_amendments(snapshot, _KEPT), waiting_proposals(snapshot, sight, _WAITING)
    return _Shown(
        hits=found(items, asked, _FOUND),
        item=item_named(items, name or asked),
        kept=[(one, member_by_id(snapshot, one.member) if one.member else None) for one in kept],
        waiting=[(one, member_by_id(snapshot, one.member)) for one in waiting],
        total=len(items.items),
    )


class _Tried(NamedTuple):
    """What an amendment would do to the requests that somebody may see."""

    made: Amendment
    told: Foretold


async def attempt(visit: Visit) -> web.Response:
    """What would be linked otherwise from now on, with the button that does it."""
    done = await visit.read(_tried, visit)
    if isinstance(done, Refusal):
        return visit.back(_page(visit.asked), words.refused(done))
    return visit.page(
        "catalogue_try.html", tried=done, proposal=visit.asked.text("proposal", 9), words=words,
        requests=board_requests, back=_page(visit.asked),
    )  # fmt: skip


def _tried(snapshot: Snapshot, visit: Visit) -> _Tried | Refusal:
    sight = sight_of(snapshot, visit.board.office, visit.me)
    said: Amendment | Refusal
    if visit.asked.text("proposal", 9):
        asked = proposal_by_id(snapshot, sight, visit.asked.number("proposal"))
        said = asked.amendment if asked else Refusal.GONE
    else:
        said = wanted(catalogue_of(snapshot), *_said(visit.asked))
    if isinstance(said, Refusal):
        return said
    return _Tried(said, foretold(snapshot, sight, said, visit.board.now()))


def _said(form: Form) -> tuple[Claim, str, str]:
    claim = form.text("claim", 12)
    if claim not in set(Claim):
        raise Problem(400, words.NOT_READ)
    return Claim(claim), form.text("name", _LONGEST), form.text("other", _LONGEST)


async def change(visit: Visit) -> web.Response:
    """It holds from now on."""
    said, now, me = _said(visit.form), visit.board.now(), visit.me.member.id

    def work(tx: Tx) -> Kept | Refusal:
        return amend(tx, me, *said, now)

    made = await visit.act(work)
    if isinstance(made, Refusal):
        return visit.back(_page(visit.form), words.refused(made))
    return visit.back(_page(visit.form), words.made(made.amendment))


async def decide(visit: Visit) -> web.Response:
    """What a decision made likely is so, or it is not."""
    ident, verdict = visit.form.number("proposal"), visit.form.text("verdict", 4)
    if verdict not in ("yes", "no"):
        raise Problem(400, words.NOT_READ)
    now, me = visit.board.now(), visit.me.member.id

    def work(tx: Tx) -> Proposal | Refusal:
        sight = sight_of(tx, visit.board.office, visit.me)
        return answer(tx, me, sight, ident, now, yes=verdict == "yes")

    done = await visit.act(work)
    if isinstance(done, Refusal):
        return visit.back("/catalogue", words.refused(done))
    return visit.back(
        "/catalogue", words.made(done.amendment) if verdict == "yes" else words.DENIED
    )


async def undo(visit: Visit) -> web.Response:
    """It holds no more."""
    ident, now, me = visit.form.number("made"), visit.board.now(), visit.me.member.id

    def work(tx: Tx) -> Kept | Refusal:
        return take_back(tx, me, ident, now)

    done = await visit.act(work)
    said = words.refused(done) if isinstance(done, Refusal) else words.undone(done.amendment)
    return visit.back("/catalogue", said)


def _page(form: Form) -> str:
    """Back to the item that it is about."""
    name = form.text("name", _LONGEST)
    return f"/catalogue?item={quote(name)}" if name else "/catalogue"


ROUTES = (
    Route("GET", "/catalogue", catalogue, Rule.ADMIN | Rule.COORDINATOR),
    Route("GET", "/catalogue/try", attempt, Rule.COORDINATOR),
    Route("POST", "/catalogue/change", change, Rule.COORDINATOR),
    Route("POST", "/catalogue/decide", decide, Rule.COORDINATOR),
    Route("POST", "/catalogue/undo", undo, Rule.COORDINATOR),
)
