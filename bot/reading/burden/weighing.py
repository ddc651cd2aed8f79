"""Which burdens an ask lays on its readers, weighed from its words, its kind and its times."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendar import WorkCalendar
from bot.domain.lexicon import BurdenModel, Lexicon
from bot.domain.reading import Kind, Relation, Times
from bot.reading.burden.lead import is_short_notice
from bot.reading.burden.senses import senses
from bot.reading.features import grams


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One ask as read so far: its normalised words, and what is known of it besides."""

    text: str
    kind: Kind
    times: Times
    relation: Relation | None
    sent_at: datetime


def weighed(shown: Iterable[str], model: BurdenModel) -> set[str]:
    """The codes of the burdens whose weights of what is shown come to more than nothing."""
    total = sum(filter(None, map(model.weights.get, shown)), model.bias)
    return {code for code, bit in model.codes.items() if total & bit}


def shown_by(
    asked: Asked,
    laid: str,
    found: Iterable[str],
    exemptions: Iterable[str],
    lexicon: Lexicon,
    calendar: WorkCalendar,
) -> frozenset[str]:
    """What an ask shows; ``laid`` is what of its words asks something, ``found`` are the codes
    that rules tell. Also what is learned from.
    """
    return grams(laid).union(
        (f"speaks of {sense}" for sense in senses(laid, lexicon.burdens)),
        (f"told {code}" for code in found),
        (f"exempt {code}" for code in exemptions),
        _beside(asked, lexicon, calendar),
    )


def _beside(asked: Asked, lexicon: Lexicon, calendar: WorkCalendar) -> Iterator[str]:
    """Kind, thread and times as features; their names are longer than any run of letters."""
    times, kind = asked.times, asked.kind
    yield f"kind {kind}"
    yield f"length {min(6, len(asked.text) // 25)}"
    if asked.relation:
        yield f"relation {asked.relation}"
    late = asked.sent_at.hour >= _EVENING or asked.sent_at.hour < _MORNING
    if late:
        yield "sent late"
    for name, at in (("due", times.deadline), ("starts", times.starts_at)):
        if at is None:
            continue
        yield name
        if is_short_notice(asked.sent_at, at, calendar, lexicon.clock):
            yield from (f"{name} soon", f"{name} soon {kind}")
            if late:
                yield f"{name} soon, sent late"
    if times.recurs:
        yield from ("recurs", f"recurs {kind}")
    if times.upstream:
        yield "wanted above"


_EVENING, _MORNING = 18, 7
