"""What members did, and what they had us note for them alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.reading import Kind
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import moment, seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """A note of a member's own (its ``id`` is ignored when it is added)."""

    id: int
    title: str
    issuer: str | None
    kind: Kind
    deadline: datetime | None
    starts_at: datetime | None
    done_at: datetime | None = None


def mark_request_done(
    tx: Tx, member: int, request: int, deadline: datetime | None, at: datetime
) -> None:
    """They did what was asked, for this deadline of it. May be repeated."""
    tx.execute(
        "insert into done (member, request, deadline, at) values (?, ?, ?, ?)"
        " on conflict (member, request) do update set deadline = excluded.deadline"
        " where excluded.deadline is not deadline",
        [member, request, seconds(deadline), seconds(at)],
    )


def mark_request_open(tx: Tx, member: int, request: int) -> None:
    """It is not done after all, nor what was merged into it. May be repeated."""
    tx.execute(
        "delete from done where member = ?1 and request in"
        " (select id from request where id = ?2 or merged_into = ?2)",
        [member, request],
    )


def done_by(snapshot: Snapshot, member: int) -> dict[int, tuple[datetime | None, datetime]]:
    """The requests a member did: the deadline they did each for, and when."""
    rows = snapshot.execute(
        "select coalesce(r.merged_into, r.id), d.deadline, d.at from done d join request r"
        " on r.id = d.request where d.member = ? order by r.merged_into is null",
        [member],
    ).fetchall()
    return {row[0]: (moment(row[1]), at) for row in rows if (at := moment(row[2]))}


def add_todo(tx: Tx, member: int, todo: Todo, now: datetime) -> int:
    """Note something for a member; the note's id."""
    row = tx.execute(
        "insert into todo (member, title, issuer, kind, deadline, starts_at, made_at)"
        " values (?, ?, ?, ?, ?, ?, ?) returning id",
        [member, todo.title, todo.issuer, todo.kind, seconds(todo.deadline),
         seconds(todo.starts_at), seconds(now)],
    ).fetchone()  # fmt: skip
    return int(row[0])


def drop_todo(tx: Tx, member: int, todo: int) -> None:
    """Take a note back. May be repeated."""
    tx.execute("delete from todo where member = ? and id = ?", [member, todo])


def mark_todo(tx: Tx, member: int, todo: int, done_at: datetime | None) -> None:
    """A note is done, or (None) open again."""
    tx.execute(
        "update todo set done_at = ? where member = ? and id = ?", [seconds(done_at), member, todo]
    )


def drop_all_of(tx: Tx, member: int) -> None:
    """Everything a member did, noted or was asked about."""
    tables = (
        "done", "todo", "draft", "dialogue", "asked_by", "reaction", "reaction_done", "suggestion",
        "handed_in", "pair_told",
    )  # fmt: skip
    for table in tables:
        tx.execute(f"delete from {table} where member = ?", [member])
    # Nor does anybody's 见上次 point at what is gone.
    tx.execute("delete from handed_in where source_member = ?", [member])


def todos_of(snapshot: Snapshot, member: int, done_since: datetime) -> list[Todo]:
    """A member's notes that are open, or were done after ``done_since``."""
    rows = snapshot.execute(
        "select id, title, issuer, kind, deadline, starts_at, done_at from todo where member = ?"
        " and (done_at is null or done_at > ?) order by id",
        [member, seconds(done_since)],
    ).fetchall()
    return [_todo(row) for row in rows]


def _todo(row: Any) -> Todo:
    return Todo(
        id=row[0],
        title=row[1],
        issuer=row[2],
        kind=Kind(row[3]),
        deadline=moment(row[4]),
        starts_at=moment(row[5]),
        done_at=moment(row[6]),
    )
