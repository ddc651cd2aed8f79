"""Where events are held now, and what each level wants of a request, as they came with m027."""

import json
from importlib.resources import files
from typing import Any

from sqlite_utils import Database

from bot.storage.schema_requests import BY_END

LEVELS = (
    "alter table mention add column venue text",
    # [[rank, chat, by, issuer, deadline, recurs, demands, scopes, place, assumed,
    # within, due_for], …] from the top down; they hold while the deadline
    # is that of the first of them.
    "alter table request add column levels text",
)
WITHOUT_ADDED = (
    # What a relay laid on top is told by the levels.
    "alter table request drop column added",
    "drop index request_by_end",
    "alter table request drop column ends",
    "alter table request add column ends integer generated always as (case when recurs is null"
    " then max(coalesce(deadline, starts_at), coalesce(starts_at, deadline),"
    " case when instr(due_for, deadline) or instr(levels, deadline) then last_due"
    " else coalesce(deadline, starts_at) end) end) virtual",
    BY_END,
)


_COUNTY, _TOWN = 3, 4


def relays_to_levels(db: Database) -> None:
    """What was kept of relays of open requests becomes levels; a deadline that was moved past the
    one above has none above any more: which of the two moved it nobody knows.
    """
    db.conn.execute(
        "update request set upstream_deadline = null, upstream_issuer = null"
        " where upstream_deadline <= deadline"
    )
    words = json.loads(
        (files("bot") / "data" / "demands_before_levels.json").read_text(encoding="utf8")
    )
    for row in db.conn.execute(
        "select r.id, r.issuer, r.deadline, r.upstream_deadline, r.upstream_issuer, r.added,"
        " r.assumed, (select m.chat from mention n join message m on m.id = n.message"
        " where n.request = r.id order by n.id limit 1),"
        " (select m.chat from mention n join message m on m.id = n.message where n.request = r.id"
        " and n.relation = 'relay_tightened' order by n.id desc limit 1)"
        " from request r where r.state = 'open' and r.merged_into is null"
        " and (r.added > '' or r.upstream_deadline is not null)"
    ).fetchall():
        db.conn.execute(
            "update request set levels = ?, last_due ="
            " nullif(max(coalesce(last_due, 0), coalesce(deadline, 0),"
            " coalesce(upstream_deadline, 0)), 0) where id = ?",
            [json.dumps(_levels(row, words), ensure_ascii=False), row[0]],
        )


def _levels(row: Any, words: dict[str, str]) -> list[list[object]]:
    """The level above, and the relay below it with what it laid on top."""
    _, issuer, due, above, upstream, added, assumed, first, relay = row
    laid = [[code, words[code]] for code in (added or "").split() if code in words]
    top = upstream if above else issuer
    return [
        [_COUNTY, first, top, top, above or due, None, [], [], top, None if above else assumed],
        [
            _TOWN, relay or first, issuer if above else None, issuer, due if above else None,
            None, laid, [], None, assumed if above else None,
        ],
    ]  # fmt: skip
