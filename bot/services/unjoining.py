"""An issuer's contact takes back a joining that was their own word (撤销合并)."""

from datetime import datetime
from itertools import islice

from bot.domain.correction import Correction, Fix
from bot.domain.request import Request
from bot.services.corrections import undo
from bot.services.eligibility import asks_for
from bot.services.flagging import heard_in
from bot.services.office import Office
from bot.storage.connection import Snapshot, Tx
from bot.storage.corrections import joined_by
from bot.storage.requests import request_by_id, requests_plain

_LOOKED_AT = 60


def own_joinings(
    snapshot: Snapshot, office: Office, member: int, limit: int, before: int | None = None
) -> list[Correction]:
    """What somebody joined as a contact and may take back, newest first.

    Only those made ``before`` the one with this id.
    """
    found = joined_by(snapshot, member, _LOOKED_AT, before)
    return list(islice((one for one in found if may_part(snapshot, office, one, member)), limit))


def may_part(snapshot: Snapshot, office: Office, made: Correction, member: int) -> bool:
    """Whether a joining is somebody's own, and both requests are still theirs to speak for."""
    if made.fix is not Fix.JOINED or made.member != member:
        return False
    both = requests_plain(snapshot, made.joined or ())
    return len(both) > 1 and all(asks_for(snapshot, office, one, member) for one in both)


def joining_of(
    snapshot: Snapshot, office: Office, request: Request, member: int
) -> Correction | None:
    """The newest of these by which another request became one with a canonical one."""
    for made in own_joinings(snapshot, office, member, _LOOKED_AT):
        root = request_by_id(snapshot, made.joined[1]) if made.joined else None
        if root and root.id == request.id:
            return made
    return None


def part(
    tx: Tx, made: Correction, now: datetime, by: int
) -> tuple[Correction | None, frozenset[int]]:
    """Both are themselves again; or the later correction that must go first. And the chats that
    were shown either of the two. May be repeated.
    """
    told = _told_of(tx, made)
    later = undo(tx, made, now, by)
    return later, told | _told_of(tx, made)


def _told_of(snapshot: Snapshot, made: Correction) -> frozenset[int]:
    return frozenset[int]().union(*(heard_in(snapshot, one) for one in made.joined or ()))
