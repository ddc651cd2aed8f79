"""Cases found by state, reason, words, group and issuer, where there are many."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from bot.domain.case import CaseState
from bot.domain.review import Case
from bot.storage.cases import SELECT, SPOKEN, case_from
from bot.storage.connection import Snapshot


class Sought(NamedTuple):
    """What of cases is looked for; what is empty lets all through.

    ``words`` and ``issuer`` stand in the text as they are; ``chat`` is a group where it was asked,
    ``among`` are several of which it was asked in one.
    """

    states: frozenset[CaseState] = frozenset()
    reason: str = ""
    issuer: str = ""
    words: str = ""
    chat: int | None = None
    among: tuple[int, ...] | None = None


_ASKED = (
    "r.id in (select coalesce(q.merged_into, q.id) from message m"
    " cross join mention n on n.message = m.id cross join request q on q.id = n.request"
    " where m.chat = ? and m.what = 'notice')"
)
_HERE = (
    "cross join message m on m.id = n.message where n.request = {}"
    " and m.chat in (select value from json_each(?))"
)
# Two look-ups instead of one with "or", which would read all requests.
_AMONG = (
    f"(exists (select 1 from mention n {_HERE.format('r.id')}) or exists (select 1 from request f"
    f" cross join mention n {_HERE.format('f.id')} and f.merged_into = r.id))"
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
        _ASKED: (sought.chat,),
        _AMONG: () if sought.among is None else (json.dumps(sought.among),) * 2,
    }
    tests = {test: of for test, of in given.items() if of and of[0] not in ("", None)}
    rows = snapshot.execute(
        f"{SELECT} where {' and '.join(tests)} order by c.number desc limit ?",
        [*(value for of in tests.values() for value in of), most],
    ).fetchall()
    return [case_from(row) for row in rows]


def cases_by_issuer(snapshot: Snapshot) -> dict[str, list[int]]:
    """All bodies that asked for what any case is about, each with those cases."""
    rows = snapshot.execute(
        "with about (matter, root) as materialized (select c.id, coalesce(q.merged_into, q.id)"
        " from flag_case c cross join request q on q.id = c.request) select issuer,"
        " json_group_array(matter) from (select a.matter, r.issuer from about a"
        " cross join request r on r.id = a.root union all select a.matter, r.upstream_issuer"
        " from about a cross join request r on r.id = a.root union all"
        " select a.matter, n.issuer from about a cross join request r on r.id = a.root"
        " cross join mention n on n.request = a.root and n.issuer is not r.issuer"
        " union all select a.matter, n.issuer"
        " from about a cross join request f on f.merged_into = a.root"
        " cross join mention n on n.request = f.id) where issuer is not null group by issuer"
    ).fetchall()
    return {row[0]: json.loads(row[1]) for row in rows}


def spoken_of_among(snapshot: Snapshot, cases: Iterable[int]) -> list[Case]:
    """Those of these cases whose issuers were consulted or advised, by number."""
    rows = snapshot.execute(
        f"{SELECT} where c.id in (select value from json_each(?)) and {SPOKEN} order by c.number",
        [json.dumps(sorted(set(cases)))],
    ).fetchall()
    return [case_from(row) for row in rows]
