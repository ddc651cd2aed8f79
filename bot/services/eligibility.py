"""Who may review a case: coordinators of what it concerns, and nobody of the unit that asks."""

from typing import NamedTuple

from bot.domain.case import RANKS, Pool, Rank, Refusal
from bot.domain.flag import SMALL_GROUP
from bot.domain.request import Request
from bot.domain.review import Case, Post
from bot.services.flagging import heard_in
from bot.services.office import Office
from bot.storage.cases import kin_of, must_find
from bot.storage.connection import Snapshot
from bot.storage.mentions import mentions_of
from bot.storage.posts import contacts, coordinates, post_of, posts, size_of, units_of
from bot.storage.requests import request_by_id
from bot.storage.submissions import chats_asked_in


class _Matter(NamedTuple):
    """What decides who may review a case: all that it and what joined it is about."""

    requests: frozenset[int]
    asks: frozenset[str]
    chats: tuple[int, ...]


def why_not(snapshot: Snapshot, office: Office, case: Case, member: int) -> Refusal | None:
    """Why somebody may not review a case, if so."""
    post = post_of(snapshot, member)
    if post is None:
        return Refusal.NOT_YOURS
    return _bar(snapshot, office, case, post, _matter(snapshot, case))


def _matter(snapshot: Snapshot, case: Case) -> _Matter:
    kin = kin_of(snapshot, case.id)
    requests = frozenset(must_find(snapshot, one).request for one in kin)
    asks = [issuers_of(snapshot, request) for request in requests]
    chats = large_chats(snapshot, case.request) if case.pool is Pool.GROUP else ()
    return _Matter(requests, frozenset().union(*asks), chats)


def _bar(
    snapshot: Snapshot, office: Office, case: Case, post: Post, about: _Matter
) -> Refusal | None:
    member = post.member
    if post.rank is not Rank.UPPER and not coordinates(snapshot, member, about.chats):
        return Refusal.NOT_YOURS
    if case.final and case.first_reviewer == member:
        return Refusal.SAME_REVIEWER
    own = any(same_unit(office, unit, about.asks) for unit in units_of(snapshot, member))
    if own or any(chats_asked_in(snapshot, request, member) for request in about.requests):
        return Refusal.OWN_UNIT
    return None


def able(snapshot: Snapshot, office: Office, case: Case) -> list[Post]:
    """All who may review a case, of whatever rank."""
    about = _matter(snapshot, case)
    return [one for one in posts(snapshot) if _bar(snapshot, office, case, one, about) is None]


def reviewers(snapshot: Snapshot, office: Office, case: Case) -> list[int]:
    """Who is to review a case as far up as it has come: its rank, or the next that has anyone."""
    return [one.member for one in _reached(able(snapshot, office, case), case.rank)]


def has_come_to(snapshot: Snapshot, office: Office, case: Case, member: int) -> bool:
    """Whether somebody is among them."""
    post = post_of(snapshot, member)
    if post is None or why_not(snapshot, office, case, member):
        return False
    reached = RANKS.index(post.rank) <= RANKS.index(case.rank)
    return reached or member in reviewers(snapshot, office, case)


def handed_up(snapshot: Snapshot, office: Office, case: Case) -> tuple[Rank, list[int]]:
    """The next rank in which somebody has not heard of a case, and who; else its own again."""
    found = able(snapshot, office, case)
    heard = _reached(found, case.rank)
    for rank in RANKS[RANKS.index(case.rank) + 1 :]:
        fresh = [one.member for one in found if one.rank is rank and one not in heard]
        if fresh:
            return rank, fresh
    again = [one for one in heard if one.rank is case.rank] or heard
    return case.rank, [one.member for one in again]


def _reached(found: list[Post], rank: Rank) -> list[Post]:
    for above in range(RANKS.index(rank), len(RANKS)):
        reached = [one for one in found if RANKS.index(one.rank) <= above]
        if reached:
            return reached
    return []


def issuers_of(snapshot: Snapshot, request: int) -> frozenset[str]:
    """All bodies that asked for something, those above and below."""
    found = request_by_id(snapshot, request)
    assert found is not None
    told = {one.issuer for one in mentions_of(snapshot, found.id)}
    named = {found.issuer, found.upstream_issuer, *told}
    return frozenset(one for one in named if one)


def contacts_of(snapshot: Snapshot, office: Office, case: Case) -> tuple[int, ...]:
    """Who answers for the issuer of what a case is about: never whoever posted it."""
    asks = issuers_of(snapshot, case.request)
    found = [who for who, unit in contacts(snapshot) if same_unit(office, unit, asks)]
    return tuple(
        who for who in dict.fromkeys(found) if not chats_asked_in(snapshot, case.request, who)
    )


def answers_for_issuer(snapshot: Snapshot, office: Office, case: Case, member: int) -> bool:
    """Whether somebody is a contact of the issuer of what a case is about."""
    return member in contacts_of(snapshot, office, case)


def names_of(snapshot: Snapshot, office: Office, names: list[str], member: int) -> list[str]:
    """Those of these names that are names of a unit that somebody answers for."""
    units = [unit for who, unit in contacts(snapshot) if who == member]
    return [
        name for name in names if any(same_unit(office, unit, frozenset([name])) for unit in units)
    ]


def asks_for(snapshot: Snapshot, office: Office, request: Request, member: int) -> bool:
    """Whether a contact's own body asks for something: the topmost, not one that relays it."""
    top = request.upstream_issuer or request.issuer
    asks = frozenset([top]) if top else issuers_of(snapshot, request.id)
    return any(who == member and same_unit(office, unit, asks) for who, unit in contacts(snapshot))


def same_unit(office: Office, unit: str, others: frozenset[str]) -> bool:
    """Whether a unit is one of ``others``, by a full or a short name of it."""
    mine = _plain(office, unit)
    return any(_is(mine, _plain(office, other)) for other in others)


def large_chats(snapshot: Snapshot, request: int) -> tuple[int, ...]:
    """The groups where a request was asked that are large enough to hear of it."""
    return tuple(
        chat
        for chat in sorted(heard_in(snapshot, request))
        if size_of(snapshot, chat) >= SMALL_GROUP
    )


def _plain(office: Office, unit: str) -> str:
    name = "".join(unit.split())
    return office.aliases.get(name, name)


_LEAST = 2
"""Letters a short name needs to stand for a longer one that ends with it; within one, one more."""


def _is(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if one == other or len(short) > _LEAST:
        return short in long
    return len(short) == _LEAST and long.endswith(short)
