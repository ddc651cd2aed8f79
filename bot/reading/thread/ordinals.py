"""第一个表不用报了,第二个照常: which of its sender's last asks a message counts out."""

import re
from collections.abc import Sequence

from bot.domain.message import Message
from bot.domain.reading import Earlier, Kind, Relation, What
from bot.reading.deadline.numbers import number
from bot.reading.thread.objects import STAYS

_NTH = re.compile(
    r"第([一二三四五1-5])(?:[个件项份张条]|(?=表|名单|事))|(?<!\d)([前后])(?:一?[个件项份张条])"
)
_CLAUSE = re.compile("[,。;!\n]")


def counted_out(
    message: Message, text: str, before: Sequence[Earlier]
) -> tuple[Earlier, int] | None:
    """The notice, and which of its asks, that normalised ``text`` counts out to change or chase.

    The asks are those of the sender's last notice, or one of each of the last ones.
    """
    clauses = [(found, part) for part in _CLAUSE.split(text) if (found := _NTH.search(part))]
    changed = [found for found, part in clauses if not STAYS.search(part)]
    if len(changed) != 1:
        return None
    most = max(2, *(_place(found) or 1 for found, _ in clauses))
    told = _asks_of(message.sender, before, most)
    place = _place(changed[0]) or len(told)
    return told[place - 1] if 1 <= place <= len(told) else None


def _place(found: re.Match[str]) -> int:
    """The number that is counted; 0 for the last."""
    return number(found[1]) if found[1] else int(found[2] == "前")


def _asks_of(sender: str | None, before: Sequence[Earlier], most: int) -> list[tuple[Earlier, int]]:
    own = [one for one in before if one.message.sender == sender and _asks(one)]
    if own and len(own[-1].reading.asks) > 1:
        return [(own[-1], index) for index in range(len(own[-1].reading.asks))]
    return [(one, 0) for one in own[-most:]]


def _asks(earlier: Earlier) -> bool:
    reading = earlier.reading
    asked = reading.relation not in (Relation.REMINDER, Relation.UPDATE, Relation.CANCEL)
    real = any(ask.kind not in (Kind.CHANGE, Kind.INFO) for ask in reading.asks)
    return reading.what is What.NOTICE and reading.part_of is None and asked and real
