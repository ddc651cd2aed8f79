"""The search for likely repeats of a request, by the terms it shares."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from heapq import nlargest
from math import log
from typing import Any, NamedTuple

from bot.domain.request import Request
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import seconds
from bot.storage.requests import FIELDS, read_request


class Live(NamedTuple):
    """Which requests may still be repeated: spoken of after ``since``, or ahead of ``now``."""

    since: datetime
    now: datetime


def index_terms(tx: Tx, request: Request, terms: Iterable[str]) -> None:
    """Make a new request findable by ``terms``, which the caller made."""
    words = sorted(set(terms))
    tx.execute(
        "insert into request_terms (rowid, terms) values (?, ?)", [request.id, " ".join(words)]
    )
    tx.execute(
        "insert or ignore into request_day values (?, ?)",
        [(seconds(request.first_at) or 0) // _DAY, request.id],
    )
    tx.execute(
        "insert into term select value, 1 from json_each(?) where true"
        " on conflict (term) do update set requests = requests + 1",
        [json.dumps(words)],
    )


def likely_repeats(
    tx: Snapshot, terms: frozenset[str], live: Live, limit: int, form: bytes | None = None
) -> list[tuple[Request, str]]:
    """Live requests that share most with ``terms``, likeliest first, with their core text.

    Those told in the very same words (``form``) come before all others. One that was merged is
    told as the one it was merged into, with its own text.
    """
    same = _of_form(tx, form, live.since) if form else []
    shared = _shared(tx, terms, live)
    # Some of them are found to be dismissed, or over.
    best = nlargest(2 * limit, shared, key=lambda ident: (shared[ident], ident))
    found = _read(tx, dict.fromkeys((*same, *best)), live)
    return found[:limit]


def _of_form(snapshot: Snapshot, form: bytes, since: datetime) -> list[int]:
    rows = snapshot.execute(
        "select n.request from (select id from message where form = ? and sent_at > ?"
        " and what = 'notice' order by id desc limit ?) m cross join mention n on n.message = m.id",
        [form, seconds(since), _COPIES],
    ).fetchall()
    return [row[0] for row in rows]


_COPIES = 5


def _read(snapshot: Snapshot, idents: Iterable[int], live: Live) -> list[tuple[Request, str]]:
    fields = ", ".join(f"r.{field}" for field in FIELDS.split(", "))
    rows = snapshot.execute(
        f"select {fields}, o.core from json_each(:ids) w cross join request o on o.id = w.value"
        " join request r on r.id = coalesce(o.merged_into, o.id) where r.state <> 'dismissed'"
        " and (max(o.last_at, r.last_at) > :since or (r.state = 'open' and r.ends > :now))"
        " order by w.key",
        {
            "ids": json.dumps(list(idents)),
            "since": seconds(live.since),
            "now": seconds(live.now),
        },
    ).fetchall()
    return [(read_request(row), row[-1]) for row in rows]


def _shared(snapshot: Snapshot, terms: frozenset[str], live: Live) -> dict[int, float]:
    """How much requests share with ``terms``: what is rare tells more.

    The rarest terms are looked up first, in the newest requests first, until so many were found
    that the others would tell little more. Where and of what period it was said tells only among
    those that share its content.
    """
    first = _first_since(snapshot, live.since)
    beside = [term for term in terms if term.startswith(_BESIDE)]
    telling = _telling(snapshot, set(terms).difference(beside))
    whole = 1 + (snapshot.execute("select max(id) from request").fetchone()[0] or 0)
    shared: defaultdict[int, float] = defaultdict(float)
    left, all_told = _MOST_FOUND, 0.0
    for term, requests in telling:
        rows = _holding(snapshot, term, first, max(0, min(left, _MOST_OF_ONE)))
        told = log(1 + whole / requests)
        for (ident,) in rows:
            shared[ident] += told
        left -= len(rows)
        all_told += told
    for ident in _older(snapshot, [term for term, _ in telling], first):
        shared[ident] = all_told
    for term, requests in _telling(snapshot, beside):
        told = log(1 + whole / requests)
        for (ident,) in _holding(snapshot, term, first, _MOST_OF_ONE):
            if ident in shared:
                shared[ident] += told
    return shared


def _holding(snapshot: Snapshot, term: str, first: int, most: int) -> list[Any]:
    return snapshot.execute(_HOLDING, [_any_of([term]), first, most]).fetchall()


_HOLDING = (
    "select rowid from request_terms where request_terms match ? and rowid >= ?"
    " order by rowid desc limit ?"
)


def _older(snapshot: Snapshot, terms: list[str], first: int) -> list[int]:
    """Of those first told before ``first``, some of which are still open, what shares most."""
    rarest = terms[:_ALL_OF]
    if len(rarest) < _ALL_OF:
        return []
    query = " AND ".join(_any_of([term]) for term in rarest)
    rows = snapshot.execute(
        "select rowid from request_terms where request_terms match ? and rowid < ?"
        " order by rowid desc limit ?",
        [query, first, _OLDER],
    ).fetchall()
    return [row[0] for row in rows]


def _first_since(snapshot: Snapshot, since: datetime) -> int:
    """No request first told after ``since`` has a smaller id."""
    row = snapshot.execute(
        "select min(first) from request_day where day >= ?", [(seconds(since) or 0) // _DAY]
    ).fetchone()
    return int(row[0] or 0)


_DAY = 86400


def likely_told(
    snapshot: Snapshot, terms: Iterable[str], chats: tuple[int, ...], since: datetime, limit: int
) -> list[tuple[Request, str]]:
    """The same of what notices of these chats say, sent after ``since``; of no other chat's."""
    wanted = _affordable(_telling(snapshot, terms))
    if not wanted:
        return []
    marks = ", ".join("?" * len(chats))
    fields = ", ".join(f"r.{field}" for field in FIELDS.split(", "))
    rows = snapshot.execute(
        f"select {fields}, q.core from mention_terms t join mention n on n.id = t.rowid"
        " join message m on m.id = n.message join request q on q.id = n.request"
        " join request r on r.id = coalesce(q.merged_into, q.id) where mention_terms match ?"
        f" and m.sent_at > ? and m.chat in ({marks}) and r.state <> 'dismissed'"
        " order by t.rank limit ?",
        [_any_of(wanted), seconds(since), *chats, limit * _TOLD_OFTEN],
    ).fetchall()
    found = {row[0]: (read_request(row), row[-1]) for row in reversed(rows)}
    return list(reversed(found.values()))[:limit]


