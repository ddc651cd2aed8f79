"""Who asks for a page, and what they may open, by our tables as they are at this request."""

from dataclasses import replace
from enum import Flag, auto

from bot.domain.boundary import PlatformRole
from bot.domain.case import Rank
from bot.domain.session import Person
from bot.services import sessions
from bot.services.sessions import Visitor
from bot.web.board import Board

_INSIDE = (PlatformRole.MEMBER, PlatformRole.ADMIN)


class Rule(Flag):
    """Who may open a route: whoever one of its members is true of; unions with ``|``."""

    ANYONE = auto()
    COORDINATOR = auto()
    UPPER = auto()
    ADMIN = auto()
    CONTACT = auto()
    SIGNED_IN = COORDINATOR | UPPER | ADMIN | CONTACT


def rules_of(person: Person | None) -> Rule:
    """All that is true of somebody; of whoever is not signed in, little."""
    found = Rule.ANYONE
    if person and person.post:
        found |= Rule.COORDINATOR
    if person and person.post is Rank.UPPER:
        found |= Rule.UPPER
    if person and person.groups:
        found |= Rule.ADMIN
    if person and person.units:
        found |= Rule.CONTACT
    return found


def may(person: Person | None, rule: Rule) -> bool:
    """Whether somebody may open what has this rule."""
    return bool(rules_of(person) & rule)


async def recognise(board: Board, secret: str) -> Visitor | None:
    """Whoever a browser's secret stands for; groups the platform does not see them in are left."""
    found = await board.store.read(sessions.visitor, secret, board.now()) if secret else None
    if found is None:
        return None
    person, groups = found.person, []
    for group in person.groups:
        if await board.standing(group.address, person.member.address) in _INSIDE:
            groups.append(group)
    person = replace(person, groups=tuple(groups))
    return found._replace(person=person) if person.has_office else None
