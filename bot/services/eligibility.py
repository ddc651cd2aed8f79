"""Who may review a case: coordinators of what it concerns, and nobody of the unit that asks."""

from functools import cache, partial
from typing import NamedTuple

from bot.domain.case import RANKS, Pool, Rank, Refusal
from bot.domain.flag import SMALL_GROUP
from bot.domain.request import Request
from bot.domain.review import Case, Post
from bot.services.flagging import heard_in
from bot.services.office import Office
from bot.storage.cases import heads, kin_of, must_find
from bot.storage.connection import Snapshot
from bot.storage.links import feeding
from bot.storage.mentions import issuers_told
from bot.storage.posts import (
    chats_coordinated,
    contacts,
    post_of,
    posts,
    size_of,
    units_of,
)
from bot.storage.submissions import askers_of, chats_asked_in


class _Matter(NamedTuple):
    """What may bar whoever is of it: all that a case and what joined it is about.

    ``askers`` are members who posted it, ``asks`` the bodies that want it.
    """

    askers: frozenset[int]
    asks: frozenset[str]


class Staff:
    """Who coordinates, and what may bar each: looked up once, for however many cases.

    It holds as long as nothing else is written in its transaction.
    """

    def __init__(self, snapshot: Snapshot, office: Office) -> None:
        self._snapshot = snapshot
        self._office = office
        self._posts = posts(snapshot)
        self._heads = heads(snapshot)
        self._units = cache(partial(units_of, snapshot))
        self._theirs = cache(partial(chats_coordinated, snapshot))
        self._large = cache(lambda chat: size_of(snapshot, chat) >= SMALL_GROUP)
        self._heard = cache(partial(heard_in, snapshot))
        self._about = cache(self._matter)
        self._is_own = cache(self._own)

    def why_not(self, case: Case, member: int) -> Refusal | None:
        """Why somebody may not review a case, if so."""
        post = self._post_of(member)
        return self._bar(case, post) if post else Refusal.NOT_YOURS

    def has_come_to(self, case: Case, member: int) -> bool:
        """Whether somebody is to review a case: it has come to their rank, or as far as them."""
        post = self._post_of(member)
        if post is None or self._bar(case, post):
            return False
        for above in range(RANKS.index(case.rank), len(RANKS)):
            if RANKS.index(post.rank) <= above:
                return True
            if any(self._bar(case, one) is None for one in _up_to(self._posts, above)):
                return False
        return False

    def able(self, case: Case) -> list[Post]:
        """All who may review a case, of whatever rank."""
        return [one for one in self._posts if self._bar(case, one) is None]

    def _post_of(self, member: int) -> Post | None:
        return next((one for one in self._posts if one.member == member), None)

    def _bar(self, case: Case, post: Post) -> Refusal | None:
        member = post.member
        if post.rank is not Rank.UPPER and not self._reviews(member, case):
            return Refusal.NOT_YOURS
        if case.final and case.first_reviewer == member:
            return Refusal.SAME_REVIEWER
        about = self._about(case.id, case.request)
        if member in about.askers or self._is_own(member, about.asks):
            return Refusal.OWN_UNIT
        return None

    def _reviews(self, member: int, case: Case) -> bool:
        """Whether a case concerns a group of theirs that is large enough to hear of it."""
        theirs = self._theirs(member) if case.pool is Pool.GROUP else ()
        return bool(theirs) and any(
            self._large(chat) for chat in self._heard(case.request) if chat in theirs
        )

    def _matter(self, case: int, request: int) -> _Matter:
        snapshot = self._snapshot
        kin = kin_of(snapshot, case) if case in self._heads else ()
        requests = {request, *(must_find(snapshot, one).request for one in kin if one != case)}
        return _Matter(
            frozenset[int]().union(*(askers_of(snapshot, one) for one in requests)),
            frozenset[str]().union(*(issuers_told(snapshot, one) for one in requests)),
        )

    def _own(self, member: int, asks: frozenset[str]) -> bool:
        return any(same_unit(self._office, unit, asks) for unit in self._units(member))


def chats_reviewed(snapshot: Snapshot, member: int) -> tuple[int, ...] | None:
    """Where what a coordinator may review was asked: in their groups, or what feeds these.

    None for upper coordinators: anywhere.
    """
    post = post_of(snapshot, member)
    if post is not None and post.rank is Rank.UPPER:
        return None
    theirs = chats_coordinated(snapshot, member) if post else frozenset()
    return tuple(sorted(theirs | feeding(snapshot, theirs)))


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
        reached = _up_to(found, above)
        if reached:
            return reached
    return []


def _up_to(found: list[Post], rank: int) -> list[Post]:
    return [one for one in found if RANKS.index(one.rank) <= rank]


def contacts_of(snapshot: Snapshot, office: Office, case: Case) -> tuple[int, ...]:
    """Who answers for the issuer of what a case is about: never whoever posted it."""
    asks = issuers_told(snapshot, case.request)
    found = [who for who, unit in contacts(snapshot) if same_unit(office, unit, asks)]
    return tuple(
        who for who in dict.fromkeys(found) if not chats_asked_in(snapshot, case.request, who)
    )


def contacts_called(snapshot: Snapshot, office: Office, case: Case, unit: str) -> tuple[int, ...]:
    """Who answers for a unit of that name: never whoever posted what the case is about."""
    found = dict.fromkeys(
        who for who, own in contacts(snapshot) if same_unit(office, own, frozenset([unit]))
    )
    return tuple(who for who in found if not chats_asked_in(snapshot, case.request, who))


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
    asks = frozenset([top]) if top else issuers_told(snapshot, request.id)
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
