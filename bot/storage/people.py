"""Members, where they are, their units, their roles."""

from dataclasses import replace
from typing import Any

from bot.domain.people import Member, Presence, Role
from bot.storage.connection import Snapshot, Tx

_MEMBER = "m.id, m.address, m.name, m.private, m.focus from member m"


def meet(tx: Tx, address: str, name: str = "") -> Member:
    """The member at an address, made on first sight; keeps their newest name."""
    found = find_member(tx, address)
    if found is None:
        cursor = tx.execute("insert into member (address, name) values (?, ?)", [address, name])
        return Member(id=int(cursor.lastrowid or 0), address=address, name=name)
    if name and name != found.name:
        tx.execute("update member set name = ? where id = ?", [name, found.id])
        return replace(found, name=name)
    return found


def find_member(snapshot: Snapshot, address: str) -> Member | None:
    """The member at an address, if we have met."""
    row = snapshot.execute(f"select {_MEMBER} where m.address = ?", [address]).fetchone()
    return None if row is None else _member(row)


def member_by_id(snapshot: Snapshot, ident: int) -> Member | None:
    """The member with an id."""
    row = snapshot.execute(f"select {_MEMBER} where m.id = ?", [ident]).fetchone()
    return None if row is None else _member(row)


def member_by_private(snapshot: Snapshot, private: str) -> Member | None:
    """Whom a private chat is with."""
    row = snapshot.execute(f"select {_MEMBER} where m.private = ?", [private]).fetchone()
    return None if row is None else _member(row)


def keep_private(tx: Tx, member: int, private: str | None) -> None:
    """They opened the chat with us, or (None) closed it."""
    tx.execute("update member set private = ? where id = ?", [private, member])


def keep_focus(tx: Tx, member: int, chat: int | None) -> None:
    """The group they now look after in private."""
    tx.execute("update member set focus = ? where id = ?", [chat, member])


def seen_in(tx: Tx, member: int, chat: int, guess: str | None, *, inside: bool = True) -> None:
    """They are in a chat, or left it; ``guess`` is the unit their nickname there names."""
    tx.execute(
        "insert into presence (member, chat, inside, unit) values (?, ?, ?, ?)"
        " on conflict (member, chat) do update set inside = excluded.inside,"
        " unit = case when told or excluded.unit is null then unit else excluded.unit end",
        [member, chat, inside, guess],
    )


def leave(tx: Tx, member: int, chat: int) -> None:
    """They are in a chat no more; who comes back gets no role there by having had one.

    The office of a coordinator hangs on no membership.
    """
    seen_in(tx, member, chat, None, inside=False)
    tx.execute(
        "delete from role where member = ? and chat = ? and role <> ?",
        [member, chat, Role.COORDINATOR],
    )


def keep_unit(
    tx: Tx, member: int, chat: int, unit: str | None, *, guess: str | None = None
) -> None:
    """Somebody named the unit they stand for in a chat; None goes back to guessing."""
    tx.execute(
        "update presence set unit = ?, told = ? where member = ? and chat = ?",
        [unit or guess, unit is not None, member, chat],
    )


def presences(snapshot: Snapshot, member: int) -> list[Presence]:
    """The chats a member is in, by title."""
    rows = snapshot.execute(
        "select c.id, c.address, c.name, p.unit, p.told from presence p join chat c"
        " on c.id = p.chat where p.member = ? and p.inside order by c.name, c.id",
        [member],
    ).fetchall()
    return [
        Presence(chat=row[0], address=row[1], title=row[2], unit=row[3], told=bool(row[4]))
        for row in rows
    ]


def members_in(snapshot: Snapshot, group: Presence) -> list[tuple[Member, Presence]]:
    """Who we have met in a group, each with how they are there; the nameless last."""
    rows = snapshot.execute(
        f"select {_MEMBER.replace(' from', ', p.unit, p.told from')} join presence p"
        " on p.member = m.id where p.chat = ? and p.inside order by m.name = '', m.id",
        [group.chat],
    ).fetchall()
    return [(_member(row), replace(group, unit=row[5], told=bool(row[6]))) for row in rows]


def units_in(snapshot: Snapshot, chats: tuple[int, ...]) -> frozenset[str]:
    """All units that somebody stands for in these chats."""
    marks = ", ".join("?" * len(chats))
    rows = snapshot.execute(
        f"select distinct unit from presence where unit is not null and chat in ({marks})", chats
    ).fetchall()
    return frozenset(row[0] for row in rows)


def grant(tx: Tx, member: int, chat: int, role: Role) -> None:
    """Give a role in a chat. May be repeated."""
    tx.execute("insert or ignore into role values (?, ?, ?)", [member, chat, role])


def revoke(tx: Tx, member: int, chat: int, role: Role) -> None:
    """Take a role in a chat away. May be repeated."""
    tx.execute("delete from role where member = ? and chat = ? and role = ?", [member, chat, role])


def has_role(snapshot: Snapshot, member: int, chat: int, role: Role) -> bool:
    """Whether our table gives somebody a role in a chat."""
    row = snapshot.execute(
        "select 1 from role where member = ? and chat = ? and role = ?", [member, chat, role]
    ).fetchone()
    return row is not None


def holders(snapshot: Snapshot, chat: int, role: Role) -> list[Member]:
    """Who holds a role in a chat."""
    rows = snapshot.execute(
        f"select {_MEMBER} join role r on r.member = m.id where r.chat = ? and r.role = ?"
        " order by m.id",
        [chat, role],
    ).fetchall()
    return [_member(row) for row in rows]


def all_holders(snapshot: Snapshot, role: Role) -> list[Member]:
    """Who holds a role in any chat."""
    rows = snapshot.execute(
        f"select {_MEMBER} where m.id in (select member from role where role = ?) order by m.id",
        [role],
    ).fetchall()
    return [_member(row) for row in rows]


def chats_looked_after(snapshot: Snapshot, member: int, role: Role) -> list[Presence]:
    """The chats in which somebody holds a role, by title."""
    rows = snapshot.execute(
        "select c.id, c.address, c.name from role r join chat c on c.id = r.chat"
        " where r.member = ? and r.role = ? order by c.name, c.id",
        [member, role],
    ).fetchall()
    return [Presence(chat=row[0], address=row[1], title=row[2]) for row in rows]


def _member(row: Any) -> Member:
    return Member(id=row[0], address=row[1], name=row[2], private=row[3], focus=row[4])
