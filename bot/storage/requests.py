"""Requests, the notices that mention them, and the search for likely repeats."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.digest import Period
from bot.domain.reading import Ask, Kind, Relation
from bot.domain.request import Mention, Request, RequestState, Source
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import inside, moment, seconds

FIELDS = (
    "id, key, kind, title, issuer, state, first_at, last_at, deadline, starts_at, recurs, assumed,"
    " upstream_deadline, upstream_issuer"
)

# From a chat's notices to what they speak of; never from a request to all chats that speak of it.
_NOTICES = "from message m cross join mention n on n.message = m.id where m.what = 'notice'"


def add_request(tx: Tx, request: Request, core: str) -> Request:
    """Keep a new request (its ``id`` is ignored) with the text it is compared by."""
    cursor = tx.execute(
        "insert into request (key, kind, title, issuer, state, first_at, last_at, deadline,"
        " starts_at, recurs, assumed, upstream_deadline, upstream_issuer, core)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [*_values(request), core],
    )
    return replace(request, id=int(cursor.lastrowid or 0))


def update_request(tx: Tx, request: Request) -> None:
    """Keep the present state of a request."""
    tx.execute(
        "update request set key = ?, kind = ?, title = ?, issuer = ?, state = ?, first_at = ?,"
        " last_at = ?, deadline = ?, starts_at = ?, recurs = ?, assumed = ?,"
        " upstream_deadline = ?, upstream_issuer = ? where id = ?",
        [*_values(request), request.id],
    )


def keep_spoken_of(tx: Tx, request: Request) -> None:
    """Keep when a request was spoken of last, and nothing else of it."""
    tx.execute(
        "update request set last_at = ? where id = ?", [seconds(request.last_at), request.id]
    )


def _values(r: Request) -> list[object]:
    return [
        r.key, r.kind, r.title, r.issuer, r.state, seconds(r.first_at), seconds(r.last_at),
        seconds(r.deadline), seconds(r.starts_at), r.recurs, r.assumed,
        seconds(r.upstream_deadline), r.upstream_issuer,
    ]  # fmt: skip


def add_mention(
    tx: Tx, request: int, message: int, relation: Relation, ask: Ask, terms: Iterable[str]
) -> None:
    """Keep that one ask of a notice speaks of a request, findable by ``terms``."""
    cursor = tx.execute(
        "insert into mention (request, message, relation, kind, issuer, urgent, deadline,"
        " starts_at, cues) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [request, message, relation, ask.kind, ask.issuer, ask.urgent,
         seconds(ask.times.deadline), seconds(ask.times.starts_at), " ".join(ask.cues)],
    )  # fmt: skip
    tx.execute(
        "insert into mention_terms (rowid, terms) values (?, ?)",
        [cursor.lastrowid, " ".join(sorted(terms))],
    )


def request_of_message(tx: Tx, message: int) -> Request | None:
    """The request that a message's first ask speaks of."""
    row = tx.execute(
        f"select {FIELDS} from request where id ="
        " (select request from mention where message = ? order by id limit 1)",
        [message],
    ).fetchone()
    return None if row is None else read_request(row)


def request_by_id(snapshot: Snapshot, ident: int) -> Request | None:
    """A request without its mentions."""
    row = snapshot.execute(f"select {FIELDS} from request where id = ?", [ident]).fetchone()
    return None if row is None else read_request(row)


def sources_in(snapshot: Snapshot, request: int, chats: tuple[int, ...]) -> list[Source]:
    """The notices of a request that stand in these chats, oldest first."""
    marks = ", ".join("?" * len(chats))
    rows = snapshot.execute(
        "select c.name, c.address, m.number from mention n join message m on m.id = n.message"
        f" join chat c on c.id = m.chat where n.request = ? and m.chat in ({marks})"
        " order by m.sent_at, n.id",
        [request, *chats],
    ).fetchall()
    return [Source(group=row[0], chat=row[1], number=row[2]) for row in rows]


def latest_of_issuer(tx: Tx, issuer: str, since: datetime) -> Request | None:
    """The open request this issuer spoke of last, after ``since``."""
    row = tx.execute(
        f"select {FIELDS} from request where issuer = ? and state = 'open' and last_at > ?"
        " order by last_at desc, id desc limit 1",
        [issuer, seconds(since)],
    ).fetchone()
    return None if row is None else read_request(row)


