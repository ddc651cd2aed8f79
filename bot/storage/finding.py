"""Requests found by words among more notices than can all be looked at: the newest ones."""

import json
from collections.abc import Iterable

from bot.storage.connection import Snapshot
from bot.storage.overview import Sight
from bot.storage.search import fts_query

_MENTIONS, _TITLES = 1500, 8000
"""Notices, and titles, that are looked at where they are too many, the newest first."""
_ROOT = "cross join request r on r.id = coalesce(q.merged_into, q.id) and r.state <> 'dismissed'"
_HERE = "m.what = 'notice' and (:all or m.chat in (select value from json_each(:chats)))"
_MATCHING = (
    "(select rowid, terms from mention_terms where mention_terms match :terms"
    " order by rowid desc limit :mentions) t cross join mention n on n.id = t.rowid"
    " cross join message m on m.id = n.message cross join request q on q.id = n.request"
)
_NAMED = "(instr(lower(r.title), :words) or instr(lower(coalesce(r.issuer, '')), :words))"


def newest_with(
    snapshot: Snapshot, sight: Sight, terms: Iterable[str], words: str
) -> dict[int, int]:
    """Requests that a notice in these chats names by all ``terms``, or that hold ``words``.

    By request, when it was last spoken of. Those of own issuers are looked for in full.
    """
    query = fts_query(terms, "AND")
    arms = [_titles(sight)] if sight.chats is None or sight.chats else []
    if query and arms:
        arms.append(f"select r.id, r.last_at from {_MATCHING} {_ROOT} where {_HERE}")
    if sight.issuers:
        arms.append(_own(query))
    rows = snapshot.execute(" union ".join(arms) or "select 0, 0 limit 0", _values(
        sight, terms=query, words=words.lower(),
    )).fetchall()  # fmt: skip
    return dict(rows)


def _titles(sight: Sight) -> str:
    newest = (
        "select r.id, r.last_at from (select * from request where merged_into is null"
        f" order by last_at desc limit :titles) r where r.state <> 'dismissed' and {_NAMED}"
    )
    if sight.chats is None:
        return newest
    return (
        f"select * from ({newest}) r where exists (select 1 from mention n join message m"
        f" on m.id = n.message where n.request = r.id and {_HERE})"
    )


def _own(query: str) -> str:
    found = "r.id in (select rowid from request_terms where request_terms match :terms)"
    return (
        "select r.id, r.last_at from request r where coalesce(r.upstream_issuer, r.issuer)"
        " in (select value from json_each(:own)) and r.merged_into is null"
        f" and r.state <> 'dismissed' and ({_NAMED} or {found if query else '0'})"
    )


def newest_like(
    snapshot: Snapshot, sight: Sight, terms: frozenset[str], least: float
) -> dict[int, int]:
    """The same of those that share at least this part of ``terms`` with a notice there."""
    query = fts_query(terms, "OR")
    if not query:
        return {}
    rows = snapshot.execute(
        f"select r.id, r.last_at, t.terms from {_MATCHING} {_ROOT} where {_HERE}",
        _values(sight, terms=query),
    ).fetchall()
    shared = least * len(terms)
    return {row[0]: row[1] for row in rows if len(terms.intersection(row[2].split())) >= shared}


def _values(sight: Sight, **more: object) -> dict[str, object]:
    return {
        "all": sight.chats is None,
        "chats": json.dumps(sight.chats or ()),
        "own": json.dumps(sight.issuers),
        "mentions": _MENTIONS,
        "titles": _TITLES,
        **more,
    }
