"""Who reviews cases, who answers for an issuer, and how large groups are."""

from bot.domain.case import Rank
from bot.domain.people import Role
from bot.domain.review import Post
from bot.storage.connection import Snapshot, Tx


def appoint(tx: Tx, member: int, unit: str, rank: Rank) -> None:
    """Make somebody of ``unit`` a coordinator, or change their post.

    Below `Rank.UPPER` they review what concerns groups where they hold `Role.COORDINATOR`.
    """
    tx.execute(
        "insert into post values (?, ?, ?) on conflict (member) do update set"
        " unit = excluded.unit, rank = excluded.rank",
        [member, unit, rank],
    )


def dismiss(tx: Tx, member: int) -> None:
    """They review no more. May be repeated."""
    tx.execute("delete from post where member = ?", [member])


def post_of(snapshot: Snapshot, member: int) -> Post | None:
    """The post of a coordinator."""
    found = [one for one in posts(snapshot) if one.member == member]
    return found[0] if found else None


def posts(snapshot: Snapshot) -> list[Post]:
    """All coordinators."""
    rows = snapshot.execute("select member, unit, rank from post order by member").fetchall()
    return [Post(member=row[0], unit=row[1], rank=Rank(row[2])) for row in rows]


def coordinates(snapshot: Snapshot, member: int, chats: tuple[int, ...]) -> bool:
    """Whether somebody holds the role of a coordinator in one of these chats."""
    marks = ", ".join("?" * len(chats))
    row = snapshot.execute(
        f"select 1 from role where member = ? and role = ? and chat in ({marks})",
        [member, Role.COORDINATOR, *chats],
    ).fetchone()
    return row is not None


def name_contact(tx: Tx, member: int, issuer: str) -> None:
    """Let somebody answer for an issuer. May be repeated."""
    tx.execute("insert or ignore into contact values (?, ?)", [member, issuer])


def drop_contact(tx: Tx, member: int, issuer: str) -> None:
    """They answer for it no more. May be repeated."""
    tx.execute("delete from contact where member = ? and issuer = ?", [member, issuer])


def contacts(snapshot: Snapshot) -> list[tuple[int, str]]:
    """Who answers for which issuer."""
    return [
        (row[0], row[1])
        for row in snapshot.execute("select member, issuer from contact order by 1, 2").fetchall()
    ]


def units_of(snapshot: Snapshot, member: int) -> frozenset[str]:
    """Every unit somebody is known to be of: as a coordinator, a contact, or in a group."""
    rows = snapshot.execute(
        "select unit from presence where member = ?1 and unit is not null"
        " union select unit from post where member = ?1"
        " union select issuer from contact where member = ?1",
        [member],
    ).fetchall()
    return frozenset(row[0] for row in rows)


def groups_spoken_to(snapshot: Snapshot) -> list[tuple[int, str]]:
    """Ids and addresses of groups that get a digest."""
    rows = snapshot.execute(
        "select c.id, c.address from target t join chat c on c.address = t.chat"
        " where t.active and t.kind = 'daily' order by c.id"
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def keep_size(tx: Tx, chat: int, members: int) -> None:
    """Keep how many people the platform says are in a group, ourselves not counted."""
    tx.execute("update chat set members = ? where id = ?", [members, chat])


def size_of(snapshot: Snapshot, chat: int) -> int:
    """How many people are in a group, as far as we know."""
    row = snapshot.execute(
        "select max(coalesce(members, 0), (select count(*) from presence p where p.chat = c.id"
        " and p.inside)) from chat c where id = ?",
        [chat],
    ).fetchone()
    return int(row[0]) if row else 0
