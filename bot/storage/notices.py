"""Many requests at once with their notices, messages that may be some, and corrections."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from bot.domain.correction import Correction
from bot.domain.request import Source
from bot.storage.connection import Snapshot
from bot.storage.corrections import FIELDS, read_correction
from bot.storage.mentions import Told, Unsure, read_told, unsure_message
from bot.storage.messages import moment, seconds
from bot.storage.overview import Sight

_FAMILIES = (
    "with family as (select k.value as root, k.value as id from json_each(:ids) k union all"
    " select k.value, q.id from json_each(:ids) k cross join request q on q.merged_into = k.value)"
)
_OF_FAMILIES = (
    "from family f cross join mention n on n.request = f.id cross join message m"
    " on m.id = n.message cross join chat c on c.id = m.chat where m.what = 'notice'"
    " and (:all or m.chat in (select value from json_each(:chats)))"
)


class Noticed(NamedTuple):
    """One notice of a request, and where it stands."""

    told: Told
    source: Source


class Heard(NamedTuple):
    """How often a request was spoken of, in how many groups, one of them, and when last."""

    notices: int
    groups: int
    group: str
    last_at: datetime


def heard_of(snapshot: Snapshot, sight: Sight, requests: Iterable[int]) -> dict[int, Heard]:
    """The same of many requests, as far as it may be seen."""
    rows = snapshot.execute(
        f"{_FAMILIES} select f.root, count(*), count(distinct m.chat), min(c.name), max(m.sent_at)"
        f" {_OF_FAMILIES} group by f.root",
        {**_values(sight), "ids": json.dumps(list(requests))},
    ).fetchall()
    return {row[0]: Heard(row[1], row[2], row[3], at) for row in rows if (at := moment(row[4]))}


def notices_of(snapshot: Snapshot, sight: Sight, request: int, limit: int) -> list[Noticed]:
    """The notices of a canonical request, oldest first; the newest where they are too many."""
    rows = snapshot.execute(
        f"{_FAMILIES} select n.id, n.request, m.id, m.chat, c.name, m.sent_at, n.relation, n.kind,"
        " n.issuer, n.deadline, n.starts_at, m.form, n.ask, m.version, n.because,"
        " m.number, c.address"
        f" {_OF_FAMILIES} order by m.sent_at desc, n.id desc limit :limit",
        {**_values(sight), "ids": json.dumps([request]), "limit": limit},
    ).fetchall()
    return [
        Noticed(read_told(row[:-2]), Source(group=row[4], number=row[-2], chat=row[-1]))
        for row in reversed(rows)
    ]


def chats_of_many(snapshot: Snapshot, requests: Iterable[int]) -> dict[int, dict[int, str]]:
    """In which chats each of these canonical requests was told, with their names."""
    rows = snapshot.execute(
        f"{_FAMILIES} select distinct f.root, m.chat, c.name {_OF_FAMILIES} order by c.name, c.id",
        {"all": True, "chats": "[]", "ids": json.dumps(list(requests))},
    ).fetchall()
    found: dict[int, dict[int, str]] = {}
    for request, chat, name in rows:
        found.setdefault(request, {})[chat] = name
    return found


def _values(sight: Sight) -> dict[str, object]:
    chats = [*(sight.chats or ()), *sight.inside]
    return {"all": sight.chats is None, "chats": json.dumps(chats)}


def unsure_since(
    snapshot: Snapshot, chats: Iterable[int], since: datetime, limit: int
) -> list[tuple[Unsure, Source]]:
    """Messages of these chats, sent after ``since``, that may be notices; newest first."""
    rows = snapshot.execute(
        "select m.id, m.number, c.name, c.address from message m join chat c on c.id = m.chat"
        " where m.sent_at > ? and m.unsure and m.what <> 'notice'"
        " and m.chat in (select value from json_each(?))"
        " order by m.sent_at desc, m.id desc limit ?",
        [seconds(since), json.dumps(list(chats)), limit],
    ).fetchall()
    found = ((unsure_message(snapshot, row[0]), row) for row in rows)
    return [(one, Source(group=row[2], number=row[1], chat=row[3])) for one, row in found if one]


def is_confirmed(snapshot: Snapshot, one: int, other: int) -> bool:
    """Whether somebody looked at both and said that they want the same data."""
    row = snapshot.execute(
        "select 1 from confirmed where request = ? and other = ?", sorted((one, other))
    ).fetchone()
    return row is not None


def corrections_about(
    snapshot: Snapshot, keys: Iterable[str], requests: Iterable[int], limit: int
) -> list[Correction]:
    """Corrections, undone ones too, that name one of these lines or touch a request; newest first.

    ``keys`` may be those of copies: what was said of the line they were copied from counts, too.
    """
    refs = {one for key in keys for one in (key, key.partition("~")[0])}
    rows = snapshot.execute(
        f"select {FIELDS} from correction k where ref in (select value from json_each(:refs))"
        " or (fix in ('merge', 'apart', 'same_data') and value in"
        " (select value from json_each(:refs)))"
        " or exists (select 1 from json_each(k.after) c where json_extract(c.value, '$[0]')"
        " = 'request' and json_extract(c.value, '$[1]') in (select value from json_each(:ids)))"
        " order by id desc limit :limit",
        {
            "refs": json.dumps(sorted(refs)),
            "ids": json.dumps([str(one) for one in requests]),
            "limit": limit,
        },
    ).fetchall()
    return [read_correction(row) for row in rows]
