"""Who asked for what, and which units handed it in."""

from datetime import datetime

from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import moment, seconds
from bot.storage.requests import FAMILY

# What was merged is meant as what it was merged into.
_ROOT = "join request r on r.id = coalesce(q.merged_into, q.id)"


def keep_asker(tx: Tx, request: int, chat: int, member: int, message: int) -> None:
    """Keep who asked, if this message is the first that asks, or they asked first elsewhere."""
    tx.execute(
        "insert or ignore into asked_by (request, chat, member) select ?1, ?2, ?3 where"
        " (select message from mention where request = ?1 order by id limit 1) = ?4"
        " or exists (select 1 from asked_by where request = ?1 and member = ?3)",
        [request, chat, member, message],
    )


def chats_asked_in(snapshot: Snapshot, request: int, member: int) -> frozenset[int]:
    """The chats in which a member asked for something; empty when somebody else did."""
    rows = snapshot.execute(
        f"select chat from asked_by where request in ({FAMILY}) and member = ?",
        [request, request, member],
    ).fetchall()
    return frozenset(row[0] for row in rows)


def askers_of(snapshot: Snapshot, request: int) -> frozenset[int]:
    """The members who asked for something."""
    rows = snapshot.execute(
        f"select member from asked_by where request in ({FAMILY})", [request, request]
    ).fetchall()
    return frozenset(row[0] for row in rows)


def asked_by_member(snapshot: Snapshot, member: int, since: datetime) -> list[int]:
    """What a member asked for and spoke of after ``since``, newest first."""
    rows = snapshot.execute(
        "select distinct r.id, r.last_at from asked_by a join request q on q.id = a.request"
        f" {_ROOT}"
        " where r.state <> 'dismissed' and a.member = ? and r.last_at > ?"
        " order by r.last_at desc, r.id desc",
        [member, seconds(since)],
    ).fetchall()
    return [row[0] for row in rows]


def asked_in_chat(snapshot: Snapshot, chat: int, since: datetime) -> dict[int, int]:
    """Open requests that somebody asked for in a chat, spoken of after ``since``: who asked."""
    rows = snapshot.execute(
        "select r.id, a.member from asked_by a join request q on q.id = a.request"
        f" {_ROOT}"
        " where a.chat = ? and r.state = 'open' and r.last_at > ? order by r.id",
        [chat, seconds(since)],
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def requests_said_in(snapshot: Snapshot, chat: int, number: int) -> list[int]:
    """The requests that a chat's message speaks of, in any version of it."""
    rows = snapshot.execute(
        "select distinct r.id from mention n join message m on m.id = n.message"
        f" join request q on q.id = n.request {_ROOT}"
        " where r.state <> 'dismissed' and m.chat = ? and m.number = ? order by n.id",
        [chat, number],
    ).fetchall()
    return [row[0] for row in rows]


def add_submission(
    tx: Tx, request: int, unit: str, chat: int, how: str, deadline: datetime | None, at: datetime
) -> None:
    """Keep that a chat's unit handed in, for this deadline of what recurs. May be repeated."""
    tx.execute(
        "insert into submission (request, chat, unit, how, deadline, at)"
        " values (?, ?, ?, ?, ?, ?)"
        " on conflict do update set deadline = excluded.deadline, at = excluded.at",
        [request, chat, unit, how, seconds(deadline), seconds(at)],
    )


def drop_submissions(tx: Tx, request: int, unit: str, chat: int) -> None:
    """A chat's unit says that it did not hand in; its namesakes elsewhere did. May be repeated."""
    tx.execute(
        f"delete from submission where request in ({FAMILY}) and unit = ? and chat = ?",
        [request, request, unit, chat],
    )


def submissions_of(snapshot: Snapshot, request: int) -> list[tuple[str, datetime | None]]:
    """Units that handed in, each with the deadline it did so for."""
    rows = snapshot.execute(
        f"select unit, deadline from submission where request in ({FAMILY})",
        [request, request],
    ).fetchall()
    return [(row[0], moment(row[1])) for row in rows]


def done_in(
    snapshot: Snapshot, request: int, chats: tuple[int, ...]
) -> list[tuple[str, datetime | None]]:
    """Units in these chats one of whose members marked it done, and for which deadline."""
    marks = ", ".join("?" * len(chats))
    rows = snapshot.execute(
        "select distinct p.unit, d.deadline from done d join presence p on p.member = d.member"
        f" where d.request in ({FAMILY}) and p.inside and p.unit is not null"
        f" and p.chat in ({marks})",
        [request, request, *chats],
    ).fetchall()
    return [(row[0], moment(row[1])) for row in rows]


def units_of_chats(snapshot: Snapshot, chats: tuple[int, ...]) -> list[tuple[int, str, bool]]:
    """Members of these chats with the unit each stands for, and whether it was told."""
    marks = ", ".join("?" * len(chats))
    rows = snapshot.execute(
        "select member, unit, told from presence where inside and unit is not null"
        f" and chat in ({marks}) order by unit, member",
        chats,
    ).fetchall()
    return [(row[0], row[1], bool(row[2])) for row in rows]


def private_chats(snapshot: Snapshot, members: list[int]) -> list[str]:
    """The private chats of those of them who opened one and did not turn us off there."""
    marks = ", ".join("?" * len(members))
    rows = snapshot.execute(
        f"select private from member m where id in ({marks}) and private is not null"
        " and not exists (select 1 from target t where t.chat = m.private and not t.active)"
        " order by id",
        members,
    ).fetchall()
    return [row[0] for row in rows]


def keep_reminded(tx: Tx, request: int, unit: str) -> None:
    """A unit was reminded, which happens once."""
    tx.execute("insert or ignore into reminded values (?, ?)", [request, unit])


def reminded_of(snapshot: Snapshot, request: int) -> frozenset[str]:
    """Units that were reminded."""
    rows = snapshot.execute(
        f"select unit from reminded where request in ({FAMILY})", [request, request]
    ).fetchall()
    return frozenset(row[0] for row in rows)
