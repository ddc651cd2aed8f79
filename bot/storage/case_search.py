"""Cases found by state, reason, words, group and issuer, where there are many."""

import json
from typing import NamedTuple

from bot.domain.case import CaseState
from bot.domain.review import Case
from bot.storage.cases import SELECT, SPOKEN, case_from
from bot.storage.connection import Snapshot


class Sought(NamedTuple):
    """What of cases is looked for; what is empty lets all through.

    ``words`` and ``issuer`` stand in the text as they are; ``chat`` is a group where it was asked.
    """

    states: frozenset[CaseState] = frozenset()
    reason: str = ""
    issuer: str = ""
    words: str = ""
    chat: int | None = None


# Two look-ups instead of one with "or", which would read all requests.
_ASKED = (
    "(exists (select 1 from mention n join message m on m.id = n.message"
    " where n.request = r.id and m.chat = ?)"
    " or exists (select 1 from request f join mention n on n.request = f.id"
    " join message m on m.id = n.message where f.merged_into = r.id and m.chat = ?))"
)
_SAYS = "(instr(lower(r.title), ?) or instr(lower(coalesce(r.issuer, '')), ?))"
_OF = "instr(lower(coalesce(r.issuer, '')), ?)"


def numbered(snapshot: Snapshot, sought: Sought, below: int, most: int) -> list[Case]:
    """The ``most`` newest cases that have numbers under ``below``."""
    words, issuer = sought.words.lower(), sought.issuer.lower()
    given: dict[str, tuple[object, ...]] = {
        "c.number < ?": (below,),
        f"c.state in ({', '.join('?' * len(sought.states))})": tuple(sorted(sought.states)),
        "c.reason = ?": (sought.reason,),
        _OF: (issuer,),
        _SAYS: (words, words),
        _ASKED: (sought.chat, sought.chat),
    }
    tests = {test: of for test, of in given.items() if of and of[0] not in ("", None)}
    rows = snapshot.execute(
        f"{SELECT} where {' and '.join(tests)} order by c.number desc limit ?",
        [*(value for of in tests.values() for value in of), most],
    ).fetchall()
    return [case_from(row) for row in rows]


_ISSUERS = (
    "select c.id as matter, r.issuer from flag_case c join request q on q.id = c.request"
    " join request r on r.id = coalesce(q.merged_into, q.id)"
    " union select c.id, r.upstream_issuer from flag_case c join request q on q.id = c.request"
    " join request r on r.id = coalesce(q.merged_into, q.id)"
    " union select c.id, n.issuer from flag_case c join request q on q.id = c.request"
    " join mention n on n.request = coalesce(q.merged_into, q.id)"
    " union select c.id, n.issuer from flag_case c join request q on q.id = c.request"
    " join request f on f.merged_into = coalesce(q.merged_into, q.id)"
    " join mention n on n.request = f.id"
)
"""All bodies that asked for what each case is about, by case."""


def issuers_named(snapshot: Snapshot) -> list[str]:
    """All bodies that asked for what any case is about."""
    rows = snapshot.execute(
        f"select distinct issuer from ({_ISSUERS}) where issuer is not null order by 1"
    ).fetchall()
    return [row[0] for row in rows]


def spoken_of_with(snapshot: Snapshot, issuers: list[str]) -> list[Case]:
    """Cases whose issuers were consulted or advised and are among these, by number."""
    rows = snapshot.execute(
        f"{SELECT} where c.id in (select matter from ({_ISSUERS}) where issuer in"
        f" (select value from json_each(?))) and {SPOKEN} order by c.number",
        [json.dumps(issuers)],
    ).fetchall()
    return [case_from(row) for row in rows]
