"""Requests as the chats of a period heard of them: with their notices, merged as they are."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.digest import Period
from bot.domain.reading import Kind, Relation
from bot.domain.request import Mention, Request, Source, as_heard
from bot.storage.connection import Snapshot
from bot.storage.messages import UNSAID, inside, moment, seconds
from bot.storage.requests import FIELDS, read_request

_SHOWN = "merged_into is null and state <> 'dismissed'"
# From a chat's notices to what they speak of; never from a request to all chats that speak of it.
_SPOKEN = (
    "from message m cross join mention n on n.message = m.id cross join request q"
    " on q.id = n.request"
)
_SPOKEN_OF = f"select coalesce(q.merged_into, q.id) {_SPOKEN} where m.what = 'notice'"


def requests_for(snapshot: Snapshot, period: Period, until: datetime) -> list[Request]:
    """Requests mentioned in ``period``, and open ones due or starting after its start by ``until``.

    Only what the chats of the period spoke of. Mentions up to the end of the period come with
    each, oldest first.
    """
    start, end = seconds(period.start), seconds(period.end)
    now, values = inside(period)
    ever, limits = _up_to_the_end(period)
    # The plus signs keep SQLite from looking through what is due in all chats.
    rows = snapshot.execute(
        f"select {FIELDS} from request where {_SHOWN} and (id in ({_SPOKEN_OF} and {now})"
        f" or id in ({_SPOKEN_OF} and {ever}) and +state = 'open' and"
        " (+deadline > ? and deadline <= ? or +starts_at > ? and starts_at <= ?"
        " or recurs is not null or last_due > ? and coalesce(deadline, starts_at) <= ?))",
        [*values, *limits, start, seconds(until), end, seconds(until), end, seconds(until)],
    ).fetchall()
    return _with_mentions(snapshot, [read_request(row) for row in rows], period)


def requests_in(
    snapshot: Snapshot, period: Period, since: datetime, lately: datetime, also: Iterable[int]
) -> list[tuple[Request, str]]:
    """Open requests of a period's chats with something ahead of ``since``, and those in ``also``.

    Ahead are deadlines, starts and recurrences, and what has no time but was mentioned after the
    period's start. Those that are off since ``lately`` are told of, too. With each comes the text
    it is compared by; only what the chats know is told.
    """
    chats = ", ".join("?" * len(period.chats))
    others = list(also)
    known = ", ".join("?" * len(others))
    rows = snapshot.execute(
        f"select {FIELDS}, core from request where {_SHOWN}"
        f" and id in ({_SPOKEN_OF} and m.chat in ({chats}))"
        f" and (id in (select coalesce(merged_into, id) from request where id in ({known}))"
        " or (+state = 'open' and (+deadline > ? or +last_due > ? or +starts_at > ?"
        " or recurs is not null or (coalesce(deadline, starts_at) is null and last_at > ?)))"
        " or (+state <> 'open' and last_at > ?)) order by id",
        [
            *period.chats,
            *others,
            seconds(since),
            seconds(since),
            seconds(since),
            seconds(period.start),
            seconds(lately),
        ],
    ).fetchall()
    requests = _with_mentions(snapshot, [read_request(row) for row in rows], period)
    cores = {row[0]: row[-1] for row in rows}
    return [(request, cores[request.id]) for request in requests]


def requests_by_id(
    snapshot: Snapshot, idents: Iterable[int], period: Period
) -> list[tuple[Request, str]]:
    """These requests in this order, as the period's chats know them, with their core text."""
    wanted = list(idents)
    rows = snapshot.execute(
        f"select {FIELDS}, core from request where id in (select value from json_each(?))",
        [json.dumps(wanted)],
    ).fetchall()
    requests = _with_mentions(snapshot, [read_request(row) for row in rows], period)
    found = {request.id: (request, row[-1]) for request, row in zip(requests, rows, strict=True)}
    return [found[ident] for ident in wanted if ident in found]


def requests_touched(snapshot: Snapshot, period: Period, since: datetime) -> list[Request]:
    """Requests that a notice sent after ``since`` in the period's chats speaks of."""
    chats = ", ".join("?" * len(period.chats))
    rows = snapshot.execute(
        f"select {FIELDS} from request where {_SHOWN} and id in"
        f" ({_SPOKEN_OF} and m.chat in ({chats}) and m.sent_at > ?) order by id",
        [*period.chats, seconds(since)],
    ).fetchall()
    return _with_mentions(snapshot, [read_request(row) for row in rows], period)


