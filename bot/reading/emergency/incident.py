"""What one danger is told by: several alarms of a chat that name no other danger and place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

from bot.domain.message import Message
from bot.domain.reading import Earlier, Relation, What
from bot.reading.emergency.alarm import raises_alarm
from bot.reading.emergency.all_clear import told_in
from bot.reading.emergency.same_danger import is_elsewhere, places_shared, sorts_in
from bot.reading.emergency.signs import dangers
from bot.reading.terms import terms

_DAY, _APART = timedelta(hours=24), timedelta(hours=6)


@dataclass(slots=True)
class Incident:
    """One danger: the alarms still on that have a ``line`` of their own each, oldest first, and
    ``all`` that was said of it.
    """

    lines: list[Earlier] = field(default_factory=list)
    all: list[Earlier] = field(default_factory=list)

    @property
    def cry(self) -> str:
        """All that was said of it, as far as that is kept."""
        return "。".join(told_in(one) for one in self.all)

    @property
    def sorts(self) -> frozenset[str]:
        """The sorts of danger that were told of it."""
        return frozenset[str]().union(*(sorts_of(told_in(one)) for one in self.all))

    def tells(self, number: int | str | None) -> bool:
        """Whether the message with a number told of it."""
        return any(one.message.number == number for one in self.all)

    def heard(self, sender: str | None) -> bool:
        """Whether somebody raised it, or told of it."""
        return sender is not None and any(one.message.sender == sender for one in self.all)


def incidents(at: datetime, before: Sequence[Earlier]) -> list[Incident]:
    """The dangers of the day before ``at`` that are still on, as a thread tells of them."""
    found: list[Incident] = []
    of: dict[int | str, Incident] = {}
    for one in before:
        if at - one.message.sent_at > _DAY or one.reading.what is not What.NOTICE:
            continue
        if one.reading.relation is Relation.CANCEL:
            _close(one, of)
            continue
        updates = one.reading.relation is Relation.UPDATE
        told = of.get(one.reading.refers_to or 0) if updates else None
        if told is None and not one.reading.alarm:
            continue
        incident = told or next(_same(one, found), None)
        if incident is None:
            found.append(incident := Incident())
        incident.all.append(one)
        if told is None:
            incident.lines.append(one)
        of[one.message.number] = incident
    return [one for one in found if one.lines]


def ended_by(one: Earlier) -> tuple[int | str, ...]:
    """The numbers of the alarms that an earlier message said are over."""
    first = one.reading.refers_to
    return one.reading.ends if first is None else (first, *one.reading.ends)


def _close(end: Earlier, of: dict[int | str, Incident]) -> None:
    for number in ended_by(end):
        incident = of.pop(number, None)
        if incident:
            incident.lines = [one for one in incident.lines if one.message.number != number]


def _same(one: Earlier, found: Sequence[Incident]) -> Iterator[Incident]:
    """The dangers an alarm may tell more of, the last one first."""
    for incident in reversed(found):
        last = incident.all[-1].message.sent_at
        soon = one.message.sent_at - last <= _APART
        if incident.lines and soon and not is_apart(told_in(one), incident):
            yield incident


def is_apart(text: str, incident: Incident) -> bool:
    """Whether normalised ``text`` tells of another sort of danger, and of another place or with a
    cry of its own.
    """
    named, raised = sorts_of(text), incident.sorts
    if not named or not raised or named & raised:
        return False
    return raises_alarm(text) or is_elsewhere(text, incident.cry)


@lru_cache(maxsize=1024)
def sorts_of(text: str) -> frozenset[str]:
    """The sorts of danger that a normalised text names, or has signs of."""
    return dangers(text) | sorts_in(text)


def shared(text: str, of: Sequence[Earlier]) -> int:
    """How many runs of two letters that name something a text has in common with what was said; a
    number counts twice.
    """
    known = frozenset[str]().union(*(one.reading.terms | terms(told_in(one)) for one in of))
    return sum(1 + one.isdigit() for one in terms(text) if one in known and _tells(one))


def _tells(word: str) -> bool:
    called = word.isdigit() and len(word) <= _CALLED  # 119
    return not called and not _COMMON.issuperset(word)


_CALLED = 3


# Of what is said of any danger.
_COMMON = frozenset(
    "的了在到上下里出来去有人可以已经大家马立即注意现正常恢复安全消防情况险群众居民住户各位请通知全部先要再点半个两三一二四五六七八九十不没和们号楼栋幢单元"
    "医院送打关开停回家路口好看过走着村组"
)


def of_which(
    message: Message, text: str, open_now: Sequence[Incident]
) -> tuple[Incident | None, bool]:
    """The danger of those ``open_now`` that a text, or a reply, speaks of, and whether it names
    anything of that; None where several may be meant.
    """
    replied = [one for one in open_now if one.tells(message.reply_to)]
    if message.reply_to is not None and replied:
        return replied[0], True
    held = [(shared(text, one.all) + places_shared(text, one.cry), one) for one in open_now]
    most = max((count for count, _ in held), default=0)
    named = [one for count, one in held if count == most]
    if most and len(named) == 1:
        return named[0], True
    return (open_now[0], False) if len(open_now) == 1 else (None, False)
