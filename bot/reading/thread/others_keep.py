"""A change of a time that is not for all, in words that do not tell for whom it is."""

import re
from collections.abc import Sequence

from bot.domain.reading import Earlier, Reading, Relation
from bot.reading.normalise import normalise
from bot.reading.thread.named_apart import KIND, kinds_in, named_apart
from bot.reading.thread.shares import WHEN, others_keep, others_told, some_keep

_LONGEST, _READ = 90, 300
_WHEN = re.compile(WHEN)
_CLAUSE = re.compile(r"[,。;!\n]")
# 社区的台账推迟到18号, of what 各村、各社区 were asked.
_OF_KIND = re.compile(
    rf"(?:^|[,。;:!\s])各?(?P<kind>{KIND})(?:[里上]|那边)?的?(?!长|干部)[^,。;!]{{0,12}}?"
    "(?:改|延|推|提前|缓|宽|顺延|拖)"
)


def may_move_all(text: str, reading: Reading, before: Sequence[Earlier]) -> bool:
    """Whether a short normalised change, as it was read, would move for all what others keep
    (这两个村改到19号,其余村不变), or ask it anew of nobody in particular.
    """
    if len(text) > _LONGEST or len(reading.asks) != 1:
        return False
    times = reading.asks[0].times
    both = bool(times.deadline and times.starts_at)
    known = times.due_for or times.recurs or (times.only_for and not both)
    if known or not (times.deadline or times.starts_at):
        return False
    clauses = _CLAUSE.split(text)
    keep = [one for one in clauses if others_keep(one) or some_keep(one)]
    timed = any(_WHEN.search(one) for one in clauses if one not in keep)
    if reading.relation is not Relation.UPDATE:
        return timed and any(map(others_keep, keep))
    if _is_of_one_kind(text, reading, before):
        return True
    told = (keep and timed) or any(map(others_told, clauses))
    named = all(named_apart(text, later=later) for later in (True, False))
    return bool(told) and (not named or both)


def _is_of_one_kind(text: str, reading: Reading, before: Sequence[Earlier]) -> bool:
    """Whether a text moves for one kind of units what others were asked, too."""
    said = _OF_KIND.search(text)
    told = next((one for one in before if one.message.number == reading.refers_to), None)
    if said is None or told is None:
        return False
    kinds = kinds_in(normalise(told.message.text[:_READ]).text)
    return said["kind"] in kinds and len(kinds) > 1
