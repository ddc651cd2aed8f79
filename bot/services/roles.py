"""Who looks after a group: given and taken by those who do; one always stays."""

from datetime import datetime
from enum import StrEnum

from bot.domain.audit import Act
from bot.domain.people import Member, Presence, Role
from bot.services.recording import record
from bot.storage.connection import Snapshot, Tx
from bot.storage.people import grant, has_role, holders, members_in, revoke, seen_in


class Hindrance(StrEnum):
    """Why a role was not given or taken."""

    NOT_YOURS = "not_yours"
    ALREADY = "already"
    YOURSELF = "yourself"
    LAST = "last"


def set_up(tx: Tx, member: int, group: Presence, now: datetime) -> None:
    """The platform calls them an admin of the group: they become one of ours. May be repeated."""
    seen_in(tx, member, group.chat, None)
    if not has_role(tx, member, group.chat, Role.ADMIN):
        grant(tx, member, group.chat, Role.ADMIN)
        record(tx, Act.ADMIT, member, now, chat=group.chat, subject=member)


def admit(tx: Tx, by: int, group: Presence, member: Member, now: datetime) -> Hindrance | None:
    """Let somebody look after a group, too; whoever calls made sure that they are in it."""
    if not has_role(tx, by, group.chat, Role.ADMIN):
        return Hindrance.NOT_YOURS
    if has_role(tx, member.id, group.chat, Role.ADMIN):
        return Hindrance.ALREADY
    grant(tx, member.id, group.chat, Role.ADMIN)
    record(tx, Act.ADMIT, by, now, chat=group.chat, subject=member.id)
    return None


def remove(tx: Tx, by: int, group: Presence, member: int, now: datetime) -> Member | Hindrance:
    """Take the role from somebody else; who that was."""
    found = holders(tx, group.chat, Role.ADMIN)
    whom = next((one for one in found if one.id == member), None)
    if whom is None or by not in {one.id for one in found}:
        return Hindrance.NOT_YOURS
    if whom.id == by:
        return Hindrance.YOURSELF
    if len(found) < 2:
        return Hindrance.LAST
    revoke(tx, whom.id, group.chat, Role.ADMIN)
    record(tx, Act.REMOVE, by, now, chat=group.chat, subject=whom.id)
    return whom


def present(snapshot: Snapshot, group: Presence, member: int) -> Member | None:
    """Somebody whom we met in a group, and who did not leave it."""
    return next((one for one, _ in members_in(snapshot, group) if one.id == member), None)
