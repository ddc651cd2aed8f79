"""The search for likely repeats of a request, by the terms it shares."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from heapq import nlargest
from math import log
from typing import Any, NamedTuple

from bot.domain.request import Request
from bot.storage.connection import Snapshot, Tx
from bot.storage.links import may_mean
from bot.storage.messages import seconds
from bot.storage.requests import FIELDS, read_request


class Live(NamedTuple):
    """Which requests may still be repeated: spoken of after ``since``, or ahead of ``now``."""

    since: datetime
    now: datetime


def index_terms(tx: Tx, request: Request, terms: Iterable[str]) -> None:
    """Make a new request findable by ``terms`` (`reading.findable`)."""
    words, period = _indexed(terms)
    tx.execute("insert into request_terms (rowid, terms) values (?, ?)", [request.id, words])
    tx.execute(
        "insert or ignore into request_day values (?, ?)",
        [(seconds(request.first_at) or 0) // _DAY, request.id],
    )
    if period:
        tx.execute("update request set period = ? where id = ?", [period, request.id])
    _count_words(tx, words)


def find_by(tx: Tx, request: int, terms: Iterable[str], *, anew: bool) -> None:
    """Make a request findable by these ``terms`` instead; ``anew`` where it never was before."""
    words, period = _indexed(terms)
    tx.execute("update request_terms set terms = ? where rowid = ?", [words, request])
    tx.execute("update request set period = ? where id = ?", [period, request])
    if anew:
        _count_words(tx, words)


def _indexed(terms: Iterable[str]) -> tuple[str, str | None]:
    """How terms are kept: what a request is found by, and the months it is about."""
    words = " ".join(sorted(term for term in set(terms) if not term.startswith(_PERIOD)))
    return words, " ".join(sorted(_period(terms))) or None


def _count_words(tx: Tx, words: str) -> None:
    """One more request is found by these terms."""
    tx.execute(
        "insert into term select value, 1 from json_each(?) where true"
        " on conflict (term) do update set requests = requests + 1",
        [json.dumps(words.split())],
    )


def _period(terms: Iterable[str]) -> frozenset[str]:
    return frozenset(term for term in terms if term.startswith(_PERIOD))


def likely_repeats(
    snapshot: Snapshot,
    terms: Mapping[str, float],
    live: Live,
    limit: int,
    form: bytes | None = None,
    chat: int | None = None,
) -> list[tuple[Request, str]]:
    """Live requests that share most with ``terms``, likeliest first, with their core text.

    With a ``chat`` only those that what is said there may mean.

    ``terms`` carry their worth (`reading.findable`). Requests about other months are left out.
    Those told in the very same words (``form``) come before all others. One that was merged is
    told as the one it was merged into, with its own text.
    """
    same = _of_form(snapshot, form, live.since) if form else []
    shared = _shared(snapshot, terms, live)
    # Some of them are found to be dismissed, over, or of another period.
    best = nlargest(limit + limit // 2, shared, key=lambda ident: (shared[ident], ident))
    found = _read(snapshot, dict.fromkeys((*same, *best)), live, _period(terms), chat)
    return found[:limit]


def _of_form(snapshot: Snapshot, form: bytes, since: datetime) -> list[int]:
    rows = snapshot.execute(
        "select n.request from (select id from message where form = ? and sent_at > ?"
        " and what = 'notice' order by id desc limit ?) m cross join mention n on n.message = m.id",
        [form, seconds(since), _COPIES],
    ).fetchall()
    return [row[0] for row in rows]


_COPIES = 5


def _read(
    snapshot: Snapshot,
    idents: Iterable[int],
    live: Live,
    period: frozenset[str],
    chat: int | None,
) -> list[tuple[Request, str]]:
    fields = ", ".join(f"r.{field}" for field in FIELDS.split(", "))
    rows = snapshot.execute(
        f"select {fields}, o.id, o.key, o.period, o.core from json_each(:ids) w"
        " cross join request o on o.id = w.value"
        " join request r on r.id = coalesce(o.merged_into, o.id) where r.state <> 'dismissed'"
        " and (max(o.last_at, r.last_at) > :since or (r.state = 'open' and r.ends > :now))"
        " order by w.key",
        {
            "ids": json.dumps(list(idents)),
            "since": seconds(live.since),
            "now": seconds(live.now),
        },
    ).fetchall()
    found = []
    for *about, ident, key, months, core in rows:
        request = read_request(about)
        if period and months and period.isdisjoint(months.split()):
            continue
        told = ((ident, key), (request.id, request.key))
        if chat is None or all(may_mean(snapshot, chat, *one) for one in told):
            found.append((request, core))
    return found


def _shared(snapshot: Snapshot, terms: Mapping[str, float], live: Live) -> dict[int, float]:
    """How much requests share with ``terms``: what is rare, and is worth more, tells more.

    The rarest are looked up first, in the newest requests first, until so many were found that
    the others would tell little more. Where it was said tells only among those that share content.
    """
    first = _first_since(snapshot, live.since)
    whole = 1 + (snapshot.execute("select max(id) from request").fetchone()[0] or 0)
    content = {term: worth for term, worth in terms.items() if not term.startswith(_BESIDE)}
    telling = sorted(_counted(snapshot, content), key=lambda term: (content[term[0]] < 1, term[1]))
    telling = telling[:_MOST_TERMS]
    shared: defaultdict[int, float] = defaultdict(float)
    left, all_told = _MOST_FOUND, 0.0
    for term, requests in telling:
        most = _MOST_OF_ONE if content[term] >= 1 else _MOST_OF_LITTLE
        rows = _holding(snapshot, term, first, max(0, min(left, most)))
        told = content[term] * log(1 + whole / requests)
        for (ident,) in rows:
            shared[ident] += told
        left -= len(rows)
        all_told += told
    for ident in _older(snapshot, [term for term, _ in telling], first):
        shared[ident] = all_told
    for term, requests in _counted(snapshot, [t for t in terms if t.startswith(_CHAT)]):
        told = terms[term] * log(1 + whole / requests)
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
    telling = _counted(snapshot, terms)[:_MOST_WEIGHED_TERMS]
    values = {"chats": json.dumps(list(chats)), "since": seconds(since)}
    first, whole = snapshot.execute(
        "select min(n.id), (select max(id) from request) from message m cross join mention n"
        " on n.message = m.id where m.what = 'notice' and m.sent_at > :since"
        " and m.chat in (select value from json_each(:chats))",
        values,
    ).fetchone()
    if not telling or first is None:
        return []
    fields = ", ".join(f"r.{field}" for field in FIELDS.split(", "))
    # Ranks of the index would be weighed over all notices there ever were.
    rows = snapshot.execute(
        f"select {fields}, q.core, t.terms, t.rowid from mention_terms t"
        " cross join mention n on n.id = t.rowid cross join message m on m.id = n.message"
        " cross join request q on q.id = n.request cross join request r"
        " on r.id = coalesce(q.merged_into, q.id) where mention_terms match :words"
        " and t.rowid >= :first and m.sent_at > :since"
        " and m.chat in (select value from json_each(:chats)) and r.state <> 'dismissed'",
        {**values, "words": _any_of(_affordable(telling)), "first": first},
    ).fetchall()
    worth = {term: log(1 + whole / requests) for term, requests in telling}
    rows.sort(key=lambda row: (-sum(worth.get(one, 0.0) for one in row[-2].split()), -row[-1]))
    likest: dict[int, Any] = {}
    for row in rows:
        likest.setdefault(row[0], row)
    return [(read_request(row), row[-3]) for row in list(likest.values())[:limit]]


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


_LEAST_TERMS, _MOST_WEIGHED_TERMS = 4, 12
_MOST_WEIGHED = 1000


def _any_of(terms: Iterable[str]) -> str:
    return " OR ".join('"' + term.replace('"', "") + '"' for term in terms)


def _counted(snapshot: Snapshot, terms: Iterable[str]) -> list[tuple[str, int]]:
    """The terms that are known, the rarest first, and how many requests ever had each."""
    rows = snapshot.execute(
        "select t.term, t.requests from json_each(?) w cross join term t on t.term = w.value"
        " order by t.requests, t.term",
        [json.dumps(sorted(terms))],
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


_MOST_TERMS = 8
_MOST_FOUND, _MOST_OF_ONE, _MOST_OF_LITTLE = 3000, 1500, 100
"""Requests that are looked at, over all terms and for one: each costs about a microsecond."""
_ALL_OF, _OLDER = 3, 60
_CHAT, _PERIOD = "C", "P"
_BESIDE = (_CHAT, _PERIOD)
"""Where something was said, and of what period, is no content: see `reading.findable`."""
