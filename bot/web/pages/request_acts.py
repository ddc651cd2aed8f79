"""What an admin puts right about a request: first shown, then done, and taken back."""

from collections.abc import Callable
from typing import NamedTuple

from aiohttp import web

from bot.domain.correction import Correction, Fix
from bot.domain.request import Request, as_heard
from bot.services.browsing import Asked, browse, similar
from bot.services.corrections import may_undo
from bot.services.corrections import undo as undo_made
from bot.services.editing import Desk, chats_on_desk, desk_for, request_at
from bot.services.looking import look_at, mark_of
from bot.services.mending import Unread, mend
from bot.services.rehearsing import Rehearsal, rehearse
from bot.storage.connection import Snapshot, Tx
from bot.storage.corrections import correction_by_id
from bot.storage.overview import Shelf, Sight
from bot.storage.requests import request_by_id, request_by_key
from bot.web.forms import Form, whole
from bot.web.looked_after import take_back, try_out
from bot.web.people import Rule
from bot.web.problem import Problem
from bot.web.visit import Route, Visit
from bot.wording import board_requests as words
from bot.wording import corrections

_WORDS = (Fix.TITLE, Fix.ISSUER, Fix.DEADLINE, Fix.KIND)
_OTHERS = (Fix.MERGE, Fix.SAME_DATA, Fix.APART)
_ASKED = (*_WORDS, *_OTHERS, Fix.NOT_NOTICE, Fix.SPLIT)


class _Done(NamedTuple):
    """What was corrected: the correction's id, at whose desk, and the request it now is."""

    made: int | None
    desk: Desk
    after: Request | None


def _wanted(form: Form) -> tuple[Fix, str]:
    fix, value = form.text("fix", 12), form.text("value", 200)
    if fix not in _ASKED:
        raise Problem(400, words.NOT_READ)
    if fix is Fix.SPLIT or fix in _OTHERS:
        whole(value.removeprefix("n") if fix == Fix.APART else value)
    return Fix(fix), value


def _at_desk(tx: Snapshot, visit: Visit, ident: int) -> tuple[Request, Desk]:
    """A request and the desk at which they may put it right. Raises Problem."""
    me, request = visit.me, request_by_id(tx, ident)
    desk = request and desk_for(tx, me.member.id, me.groups, request.key, visit.board.now())
    if not request or not desk:
        raise Problem(404)
    return request, desk


def _mended(tx: Tx, visit: Visit, ident: int, fix: Fix, value: str) -> _Done:
    request, desk = _at_desk(tx, visit, ident)
    if fix in _OTHERS and value.isdecimal():
        other = request_by_id(tx, int(value))
        value = other.key if other else ""
    elif fix is Fix.ISSUER and not value:
        value = corrections.NOTHING
    clock = visit.board.office.work.clock
    made = mend(tx, desk, request.key, fix, value, visit.board.calendar, clock)
    shown = value if fix is Fix.MERGE else request.key
    after = request_at(tx, shown, desk.chats)
    return _Done(made, desk, as_heard(after, desk.chats) if after else None)


async def attempt(visit: Visit) -> web.Response:
    """What a correction would change, in words, with the button that does it."""
    ident, (fix, value) = visit.number("request"), _wanted(visit.asked)
    look = await visit.read(look_at, visit.board.office, visit.me, ident, visit.board.now())
    if look is None or look.desk is None:
        raise Problem(404)
    other = None
    if fix in _OTHERS and value.isdecimal():
        other = await visit.read(look_at, visit.board.office, visit.me, int(value), look.desk.now)
        if other is None:
            raise Problem(404)
    unread, found, after = "", None, None
    try:
        found, after = await _rehearsal(visit, look.request, look.desk, fix, value)
    except Unread as error:
        unread = corrections.unread(error.fix)
    return visit.page(
        "requests_try.html",
        look=look,
        other=other,
        fix=fix,
        value=value,
        unread=unread,
        found=found,
        after=after,
        words=words,
        named=corrections.request_named,
        link=visit.board.link,
    )


async def _rehearsal(
    visit: Visit, request: Request, desk: Desk, fix: Fix, value: str
) -> tuple[Rehearsal, Request | None]:
    done: list[_Done] = []

    def work(tx: Tx) -> bool:
        done.append(_mended(tx, visit, request.id, fix, value))
        return done[-1].made is not None

    keys = [request.key]
    if fix in _OTHERS and value.isdecimal():
        other = await visit.read(request_by_id, int(value))
        keys += [other.key] if other else []
    return await tried(visit, desk, keys, work), done[0].after


