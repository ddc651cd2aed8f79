"""Groups: what is set, which feed each other's digest, and every change tried before it is made."""

from datetime import date, time
from typing import NamedTuple

from aiohttp import web

from bot.domain.audit import Act
from bot.domain.boundary import Outgoing
from bot.domain.people import Presence
from bot.services import linking as links
from bot.services.auditing import Done, lately
from bot.services.linking import BadCode, Joined
from bot.services.previewing import preview
from bot.services.settings import (
    NEVER,
    Settings,
    change_settings,
    changed,
    next_digest,
    parting,
    settings_of,
)
from bot.services.settings import (
    Problem as Hindrance,
)
from bot.services.trying import on_settings
from bot.storage.connection import Snapshot, Tx
from bot.storage.links import fed_by, feeders
from bot.storage.outgoing import Promise, say
from bot.storage.targets import target_of
from bot.web.board import Board
from bot.web.forms import Form
from bot.web.looked_after import group, is_inside, nothing, try_out
from bot.web.people import Rule
from bot.web.problem import Problem
from bot.web.visit import Route, Visit
from bot.wording import admins, board_groups, board_trials, linking
from bot.wording.deliveries import digest_parts

_LONGEST = 100


class Link(NamedTuple):
    """One group feeds another; ``target`` and ``chat`` name that."""

    title: str
    target: int
    chat: int


class Shown(NamedTuple):
    """A group as its page shows it; without settings where nothing is said there."""

    settings: Settings | None
    upcoming: str
    fed: tuple[Link, ...]
    feeds: tuple[Link, ...]
    past: tuple[Done, ...]


async def groups(visit: Visit) -> web.Response:
    """All groups of mine, with when their next digest comes."""
    found = [(one, await visit.read(_shown, visit.board, one)) for one in visit.me.groups]
    return visit.page("groups.html", groups=found)


def _shown(snapshot: Snapshot, board: Board, where: Presence) -> Shown:
    settings, target = settings_of(snapshot, where.address), target_of(snapshot, where.address)
    past = lately(snapshot, where.chat, (Act.SETTINGS, Act.LINK, Act.UNLINK))
    if settings is None or target is None:
        return Shown(None, admins.NOT_THERE, (), (), past)
    at = next_digest(snapshot, target, board.now(), board.calendar)
    return Shown(
        settings,
        board_groups.upcoming(at, settings, board.now()),
        tuple(Link(one.title, target.id, one.chat) for one in feeders(snapshot, target.id)),
        tuple(Link(one.title, to, where.chat) for to, one in fed_by(snapshot, where.chat)),
        past,
    )


async def one(visit: Visit) -> web.Response:
    """What is set in a group, and a form for all of it."""
    where, now = group(visit, visit.number("group")), visit.board.now()
    shown = await visit.read(_shown, visit.board, where)
    set_now = admins.set_now(shown.settings, now) if shown.settings else ()
    return visit.page(
        "groups_one.html", group=where, shown=shown, set_now=set_now, never=NEVER,
        weekdays=board_groups.WEEKDAYS, first_day=board_groups.first_day(now),
        past=board_groups.told(shown.past), back=_back(shown), ended=_ended(visit, shown),
    )  # fmt: skip


def _back(shown: Shown) -> str:
    """What sets the newest change back, while things are as it left them."""
    newest = next((one.deed for one in shown.past if one.deed.act is Act.SETTINGS), None)
    if newest is None or shown.settings is None:
        return ""
    try:
        same = changed(shown.settings, newest.detail["after"]) == shown.settings
    except ValueError:
        return ""
    return str(newest.detail["before"]) if same else ""


def _ended(visit: Visit, shown: Shown) -> str:
    """The newest link that I ended, to put it back; "" where there is none."""
    newest = next((one.deed for one in shown.past if one.deed.act is not Act.SETTINGS), None)
    mine = newest and newest.act is Act.UNLINK and newest.member == visit.me.member.id
    return newest.subject if newest and mine else ""


async def upcoming(visit: Visit) -> web.Response:
    """What the next digest would say now."""
    where = group(visit, visit.number("group"))
    parts, heading = await visit.read(_upcoming, visit.board, where)
    return visit.page("groups_next.html", group=where, texts=parts, heading=heading)


def _upcoming(snapshot: Snapshot, board: Board, where: Presence) -> tuple[list[str], str]:
    target, now = target_of(snapshot, where.address), board.now()
    if target is None or not target.active:
        return [], admins.NOT_THERE
    at = next_digest(snapshot, target, now, board.calendar)
    digest = preview(snapshot, target, now, board.calendar, board.office.work.clock)
    heading = admins.preview_heading(where.title, at, now)
    if digest.is_empty:
        return [], f"{heading}{admins.NOTHING_YET}"
    return [part.plain for part in digest_parts(digest, board.link)], heading


async def tried(visit: Visit) -> web.Response:
    """What other settings would come to."""
    where, board = group(visit, visit.number("group")), visit.board
    now, here = board.now(), f"/groups/{where.chat}"
    before = await visit.read(settings_of, where.address)
    if before is None:
        return nothing(visit, admins.NOT_THERE, here)
    wish = parting(_filled(visit.asked, before), before)
    if not wish:
        return nothing(visit, board_groups.NOTHING_NEW, here)
    found = await try_out(
        visit,
        lambda tx: on_settings(
            tx, visit.me.member.id, where, wish, now, board.calendar, board.office.work.clock
        ),
    )
    if isinstance(found, Hindrance):
        return nothing(visit, admins.NOT_THERE, here)
    if found.change.problem:
        said = admins.refused(found.change.problem, found.change.after)
        return nothing(visit, said, here)
    return visit.page(
        "groups_try.html", group=where, words=wish, changes=board_trials.changes(found, now),
        difference=board_trials.difference(found.trial) if found.trial else None,
    )  # fmt: skip


