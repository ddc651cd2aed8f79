"""Cases found by state, reason, words, group and issuer, where there are many."""

import json
from collections.abc import Iterable, Sequence
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


# From what was asked there to its cases; never from all cases to what they are about.
_ASKED = (
    "c.request in (with asked as (select distinct coalesce(q.merged_into, q.id) as id"
    " from message m cross join mention n on n.message = m.id"
    " cross join request q on q.id = n.request where m.chat = ? and m.what = 'notice')"
    " select id from asked union all select f.id from asked a cross join request f"
    " on f.merged_into = a.id)"
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
        f"+c.state in ({', '.join('?' * len(sought.states))})": tuple(sorted(sought.states)),
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


_ASKS = (
    "(r.issuer in ({0}) or r.upstream_issuer in ({0}) or exists (select 1 from mention n"
    " where n.request = r.id and n.issuer in ({0})) or exists (select 1 from request f cross join"
    " mention n on n.request = f.id where f.merged_into = r.id and n.issuer in ({0})))"
)


def asked_in(snapshot: Snapshot, states: Iterable[CaseState], chats: Iterable[int]) -> list[Case]:
    """Cases in these states about what was asked in any of these chats, by number."""
    wanted, among = json.dumps(list(states)), json.dumps(list(chats))
    rows = snapshot.execute(
        f"{SELECT} where c.state in (select value from json_each(?)) and {_AMONG}"
        " order by c.number, c.id",
        [wanted, among, among],
    ).fetchall()
    return [case_from(row) for row in rows]


def ids_asked_in(snapshot: Snapshot, chats: Iterable[int]) -> list[int]:
    """All cases about what was asked in any of these chats."""
    among = json.dumps(list(chats))
    rows = snapshot.execute(
        "select c.id from flag_case c join request q on q.id = c.request join request r"
        f" on r.id = coalesce(q.merged_into, q.id) where {_AMONG}",
        [among, among],
    ).fetchall()
    return [row[0] for row in rows]


def spoken_of_with(snapshot: Snapshot, names: Sequence[str]) -> list[Case]:
    """Cases about what bodies of these names asked for, whose issuers were consulted or advised.

    In order of their numbers.
    """
    asks = _ASKS.format(", ".join("?" * len(names)))
    # The plus sign keeps SQLite from going through the past of all cases first.
    rows = snapshot.execute(
        f"{SELECT} where {asks} and +{SPOKEN} order by c.number", [*names] * 4
    ).fetchall()
    return [case_from(row) for row in rows]
