"""Cases that have a number, found by state, reason, words and group, the newest first."""

from typing import NamedTuple

from bot.domain.case import CaseState
from bot.domain.review import Case
from bot.storage.cases import SELECT, case_from
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
