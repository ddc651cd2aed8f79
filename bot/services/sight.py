"""Which requests somebody with an office may see on the board."""

from bot.domain.case import Rank
from bot.domain.people import Presence, Role
from bot.domain.session import Person
from bot.services.editing import chats_on_desk
from bot.services.eligibility import same_unit
from bot.services.office import Office
from bot.storage.connection import Snapshot
from bot.storage.overview import Sight, issuer_names
from bot.storage.people import chats_looked_after, presences


def sight_of(snapshot: Snapshot, office: Office, me: Person) -> Sight:
    """Admins see what their digests are made of, coordinators the groups they review.

    Upper coordinators see all; contacts what their own unit asks for, and of its notices those in
    groups they are in.
    """
    if me.post is Rank.UPPER:
        return Sight(chats=None)
    chats = set(desk_chats(snapshot, me))
    if me.post:
        theirs = chats_looked_after(snapshot, me.member.id, Role.COORDINATOR)
        chats |= {one.chat for one in theirs}
    if not me.units:
        return Sight(chats=tuple(sorted(chats)))
    inside = tuple(one.chat for one in presences(snapshot, me.member.id))
    return Sight(tuple(sorted(chats)), _names(snapshot, office, me.units), inside)


def desk_chats(snapshot: Snapshot, me: Person) -> frozenset[int]:
    """The chats whose lines somebody, as an admin, may put right."""
    return chats_on_desk(snapshot, me.groups)


def pair_groups(snapshot: Snapshot, me: Person) -> tuple[Presence, ...]:
    """The groups whose possible duplicates somebody decides on: an admin's, a coordinator's."""
    reviewed = chats_looked_after(snapshot, me.member.id, Role.COORDINATOR) if me.post else []
    return tuple({one.chat: one for one in (*me.groups, *reviewed)}.values())


def _names(snapshot: Snapshot, office: Office, units: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        name
        for name in issuer_names(snapshot)
        if any(same_unit(office, unit, frozenset({name})) for unit in units)
    )