_TOLD_OFTEN = 4
"""Notices of one request that are looked at, on average: forwards and reminders are many."""


def _affordable(telling: list[tuple[str, int]]) -> list[str]:
    """The rarest terms, as many as may be weighed over all requests there ever were."""
    wanted: list[str] = []
    found = 0
    for term, requests in telling:
        found += requests
        if found > _MOST_WEIGHED and len(wanted) >= _LEAST_TERMS:
            break
        wanted.append(term)
    return wanted


_LEAST_TERMS = 4
_MOST_WEIGHED = 1000


def _any_of(terms: Iterable[str]) -> str:
    return " OR ".join('"' + term.replace('"', "") + '"' for term in terms)


def _telling(snapshot: Snapshot, terms: Iterable[str]) -> list[tuple[str, int]]:
    """The rarest of ``terms``, the rarest first, and how many requests ever had each."""
    rows = snapshot.execute(
        "select t.term, t.requests from json_each(?) w cross join term t on t.term = w.value"
        " order by t.requests, t.term limit ?",
        [json.dumps(sorted(terms)), _MOST_TERMS],
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


_MOST_TERMS = 14
_MOST_FOUND, _MOST_OF_ONE = 12_000, 4_000
"""Requests that are looked at, over all terms and for one: each costs about a microsecond."""
_ALL_OF, _OLDER = 3, 60
_BESIDE = ("C", "P")
"""Where something was said, and of what period, is no content: see `reading.findable`."""
