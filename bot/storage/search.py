"""Notices found by their words, in the chats that the asker may ask about and in no others."""

from collections.abc import Iterable

from bot.storage.connection import Snapshot

# What was merged is found as what it was merged into; what was dismissed is not found.
_ROOT = "join request r on r.id = coalesce(q.merged_into, q.id) and r.state <> 'dismissed'"


def requests_with(
    snapshot: Snapshot, terms: Iterable[str], words: str, chats: tuple[int, ...]
) -> list[int]:
    """Requests that one notice of these chats names by all ``terms``, newest notice first.

    Also those whose title or issuer holds ``words`` as they stand.
    """
    marks = ", ".join("?" * len(chats))
    named = (
        "select r.id as request, m.sent_at, null from message m cross join mention n"
        " on n.message = m.id join request q on q.id = n.request"
        f" {_ROOT} where m.what = 'notice' and m.chat in ({marks})"
        " and (instr(lower(r.title), ?) or instr(lower(coalesce(r.issuer, '')), ?))"
    )
    values: list[object] = [*chats, words.lower(), words.lower()]
    query = fts_query(terms, "AND")
    if query:
        named += f" union all {_MATCHING} and m.chat in ({marks})"
        values += [query, *chats]
    rows = snapshot.execute(
        f"select request from ({named}) group by request order by max(sent_at) desc, request desc",
        values,
    ).fetchall()
    return [row[0] for row in rows]


def requests_like(
    snapshot: Snapshot, terms: frozenset[str], chats: tuple[int, ...], least: float
) -> list[int]:
    """Requests that share at least this part of ``terms`` with a notice here, newest first."""
    query = fts_query(terms, "OR")
    if not query:
        return []
    marks = ", ".join("?" * len(chats))
    rows = snapshot.execute(
        f"{_MATCHING} and m.chat in ({marks}) order by m.sent_at desc, r.id desc limit ?",
        [query, *chats, _LOOKED_AT],
    ).fetchall()
    close = [
        row[0] for row in rows if len(terms.intersection(row[2].split())) >= least * len(terms)
    ]
    return list(dict.fromkeys(close))


_MATCHING = (
    "select r.id as request, m.sent_at, t.terms from mention_terms t join mention n"
    " on n.id = t.rowid join message m on m.id = n.message join request q on q.id = n.request"
    f" {_ROOT} where mention_terms match ?"
)
_LOOKED_AT = 500


def fts_query(terms: Iterable[str], joint: str) -> str:
    """What full-text search is asked for; "" where there is nothing to look for."""
    quoted = [f'"{term}"' for term in sorted(terms) if '"' not in term]
    return f" {joint} ".join(quoted)
