"""Groups that feed another group's digest: one-time codes, links, and what may be put back."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from bot.domain.people import Presence
from bot.domain.request import owner_of
from bot.storage.connection import Snapshot, Tx
from bot.storage.mentions import chats_told


class Code(NamedTuple):
    """A code that still holds: the target it opens, and who asked for it."""

    target: int
    member: int
    address: str


def keep_code(tx: Tx, digest: str, target: int, member: int, until: float) -> None:
    """Keep the hash of a new code, in place of what the member was given for this target before."""
    tx.execute("delete from link_code where (target = ? and member = ?)", [target, member])
    tx.execute("insert into link_code values (?, ?, ?, ?)", [digest, target, member, int(until)])


def code_behind(snapshot: Snapshot, digest: str, now: float) -> Code | None:
    """The code with this hash, unless it was used or is too old."""
    row = snapshot.execute(
        "select k.target, k.member, m.address from link_code k join member m on m.id = k.member"
        " where k.hash = ? and k.until > ?",
        [digest, now],
    ).fetchone()
    return None if row is None else Code(*row)


def use_code(tx: Tx, digest: str, now: float) -> None:
    """It opens nothing any more; nor does any that is too old."""
    tx.execute("delete from link_code where hash = ? or until <= ?", [digest, now])


def feeders(snapshot: Snapshot, target: int) -> list[Presence]:
    """The other groups that feed a target."""
    rows = snapshot.execute(
        "select c.id, c.address, c.name from target_source s join chat c on c.id = s.chat"
        " join target t on t.id = s.target"
        " where s.target = ? and c.address <> t.chat order by c.name, c.id",
        [target],
    ).fetchall()
    return [Presence(chat=row[0], address=row[1], title=row[2]) for row in rows]


def feeding(snapshot: Snapshot, chats: Iterable[int]) -> frozenset[int]:
    """The chats whose notices stand in the digests of these groups."""
    rows = snapshot.execute(
        "select distinct s.chat from chat g cross join target t on t.chat = g.address"
        " and t.kind <> 'card' cross join target_source s on s.target = t.id"
        " where g.id in (select value from json_each(?))",
        [json.dumps(list(chats))],
    ).fetchall()
    return frozenset(row[0] for row in rows)


def carried_to(snapshot: Snapshot, request: int) -> frozenset[int]:
    """The groups whose digests told of a request that was asked in another group that feeds them.

    A link that ended leads nowhere any more.
    """
    rows = snapshot.execute(
        "with family (id, first_at) as (select id, first_at from request"
        " where id = ?1 or merged_into = ?1)"
        " select distinct g.id from family q join mention n on n.request = q.id"
        " join message m on m.id = n.message join target_source s on s.chat = m.chat"
        " join target t on t.id = s.target and t.kind <> 'card' join chat g on g.address = t.chat"
        " where g.id <> m.chat and exists (select 1 from delivery d join card_line l"
        " on l.delivery = d.id and l.ref in (select 'r' || id from family)"
        " where d.target = t.id and d.reason is null and d.made_at >= q.first_at)",
        [request],
    ).fetchall()
    return frozenset(row[0] for row in rows)


def fed_by(snapshot: Snapshot, chat: int) -> list[tuple[int, Presence]]:
    """The daily targets of other groups that a chat feeds, each with its group."""
    rows = snapshot.execute(
        "select t.id, g.id, g.address, g.name from target_source s join target t on t.id = s.target"
        " join chat c on c.id = s.chat join chat g on g.address = t.chat"
        " where s.chat = ? and t.kind = 'daily' and c.address <> t.chat order by g.name, g.id",
        [chat],
    ).fetchall()
    return [(row[0], Presence(chat=row[1], address=row[2], title=row[3])) for row in rows]


def readers_of(snapshot: Snapshot, chat: int) -> tuple[int, ...]:
    """A chat, and the groups whose daily digest it feeds."""
    return (chat, *(group.chat for _, group in fed_by(snapshot, chat)))


def groups_reading(snapshot: Snapshot, request: int) -> frozenset[int]:
    """The groups in which a request was told, and those whose daily digest these feed."""
    told = chats_told(snapshot, request)
    rows = snapshot.execute(
        "select distinct g.id from target_source s join target t on t.id = s.target"
        " join chat g on g.address = t.chat"
        " where t.kind = 'daily' and s.chat in (select value from json_each(?))",
        [json.dumps(list(told))],
    ).fetchall()
    return told | {row[0] for row in rows}


def may_mean(snapshot: Snapshot, chat: int, request: int, key: str) -> bool:
    """Whether what is said in a chat may mean a request.

    What a group took out for itself (`copy_key`) nobody else means: their corrections would be
    everybody's.
    """
    owner = owner_of(key)
    if owner is None or owner in readers_of(snapshot, chat):
        return True
    return chat in chats_told(snapshot, request)


def link(tx: Tx, target: int, chat: int, now: float) -> None:
    """Let a chat feed a daily target, and the week of the same group. May be repeated."""
    tx.execute(
        "insert or ignore into target_source (target, chat, since) select w.id, ?2, ?3"
        " from target w join target t on w.chat = t.chat and w.kind in ('daily', 'weekly')"
        " where t.id = ?1",
        [target, chat, int(now)],
    )
    tx.execute("delete from unlinked where target = ? and chat = ?", [target, chat])


def link_again(tx: Tx, target: int, chat: int, now: float) -> None:
    """Put back a link that ended: it holds since it was made, as if it never had.

    But where a digest went out meanwhile, it was made without: then it holds from now on.
    """
    tx.execute(
        "insert or ignore into target_source (target, chat, since) select w.id, u.chat,"
        " case when u.since is null or exists (select 1 from delivery d where d.target = w.id"
        " and d.reason is null and d.due_at > u.at) then ?3 else u.since end"
        " from unlinked u join target t on t.id = u.target"
        " join target w on w.chat = t.chat and w.kind in ('daily', 'weekly')"
        " where u.target = ?1 and u.chat = ?2",
        [target, chat, int(now)],
    )
    tx.execute("delete from unlinked where target = ? and chat = ?", [target, chat])


def unlink(tx: Tx, target: int, chat: int, by: int, now: float) -> bool:
    """A chat feeds a daily target and its week no more; whether it did.

    Whoever ended it may put it back for a while: both had agreed, and nobody else was against it.
    """
    held = tx.execute(
        "delete from target_source where chat = ?2 and target in (select w.id from target w"
        " join target t on w.chat = t.chat where t.id = ?1) returning since",
        [target, chat],
    ).fetchall()
    if not held:
        return False
    tx.execute(
        "insert or replace into unlinked (target, chat, member, at, since) values (?, ?, ?, ?, ?)",
        [target, chat, by, int(now), min(row[0] for row in held)],
    )
    return True


def ended_link(snapshot: Snapshot, target: int, chat: int, by: int, since: float) -> bool:
    """Whether this member ended this link after ``since``, and nobody made or ended it again."""
    row = snapshot.execute(
        "select 1 from unlinked where target = ? and chat = ? and member = ? and at > ?",
        [target, chat, by, since],
    ).fetchone()
    return row is not None