def issuers_in(snapshot: Snapshot, chat: int, since: datetime) -> list[tuple[str, int]]:
    """Who asked for something in a chat after ``since``, and in how many notices, most first."""
    rows = snapshot.execute(
        "select n.issuer, count(distinct n.message) from mention n join message m"
        " on m.id = n.message where m.chat = ? and m.sent_at > ? and n.issuer is not null"
        " group by n.issuer order by 2 desc, 1",
        [chat, seconds(since)],
    ).fetchall()
    return [(row[0], int(row[1])) for row in rows]


def link_same_data(tx: Tx, request: int, other: int) -> None:
    """Keep that two departments ask for the same data."""
    first, second = sorted((request, other))
    tx.execute("insert or ignore into same_data values (?, ?)", [first, second])


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
        f"select {FIELDS} from request where id in (select n.request {_NOTICES} and {now})"
        f" or id in (select n.request {_NOTICES} and {ever}) and +state = 'open' and"
        " (+deadline > ? and deadline <= ? or +starts_at > ? and starts_at <= ?"
        " or recurs is not null)",
        [*values, *limits, start, seconds(until), end, seconds(until)],
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
        f"select {FIELDS}, core from request where id in (select n.request {_NOTICES}"
        f" and m.chat in ({chats}))"
        f" and (id in ({known}) or (+state = 'open' and (+deadline > ? or +starts_at > ?"
        " or recurs is not null or (coalesce(deadline, starts_at) is null and last_at > ?)))"
        " or (+state <> 'open' and last_at > ?)) order by id",
        [
            *period.chats,
            *others,
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
        f"select {FIELDS} from request where id in (select n.request {_NOTICES}"
        f" and m.chat in ({chats}) and m.sent_at > ?) order by id",
        [*period.chats, seconds(since)],
    ).fetchall()
    return _with_mentions(snapshot, [read_request(row) for row in rows], period)


def _with_mentions(snapshot: Snapshot, requests: list[Request], period: Period) -> list[Request]:
    condition, values = inside(period)
    known, limits = _up_to_the_end(period)
    ids = json.dumps([request.id for request in requests])
    found: dict[int, list[Any]] = {request.id: [] for request in requests}
    for row in snapshot.execute(
        "select n.request, c.name, c.address, m.number, m.sent_at, n.relation, n.kind, n.issuer,"
        f" n.deadline, n.starts_at, n.urgent, n.cues, {condition} from message m cross join"
        " mention n on n.message = m.id join chat c on c.id = m.chat where m.what = 'notice'"
        f" and {known} and n.request in (select value from json_each(?))"
        " order by m.sent_at, n.id",
        [*values, *limits, ids],
    ).fetchall():
        found[row[0]].append(row[1:])
    others = _others(snapshot, ids)
    return [_mentioned(request, found[request.id], others) for request in requests]


def _others(snapshot: Snapshot, ids: str) -> dict[int, list[str]]:
    """The keys of the requests for the same data, by request; ``ids`` is a JSON list."""
    found: dict[int, list[str]] = {}
    for request, key, _ in snapshot.execute(
        "select s.request, r.key, r.id from json_each(:ids) k"
        " join same_data s on s.request = k.value join request r on r.id = s.other union all"
        " select s.other, r.key, r.id from json_each(:ids) k"
        " join same_data s on s.other = k.value join request r on r.id = s.request order by 3",
        {"ids": ids},
    ).fetchall():
        found.setdefault(request, []).append(key)
    return found


def _mentioned(request: Request, rows: list[Any], others: dict[int, list[str]]) -> Request:
    mentions = tuple(_mention(row) for row in rows)
    return replace(
        request,
        mentions=mentions,
        urgent=any(mention.urgent for mention in mentions),
        urged=sum(mention.relation is Relation.REMINDER for mention in mentions),
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
    )


def read_request(row: Any) -> Request:
    """The request in a row of `FIELDS`, without its mentions."""
    first_at, last_at = moment(row[6]), moment(row[7])
    assert first_at is not None
    assert last_at is not None
    return Request(
        id=row[0],
        key=row[1],
        kind=Kind(row[2]),
        title=row[3],
        issuer=row[4],
        state=RequestState(row[5]),
        urgent=False,
        first_at=first_at,
        last_at=last_at,
        deadline=moment(row[8]),
        starts_at=moment(row[9]),
        recurs=row[10],
        assumed=row[11],
        upstream_deadline=moment(row[12]),
        upstream_issuer=row[13],
        urged=0,
        cues=(),
        mentions=(),
    )
