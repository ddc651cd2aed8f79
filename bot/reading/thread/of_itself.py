"""Whether a notice that is edited calls itself off, or only something beside what it asks."""

import re
from collections.abc import Sequence

from bot.domain.message import Message
from bot.domain.reading import Earlier
from bot.reading.thread.objects import fits, held_by, named_in
from bot.reading.thread.parts_off import part_of
from bot.reading.thread.taking_back import stops

_CLAUSE = re.compile(r"[,。;!\s]+")
# Of what a notice was before, or of what it does not ask.
_NOT_IT = re.compile("其[他它余]|(?<![一-鿿])(?:原|旧|老|此前|之前|以前|上次|前次)")


def unless_beside(message: Message, text: str, before: Sequence[Earlier]) -> Sequence[Earlier]:
    """The thread without what a message was, where its new normalised text calls off nothing of
    that: 各村20日前报排查表。水库台账不用报了.
    """
    if message.edited_at is None or not stops(text):
        return before
    said = [one for one in _CLAUSE.split(text) if stops(one)]
    return [
        one for one in before if one.message.number != message.number or _calls_off(one, text, said)
    ]


def _calls_off(earlier: Earlier, text: str, said: Sequence[str]) -> bool:
    """Whether clauses of a text call off what an earlier version asked, or a part of it."""
    alone = len(earlier.reading.asks) == 1
    if alone and part_of(earlier, 0, text) is not None:
        return True
    return any(_is_all(earlier, one, alone) for one in said if not _NOT_IT.search(one))


def _is_all(earlier: Earlier, clause: str, alone: bool) -> bool:
    things = named_in(clause)
    return not things or (alone and fits(held_by(earlier, things)[0]))
