"""Signing in to the board: a link for minutes, then a session for hours; roles asked each time."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from bot.domain.audit import Act
from bot.domain.people import Role
from bot.domain.session import Person, Session
from bot.services.recording import record
from bot.storage.connection import Snapshot, Tx
from bot.storage.people import chats_looked_after, member_by_id
from bot.storage.posts import contacts, post_of
from bot.storage.sessions import (
    drop_entry,
    drop_old_sessions,
    drop_sessions,
    entry_behind,
    keep_entry,
    keep_seen,
    keep_session,
    session_with,
    sessions_of,
    use_entry,
)

LINK_HOLDS = timedelta(minutes=5)
SESSION_HOLDS = timedelta(hours=8)
IDLE_HOLDS = timedelta(minutes=30)
AT_MOST = 5
"""Sessions of one member; a further one ends the oldest."""
_BITS = 32


class Visitor(NamedTuple):
    """Whoever a browser's secret stands for."""

    session: Session
    person: Person


def person_of(snapshot: Snapshot, member: int) -> Person | None:
    """Somebody with an office, as it is now; None for all others."""
    known = member_by_id(snapshot, member)
    if known is None:
        return None
    post = post_of(snapshot, member)
    person = Person(
        member=known,
        post=post.rank if post else None,
        units=tuple(unit for who, unit in contacts(snapshot) if who == member),
        groups=tuple(chats_looked_after(snapshot, member, Role.ADMIN)),
    )
    return person if person.has_office else None


def offer_link(tx: Tx, member: int, now: datetime) -> str:
    """The word behind a new link that lets a member in once; a link from before is void."""
    word = secrets.token_urlsafe(_BITS)
    keep_entry(tx, _digest(word), member, now + LINK_HOLDS)
    return word


def invited(snapshot: Snapshot, word: str, now: datetime) -> Person | None:
    """Whom a link lets in, while it holds and they have an office; looking at it uses nothing."""
    member = entry_behind(snapshot, _digest(word), now)
    return None if member is None else person_of(snapshot, member)


def sign_in(tx: Tx, word: str, now: datetime, former: str = "") -> str | None:
    """The secret of a new session, for a link that holds; the link is used up.

    ``former`` is the secret the browser had: that session ends.
    """
    person = invited(tx, word, now)
    use_entry(tx, _digest(word), now)
    if person is None:
        return None
    drop_old_sessions(tx, now - SESSION_HOLDS, now - IDLE_HOLDS)
    if before := session_with(tx, _digest(former)):
        drop_sessions(tx, before.member, before.id)
    member, secret = person.member.id, secrets.token_urlsafe(_BITS)
    keep_session(tx, _digest(secret), member, now)
    record(
        tx, Act.SIGN_IN, member, now,
        rank=person.post or "", units=len(person.units), groups=len(person.groups),
    )  # fmt: skip
    drop_sessions(tx, member, *(one.id for one in sessions_of(tx, member)[AT_MOST:]))
    return secret


def visitor(snapshot: Snapshot, secret: str, now: datetime) -> Visitor | None:
    """Who uses a secret, while the session holds and they have an office."""
    session = session_with(snapshot, _digest(secret))
    if session is None or not _holds(session, now):
        return None
    person = person_of(snapshot, session.member)
    return Visitor(session, person) if person else None


def my_sessions(snapshot: Snapshot, member: int, now: datetime) -> list[Session]:
    """Where somebody is signed in now, the newest first."""
    return [one for one in sessions_of(snapshot, member) if _holds(one, now)]


def use(tx: Tx, session: int, now: datetime) -> None:
    """A session was used, and is idle no more."""
    keep_seen(tx, session, now)


def sign_out(tx: Tx, member: int, session: int, now: datetime) -> None:
    """End a session of a member; of nobody else's."""
    _end(tx, member, now, session)


def sign_out_everywhere(tx: Tx, member: int, now: datetime) -> None:
    """End all sessions of a member, and a link that is open."""
    drop_entry(tx, member)
    _end(tx, member, now, *(one.id for one in sessions_of(tx, member)))


def _end(tx: Tx, member: int, now: datetime, *sessions: int) -> None:
    mine = {one.id for one in sessions_of(tx, member)}.intersection(sessions)
    drop_sessions(tx, member, *mine)
    if mine:
        record(tx, Act.SIGN_OUT, member, now, sessions=len(mine))


def _holds(session: Session, now: datetime) -> bool:
    # Of a clock that ran ahead and was set back, none holds longer than it should.
    return abs(now - session.begun) < SESSION_HOLDS and abs(now - session.seen) < IDLE_HOLDS


def _digest(word: str) -> str:
    """What is kept of a secret: as it is random and long, it needs no salt."""
    return sha256(word.encode("utf8", "replace")).hexdigest()
