"""What a message calls off beside what it asks: 请报台账。另,原定3月19日的现场会取消."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.message import Message
from bot.domain.reading import Ask, Earlier, Kind, Relation, Times
from bot.reading.asks.parts import calls_off_beside
from bot.reading.thread.parts_off import part_of
from bot.reading.thread.pointing import target_of, which_ask


def with_off_beside(
    message: Message,
    text: str,
    spans: Sequence[tuple[int, int]],
    asks: Sequence[Ask],
    before: Sequence[Earlier],
) -> list[Ask]:
    """The asks of a normalised text by their spans; what any but the first calls off is off, by the
    name of the earlier ask where this thread has it.
    """
    rest = zip(asks[1:], spans[1:], strict=True)
    return [
        asks[0],
        *(_told(message, text[start:end], ask, before) for ask, (start, end) in rest),
    ]


_EVENT = re.compile("会议?$|班$|活动$|演练$|[比竞]赛$|讲座$|仪式$")
_ENDS = re.compile("(?:因[^,。;]{1,6})?[已现]?(?:取消|撤[回销]|作废|不再.*|不[开办搞]了?|暂不.*)$")


def _told(message: Message, said: str, ask: Ask, before: Sequence[Earlier]) -> Ask:
    if not calls_off_beside(said):
        return ask
    title = _ENDS.sub("", ask.title) or ask.title
    kind = Kind.MEETING if _EVENT.search(title) else ask.base_kind
    off = replace(
        ask, kind=Kind.CHANGE, subject_kind=kind, title=title, relation=Relation.CANCEL, cues=()
    )
    target = target_of(message, said, before, loose=False)
    if target is None or not target.reading.asks:
        return off
    place = which_ask(target, said)
    one = target.reading.asks[place]
    if part_of(target, place, said) is not None:
        return ask
    return replace(
        off, subject_kind=one.base_kind, title=one.title, issuer=one.issuer, times=Times()
    )
