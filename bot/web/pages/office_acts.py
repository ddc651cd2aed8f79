"""Upper coordinators appoint and dismiss on the board, and set how soon an answer is due."""

from aiohttp import web

from bot.domain.case import Rank, Refusal
from bot.domain.flag import Tier
from bot.reading.speaker.units import unit_named
from bot.services import appointing
from bot.services.tiers import set_tier
from bot.storage.connection import Tx
from bot.web.pages.office import officer_with
from bot.web.people import Rule
from bot.web.problem import Problem
from bot.web.visit import Handler, Route, Visit
from bot.wording import board_office as words
from bot.wording import posts as wording
from bot.wording import tiers as tier_words

_UNIT = 60


async def offer(visit: Visit) -> web.Response:
    """A one-time link for a new coordinator."""
    rank = visit.form.text("rank")
    if rank not in set(Rank):
        raise Problem(400)
    return await _offer(visit, Rank(rank), await _picked(visit))


async def offer_contact(visit: Visit) -> web.Response:
    """The same for a contact of an issuer."""
    return await _offer(visit, None, ())


async def _picked(visit: Visit) -> tuple[int, ...]:
    """The groups that were ticked; where none was, all there are if that was ticked."""
    groups = await visit.read(appointing.all_groups)
    ticked = frozenset(visit.form.many("group"))
    every = visit.form.text("every") == "yes" and not ticked
    return tuple(one.chat for one in groups if every or str(one.chat) in ticked)


async def _offer(visit: Visit, rank: Rank | None, chats: tuple[int, ...]) -> web.Response:
    """The link stands on the page that answers, and nowhere after that."""
    me, now, unit = visit.me.member.id, visit.board.now(), visit.form.text("unit", _UNIT)
    if rank is Rank.UPPER:
        chats = ()
    elif rank is not None and not chats:
        return visit.back("/office", wording.NONE_PICKED)

    def work(tx: Tx) -> str | Refusal:
        return appointing.offer(tx, me, unit, rank, chats, now)

    made = await visit.act(work)
    if isinstance(made, Refusal):
        return visit.back("/office", wording.BAD_UNIT)
    offered = wording.offered_words(unit_named(unit), rank, len(chats))
    link = visit.board.invite(appointing.PAYLOAD + made) or ""
    told = wording.link(link, offered, now + appointing.LINK_HOLDS).plain.partition("\n")[0]
    return visit.page("office_link.html", told=told, link=link)


async def set_groups(visit: Visit) -> web.Response:
    """A coordinator reviews other groups."""
    me, member, chats = visit.me.member.id, visit.number("member"), await _picked(visit)
    now = visit.board.now()
    if not chats:
        return visit.back(f"/office/{member}", wording.NONE_PICKED)

    def work(tx: Tx) -> str:
        officer_with(tx, member)
        why = appointing.let_review(tx, me, member, chats, now)
        return wording.GONE if why else wording.groups_set(officer_with(tx, member))

    return visit.back("/office", await visit.act(work))


async def give(visit: Visit) -> web.Response:
    """A group that no coordinator was given yet is given to one."""
    me, now, chat = visit.me.member.id, visit.board.now(), visit.form.number("group")
    member = visit.form.number("member")
    if not any(one.chat == chat for one in await visit.read(appointing.all_groups)):
        raise Problem(404)

    def work(tx: Tx) -> str:
        officer_with(tx, member)
        why = appointing.give_group(tx, me, chat, member, now, given=True)
        return wording.GONE if why else wording.groups_set(officer_with(tx, member))

    return visit.back("/office", await visit.act(work))


async def dismiss(visit: Visit) -> web.Response:
    """A coordinator is dismissed; within a day it can be taken back."""
    me, member, now = visit.me.member.id, visit.number("member"), visit.board.now()

    def work(tx: Tx) -> str:
        one = officer_with(tx, member)
        why = appointing.dismiss(tx, me, member, now)
        return wording.refused(why, wording.GONE) if why else words.dismissed(one)

    return visit.back("/office", await visit.act(work))


async def put_back(visit: Visit) -> web.Response:
    """Whoever was dismissed coordinates again."""
    me, member, now = visit.me.member.id, visit.number("member"), visit.board.now()

    def work(tx: Tx) -> str:
        why = appointing.put_back(tx, me, member, now)
        return wording.GONE if why else wording.put_back(officer_with(tx, member))

    return visit.back("/office", await visit.act(work))


async def drop(visit: Visit) -> web.Response:
    """A contact answers no more; within a day it can be taken back."""
    me, mark, now = visit.me.member.id, visit.named("mark"), visit.board.now()

    def work(tx: Tx) -> str:
        one = appointing.drop_contact(tx, me, mark, now)
        return wording.GONE if isinstance(one, Refusal) else words.dropped(one)

    return visit.back("/office", await visit.act(work))


async def undrop(visit: Visit) -> web.Response:
    """Whoever was dropped answers again."""
    me, mark, now = visit.me.member.id, visit.named("mark"), visit.board.now()

    def work(tx: Tx) -> str:
        one = appointing.put_contact_back(tx, me, mark, now)
        return wording.GONE if isinstance(one, Refusal) else wording.recut(one)

    return visit.back("/office", await visit.act(work))


async def tier(visit: Visit) -> web.Response:
    """How soon an answer is due, for a reason; the button of what it was is the way back."""
    me, now, office = visit.me.member.id, visit.board.now(), visit.board.office
    reason, chosen = visit.form.text("reason"), visit.form.text("tier")
    if chosen not in set(Tier) or reason not in office.reasons:
        raise Problem(400)

    def work(tx: Tx) -> str:
        before = set_tier(tx, office, me, reason, Tier(chosen), now)
        if isinstance(before, Refusal):
            return tier_words.SAME
        return tier_words.changed(before, Tier(chosen))

    return visit.back("/office#tiers", await visit.act(work))


def _post(path: str, handler: Handler) -> Route:
    return Route("POST", f"/office/{path}", handler, Rule.UPPER)


ROUTES = (
    _post("offer", offer),
    _post("contacts", offer_contact),
    _post("tiers", tier),
    _post("give", give),
    _post(r"{member:\d+}/groups", set_groups),
    _post(r"{member:\d+}/dismiss", dismiss),
    _post(r"{member:\d+}/back", put_back),
    _post("contacts/{mark}/drop", drop),
    _post("contacts/{mark}/back", undrop),
)
