"""What members recorded that they handed in, for themselves alone: where it is, and for what."""

from datetime import datetime
from typing import NamedTuple

from bot.domain.request import Request
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import moment, seconds
from bot.storage.requests import FIELDS, read_request


class Handed(NamedTuple):
    """What was asked, in which words, where the answer is, and when it was handed in."""

    request: Request
    core: str
    note: str
    at: datetime


def keep_handed(tx: Tx, member: int, request: int, note: str, at: datetime) -> None:
    """Keep where a member finds what they handed in; said again, the newer note counts."""
    tx.execute(
        "insert into handed_in (member, request, note, at) values (?, ?, ?, ?)"
        " on conflict do update set note = excluded.note",
        [member, request, note, seconds(at)],
    )


def drop_handed(tx: Tx, member: int, request: int) -> None:
    """It was not handed in after all, nor what was merged into it. May be repeated."""
    tx.execute(
        "delete from handed_in where member = ?1 and request in"
        " (select id from request where id = ?2 or merged_into = ?2)",
        [member, request],
    )


def handed_by(snapshot: Snapshot, member: int, since: datetime) -> list[Handed]:
    """What a member recorded after ``since``, newest first."""
    fields = ", ".join(f"r.{field}" for field in FIELDS.split(", "))
    rows = snapshot.execute(
        f"select {fields}, q.core, h.note, h.at from handed_in h join request q on q.id = h.request"
        " join request r on r.id = coalesce(q.merged_into, q.id)"
        " where h.member = ? and h.at > ? order by h.at desc, q.id desc",
        [member, seconds(since)],
    ).fetchall()
    return [
        Handed(read_request(row), row[-3], row[-2], at) for row in rows if (at := moment(row[-1]))
    ]
