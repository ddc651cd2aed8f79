"""The search for likely repeats of a request, by the terms it shares."""

import json
from collections.abc import Iterable
from datetime import datetime

from bot.domain.request import Request
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import seconds
from bot.storage.requests import FIELDS, read_request


def index_terms(tx: Tx, request: int, terms: Iterable[str]) -> None:
    """Make a request findable by ``terms``, which the caller made."""
    words = sorted(set(terms))
    tx.execute("insert into request_terms (rowid, terms) values (?, ?)", [request, " ".join(words)])
    tx.execute(
        "insert into term select value, 1 from json_each(?) where true"
        " on conflict (term) do update set requests = requests + 1",
        [json.dumps(words)],
    )


def likely_repeats(
    tx: Snapshot, terms: Iterable[str], since: datetime, limit: int
) -> list[tuple[Request, str]]:
    """Requests mentioned after ``since`` that share most with ``terms``, with their core text.

    One that was merged is told as the one it was merged into, with its own text.
    """
    wanted = _telling(tx, terms)
    if not wanted:
        return []
    fields = ", ".join(f"r.{field}" for field in FIELDS.split(", "))
    rows = tx.execute(
        f"select {fields}, o.core from request_terms t join request o on o.id = t.rowid"
        " join request r on r.id = coalesce(o.merged_into, o.id) where request_terms match ?"
        " and max(o.last_at, r.last_at) > ? and r.state <> 'dismissed' order by t.rank limit ?",
        [_any_of(wanted), seconds(since), limit],
    ).fetchall()
    return [(read_request(row), row[-1]) for row in rows]


def likely_told(
    snapshot: Snapshot, terms: Iterable[str], chats: tuple[int, ...], since: datetime, limit: int
) -> list[tuple[Request, str]]:
    """The same of what notices of these chats say, sent after ``since``; of no other chat's."""
    wanted = _telling(snapshot, terms)
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


def _any_of(terms: Iterable[str]) -> str:
    return " OR ".join('"' + term.replace('"', "") + '"' for term in terms)


def _telling(snapshot: Snapshot, terms: Iterable[str]) -> list[str]:
    """The rarest of ``terms``, as many as a search over the whole province can afford."""
    rows = snapshot.execute(
        "select t.term, t.requests from json_each(?) w cross join term t on t.term = w.value"
        " order by t.requests, t.term limit ?",
        [json.dumps(sorted(terms)), _MOST_TERMS],
    ).fetchall()
    telling: list[str] = []
    found = 0
    for term, requests in rows:
        found += requests
        if found > _MOST_FOUND and len(telling) >= _LEAST_TERMS:
            break
        telling.append(term)
    return telling


_MOST_TERMS = 12
_LEAST_TERMS = 4
_MOST_FOUND = 1000
"""Terms found in requests, summed over terms: each is weighed, at about a microsecond."""
