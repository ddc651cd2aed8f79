"""The groups that whoever asks looks after: which one a page is about, and what is done there."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from aiohttp import web

from bot.domain.boundary import PlatformRole
from bot.domain.correction import Correction, Fix
from bot.domain.people import Presence, Role
from bot.services import corrections as mend
from bot.services import units
from bot.services.editing import Desk, chats_on_desk, chats_read_by
from bot.services.mending import missed_since
from bot.storage.connection import Snapshot, Tx
from bot.storage.corrections import correction_by_id
from bot.storage.people import has_role
from bot.web.forms import Form, whole
from bot.web.problem import Problem
from bot.web.visit import Visit
from bot.wording import corrections as words
from bot.wording.units import OVERTAKEN

T = TypeVar("T")
_INSIDE = (PlatformRole.MEMBER, PlatformRole.ADMIN)


def group(visit: Visit, chat: int) -> Presence:
    """A group of theirs. Raises Problem: of others they learn nothing."""
    found = next((one for one in visit.me.groups if one.chat == chat), None)
    if found is None:
        raise Problem(404)
    return found


def chosen(visit: Visit, form: Form) -> Presence:
    """The group that a query or a form names; the first of theirs where it names none."""
    named = form.text("group")
    return group(visit, whole(named)) if named else visit.me.groups[0]


def desk_at(visit: Visit, snapshot: Snapshot, where: Presence) -> Desk:
    """Where they correct for a group. Raises Problem where they look after it no more."""
    if not has_role(snapshot, visit.me.member.id, where.chat, Role.ADMIN):
        raise Problem(404)
    return Desk(
        member=visit.me.member.id,
        chat=where.chat,
        chats=chats_read_by(snapshot, where),
        now=visit.board.now(),
    )


async def is_inside(visit: Visit, chat: str, member: str) -> bool:
    """Whether the platform, asked afresh, says for sure that somebody is in a group."""
    return await visit.board.afresh(chat, member) in _INSIDE


def nothing(visit: Visit, said: str, back: str) -> web.Response:
    """There is nothing to try, and why; a GET says it on a page of its own."""
    return visit.page("groups_nothing.html", said=said, back=back)


class _Tried(Exception):
    """Carries what came of a trial out of the transaction, which undoes it."""


async def try_out(visit: Visit, work: Callable[[Tx], T]) -> T:
    """What ``work`` comes to; nothing of it stays."""
    found: list[T] = []

    def whole_(tx: Tx) -> None:
        found.append(work(tx))
        raise _Tried

    with suppress(_Tried):
        await visit.board.store.run(whole_)
    return found[0]


async def take_back(visit: Visit, ident: int) -> str:
    """Undo a correction of a group of theirs; what there is to say of it. Raises Problem."""

    def work(tx: Tx) -> str:
        made = correction_by_id(tx, ident)
        where = group(visit, made.chat) if made else None
        if made is None or where is None:
            raise Problem(404)
        desk = desk_at(visit, tx, where)
        return _taken_back(visit, tx, desk, made)

    return await visit.act(work)


def _taken_back(visit: Visit, tx: Tx, desk: Desk, made: Correction) -> str:
    if made.fix is Fix.UNIT:
        done = units.take_unit_back(tx, made, desk.now, desk.member)
        if done.later:
            return words.rests(done.later).plain
        return OVERTAKEN if done.overtaken else words.undone(made.fix)
    if not mend.may_undo(tx, made, chats_on_desk(tx, visit.me.groups)):
        return words.NOT_ALONE
    later = mend.undo(tx, made, desk.now, desk.member)
    if later:
        return words.rests(later).plain
    visit.board.show(tx, desk.chats)
    return words.undone(made.fix, missed_since(tx, made, desk.chats))