async def tried(visit: Visit, desk: Desk, keys: list[str], work: Callable[[Tx], bool]) -> Rehearsal:
    """What ``work`` at a desk would change in the digest of its group."""
    board = visit.board
    group = next(one for one in visit.me.groups if one.chat == desk.chat)
    return await try_out(
        visit,
        lambda tx: rehearse(
            tx, group, keys, work, board.now(), board.calendar, board.office.work.clock
        ),
    )


async def fix(visit: Visit) -> web.Response:
    """The correction is made, and shown wherever the request shows."""
    ident, (wanted, value) = visit.number("request"), _wanted(visit.form)
    mark = visit.form.text("mark", 40)

    def work(tx: Tx) -> _Done:
        request, _ = _at_desk(tx, visit, ident)
        if mark_of(tx, request) != mark:
            raise Problem(409, words.STALE)
        done = _mended(tx, visit, ident, wanted, value)
        if done.made is not None:
            visit.board.show(tx, done.desk.chats)
        return done

    try:
        done = await visit.act(work)
    except Unread as error:
        raise Problem(400, corrections.unread(error.fix)) from error
    said = words.NO_CHANGE if done.made is None else corrections.said(wanted)
    return visit.back(f"/requests/{done.after.id if done.after else ident}", said)


async def join(visit: Visit) -> web.Response:
    """Other requests of the same desk, to choose the one that is the same."""
    ident, board = visit.number("request"), visit.board
    typed = visit.asked.text("q", 100)

    def found(snapshot: Snapshot) -> object:
        request, desk = _at_desk(snapshot, visit, ident)
        known = (board.now(), board.calendar, board.office.work.clock)
        if not typed:
            return request, similar(snapshot, desk.chats, request, *known)
        asked = Asked(shelf=Shelf.ALL, words=typed)
        return request, browse(snapshot, Sight(tuple(desk.chats)), asked, *known)

    return visit.page("requests_join.html", found=await visit.read(found), q=typed, words=words)


def made_by_mine(snapshot: Snapshot, visit: Visit, ident: int) -> Correction:
    """A correction made for one of their groups. Raises Problem."""
    made = correction_by_id(snapshot, ident)
    if made is None or made.fix is Fix.UNIT:
        raise Problem(404)
    if not _is_mine_to_undo(snapshot, visit, made):
        raise Problem(404)
    return made


def _is_mine_to_undo(snapshot: Snapshot, visit: Visit, made: Correction) -> bool:
    groups = visit.me.groups
    return made.chat in {one.chat for one in groups} and may_undo(
        snapshot, made, chats_on_desk(snapshot, groups)
    )


async def try_undo(visit: Visit) -> web.Response:
    """What taking a correction back would change."""
    ident, number, now = visit.number("request"), visit.number("made"), visit.board.now()
    made = await visit.read(made_by_mine, visit, number)
    look = await visit.read(look_at, visit.board.office, visit.me, ident, now)
    if look is None:
        raise Problem(404)
    desk = Desk(member=made.member, chat=made.chat, chats=frozenset(), now=now)
    later: list[Correction | None] = []

    def work(tx: Tx) -> bool:
        later.append(undo_made(tx, made, now, visit.me.member.id))
        return later[-1] is None and made.undone_at is None

    keys = [key for key in (look.request.key, made.ref, made.value) if key]
    found = await tried(visit, desk, keys, work)
    first = later[0]
    if first and not await visit.read(_is_mine_to_undo, visit, first):
        first = None
    return visit.page(
        "requests_undo.html", look=look, made=made, found=found, later=later[0], first=first,
        words=words, name=corrections.name,
    )  # fmt: skip


async def undo(visit: Visit) -> web.Response:
    """It is as it was before."""
    ident, number = visit.number("request"), visit.form.number("made")
    made = await visit.read(made_by_mine, visit, number)
    said = await take_back(visit, number)
    look = await visit.read(look_at, visit.board.office, visit.me, ident, visit.board.now())
    # Where a split is taken back, what it made is gone.
    now = look.request if look else await visit.read(request_by_key, made.ref)
    return visit.back(f"/requests/{now.id}" if now else "/requests", said)


ROUTES = (
    Route("GET", r"/requests/{request:\d+}/try", attempt, Rule.ADMIN),
    Route("GET", r"/requests/{request:\d+}/join", join, Rule.ADMIN),
    Route("POST", r"/requests/{request:\d+}/fix", fix, Rule.ADMIN),
    Route("GET", r"/requests/{request:\d+}/undo/{made:\d+}", try_undo, Rule.ADMIN),
    Route("POST", r"/requests/{request:\d+}/undo", undo, Rule.ADMIN),
)
