"""Offices that a one-time link offers: only the hash of a link is kept."""

import json

from bot.domain.case import Rank
from bot.domain.review import Invitation
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import moment, seconds


def keep_invitation(tx: Tx, digest: str, invitation: Invitation) -> None:
    """Keep what the link with this hash offers; those that are too old go."""
    tx.execute(
        "insert into invitation values (?, ?, ?, ?, ?, ?)",
        [digest, invitation.unit, invitation.rank, json.dumps(invitation.chats), invitation.by,
         seconds(invitation.until)],
    )  # fmt: skip


def invitation_behind(snapshot: Snapshot, digest: str) -> Invitation | None:
    """What the link with this hash offers, unless it was used."""
    row = snapshot.execute(
        "select unit, rank, chats, member, until from invitation where hash = ?", [digest]
    ).fetchone()
    until = moment(row[4]) if row else None
    if row is None or until is None:
        return None
    return Invitation(
        unit=row[0],
        rank=Rank(row[1]) if row[1] else None,
        chats=tuple(json.loads(row[2])),
        by=row[3],
        until=until,
    )


def use_invitation(tx: Tx, digest: str, now: float) -> None:
    """It offers nothing any more; nor does any that is too old."""
    tx.execute("delete from invitation where hash = ? or until <= ?", [digest, now])
