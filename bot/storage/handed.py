"""What members recorded that they handed in: for what, where it is, and who else may know."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from bot.domain.boundary import Document
from bot.domain.request import Request
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import moment, seconds
from bot.storage.requests import FIELDS, read_request

Key = tuple[int, int]
"""The member who recorded something, and the request it was recorded for."""


class Handed(NamedTuple):
    """What was asked, in which words; where the answer is, when it was handed in, and by whom.

    ``unit`` is whose members may see it, too. With a ``source`` it is that one again, which was
    handed in ``as_of``. ``newer``: what was asked was corrected since.
    """

    key: Key
    request: Request
    core: str
    note: str
    documents: tuple[Document, ...]
    at: datetime
    unit: str | None
    source: Key | None
    newer: bool
    as_of: datetime | None = None


def keep_handed(
    tx: Tx,
    key: Key,
    note: str,
    documents: Sequence[Document],
    at: datetime,
    source: Key | None = None,
) -> None:
    """Keep where something handed in is; said again, the newer words count.

    Who may see it stays as it was.
    """
    tx.execute(
        "insert into handed_in (member, request, note, documents, at, source_member, source)"
        " values (?, ?, ?, ?, ?, ?, ?) on conflict do update set note = excluded.note,"
        " documents = excluded.documents, at = excluded.at,"
        " source_member = excluded.source_member, source = excluded.source",
        [*key, note, json.dumps(documents, ensure_ascii=False), seconds(at),
         *(source or (None, None))],
    )  # fmt: skip


def show_handed_to(tx: Tx, key: Key, unit: str | None) -> bool:
    """Let a unit's members see a record, or its owner alone; whether there is one."""
    cursor = tx.execute(
        "update handed_in set unit = ? where member = ? and request = ?", [unit, *key]
    )
    return cursor.rowcount > 0


def drop_handed(tx: Tx, member: int, request: int) -> None:
    """It was not handed in after all, nor what was merged into it. May be repeated."""
    tx.execute(
        "delete from handed_in where member = ?1 and request in"
        " (select id from request where id = ?2 or merged_into = ?2)",
        [member, request],
    )


def drop_old_handed(tx: Tx, until: datetime) -> None:
    """Forget what was recorded before a moment."""
    tx.execute("delete from handed_in where at <= ?", [seconds(until)])


# Both named the unit, or an admin did, in a group they are both in.
_SEEN = (
    "with seen as (select member, request from handed_in where member = :me union"
    " select h.member, h.request from presence a cross join handed_in h on h.unit = a.unit"
    " cross join presence b on b.member = h.member and b.chat = a.chat and b.unit = h.unit"
    " where a.member = :me and a.told and b.told and a.inside and b.inside)"
)
# What was asked was told in a group of whoever looks.
_TOLD = (
    "exists (select 1 from mention n cross join message m on m.id = n.message"
    " cross join presence p on p.chat = m.chat and p.member = :me and p.inside where n.request in"
    " (select id from request where id = r.id or merged_into = r.id))"
)
_NEWER = (
    "exists (select 1 from mention n join message m on m.id = n.message where n.relation = 'update'"
    " and m.sent_at > h.at and n.request in"
    " (select id from request where id = r.id or merged_into = r.id))"
)


def handed_by(snapshot: Snapshot, member: int, since: datetime) -> list[Handed]:
    """What a member, or their unit, recorded after ``since`` as far as they may see it.

    Newest first.
    """
    fields = ", ".join(f"r.{field}" for field in FIELDS.split(", "))
    rows = snapshot.execute(
        f"{_SEEN} select {fields}, h.member, h.request, q.core, h.note, h.documents, h.at, h.unit,"
        f" h.source_member, h.source, {_NEWER} from seen cross join handed_in h"
        " on h.member = seen.member and h.request = seen.request join request q on q.id = h.request"
        " join request r on r.id = coalesce(q.merged_into, q.id)"
        f" where h.at > :since and (h.member = :me or {_TOLD})"
        " order by h.at desc, h.member <> :me, q.id desc",
        {"me": member, "since": seconds(since)},
    ).fetchall()
    return [_handed(row) for row in rows]


_REST = 10


def _handed(row: Any) -> Handed:
    member, request, core, note, documents, at, unit, by, source, newer = row[-_REST:]
    handed_at = moment(at)
    assert handed_at is not None
    return Handed(
        key=(member, request),
        request=read_request(row),
        core=core,
        note=note,
        documents=tuple(Document(*one) for one in json.loads(documents)),
        at=handed_at,
        unit=unit,
        source=(by, source) if source is not None else None,
        newer=bool(newer),
    )


def answered_once(snapshot: Snapshot, requests: Sequence[int]) -> frozenset[int]:
    """Those of these requests whose issuer's contacts were sent an answer."""
    rows = snapshot.execute(
        "select request from answered_once where request in (select value from json_each(?))",
        [json.dumps(list(requests))],
    ).fetchall()
    return frozenset(row[0] for row in rows)


def keep_answered(tx: Tx, requests: Sequence[int]) -> None:
    """The contacts of these requests' issuers were sent an answer, which happens once."""
    for request in requests:
        tx.execute("insert or ignore into answered_once (request) values (?)", [request])
