"""What an ask has of the one that it goes on with: its kind and its name."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.reading import Ask, Earlier, Kind, Relation
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
    if link.relation is Relation.REMINDER and ask.kind is not Kind.CHANGE:
        return replace(ask, kind=root.base_kind, title=root.title)
    goes_on = link.goes_on and link.relation is Relation.UPDATE
    bare = link.relation is Relation.UPDATE and BARE_TIME.fullmatch(said)
    if goes_on and not (ask.times.deadline or ask.times.starts_at):
        return replace(ask, kind=root.base_kind, title=root.title)
    if ask.kind is Kind.CHANGE or goes_on:
        return replace(ask, kind=Kind.CHANGE, subject_kind=root.base_kind, title=root.title)
    if bare:
        return replace(ask, kind=root.base_kind, title=root.title)
    if link.part_of is not None and root.base_kind is not Kind.INFO:
        return replace(ask, kind=root.base_kind, title=root.title)
    return replace(ask, kind=root.base_kind) if link.relation is Relation.RELAY_TIGHTENED else ask
