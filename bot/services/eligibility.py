"""Who may review a case: coordinators of what it concerns, and nobody of the unit that asks."""

from collections.abc import Iterable
from functools import cache, partial
from typing import NamedTuple

from bot.domain.case import RANKS, Pool, Rank, Refusal
from bot.domain.flag import SMALL_GROUP
from bot.domain.request import Request
from bot.domain.review import Case, Post
from bot.services.flagging import heard_in
from bot.services.office import Office
from bot.storage.cases import kin_of, must_find
from bot.storage.connection import Snapshot
from bot.storage.links import carried_to
from bot.storage.mentions import Told, mentions_of
from bot.storage.posts import chats_coordinated, contacts, posts, size_of, units_of
from bot.storage.requests import request_by_id
from bot.storage.submissions import askers_of, chats_asked_in


class _Matter(NamedTuple):
    """What decides who may review a case: all that it and what joined it is about.

    ``askers`` are members who posted it, ``asks`` the bodies that want it.
    """

    askers: frozenset[int]
    asks: frozenset[str]
    chats: frozenset[int]


class Staff:
    """Who coordinates, and what may bar each: looked up once, for however many cases.

    It holds as long as nothing else is written in its transaction.
    """

    def __init__(self, snapshot: Snapshot, office: Office) -> None:
        self.snapshot = snapshot
        self.office = office
        self.posts = posts(snapshot)
        self.units = cache(partial(units_of, snapshot))
        self.size = cache(partial(size_of, snapshot))
        self.chats = cache(partial(chats_coordinated, snapshot))
        self.is_own = cache(self._is_own)

    def post_of(self, member: int) -> Post | None:
        """The post of a coordinator."""
        return next((one for one in self.posts if one.member == member), None)

    def why_not(self, case: Case, member: int) -> Refusal | None:
        """Why somebody may not review a case, if so."""
        post = self.post_of(member)
        if post is None:
            return Refusal.NOT_YOURS
        return self._bar(case, post, self._matter(case))

    def has_come_to(self, case: Case, member: int) -> bool:
        """Whether somebody is to review a case: it has come to their rank, or as far as them."""
        post, about = self.post_of(member), self._matter(case)
        if post is None or self._bar(case, post, about):
            return False
        reached = RANKS.index(post.rank) <= RANKS.index(case.rank)
        return reached or post in _reached(self._able(case, about), case.rank)

    def able(self, case: Case) -> list[Post]:
        """All who may review a case, of whatever rank."""
        return self._able(case, self._matter(case))

    def _able(self, case: Case, about: _Matter) -> list[Post]:
        return [one for one in self.posts if self._bar(case, one, about) is None]

    def _matter(self, case: Case) -> _Matter:
        snapshot, kin = self.snapshot, kin_of(self.snapshot, case.id)
        joined = {must_find(snapshot, one).request for one in kin if one != case.id}
        asks: set[str] = set()
        askers: set[int] = set()
        chats: frozenset[int] = frozenset()
        for request in {case.request, *joined}:
            told = mentions_of(snapshot, request)
            asks |= _issuers(snapshot, request, told)
            askers |= askers_of(snapshot, request)
            if request == case.request and case.pool is Pool.GROUP:
                heard = {one.chat for one in told} | carried_to(snapshot, request)
                chats = frozenset(one for one in heard if self.size(one) >= SMALL_GROUP)
        return _Matter(frozenset(askers), frozenset(asks), chats)

    def _bar(self, case: Case, post: Post, about: _Matter) -> Refusal | None:
        member = post.member
        if post.rank is not Rank.UPPER and self.chats(member).isdisjoint(about.chats):
            return Refusal.NOT_YOURS
        if case.final and case.first_reviewer == member:
            return Refusal.SAME_REVIEWER
        if member in about.askers or self.is_own(member, about.asks):
            return Refusal.OWN_UNIT
        return None

    def _is_own(self, member: int, asks: frozenset[str]) -> bool:
        return any(same_unit(self.office, unit, asks) for unit in self.units(member))


def why_not(snapshot: Snapshot, office: Office, case: Case, member: int) -> Refusal | None:
    """Why somebody may not review a case, if so."""
    return Staff(snapshot, office).why_not(case, member)


def able(snapshot: Snapshot, office: Office, case: Case) -> list[Post]:
    """All who may review a case, of whatever rank."""
    return Staff(snapshot, office).able(case)


def reviewers(snapshot: Snapshot, office: Office, case: Case) -> list[int]:
    """Who is to review a case as far up as it has come: its rank, or the next that has anyone."""
    return [one.member for one in _reached(able(snapshot, office, case), case.rank)]


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
    return _issuers(snapshot, request, mentions_of(snapshot, request))


def _issuers(snapshot: Snapshot, request: int, told: Iterable[Told]) -> frozenset[str]:
    found = request_by_id(snapshot, request)
    assert found is not None
    named = {found.issuer, found.upstream_issuer, *(one.issuer for one in told)}
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
