"""One answer to all: open requests of several departments that want the same data."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.domain.audit import Act
from bot.domain.card import Reuse
from bot.domain.case import Rank
from bot.domain.people import Role
from bot.domain.request import Request
from bot.services.eligibility import asks_for
from bot.services.office import Office
from bot.services.recording import record
from bot.services.reusing import record_for
from bot.storage.connection import Snapshot, Tx
from bot.storage.handed import answered_once, keep_answered
from bot.storage.mentions import core_of
from bot.storage.pairs import same_data_pairs
from bot.storage.people import chats_looked_after, presences
from bot.storage.posts import contacts, groups_spoken_to, post_of
from bot.storage.requests import requests_plain
from bot.storage.submissions import private_chats

SPOKEN_OF = timedelta(days=45)


class Joint(NamedTuple):
    """Requests for the same data that are open now, and what can answer them all, if recorded."""

    requests: tuple[Request, ...]
    record: Reuse | None

    @property
    def departments(self) -> tuple[str, ...]:
        """Who asks, each once: the level that wants it, not one that passes it on."""
        return tuple(dict.fromkeys(name for one in self.requests if (name := asker(one))))


class Hearers(NamedTuple):
    """Private chats an answer can be sent to; for which requests, and which departments' it is."""

    chats: tuple[str, ...]
    requests: tuple[int, ...]
    departments: tuple[str, ...]


def asker(request: Request) -> str | None:
    """The department that wants something."""
    return request.upstream_issuer or request.issuer


def joints(snapshot: Snapshot, member: int, now: datetime) -> list[Joint]:
    """What two departments at least want of the same data, as far as somebody's groups tell.

    Also the groups that a coordinator reviews.
    """
    pairs = same_data_pairs(snapshot, sorted(_chats(snapshot, member)), now, now - SPOKEN_OF)
    found = []
    for idents in _together(pairs):
        requests = tuple(requests_plain(snapshot, idents))
        asked = [(one, core_of(snapshot, one.id)) for one in requests]
        one = Joint(requests, record_for(snapshot, member, asked, now))
        if len(one.departments) > 1:
            found.append(one)
    return found


def joint_with(snapshot: Snapshot, member: int, request: int, now: datetime) -> Joint | None:
    """The one of these that a request belongs to."""
    found = (
        one for one in joints(snapshot, member, now) if request in {r.id for r in one.requests}
    )
    return next(found, None)


def _chats(snapshot: Snapshot, member: int) -> set[int]:
    chats = {one.chat for one in presences(snapshot, member)}
    post = post_of(snapshot, member)
    if post and post.rank is Rank.UPPER:
        return chats | {one.chat for one in groups_spoken_to(snapshot)}
    if post:
        chats |= {one.chat for one in chats_looked_after(snapshot, member, Role.COORDINATOR)}
    return chats


def _together(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """What hangs together by pairs."""
    groups: list[set[int]] = []
    for pair in pairs:
        touched = [one for one in groups if not one.isdisjoint(pair)]
        groups = [one for one in groups if one not in touched]
        groups.append(set(pair).union(*touched))
    return [sorted(one) for one in groups]


def hearers(snapshot: Snapshot, office: Office, member: int, joint: Joint) -> Hearers | None:
    """Whom a coordinator can send an answer of their own to; None for everybody else.

    The contacts of the departments that ask, each request once; what a colleague recorded is not
    theirs to pass on.
    """
    if post_of(snapshot, member) is None or joint.record is None or not joint.record.mine:
        return None
    had = answered_once(snapshot, [one.id for one in joint.requests])
    others = {who for who, _ in contacts(snapshot) if who != member}
    chats: list[str] = []
    reached = []
    for one in joint.requests:
        theirs = [who for who in sorted(others) if asks_for(snapshot, office, one, who)]
        private = private_chats(snapshot, theirs) if one.id not in had else []
        chats += private
        if private:
            reached.append(one)
    return Hearers(
        tuple(dict.fromkeys(chats)),
        tuple(one.id for one in reached),
        tuple(dict.fromkeys(name for one in reached if (name := asker(one)))),
    )


def send_once(tx: Tx, member: int, to: Hearers, now: datetime) -> None:
    """Keep that an answer was sent for these requests, and that a coordinator sent it."""
    keep_answered(tx, to.requests)
    record(tx, Act.ANSWER, member, now, contacts=len(to.chats))
