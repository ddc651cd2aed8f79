"""Issuers: who asked for something lately, and which names stand for one of them."""

from datetime import timedelta

from aiohttp import web

from bot.domain.correction import Correction
from bot.domain.people import Presence
from bot.services.naming import aliases, cleaned, name_alike
from bot.services.trying import on_digest
from bot.storage.connection import Snapshot, Tx
from bot.storage.people import member_by_id
from bot.storage.requests import issuers_in
from bot.web.looked_after import chosen, desk_at, nothing, take_back, try_out
from bot.web.people import Rule
from bot.web.visit import Route, Visit
from bot.wording import board_groups, board_trials, corrections
from bot.wording.admins import alike
from bot.wording.board_lexicon import made_by

_MONTH, _LONGEST = timedelta(days=30), 60


async def issuers(visit: Visit) -> web.Response:
    """Who asked for something in a group in the last 30 days, and the names it takes for one."""
    where = chosen(visit, visit.asked)
    since = visit.board.now() - _MONTH
    found = await visit.read(issuers_in, where.chat, since)
    named = await visit.read(names_of, where.chat)
    shipped = visit.board.lexicon.aliases
    read_as = {**shipped, **{other: made.value for other, made, _ in named}}
    return visit.page(
        "issuers.html", group=where, issuers=found, read_as=read_as, aliases=named,
        other=visit.asked.text("other", _LONGEST),
    )  # fmt: skip


def names_of(snapshot: Snapshot, chat: int) -> list[tuple[str, Correction, str]]:
    """The names that a group takes for others, each with who said so and when."""
    return [
        (other, made, made_by(made, member_by_id(snapshot, made.member)))
        for other, made in aliases(snapshot, chat)
    ]


async def tried(visit: Visit) -> web.Response:
    """What the newest digest would say if two names were one."""
    where, board = chosen(visit, visit.asked), visit.board
    other, name = (cleaned(visit.asked.text(key, _LONGEST)) for key in ("other", "name"))
    made: list[int | None] = []

    def change(tx: Tx) -> None:
        made.append(name_alike(tx, desk_at(visit, tx, where), other, name))

    found = await try_out(
        visit,
        lambda tx: on_digest(
            tx, where, board.now(), board.calendar, board.office.work.clock, change
        ),
    )
    if found is None or made == [None]:
        return nothing(visit, board_groups.NAMES_UNREAD, _page(where))
    return visit.page(
        "issuers_try.html", group=where, other=other, name=name,
        difference=board_trials.difference(found),
    )  # fmt: skip


async def name_one(visit: Visit) -> web.Response:
    """From now on one name is read as the other; what was sent follows."""
    where = chosen(visit, visit.form)
    other, name = (visit.form.text(key, _LONGEST) for key in ("other", "name"))

    def work(tx: Tx) -> str:
        desk = desk_at(visit, tx, where)
        if name_alike(tx, desk, other, name) is None:
            return corrections.NO_CHANGE
        visit.board.show(tx, desk.chats)
        return alike(cleaned(other), cleaned(name))

    return visit.back(_page(where), await visit.act(work))


async def undo(visit: Visit) -> web.Response:
    """They are two again."""
    where = chosen(visit, visit.form)
    return visit.back(_page(where), await take_back(visit, visit.form.number("made")))


def _page(where: Presence) -> str:
    return f"/issuers?group={where.chat}"


ROUTES = (
    Route("GET", "/issuers", issuers, Rule.ADMIN),
    Route("GET", "/issuers/try", tried, Rule.ADMIN),
    Route("POST", "/issuers/name", name_one, Rule.ADMIN),
    Route("POST", "/issuers/undo", undo, Rule.ADMIN),
)
