"""Units: whom the members of a group stand for, put right one by one or by name."""

from collections import Counter

from aiohttp import web

from bot.domain.correction import Correction, Fix
from bot.domain.people import Member, Presence
from bot.reading.speaker.units import unit_named
from bot.reading.spoken import says_by_itself
from bot.services.roles import present
from bot.services.units import correct_unit, join_units, member_of
from bot.storage.aliases import corrections_of
from bot.storage.connection import Snapshot, Tx
from bot.storage.people import member_by_id, members_in
from bot.web.looked_after import chosen, desk_at, nothing, take_back
from bot.web.people import Rule
from bot.web.problem import Problem
from bot.web.visit import Route, Visit
from bot.wording import board_groups, corrections, dates
from bot.wording.linking import person
from bot.wording.units import held, said

_SHOWN, _LONGEST, _PAST = 100, 40, 10


async def units(visit: Visit) -> web.Response:
    """Who stands for what in a group, and how many for each unit."""
    where, asked = chosen(visit, visit.asked), visit.asked.text("q", 100)
    known = await visit.read(members_in, where)
    found = [
        (one, held(at.unit, told=at.told), at.unit or "")
        for one, at in known
        if asked in one.name or asked in (at.unit or "")
    ]
    counted = sorted(Counter(at.unit for _, at in known if at.unit).items())
    past = await visit.read(_past, where.chat)
    return visit.page(
        "units.html", group=where, asked=asked, members=found[:_SHOWN],
        left=max(0, len(found) - _SHOWN), units=counted, past=past, name=person,
    )  # fmt: skip


def _past(snapshot: Snapshot, chat: int) -> list[tuple[Correction, str]]:
    found = []
    for made in corrections_of(snapshot, chat, Fix.UNIT)[:_PAST]:
        by, whom = member_by_id(snapshot, made.member), member_of(snapshot, made.ref)
        if by and whom:
            words = f"{dates.stamp(made.at)} {person(by)}:{said(whom, made.value)}"
            found.append((made, words))
    return found


async def correct(visit: Visit) -> web.Response:
    """One member stands for another unit; alone the word for it goes back to guessing."""
    where, ident = chosen(visit, visit.form), visit.form.number("member")
    unit = unit_named(visit.form.text("unit", _LONGEST))
    if not unit:
        return visit.back(_page(where), board_groups.NO_UNIT)

    def work(tx: Tx) -> str:
        desk, member = desk_at(visit, tx, where), present(tx, where, ident)
        if member is None:
            raise Problem(404)
        made = correct_unit(tx, desk, member, None if says_by_itself(unit) else unit)
        return corrections.NO_CHANGE if made is None else board_groups.corrected(person(member))

    return visit.back(_page(where), await visit.act(work))


async def tried(visit: Visit) -> web.Response:
    """Whom it concerns when a name of a unit becomes another."""
    where = chosen(visit, visit.asked)
    old, new = visit.asked.text("old", _LONGEST), unit_named(visit.asked.text("new", _LONGEST))
    found = await visit.read(_of, where, old)
    if not new or not found or old == new:
        return nothing(visit, board_groups.NO_UNIT, _page(where))
    return visit.page("units_try.html", group=where, old=old, new=new, members=found, name=person)


def _of(snapshot: Snapshot, where: Presence, unit: str) -> list[Member]:
    return [one for one, at in members_in(snapshot, where) if at.unit == unit]


async def join(visit: Visit) -> web.Response:
    """Two names of a unit become one."""
    where, old = chosen(visit, visit.form), visit.form.text("old", _LONGEST)
    new = unit_named(visit.form.text("new", _LONGEST))
    if not new or not old:
        return visit.back(_page(where), board_groups.NO_UNIT)

    def work(tx: Tx) -> int:
        return len(join_units(tx, desk_at(visit, tx, where), where, old, new))

    return visit.back(_page(where), board_groups.joined(await visit.act(work), new))


async def undo(visit: Visit) -> web.Response:
    """A correction is taken back."""
    where = chosen(visit, visit.form)
    return visit.back(_page(where), await take_back(visit, visit.form.number("made")))


def _page(where: Presence) -> str:
    return f"/units?group={where.chat}"


ROUTES = (
    Route("GET", "/units", units, Rule.ADMIN),
    Route("GET", "/units/try", tried, Rule.ADMIN),
    Route("POST", "/units/correct", correct, Rule.ADMIN),
    Route("POST", "/units/join", join, Rule.ADMIN),
    Route("POST", "/units/undo", undo, Rule.ADMIN),
)
