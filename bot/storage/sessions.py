"""Links into the board, and who is signed in: only the hashes of what opens them are kept."""

from datetime import datetime
from typing import Any

from bot.domain.message import SHANGHAI
from bot.domain.session import Session
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import seconds

_SESSION = "select id, member, begun, seen from session"


def keep_entry(tx: Tx, digest: str, member: int, until: datetime) -> None:
    """Keep a link; the one they had before opens nothing any more."""
    drop_entry(tx, member)
    tx.execute("insert into entry values (?, ?, ?)", [digest, member, seconds(until)])


def drop_entry(tx: Tx, member: int) -> None:
    """The link of a member opens nothing any more."""
    tx.execute("delete from entry where member = ?", [member])


def entry_behind(snapshot: Snapshot, digest: str, now: datetime) -> int | None:
    """Whom the link with this hash lets in, while it holds."""
    row = snapshot.execute(
        "select member from entry where hash = ? and until > ?", [digest, seconds(now)]
    ).fetchone()
    return None if row is None else int(row[0])


def use_entry(tx: Tx, digest: str, now: datetime) -> None:
    """It lets nobody in any more; nor does any that is too old."""
    tx.execute("delete from entry where hash = ? or until <= ?", [digest, seconds(now)])


def keep_session(tx: Tx, digest: str, member: int, now: datetime) -> None:
    """Somebody is signed in from now on."""
    tx.execute(
        "insert into session (hash, member, begun, seen) values (?1, ?2, ?3, ?3)",
        [digest, member, seconds(now)],
    )


def session_with(snapshot: Snapshot, digest: str) -> Session | None:
    """The session whose secret has this hash."""
    row = snapshot.execute(f"{_SESSION} where hash = ?", [digest]).fetchone()
    return None if row is None else _session(row)


def sessions_of(snapshot: Snapshot, member: int) -> list[Session]:
    """Where somebody is signed in, the newest first."""
    rows = snapshot.execute(f"{_SESSION} where member = ? order by id desc", [member]).fetchall()
    return [_session(row) for row in rows]


def keep_seen(tx: Tx, session: int, now: datetime) -> None:
    """It was used."""
    tx.execute("update session set seen = ? where id = ?", [seconds(now), session])


def drop_sessions(tx: Tx, member: int, *idents: int) -> None:
    """They are signed out there; of others' sessions none ends by this."""
    for ident in idents:
        tx.execute("delete from session where id = ? and member = ?", [ident, member])


def drop_old_sessions(tx: Tx, begun: datetime, seen: datetime) -> None:
    """Those that began, or were used last, at these moments or before are over."""
    tx.execute("delete from session where begun <= ? or seen <= ?", [seconds(begun), seconds(seen)])


def _session(row: Any) -> Session:
    begun, seen = (datetime.fromtimestamp(at, SHANGHAI) for at in row[2:4])
    return Session(id=row[0], member=row[1], begun=begun, seen=seen)
