"""Coordinators and issuers' contacts are appointed by one-time links, and dismissed."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from bot.domain.audit import Act
from bot.domain.case import Rank, Refusal
from bot.domain.people import Member, Presence, Role
from bot.domain.review import Invitation, Post
from bot.reading.speaker.units import is_body, unit_named
from bot.services.recording import record
from bot.storage.connection import Snapshot, Tx
from bot.storage.invitations import invitation_behind, keep_invitation, use_invitation
from bot.storage.people import chats_looked_after, member_by_id
from bot.storage.posts import (
    appoint,
    contacts,
    dismissed_posts,
    dropped_contacts,
    give_chats,
    groups_of_nobody,
    groups_spoken_to,
    name_contact,
    post_of,
    posts,
    reinstate,
)
from bot.storage.posts import dismiss as end_post
from bot.storage.posts import drop_contact as end_contact

PAYLOAD = "post-"
"""What a link into an office begins with."""
LINK_HOLDS = timedelta(days=7)
PUT_BACK_FOR = timedelta(days=1)


class Officer(NamedTuple):
    """A coordinator, with the groups they review; for `Rank.UPPER` that is all of them."""

    member: Member
    post: Post
    groups: tuple[Presence, ...]


class Contact(NamedTuple):
    """Somebody who answers for an issuer; ``mark`` is a short name for the two of them."""

    member: Member
    issuer: str
    mark: str


def is_upper(snapshot: Snapshot, member: int) -> bool:
    """Whether somebody may appoint and dismiss."""
    post = post_of(snapshot, member)
    return post is not None and post.rank is Rank.UPPER


def all_groups(snapshot: Snapshot) -> tuple[Presence, ...]:
    """All groups there are now, by title."""
    return tuple(groups_spoken_to(snapshot))


def groups_without(snapshot: Snapshot, since: datetime | None = None) -> tuple[Presence, ...]:
    """Groups, of those we came into since, that only upper coordinators review, by title.

    None where there are no other coordinators: there it is meant.
    """
    if all(one.rank is Rank.UPPER for one in posts(snapshot)):
        return ()
    return tuple(groups_of_nobody(snapshot, since))


def give_group(
    tx: Tx, by: int, chat: int, member: int, now: datetime, *, given: bool
) -> Refusal | None:
    """A coordinator below the highest rank reviews a group, too; or does not any more."""
    before = {one.chat for one in chats_looked_after(tx, member, Role.COORDINATOR)}
    chats = before | {chat} if given else before - {chat}
    return let_review(tx, by, member, tuple(sorted(chats)), now)


def offer(
    tx: Tx,
    by: int | None,
    unit: str,
    rank: Rank | None,
    chats: tuple[int, ...],
    now: datetime,
) -> str | Refusal:
    """The word behind a new one-time link: whoever opens it may be what is offered.

    ``by`` is an upper coordinator, or None for whoever runs the machine. Without a rank it makes a
    contact of the issuer ``unit``. Only the word's hash is kept.
    """
    if by is not None and not is_upper(tx, by):
        return Refusal.NOT_YOURS
    name = unit_named(unit)
    if not is_body(name):
        return Refusal.INCOMPLETE
    word, until = secrets.token_urlsafe(24), now + LINK_HOLDS
    invitation = Invitation(unit=name, rank=rank, chats=chats, by=by, until=until)
    keep_invitation(tx, digest_of(word), invitation)
    record(tx, Act.OFFER, by, now, unit=name, rank=rank or "", groups=len(chats))
    return word


def digest_of(word: str) -> str:
    """What is kept of a link's word."""
    return sha256(word.encode("utf8", "replace")).hexdigest()


def offered(snapshot: Snapshot, digest: str, now: datetime) -> Invitation | None:
    """What a link offers, while it holds and whoever made it may still appoint."""
    found = invitation_behind(snapshot, digest)
    if found is None or found.until <= now:
        return None
    return found if found.by is None or is_upper(snapshot, found.by) else None


def take_office(tx: Tx, member: int, digest: str, now: datetime) -> Invitation | Refusal:
    """Somebody accepts what a link offers; it opens nothing any more.

    The only upper coordinator cannot become less by it.
    """
    found = offered(tx, digest, now)
    if found is None:
        return Refusal.UNKNOWN
    if found.rank is None:
        name_contact(tx, member, found.unit)
    else:
        uppers = [one.member for one in posts(tx) if one.rank is Rank.UPPER]
        if found.rank is not Rank.UPPER and uppers == [member]:
            return Refusal.NOT_NOW
        appoint(tx, member, found.unit, found.rank)
        give_chats(tx, member, found.chats)
    use_invitation(tx, digest, now.timestamp())
    record(
        tx, Act.TAKE_OFFICE, member, now,
        unit=found.unit, rank=found.rank or "", groups=len(found.chats),
    )  # fmt: skip
    return found


