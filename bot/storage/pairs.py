"""Pairs of requests that may be one, or want the same data: what waits for people to decide."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import seconds


class Doubt(NamedTuple):
    """Why two requests may be one, as the matcher of that day said; codes are those of likeness."""

    relation: str
    score: float
    why: str
    agree: tuple[str, ...]
    differ: tuple[str, ...]


def keep_doubt(tx: Tx, one: int, other: int, doubt: Doubt, at: datetime) -> None:
    """Keep that two requests may be one, for people to decide. What was said first stays."""
    tx.execute(
        "insert or ignore into likely (request, other, relation, score, why, agree, differ, at)"
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        [*sorted((one, other)), doubt.relation, doubt.score, doubt.why, " ".join(doubt.agree),
         " ".join(doubt.differ), seconds(at)],
    )  # fmt: skip


def doubt_between(snapshot: Snapshot, one: int, other: int) -> Doubt | None:
    """Why two canonical requests, or what was merged into them, may be one; the surest."""
    row = snapshot.execute(
        f"with {_family('mine', ':one')}, {_family('theirs', ':other')}"
        " select relation, score, why, agree, differ from likely where (request in mine and other"
        " in theirs) or (request in theirs and other in mine) order by score desc limit 1",
        {"one": one, "other": other},
    ).fetchone()
    return None if row is None else Doubt._make((*row[:3], *(tuple(c.split()) for c in row[3:])))


def _family(name: str, root: str) -> str:
    return f"{name} as (select id from request where id = {root} or merged_into = {root})"


_LOOKED_AT = 2000
"""Pairs of each sort that are looked at, the newest first."""
_APART = (
    "exists (select 1 from request u cross join apart p on p.{0} = 'k' || u.key cross join request"
    " v on v.key = substr(p.{1}, 2) where (u.id = a.id or u.merged_into = a.id)"
    " and coalesce(v.merged_into, v.id) = b.id)"
)


def open_pairs(snapshot: Snapshot, now: datetime, since: datetime) -> list[tuple[int, int]]:
    """Pairs of open requests spoken of after ``since`` that nobody decided on, newest first."""
    newest = "select * from (select request, other from {} order by other desc limit :most)"
    rows = snapshot.execute(
        "select distinct a.id, b.id, s.other from"
        f" ({newest.format('same_data')} union {newest.format('likely')}) s"
        " cross join request x on x.id = s.request cross join request y on y.id = s.other"
        " cross join request a on a.id = coalesce(x.merged_into, x.id)"
        " cross join request b on b.id = coalesce(y.merged_into, y.id) where a.id <> b.id"
        " and a.state = 'open' and b.state = 'open' and a.last_at > :since and b.last_at > :since"
        " and coalesce(a.ends >= :now, 1) and coalesce(b.ends >= :now, 1)"
        " and not exists (select 1 from confirmed c where (c.request, c.other) in"
        " ((s.request, s.other), (min(a.id, b.id), max(a.id, b.id))))"
        f" and not {_APART.format('one', 'other')} and not {_APART.format('other', 'one')}"
        " order by s.other desc, a.id desc",
        {"now": seconds(now), "since": seconds(since), "most": _LOOKED_AT},
    ).fetchall()
    return list(dict.fromkeys((min(row[:2]), max(row[:2])) for row in rows))


def same_data_pairs(
    snapshot: Snapshot, chats: Sequence[int], now: datetime, since: datetime
) -> list[tuple[int, int]]:
    """Pairs of open requests for the same data that these chats were told of, newest first."""
    told = (
        "exists (select 1 from mention n cross join message m on m.id = n.message"
        " and m.chat in (select value from json_each(:chats)) where n.request in"
        " (select id from request where id = {0}.id or merged_into = {0}.id))"
    )
    rows = snapshot.execute(
        "select distinct a.id, b.id, s.other from"
        " (select request, other from same_data order by other desc limit :most) s"
        " cross join request x on x.id = s.request cross join request y on y.id = s.other"
        " cross join request a on a.id = coalesce(x.merged_into, x.id)"
        " cross join request b on b.id = coalesce(y.merged_into, y.id) where a.id <> b.id"
        " and a.state = 'open' and b.state = 'open' and a.last_at > :since and b.last_at > :since"
        " and coalesce(a.ends >= :now, 1) and coalesce(b.ends >= :now, 1)"
        f" and {told.format('a')} and {told.format('b')} order by s.other desc",
        {"now": seconds(now), "since": seconds(since), "most": _LOOKED_AT,
         "chats": json.dumps(list(chats))},
    ).fetchall()  # fmt: skip
    return list(dict.fromkeys((min(row[:2]), max(row[:2])) for row in rows))


def links_between(snapshot: Snapshot, one: int, other: int) -> str | None:
    """How two requests are linked: confirmed by somebody, same_data, asks, or not at all."""
    pair = sorted((one, other))
    for table, word in (("confirmed", "confirmed"), ("same_data", "same_data"), ("likely", "asks")):
        found = snapshot.execute(
            f"select 1 from {table} where request = ? and other = ?", pair
        ).fetchone()
        if found:
            return word
    return None


def links_of(snapshot: Snapshot, request: int) -> list[int]:
    """The requests that one is linked to."""
    rows = snapshot.execute(
        "select other from same_data where request = ?1 union select request from same_data"
        " where other = ?1 union select other from likely where request = ?1"
        " union select request from likely where other = ?1",
        [request],
    ).fetchall()
    return [row[0] for row in rows]


def told_pairs(snapshot: Snapshot, member: int) -> frozenset[tuple[int, int]]:
    """The pairs a member was asked about in private."""
    rows = snapshot.execute(
        "select request, other from pair_told where member = ?", [member]
    ).fetchall()
    return frozenset((row[0], row[1]) for row in rows)


def keep_told(tx: Tx, member: int, pair: tuple[int, int]) -> None:
    """A member was asked about a pair, which happens once."""
    tx.execute("insert or ignore into pair_told values (?, ?, ?)", [member, *pair])


def begin_pair_day(tx: Tx, day: str) -> bool:
    """Mark that people were asked on this day; False where they were already."""
    return bool(tx.execute("insert or ignore into pair_day values (?)", [day]).rowcount)


def is_pair_day_over(snapshot: Snapshot, day: str) -> bool:
    """Whether people were asked on this day."""
    return bool(snapshot.execute("select 1 from pair_day where day = ?", [day]).fetchone())