def _with_mentions(snapshot: Snapshot, requests: list[Request], period: Period) -> list[Request]:
    condition, values = inside(period)
    known, limits = _up_to_the_end(period)
    ids = json.dumps([request.id for request in requests])
    found: dict[int, list[Any]] = {request.id: [] for request in requests}
    for row in snapshot.execute(
        "select coalesce(q.merged_into, q.id), c.name, c.address, m.number, m.sent_at, n.relation,"
        f" n.kind, n.issuer, n.deadline, n.starts_at, n.urgent, n.cues, {condition}, n.venue,"
        f" m.chat, n.spared, {UNSAID} {_SPOKEN} join chat c on c.id = m.chat"
        f" where m.what = 'notice' and {known}"
        " and coalesce(q.merged_into, q.id) in (select value from json_each(?))"
        " order by m.sent_at, n.id",
        [*values, *limits, ids],
    ).fetchall():
        found[row[0]].append(row[1:])
    others = _others(snapshot, ids)
    return [_mentioned(request, found[request.id], others) for request in requests]


def same_data_of(snapshot: Snapshot, request: int) -> tuple[str, ...]:
    """Keys of the requests for the same data as this one, or as what was merged into it."""
    return tuple(_others(snapshot, json.dumps([request])).get(request, ()))


def with_same_data(snapshot: Snapshot, requests: Iterable[int]) -> dict[int, frozenset[int]]:
    """The requests that share their data with each of these, of those that do with any."""
    found: dict[int, set[int]] = {}
    for request, _, other in _sharing(snapshot, json.dumps(list(requests))):
        found.setdefault(request, set()).add(other)
    return {request: frozenset(others) for request, others in found.items()}


def _others(snapshot: Snapshot, ids: str) -> dict[int, list[str]]:
    """The keys of the requests for the same data, by request; ``ids`` is a JSON list."""
    found: dict[int, list[str]] = {}
    for request, key, _ in _sharing(snapshot, ids):
        found.setdefault(request, []).append(key)
    return found


def _sharing(snapshot: Snapshot, ids: str) -> list[Any]:
    """Each of these requests with the key and the id of every one for the same data."""
    return snapshot.execute(
        "with mine as (select k.value as root, k.value as id from json_each(:ids) k union all"
        " select k.value, q.id from json_each(:ids) k cross join request q"
        " on q.merged_into = k.value),"
        " far as (select m.root, s.other as id from mine m cross join same_data s"
        " on s.request = m.id"
        " union all select m.root, s.request from mine m cross join same_data s on s.other = m.id)"
        " select distinct far.root, r.key, r.id from far cross join request f on f.id = far.id"
        " cross join request r on r.id = coalesce(f.merged_into, f.id)"
        " where r.id <> far.root and r.state <> 'dismissed' order by 3",
        {"ids": ids},
    ).fetchall()


def _mentioned(request: Request, rows: list[Any], others: dict[int, list[str]]) -> Request:
    mentions = tuple(_mention(row) for row in rows)
    return replace(
        as_heard(request, frozenset(row[13] for row in rows)),
        mentions=mentions,
        urgent=any(mention.urgent for mention in mentions),
        # What opens with a reminder was asked out of our sight: that is no chasing of ours.
        urged=sum(one.relation is Relation.REMINDER and not one.unsaid for one in mentions[1:]),
        cues=tuple(dict.fromkeys(code for row in rows for code in row[10].split())),
        same_data=tuple(others.get(request.id, ())),
    )


def _up_to_the_end(period: Period) -> tuple[str, list[object]]:
    """All that a reader of this period's digest may have seen."""
    if period.commits is None:
        return "m.sent_at <= ?", [seconds(period.end)]
    marks = ", ".join("?" * len(period.chats))
    return f"m.id <= ? and m.chat in ({marks})", [period.commits[1], *period.chats]


def _mention(row: Any) -> Mention:
    sent_at = moment(row[3])
    assert sent_at is not None
    return Mention(
        source=Source(group=row[0], chat=row[1], number=row[2]),
        inside=bool(row[11]),
        sent_at=sent_at,
        relation=Relation(row[4]),
        kind=Kind(row[5]),
        issuer=row[6],
        deadline=moment(row[7]),
        starts_at=moment(row[8]),
        urgent=bool(row[9]),
        venue=row[12],
        spared=row[14],
        unsaid=bool(row[15]),
    )
