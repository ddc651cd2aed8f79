"""Requests, the notices that mention them, and the search for likely repeats."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from bot.domain.correction import Value
from bot.domain.reading import Ask, Format, Kind, Relation
from bot.domain.request import Request, RequestState, Source
from bot.storage.connection import Snapshot, Tx
from bot.storage.details import details_json
from bot.storage.levels import due_for_json, due_for_of, levels_json, levels_of
from bot.storage.messages import moment, seconds
from bot.storage.words import keep_words

FAMILY = "select id from request where id = ? or merged_into = ?"
"""A request and all that were merged into it."""
FIELDS = (
    "id, key, kind, title, issuer, state, first_at, last_at, deadline, starts_at, recurs, assumed,"
    " upstream_deadline, upstream_issuer, levels, due_for"
)


def add_request(tx: Tx, request: Request, core: str) -> Request:
    """Keep a new request (its ``id`` is ignored) with the text it is compared by."""
    cursor = tx.execute(
        "insert into request (key, kind, title, issuer, state, first_at, last_at, deadline,"
        " starts_at, recurs, assumed, upstream_deadline, upstream_issuer, levels, due_for,"
        " last_due, core)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [*_values(request), core],
    )
    return replace(request, id=int(cursor.lastrowid or 0))


def update_request(tx: Tx, request: Request) -> None:
    """Keep the present state of a request."""
    tx.execute(
        "update request set key = ?, kind = ?, title = ?, issuer = ?, state = ?, first_at = ?,"
        " last_at = ?, deadline = ?, starts_at = ?, recurs = ?, assumed = ?,"
        " upstream_deadline = ?, upstream_issuer = ?, levels = ?, due_for = ?, last_due = ?"
        " where id = ?",
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
        seconds(r.upstream_deadline), r.upstream_issuer, levels_json(r.levels),
        due_for_json(r.due_for), seconds(_last_due(r)),
    ]  # fmt: skip


def _last_due(request: Request) -> datetime | None:
    """When the last of those who are due apart is."""
    told = (request.due_for, *(one.due_for for one in request.levels))
    apart = [one.at for due_for in told for one in due_for]
    return max((*apart, *(one.deadline for one in request.levels if one.deadline)), default=None)


def columns_of(request: Request) -> dict[str, Value]:
    """The columns that one more notice may change, but for when it was spoken of last."""
    return {
        "kind": request.kind,
        "title": request.title,
        "state": request.state,
        "starts_at": seconds(request.starts_at),
        "recurs": request.recurs,
        **level_columns(request),
    }


def level_columns(request: Request) -> dict[str, Value]:
    """The columns of what its levels want, and of the times and the name that these give it."""
    return {
        "levels": levels_json(request.levels),
        "deadline": seconds(request.deadline),
        "due_for": due_for_json(request.due_for),
        "last_due": seconds(_last_due(request)),
        "assumed": request.assumed,
        "issuer": request.issuer,
        "upstream_deadline": seconds(request.upstream_deadline),
        "upstream_issuer": request.upstream_issuer,
    }


class Because(NamedTuple):
    """Why a notice was taken to speak of a request: a code, and how alike they were (0..1) in what.

    Codes beside those of likeness are copy (of the same original), reply, named (by a reminder or
    change) and relay (of what it says it passes on).
    """

    why: str
    score: float = 0.0
    agree: tuple[str, ...] = ()


def add_mention(
    tx: Tx,
    request: int,
    message: int,
    relation: Relation,
    ask: Ask,
    terms: Iterable[str],
    index: int = 0,
    because: Because | None = None,
    core: str = "",
    refused: Iterable[Format] = (),
) -> int:
    """Keep that one ask of a notice, the ``index``th, speaks of a request; the mention's id.

    It is findable by ``terms``, asks in the words of ``core``, and takes ``refused`` forms back.
    """
    reason = f"{because.why} {because.score:.2f} {' '.join(because.agree)}" if because else None
    cursor = tx.execute(
        "insert into mention (request, message, relation, kind, issuer, urgent, deadline,"
        " starts_at, cues, ask, because, venue, details, spared)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [request, message, relation, ask.kind, ask.issuer, ask.urgent,
         seconds(ask.times.deadline), seconds(ask.times.starts_at), " ".join(ask.cues), index,
         reason, ask.venue, details_json(ask.details, refused), ask.spared],
    )  # fmt: skip
    tx.execute(
        "insert into mention_terms (rowid, terms) values (?, ?)",
        [cursor.lastrowid, " ".join(sorted(terms))],
    )
    if core:
        keep_words(tx, int(cursor.lastrowid or 0), core)
    return int(cursor.lastrowid or 0)


def request_of_message(tx: Tx, message: int, ask: int = 0) -> Request | None:
    """The request that an ask of a message speaks of; its first one where there is no such ask."""
    row = tx.execute(
        "select request from mention where message = ? order by ask <> ?, id limit 1",
        [message, ask],
    ).fetchone()
    return None if row is None else request_by_id(tx, row[0])


def request_by_id(snapshot: Snapshot, ident: int) -> Request | None:
    """A request, or the one it was merged into, without its mentions."""
    row = snapshot.execute(
        f"select {FIELDS} from request where id ="
        " (select coalesce(merged_into, id) from request where id = ?)",
        [ident],
    ).fetchone()
    return None if row is None else read_request(row)


def requests_plain(snapshot: Snapshot, idents: Iterable[int]) -> list[Request]:
    """These requests without their mentions, in order of id."""
    rows = snapshot.execute(
        f"select {FIELDS} from request where id in (select value from json_each(?)) order by id",
        [json.dumps(list(idents))],
    ).fetchall()
    return [read_request(row) for row in rows]


def roots_since(snapshot: Snapshot, since: datetime) -> list[Request]:
    """Requests that are merged into none, spoken of after ``since``, newest first."""
    rows = snapshot.execute(
        f"select {FIELDS} from request where merged_into is null and last_at > ?"
        " and state <> 'dismissed' order by last_at desc, id desc",
        [seconds(since)],
    ).fetchall()
    return [read_request(row) for row in rows]


def request_by_key(snapshot: Snapshot, key: str) -> Request | None:
    """The request with a key, or the one it was merged into, without its mentions."""
    row = snapshot.execute("select id from request where key = ?", [key]).fetchone()
    return None if row is None else request_by_id(snapshot, row[0])


def told_in(
    snapshot: Snapshot, request: int, chats: tuple[int, ...]
) -> list[tuple[Source, datetime]]:
    """The notices of a request that stand in these chats, and when each was sent; oldest first."""
    marks = ", ".join("?" * len(chats))
    rows = snapshot.execute(
        "select c.name, c.address, m.number, m.sent_at from mention n"
        " join message m on m.id = n.message"
        f" join chat c on c.id = m.chat where n.request in ({FAMILY}) and m.chat in ({marks})"
        " order by m.sent_at, n.id",
        [request, request, *chats],
    ).fetchall()
    return [
        (Source(group=row[0], chat=row[1], number=row[2]), at)
        for row in rows
        if (at := moment(row[3]))
    ]


def latest_of_issuer(tx: Tx, issuer: str, since: datetime) -> list[Request]:
    """The open requests this issuer spoke of last, after ``since``, newest first."""
    rows = tx.execute(
        f"select {FIELDS} from request where issuer = ? and state = 'open' and last_at > ?"
        " and merged_into is null"
        " order by last_at desc, id desc limit ?",
        [issuer, seconds(since), _LATEST],
    ).fetchall()
    return [read_request(row) for row in rows]


_LATEST = 20


def open_of_issuers(snapshot: Snapshot, since: datetime, names: Iterable[str]) -> list[Request]:
    """Open requests that these bodies ask for, and no others above them, newest first.

    Only what was spoken of after ``since``.
    """
    rows = snapshot.execute(
        f"select {FIELDS} from request where state = 'open' and issuer is not null"
        " and merged_into is null and last_at > ? and coalesce(upstream_issuer, issuer)"
        " in (select value from json_each(?)) order by last_at desc, id desc",
        [seconds(since), json.dumps(list(names))],
    ).fetchall()
    return [read_request(row) for row in rows]


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
        levels=levels_of(row[14]),
        due_for=due_for_of(row[15]),
    )
