"""Reactions to notices that are gestures to us, and totals of those to digests."""

from datetime import date, datetime

from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import moment, seconds


def known_reaction(
    snapshot: Snapshot, chat: int, number: int, member: int
) -> tuple[frozenset[str], datetime | None] | None:
    """Somebody's gestures to a message as we last heard, and as of when."""
    row = snapshot.execute(
        "select said, at from reaction where chat = ? and number = ? and member = ?",
        [chat, number, member],
    ).fetchone()
    return None if row is None else (frozenset(row[0].split()), moment(row[1]))


def keep_reaction(
    tx: Tx, chat: int, number: int, member: int, said: frozenset[str], at: datetime
) -> None:
    """Keep somebody's gestures to a message in place of the earlier ones."""
    tx.execute(
        "insert into reaction (chat, number, member, said, at) values (?, ?, ?, ?, ?)"
        " on conflict do update set said = excluded.said, at = excluded.at",
        [chat, number, member, " ".join(sorted(said)), seconds(at)],
    )


def keep_marked(tx: Tx, chat: int, number: int, member: int, request: int) -> None:
    """A gesture marked this done."""
    tx.execute(
        "insert or ignore into reaction_done values (?, ?, ?, ?)", [chat, number, member, request]
    )


def take_marked(tx: Tx, chat: int, number: int, member: int) -> list[int]:
    """What a gesture marked done, and forget it."""
    values = [chat, number, member]
    where = "where chat = ? and number = ? and member = ?"
    rows = tx.execute(f"select request from reaction_done {where}", values).fetchall()
    tx.execute(f"delete from reaction_done {where}", values)
    return [row[0] for row in rows]


def forget_marked(tx: Tx, member: int, request: int) -> None:
    """Somebody said in words how it stands: no gesture taken back changes that."""
    tx.execute("delete from reaction_done where member = ? and request = ?", [member, request])


def prune_reactions(tx: Tx, before: datetime) -> None:
    """Forget gestures made before a time, and what they marked: it stays done."""
    tx.execute(
        "delete from reaction_done where (chat, number, member) in"
        " (select chat, number, member from reaction where at < ?)",
        [seconds(before)],
    )
    tx.execute("delete from reaction where at < ?", [seconds(before)])


def digest_at(snapshot: Snapshot, chat: str, number: int) -> tuple[int, str] | None:
    """The target and day of our digest at this message, if it is one."""
    row = snapshot.execute(
        "select t.id, d.day from target t join delivery d on d.target = t.id"
        " join part p on p.delivery = d.id where t.chat = ? and t.kind <> 'card'"
        " and p.message = ? and d.reason is not 'fuse'",
        [chat, number],
    ).fetchone()
    return None if row is None else (row[0], row[1])


def count_useful(tx: Tx, target: int, day: str, emoji: str, change: int) -> None:
    """One more, or one less, of a reaction to a day's digest."""
    tx.execute(
        "insert into usefulness (target, day, emoji, count) values (?, ?, ?, ?)"
        " on conflict do update set count = count + excluded.count",
        [target, day, emoji, change],
    )


def useful_totals(snapshot: Snapshot, target: int, days: int) -> dict[date, dict[str, int]]:
    """Reactions to the newest digests that got any, newest first: how many of each."""
    rows = snapshot.execute(
        "select day, emoji, count from usefulness where target = ?1 and count > 0 and day in"
        " (select day from usefulness where target = ?1 and count > 0 group by day"
        " order by day desc limit ?2) order by day desc, count desc, emoji",
        [target, days],
    ).fetchall()
    found: dict[date, dict[str, int]] = {}
    for day, emoji, count in rows:
        found.setdefault(date.fromisoformat(day), {})[emoji] = count
    return found