def _filled(form: Form, settings: Settings) -> Settings:
    """The settings as the form has them; what it leaves out stays. Raises Problem."""
    words = []
    if at := form.text("at"):
        words.append(f"at={_clock(at)}")
    if days := form.text("days"):
        words.append(f"days={days}")
    if quiet := form.text("quiet"):
        hours = ("from", "to") if quiet == "yes" else ()
        spoken = "-".join(_clock(form.text(one)) for one in hours)
        words.append(f"quiet={spoken or '0000-0000'}")
    if weekly := form.text("week"):
        no = weekly == "no"
        words.append("week=no" if no else f"week={weekly}-{_clock(form.text('week_at'))}")
    if pause := form.text("paused"):
        words.append("pause=no" if pause == "no" else f"pause={_day(form.text('until'))}")
    try:
        return changed(settings, ",".join(words)) if words else settings
    except ValueError as error:
        raise Problem(400, board_groups.TIMES_UNREAD) from error


def _clock(text: str) -> str:
    try:
        return f"{time.fromisoformat(text):%H%M}"
    except ValueError as error:
        raise Problem(400, board_groups.TIMES_UNREAD) from error


def _day(text: str) -> str:
    try:
        return f"{date.fromisoformat(text):%Y%m%d}"
    except ValueError as error:
        raise Problem(400, board_groups.TIMES_UNREAD) from error


async def change(visit: Visit) -> web.Response:
    """It is set, as it was tried; or set back as it was."""
    where, now = group(visit, visit.number("group")), visit.board.now()
    wish = visit.form.text("words", _LONGEST)

    def work(tx: Tx) -> str:
        done = change_settings(tx, visit.me.member.id, where, wish, now)
        if isinstance(done, Hindrance):
            raise Problem(404)
        if done.problem:
            return admins.refused(done.problem, done.after)
        target = target_of(tx, where.address)
        assert target is not None
        at = next_digest(tx, target, now, visit.board.calendar)
        return admins.now_set(done.before, done.after, where.title, at, now)

    return visit.back(f"/groups/{where.chat}", await visit.act(work))


async def code(visit: Visit) -> web.Response:
    """A code that lets another group feed this one; shown once."""
    where = group(visit, visit.number("group"))
    made = await visit.act(
        lambda tx: links.offer_code(tx, visit.me.member.id, where, visit.board.now())
    )
    said = linking.code(made[1], where.title) if made else board_groups.NO_CODE
    return visit.back(f"/groups/{where.chat}", said)


async def join(visit: Visit) -> web.Response:
    """This group feeds the one whose code was given."""
    where, now = group(visit, visit.number("group")), visit.board.now()
    words = visit.form.text("code", 20)
    found = await visit.read(links.behind, words, now)
    sure = found is not None and await is_inside(visit, found.address, found.code.address)

    def work(tx: Tx) -> Joined | BadCode:
        done = links.join(tx, visit.me.member.id, where, words, now, sure=sure)
        if isinstance(done, Joined) and done.asked and done.asked.private:
            back = linking.undo_link(done.target, where.chat, "unlink")
            said = Outgoing(plain=linking.linked(where.title, done.to.title), buttons=back)
            if done.asked.id != visit.me.member.id:
                say(tx, done.asked.private, said, Promise.ONCE, now.timestamp())
        return done

    done = await visit.act(work)
    if isinstance(done, BadCode):
        said = linking.OWN_CODE if done is BadCode.OWN else linking.BAD_CODE
    else:
        said = linking.linked(done.source.title, done.to.title)
    return visit.back(f"/groups/{where.chat}", said)


async def unlink(visit: Visit) -> web.Response:
    """A link ends, or one that I ended comes back."""
    where, now = group(visit, visit.number("group")), visit.board.now()
    again = visit.form.text("again") == "yes"
    target, chat = visit.form.number("target"), visit.form.number("chat")
    mine = {one.chat for one in visit.me.groups}
    act = links.put_back if again else links.end
    done = await visit.act(lambda tx: act(tx, visit.me.member.id, mine, target, chat, now))
    if done is None:
        return visit.back(f"/groups/{where.chat}", board_groups.LINK_GONE)
    said = linking.linked if again else linking.unlinked
    return visit.back(f"/groups/{where.chat}", said(done.source.title, done.to.title))


_ONE = r"/groups/{group:\d+}"
ROUTES = (
    Route("GET", "/groups", groups, Rule.ADMIN),
    Route("GET", _ONE, one, Rule.ADMIN),
    Route("GET", f"{_ONE}/next", upcoming, Rule.ADMIN),
    Route("GET", f"{_ONE}/try", tried, Rule.ADMIN),
    Route("POST", f"{_ONE}/set", change, Rule.ADMIN),
    Route("POST", f"{_ONE}/code", code, Rule.ADMIN),
    Route("POST", f"{_ONE}/join", join, Rule.ADMIN),
    Route("POST", f"{_ONE}/unlink", unlink, Rule.ADMIN),
)
