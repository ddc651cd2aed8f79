"""Requests, the notices that mention them, and the search for likely repeats."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.digest import Period
from bot.domain.reading import Ask, Kind, Relation
from bot.domain.request import Mention, Request, RequestState, Source
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import inside, moment, seconds

_SHOWN = "merged_into is null and state <> 'dismissed'"
_MENTIONED = (
    "select coalesce(q.merged_into, q.id) from mention n join message m on m.id = n.message"
    " join request q on q.id = n.request"
)
_FAMILY = "select id from request where id = :id or merged_into = :id"
"""A request and all that were merged into it."""
_FIELDS = (
    "id, key, kind, title, issuer, state, first_at, last_at, deadline, starts_at, recurs, assumed,"
    " upstream_deadline, upstream_issuer"
)


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


def _values(r: Request) -> list[object]:
    return [
        r.key, r.kind, r.title, r.issuer, r.state, seconds(r.first_at), seconds(r.last_at),
        seconds(r.deadline), seconds(r.starts_at), r.recurs, r.assumed,
        seconds(r.upstream_deadline), r.upstream_issuer,
    ]  # fmt: skip


def add_mention(
    tx: Tx, request: int, message: int, relation: Relation, ask: Ask, index: int = 0
) -> int:
    """Keep that one ask of a notice, the ``index``th, speaks of a request; the mention's id."""
    cursor = tx.execute(
        "insert into mention (request, message, relation, kind, issuer, urgent, deadline,"
        " starts_at, cues, ask) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [request, message, relation, ask.kind, ask.issuer, ask.urgent,
         seconds(ask.times.deadline), seconds(ask.times.starts_at), " ".join(ask.cues), index],
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


def request_of_message(tx: Tx, message: int) -> Request | None:
    """The request that a message's first ask speaks of."""
    row = tx.execute(
        "select request from mention where message = ? order by id limit 1", [message]
    ).fetchone()
    return None if row is None else request_by_id(tx, row[0])


def request_by_id(snapshot: Snapshot, ident: int) -> Request | None:
    """A request, or the one it was merged into, without its mentions."""
    row = snapshot.execute(
        f"select {_FIELDS} from request where id ="
        " (select coalesce(merged_into, id) from request where id = ?)",
        [ident],
    ).fetchone()
    return None if row is None else _bare(row)


def request_by_key(snapshot: Snapshot, key: str) -> Request | None:
    """The request with a key, or the one it was merged into, without its mentions."""
    row = snapshot.execute("select id from request where key = ?", [key]).fetchone()
    return None if row is None else request_by_id(snapshot, row[0])


def index_terms(tx: Tx, request: int, terms: Iterable[str]) -> None:
    """Make a request findable by ``terms``, which the caller made."""
    tx.execute(
        "insert into request_terms (rowid, terms) values (?, ?)",
        [request, " ".join(sorted(terms))],
    )


def likely_repeats(
    tx: Tx, terms: Iterable[str], since: datetime, limit: int
) -> list[tuple[Request, str]]:
    """Requests mentioned after ``since`` that share most with ``terms``, with their core text.

    One that was merged is told as the one it was merged into, with its own text.
    """
    wanted = [term.replace('"', "") for term in sorted(terms)][:_MOST_TERMS]
    if not wanted:
        return []
    query = " OR ".join(f'"{term}"' for term in wanted)
    rows = tx.execute(
        f"select {_of('r')}, o.core from request_terms t join request o on o.id = t.rowid"
        " join request r on r.id = coalesce(o.merged_into, o.id) where request_terms match ?"
        " and max(o.last_at, r.last_at) > ? and r.state <> 'dismissed' order by t.rank limit ?",
        [query, seconds(since), limit],
    ).fetchall()
    return [(_bare(row), row[-1]) for row in rows]


_MOST_TERMS = 48


def _of(table: str) -> str:
    return ", ".join(f"{table}.{field}" for field in _FIELDS.split(", "))


def latest_of_issuer(tx: Tx, issuer: str, since: datetime) -> Request | None:
    """The open request this issuer spoke of last, after ``since``."""
    row = tx.execute(
        f"select {_FIELDS} from request where issuer = ? and state = 'open' and last_at > ?"
        " and merged_into is null"
        " order by last_at desc, id desc limit 1",
        [issuer, seconds(since)],
    ).fetchone()
    return None if row is None else _bare(row)