def officers(snapshot: Snapshot) -> tuple[Officer, ...]:
    """All coordinators, the highest rank last."""
    found = []
    for post in posts(snapshot):
        member = member_by_id(snapshot, post.member)
        assert member is not None
        upper = post.rank is Rank.UPPER
        theirs = chats_looked_after(snapshot, post.member, Role.COORDINATOR)
        found.append(Officer(member, post, () if upper else tuple(theirs)))
    return tuple(sorted(found, key=lambda one: list(Rank).index(one.post.rank)))


def all_contacts(snapshot: Snapshot) -> tuple[Contact, ...]:
    """All contacts, by issuer."""
    return tuple(sorted(_named(snapshot, contacts(snapshot)), key=lambda one: one.issuer))


def _named(snapshot: Snapshot, pairs: list[tuple[int, str]]) -> list[Contact]:
    found = []
    for ident, issuer in pairs:
        member = member_by_id(snapshot, ident)
        assert member is not None
        mark = sha256(f"{ident}|{issuer}".encode()).hexdigest()[:12]
        found.append(Contact(member, issuer, mark))
    return found


def dismiss(tx: Tx, by: int, member: int, now: datetime) -> Refusal | None:
    """Somebody coordinates no more; an upper coordinator stays, as nobody dismisses themselves."""
    if not is_upper(tx, by):
        return Refusal.NOT_YOURS
    if by == member:
        return Refusal.NOT_NOW
    if post_of(tx, member) is None:
        return Refusal.ALREADY
    end_post(tx, member, now)
    record(tx, Act.DISMISS, by, now, subject=member)
    return None


def put_back(tx: Tx, by: int, member: int, now: datetime) -> Refusal | None:
    """Whoever was dismissed within a day coordinates again, as before."""
    if not is_upper(tx, by):
        return Refusal.NOT_YOURS
    if not reinstate(tx, member, now - PUT_BACK_FOR):
        return Refusal.ALREADY
    record(tx, Act.PUT_BACK, by, now, subject=member)
    return None


def dismissed(snapshot: Snapshot, now: datetime) -> tuple[Member, ...]:
    """Who can be put back: coordinators that were dismissed within a day."""
    found = [member_by_id(snapshot, one) for one in dismissed_posts(snapshot, now - PUT_BACK_FOR)]
    return tuple(one for one in found if one)


def dropped(snapshot: Snapshot, now: datetime) -> tuple[Contact, ...]:
    """The same of contacts."""
    return tuple(_named(snapshot, dropped_contacts(snapshot, now - PUT_BACK_FOR)))


def let_review(
    tx: Tx, by: int, member: int, chats: tuple[int, ...], now: datetime
) -> Refusal | None:
    """A coordinator below the highest rank reviews these groups from now on, and no others."""
    if not is_upper(tx, by):
        return Refusal.NOT_YOURS
    post = post_of(tx, member)
    if post is None or post.rank is Rank.UPPER:
        return Refusal.ALREADY
    give_chats(tx, member, chats)
    record(tx, Act.REVIEW, by, now, subject=member, groups=len(chats))
    return None


def drop_contact(tx: Tx, by: int, mark: str, now: datetime) -> Contact | Refusal:
    """A contact answers for that issuer no more."""
    if not is_upper(tx, by):
        return Refusal.NOT_YOURS
    for one in all_contacts(tx):
        if one.mark == mark:
            end_contact(tx, one.member.id, one.issuer, now)
            record(tx, Act.DROP_CONTACT, by, now, subject=one.member.id, unit=one.issuer)
            return one
    return Refusal.ALREADY


def put_contact_back(tx: Tx, by: int, mark: str, now: datetime) -> Contact | Refusal:
    """Whoever was dropped within a day answers for that issuer again."""
    if not is_upper(tx, by):
        return Refusal.NOT_YOURS
    for one in dropped(tx, now):
        if one.mark == mark:
            name_contact(tx, one.member.id, one.issuer)
            record(tx, Act.PUT_CONTACT_BACK, by, now, subject=one.member.id, unit=one.issuer)
            return one
    return Refusal.ALREADY
