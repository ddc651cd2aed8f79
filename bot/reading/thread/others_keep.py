"""A change of a time that is not for all, in words that do not tell for whom it is."""

import re

from bot.domain.reading import Reading, Relation
from bot.reading.thread.named_apart import named_apart
from bot.reading.thread.shares import WHEN, others_keep, others_told

_LONGEST = 90
_WHEN = re.compile(WHEN)
_CLAUSE = re.compile(r"[,。;!\n]")


def may_move_all(text: str, reading: Reading) -> bool:
    """Whether a short normalised change, as it was read, would move for all what others keep
    (这两个村改到19号,其余村不变), or ask it anew of nobody in particular.
    """
    if len(text) > _LONGEST or len(reading.asks) != 1:
        return False
    times = reading.asks[0].times
    known = times.only_for or times.due_for or times.recurs
    if known or not (times.deadline or times.starts_at) or not _not_for_all(text, reading.relation):
        return False
    return not all(named_apart(text, later=later) for later in (True, False))


def _not_for_all(text: str, relation: Relation | None) -> bool:
    clauses = _CLAUSE.split(text)
    keep = [one for one in clauses if others_keep(one)]
    timed = any(_WHEN.search(one) for one in clauses if one not in keep)
    if keep or relation is Relation.CANCEL:
        return bool(keep) and timed
    return relation is Relation.UPDATE and any(map(others_told, clauses))
