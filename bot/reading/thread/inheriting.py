"""What an ask has of the one that it goes on with: its kind and its name."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.reading import Ask, Earlier, Kind, Relation
from bot.reading.normalise import normalise
from bot.reading.thread.event_moved import of_its_start, with_day_of_list
from bot.reading.thread.following import corrects
from bot.reading.thread.relation import BARE_TIME, Link

_VAGUE = (Kind.TASK, Kind.INFO)


def inherit(ask: Ask, link: Link, before: Sequence[Earlier], said: str) -> Ask:
    """A reminder or second half keeps the kind and the name of what it speaks of."""
    number = link.part_of if link.part_of is not None else link.refers_to
    asks = next((e.reading.asks for e in before if e.message.number == number), ())
    root = asks[min(link.ask, len(asks) - 1)] if asks else None
    if root is None:
        if link.goes_on:
            return replace(ask, kind=Kind.CHANGE, subject_kind=ask.base_kind)
        vague = link.relation is Relation.REMINDER and ask.kind in _VAGUE
        return replace(ask, kind=Kind.REPORT) if vague else ask
    if ask.kind is Kind.CHANGE:
        told = with_day_of_list(ask.times, root.times)
        held = of_its_start(told, root.base_kind, root.times.starts_at, said)
        again = ask.venue and ask.venue in _told(number, before)
        ask = replace(ask, times=held, venue=None if again else ask.venue)
    if link.relation is Relation.REMINDER and ask.kind is not Kind.CHANGE:
        return replace(ask, kind=root.base_kind, title=root.title)
    goes_on = link.goes_on and link.relation is Relation.UPDATE
    bare = link.relation is Relation.UPDATE and BARE_TIME.fullmatch(said)
    if goes_on and not (ask.times.deadline or ask.times.starts_at):
        return replace(ask, kind=root.base_kind, title=root.title)
    corrected = link.relation is Relation.UPDATE and corrects(said)
    if ask.kind is Kind.CHANGE or goes_on or corrected:
        return replace(ask, kind=Kind.CHANGE, subject_kind=root.base_kind, title=root.title)
    if bare:
        return replace(ask, kind=root.base_kind, title=root.title)
    if link.part_of is not None and root.base_kind is not Kind.INFO:
        return replace(ask, kind=root.base_kind, title=root.title)
    return replace(ask, kind=root.base_kind) if link.relation is Relation.RELAY_TIGHTENED else ask


def _told(number: int | str | None, before: Sequence[Earlier]) -> str:
    """What the message of this number says; a place that it named already is no new one."""
    told = next((one.message.text for one in before if one.message.number == number), "")
    return normalise(told).text
