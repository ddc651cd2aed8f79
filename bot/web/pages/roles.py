"""Roles: who looks after a group; added from those who are in it, and removed."""

from aiohttp import web

from bot.domain.audit import Act
from bot.domain.boundary import Outgoing
from bot.domain.people import Member, Presence, Role
from bot.services.auditing import Done, lately
from bot.services.roles import Hindrance, admit, present, remove
from bot.storage.connection import Snapshot, Tx
from bot.storage.outgoing import Promise, say
from bot.storage.people import holders, members_in
from bot.web.looked_after import chosen, is_inside
from bot.web.people import Rule
from bot.web.problem import Problem
from bot.web.visit import Route, Visit
from bot.wording import board_groups, linking

_SHOWN = 50


async def roles(visit: Visit) -> web.Response:
    """Who looks after a group, and who could."""
    where, asked = chosen(visit, visit.asked), visit.asked.text("q", 100)
    admins, others, past = await visit.read(_people, where, asked)
    return visit.page(
        "roles.html", group=where, asked=asked, admins=admins, others=others[:_SHOWN],
        left=max(0, len(others) - _SHOWN), past=board_groups.told(past),
        back=_back(past, admins, visit.me.member.id), name=linking.person,
    )  # fmt: skip


def _people(
    snapshot: Snapshot, where: Presence, asked: str
) -> tuple[list[Member], list[Member], tuple[Done, ...]]:
    admins = holders(snapshot, where.chat, Role.ADMIN)
    known = {one.id for one in admins}
    others = [
        one
        for one, _ in members_in(snapshot, where)
        if one.id not in known and one.name and asked in one.name
    ]
    return admins, others, lately(snapshot, where.chat, (Act.ADMIT, Act.REMOVE))


def _back(past: tuple[Done, ...], admins: list[Member], me: int) -> tuple[str, int] | None:
    """What undoes the newest change: where to, and whom it is about."""
    newest = past[0] if past else None
    if newest is None or newest.whom is None:
        return None
    added, is_admin = newest.deed.act is Act.ADMIT, newest.whom in admins
    if added and is_admin and newest.whom.id != me and len(admins) > 1:
        return "/roles/remove", newest.whom.id
    return ("/roles/add", newest.whom.id) if not added and not is_admin else None


async def add(visit: Visit) -> web.Response:
    """Somebody in the group looks after it, too, and hears of it."""
    where, now = chosen(visit, visit.form), visit.board.now()
    member = await visit.read(present, where, visit.form.number("member"))
    if member is None:
        return visit.back(_page(where), board_groups.GONE)
    if not await is_inside(visit, where.address, member.address):
        return visit.back(_page(where), linking.NOT_SURE)

    def work(tx: Tx) -> str:
        why = admit(tx, visit.me.member.id, where, member, now)
        if why is Hindrance.NOT_YOURS:
            raise Problem(404)
        if why:
            return linking.is_admin_already(member, where.title)
        if member.private:
            told = Outgoing(plain=linking.you_were_added(where.title))
            say(tx, member.private, told, Promise.ONCE, now.timestamp())
        return linking.added(member, where.title)

    return visit.back(_page(where), await visit.act(work))


async def take(visit: Visit) -> web.Response:
    """Somebody else looks after it no more; one always stays."""
    where, ident = chosen(visit, visit.form), visit.form.number("member")

    def work(tx: Tx) -> str:
        done = remove(tx, visit.me.member.id, where, ident, visit.board.now())
        if isinstance(done, Hindrance):
            return linking.HINDRANCES.get(done, board_groups.GONE)
        return linking.removed(done, where.title)

    return visit.back(_page(where), await visit.act(work))


def _page(where: Presence) -> str:
    return f"/roles?group={where.chat}"


ROUTES = (
    Route("GET", "/roles", roles, Rule.ADMIN),
    Route("POST", "/roles/add", add, Rule.ADMIN),
    Route("POST", "/roles/remove", take, Rule.ADMIN),
)
