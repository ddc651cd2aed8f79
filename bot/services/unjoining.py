"""An issuer's contact takes back a joining that was their own word (撤销合并)."""

from itertools import islice

from bot.domain.correction import Correction, Fix
from bot.domain.request import Request
from bot.services.eligibility import asks_for
from bot.services.flagging import heard_in
from bot.services.office import Office
from bot.storage.connection import Snapshot
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
    both = requests_plain(snapshot, joined_in(made))
    return len(both) > 1 and all(asks_for(snapshot, office, one, member) for one in both)


def joining_of(
    snapshot: Snapshot, office: Office, request: Request, member: int
) -> Correction | None:
    """The newest of these by which another request became one with a canonical one."""
    for made in own_joinings(snapshot, office, member, _LOOKED_AT):
        root = request_by_id(snapshot, joined_in(made)[1])
        if root and root.id == request.id:
            return made
    return None


def joined_in(made: Correction) -> tuple[int, ...]:
    """The request that was joined to another one, and that other one; none of other corrections."""
    pointers = [one for one in made.changes if one.cell.column == "merged_into"]
    own = next((one for one in pointers if one.before is None), None)
    return (int(own.cell.row), int(own.after or 0)) if own else ()


def told_of(snapshot: Snapshot, made: Correction) -> frozenset[int]:
    """The chats that were shown either of the two."""
    return frozenset[int]().union(*(heard_in(snapshot, one) for one in joined_in(made)))
