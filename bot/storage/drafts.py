"""Notices that members handed to us and have not decided on yet."""

import json
from datetime import datetime, timedelta

from bot.domain.draft import Draft
from bot.domain.reading import Kind
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import moment, seconds

KEPT = timedelta(days=2)


def add_draft(tx: Tx, member: int, draft: Draft, now: datetime) -> int:
    """Keep what was read, for two days; older ones go."""
    tx.execute("delete from draft where made_at < ?", [seconds(now - KEPT)])
    body = [
        draft.title, draft.issuer, draft.kind, seconds(draft.deadline), seconds(draft.starts_at),
        draft.core, draft.sure,
    ]  # fmt: skip
    row = tx.execute(
        "insert into draft (member, body, made_at) values (?, ?, ?) returning id",
        [member, json.dumps(body, ensure_ascii=False), seconds(now)],
    ).fetchone()
    return int(row[0])


def find_draft(snapshot: Snapshot, member: int, ident: int) -> Draft | None:
    """A member's own draft, if it is still kept."""
    row = snapshot.execute(
        "select body from draft where id = ? and member = ?", [ident, member]
    ).fetchone()
    if row is None:
        return None
    title, issuer, kind, deadline, starts_at, core, sure = json.loads(row[0])
    return Draft(
        title=title,
        issuer=issuer,
        kind=Kind(kind),
        deadline=moment(deadline),
        starts_at=moment(starts_at),
        core=core,
        sure=sure,
    )


def drop_draft(tx: Tx, ident: int) -> None:
    """It was decided on."""
    tx.execute("delete from draft where id = ?", [ident])
