"""Who reviews cases, who answers for an issuer, and how large groups are."""

import json
from collections.abc import Iterable
from datetime import date, datetime

from bot.domain.case import Rank
from bot.domain.people import Presence, Role
from bot.domain.review import Post
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import seconds
from bot.storage.people import grant


def appoint(tx: Tx, member: int, unit: str, rank: Rank) -> None:
    """Make somebody of ``unit`` a coordinator, or change their post.

    Below `Rank.UPPER` they review what concerns groups where they hold `Role.COORDINATOR`.
    """
    tx.execute(
        "insert into post (member, unit, rank) values (?, ?, ?) on conflict (member) do update"
        " set unit = excluded.unit, rank = excluded.rank, ended = null",
        [member, unit, rank],
    )


def dismiss(tx: Tx, member: int, now: datetime) -> None:
    """They review no more. May be repeated."""
    tx.execute(
        "update post set ended = ? where member = ? and ended is null", [seconds(now), member]
    )


def reinstate(tx: Tx, member: int, since: datetime) -> bool:
    """Whoever was dismissed after ``since`` reviews again, as before; whether they were."""
    cursor = tx.execute(
        "update post set ended = null where member = ? and ended > ?", [member, seconds(since)]
    )
    return cursor.rowcount > 0


def dismissed_posts(snapshot: Snapshot, since: datetime) -> list[int]:
    """Who was dismissed after ``since``, the last one first."""
    rows = snapshot.execute(
        "select member from post where ended > ? order by ended desc", [seconds(since)]
    ).fetchall()
    return [row[0] for row in rows]


def post_of(snapshot: Snapshot, member: int) -> Post | None:
    """The post of a coordinator."""
    found = [one for one in posts(snapshot) if one.member == member]
    return found[0] if found else None


def posts(snapshot: Snapshot) -> list[Post]:
    """All coordinators."""
    rows = snapshot.execute(
        "select member, unit, rank from post where ended is null order by member"
    ).fetchall()
    return [Post(member=row[0], unit=row[1], rank=Rank(row[2])) for row in rows]


def chats_coordinated(snapshot: Snapshot, member: int) -> frozenset[int]:
    """The chats in which somebody holds the role of a coordinator."""
    rows = snapshot.execute(
        "select chat from role where member = ? and role = ?", [member, Role.COORDINATOR]
    ).fetchall()
    return frozenset(row[0] for row in rows)


def who_looks_after(snapshot: Snapshot, chats: Iterable[int]) -> frozenset[int]:
    """The admins of these groups, and the coordinators who review what concerns them."""
    rows = snapshot.execute(
        "select r.member from role r where r.chat in (select value from json_each(?))"
        " and (r.role = ? or (r.role = ? and exists"
        " (select 1 from post p where p.member = r.member and p.ended is null)))",
        [json.dumps(list(chats)), Role.ADMIN, Role.COORDINATOR],
    ).fetchall()
    return frozenset(row[0] for row in rows)


def give_chats(tx: Tx, member: int, chats: Iterable[int]) -> None:
    """Let a coordinator review what concerns these groups, and no others."""
    tx.execute("delete from role where member = ? and role = ?", [member, Role.COORDINATOR])
    for chat in chats:
        grant(tx, member, chat, Role.COORDINATOR)


def name_contact(tx: Tx, member: int, issuer: str) -> None:
    """Let somebody answer for an issuer. May be repeated."""
    tx.execute(
        "insert into contact (member, issuer) values (?, ?)"
        " on conflict (member, issuer) do update set ended = null",
        [member, issuer],
    )


def drop_contact(tx: Tx, member: int, issuer: str, now: datetime) -> None:
    """They answer for it no more. May be repeated."""
    tx.execute(
        "update contact set ended = ? where member = ? and issuer = ? and ended is null",
        [seconds(now), member, issuer],
    )


def contacts(snapshot: Snapshot) -> list[tuple[int, str]]:
    """Who answers for which issuer."""
    rows = snapshot.execute(
        "select member, issuer from contact where ended is null order by 1, 2"
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def dropped_contacts(snapshot: Snapshot, since: datetime) -> list[tuple[int, str]]:
    """Who answered for which issuer until some time after ``since``."""
    rows = snapshot.execute(
        "select member, issuer from contact where ended > ? order by 1, 2", [seconds(since)]
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def units_of(snapshot: Snapshot, member: int) -> frozenset[str]:
    """Every unit somebody is of by their offices: as a coordinator, or as a contact.

    What they stand for in a group their admins may put right, who have no say in who reviews.
    """
    rows = snapshot.execute(
        "select unit from post where member = ?1 and ended is null"
        " union select issuer from contact where member = ?1 and ended is null",
        [member],
    ).fetchall()
    return frozenset(row[0] for row in rows)


def groups_spoken_to(snapshot: Snapshot) -> list[Presence]:
    """Groups that get a digest, by title."""
    rows = snapshot.execute(
        "select c.id, c.address, c.name from target t join chat c on c.address = t.chat"
        " where t.active and t.kind = 'daily' order by c.name, c.id"
    ).fetchall()
    return [Presence(chat=row[0], address=row[1], title=row[2]) for row in rows]


def groups_of_nobody(snapshot: Snapshot, since: datetime | None) -> list[Presence]:
    """Groups we came into after a moment that no coordinator below the highest rank was given."""
    rows = snapshot.execute(
        "select c.id, c.address, c.name from target t join chat c on c.address = t.chat"
        " where t.active and t.kind = 'daily' and (?1 is null or t.since >= ?1) and not exists"
        " (select 1 from role r join post p on p.member = r.member where r.chat = c.id"
        " and r.role = ?2 and p.ended is null and p.rank <> ?3) order by c.name, c.id",
        [seconds(since), Role.COORDINATOR, Rank.UPPER],
    ).fetchall()
    return [Presence(chat=row[0], address=row[1], title=row[2]) for row in rows]


def keep_size(tx: Tx, chat: int, members: int) -> None:
    """Keep how many people the platform says are in a group, ourselves not counted."""
    tx.execute("update chat set members = ? where id = ?", [members, chat])


def size_of(snapshot: Snapshot, chat: int) -> int:
    """How many people are in a group: as the platform says, or else whom we met."""
    row = snapshot.execute(
        "select coalesce(members, (select count(*) from presence p where p.chat = c.id"
        " and p.inside)) from chat c where id = ?",
        [chat],
    ).fetchone()
    return int(row[0]) if row else 0


def morning_before(snapshot: Snapshot, day: date) -> date | None:
    """The last day before this one on which the morning sheets were said."""
    row = snapshot.execute(
        "select max(day) from morning where day < ?", [day.isoformat()]
    ).fetchone()
    return date.fromisoformat(row[0]) if row[0] else None


def begin_morning(tx: Tx, day: date) -> bool:
    """Whether the morning sheets of a day are still to be said; from now on they are not."""
    cursor = tx.execute("insert or ignore into morning values (?)", [day.isoformat()])
    return cursor.rowcount > 0