def link_same_data(tx: Tx, request: int, other: int) -> None:
    """Keep that two departments ask for the same data."""
    first, second = sorted((request, other))
    tx.execute("insert or ignore into same_data values (?, ?)", [first, second])


def same_data_of(snapshot: Snapshot, request: int) -> tuple[str, ...]:
    """Keys of the requests for the same data as this one, or as what was merged into it."""
    rows = snapshot.execute(
        f"with mine as ({_FAMILY}), far as (select other as id from same_data where request in mine"
        " union select request from same_data where other in mine)"
        " select distinct r.id, r.key from far join request f on f.id = far.id"
        " join request r on r.id = coalesce(f.merged_into, f.id)"
        " where r.id <> :id and r.state <> 'dismissed' order by r.id",
        {"id": request},
    ).fetchall()
    return tuple(row[1] for row in rows)


def requests_for(snapshot: Snapshot, period: Period, until: datetime) -> list[Request]:
    """Requests mentioned in ``period``, and open ones due or starting after its start by ``until``.

    Mentions up to the end of the period come with each, oldest first.
    """
    start, end = seconds(period.start), seconds(period.end)
    condition, values = inside(period)
    rows = snapshot.execute(
        f"select {_FIELDS} from request where {_SHOWN} and (id in ({_MENTIONED} where {condition})"
        " or (state = 'open' and deadline > ? and deadline <= ?)"
        " or (state = 'open' and starts_at > ? and starts_at <= ?)"
        " or (state = 'open' and recurs is not null))",
        [*values, start, seconds(until), end, seconds(until)],
    ).fetchall()
    return [_with_mentions(snapshot, _bare(row), period) for row in rows]


def requests_in(
    snapshot: Snapshot, period: Period, since: datetime, also: Iterable[int]
) -> list[tuple[Request, str]]:
    """Open requests of a period's chats with something ahead of ``since``, and those in ``also``.

    Ahead are deadlines, starts and recurrences, and what has no time but was mentioned after the
    period's start. With each comes the text it is compared by; only what the chats know is told.
    """
    chats = ", ".join("?" * len(period.chats))
    others = list(also)
    known = ", ".join("?" * len(others))
    rows = snapshot.execute(
        f"select {_FIELDS}, core from request where {_SHOWN}"
        f" and id in ({_MENTIONED} where m.chat in ({chats}))"
        f" and (id in (select coalesce(merged_into, id) from request where id in ({known}))"
        " or (state = 'open' and (deadline > ? or starts_at > ?"
        " or recurs is not null or (coalesce(deadline, starts_at) is null and last_at > ?))))"
        " order by id",
        [*period.chats, *others, seconds(since), seconds(since), seconds(period.start)],
    ).fetchall()
    return [(_with_mentions(snapshot, _bare(row), period), row[-1]) for row in rows]


def requests_touched(snapshot: Snapshot, period: Period, since: datetime) -> list[Request]:
    """Requests that a notice sent after ``since`` in the period's chats speaks of."""
    chats = ", ".join("?" * len(period.chats))
    rows = snapshot.execute(
        f"select {_FIELDS} from request where {_SHOWN}"
        f" and id in ({_MENTIONED} where m.sent_at > ? and m.chat in ({chats})) order by id",
        [seconds(since), *period.chats],
    ).fetchall()
    return [_with_mentions(snapshot, _bare(row), period) for row in rows]


def _with_mentions(snapshot: Snapshot, request: Request, period: Period) -> Request:
    condition, values = inside(period)
    known, limits = _up_to_the_end(period)
    rows = snapshot.execute(
        "select c.name, c.address, m.number, m.sent_at, n.relation, n.kind, n.issuer, n.deadline,"
        f" n.starts_at, n.urgent, n.cues, {condition} from mention n"
        f" join message m on m.id = n.message join chat c on c.id = m.chat"
        " where n.request in (select id from request where id = ? or merged_into = ?)"
        f" and {known} order by m.sent_at, n.id",
        [*values, request.id, request.id, *limits],
    ).fetchall()
    mentions = tuple(_mention(row) for row in rows)
    return replace(
        request,
        mentions=mentions,
        urgent=any(mention.urgent for mention in mentions),
        urged=sum(mention.relation is Relation.REMINDER for mention in mentions),
        cues=tuple(dict.fromkeys(code for row in rows for code in row[10].split())),
        same_data=same_data_of(snapshot, request.id),
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


def _bare(row: Any) -> Request:
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
