"""Who holds which office, and how soon an answer is due; upper coordinators change it."""

from datetime import datetime
from typing import NamedTuple

from aiohttp import web

from bot.domain.case import Rank
from bot.domain.flag import Tier
from bot.domain.people import Member, Presence
from bot.services import appointing
from bot.services.appointing import Contact, Officer
from bot.services.office import Office
from bot.services.tiers import tiers
from bot.storage.connection import Snapshot
from bot.storage.posts import post_of
from bot.web.people import Rule
from bot.web.problem import Problem
from bot.web.visit import Route, Visit
from bot.wording import board_office as words
from bot.wording.linking import person
from bot.wording.posts import GROUPS_HOW, contact_words
from bot.wording.tiers import FROM_NOW, HOW


class _Staff(NamedTuple):
    officers: tuple[Officer, ...]
    contacts: tuple[Contact, ...]
    groups: tuple[Presence, ...]
    without: tuple[Presence, ...]
    gone: tuple[Member, ...]
    dropped: tuple[Contact, ...]
    tiers: list[tuple[str, str, Tier]]
    unit: str


def _staff(snapshot: Snapshot, office: Office, member: int, now: datetime) -> _Staff:
    post = post_of(snapshot, member)
    upper = post is not None and post.rank is Rank.UPPER
    # As in the chat: who has which groups, and who answers for whom, upper coordinators see.
    seats = [one for one in appointing.officers(snapshot) if upper or one.member.id == member]
    return _Staff(
        officers=tuple(seats),
        contacts=appointing.all_contacts(snapshot) if upper else (),
        groups=appointing.all_groups(snapshot) if upper else (),
        without=appointing.groups_without(snapshot) if upper else (),
        gone=appointing.dismissed(snapshot, now) if upper else (),
        dropped=appointing.dropped(snapshot, now) if upper else (),
        tiers=words.deadlines(office.reasons, tiers(snapshot, office)),
        unit=post.unit if post else "",
    )


async def staff(visit: Visit) -> web.Response:
    """Coordinators, contacts, and how soon answers are due."""
    board, me = visit.board, visit.me.member.id
    found = await visit.read(_staff, board.office, me, board.now())
    return visit.page(
        "office.html",
        upper=visit.me.post is Rank.UPPER,
        seats=[words.seat(one, me) for one in found.officers],
        answers=words.answers(found.contacts),
        groups=found.groups,
        without=found.without,
        gone=[(one.id, person(one)) for one in found.gone],
        dropped=[(one.mark, contact_words(one)) for one in found.dropped],
        tiers=found.tiers,
        choices=words.choices(),
        ranks=words.ranks(),
        unit=found.unit,
        how=HOW,
        from_now=FROM_NOW,
        groups_how=GROUPS_HOW,
    )


def officer_with(snapshot: Snapshot, member: int) -> Officer:
    """A coordinator. Raises Problem when they are none."""
    found = (one for one in appointing.officers(snapshot) if one.member.id == member)
    one = next(found, None)
    if one is None:
        raise Problem(404)
    return one


async def officer(visit: Visit) -> web.Response:
    """One coordinator: their groups, and to dismiss them."""
    me = visit.me.member.id
    one = await visit.read(officer_with, visit.number("member"))
    groups = await visit.read(appointing.all_groups)
    return visit.page(
        "office_one.html",
        one=words.seat(one, me),
        groups=groups,
        theirs={group.chat for group in one.groups},
        how=GROUPS_HOW,
    )


ROUTES = (
    Route("GET", "/office", staff, Rule.COORDINATOR),
    Route("GET", r"/office/{member:\d+}", officer, Rule.UPPER),
)
