"""What each ask of a message is: its kind, its title, its times, where it is held."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime

from bot.domain.calendar import WorkCalendar
from bot.domain.lexicon import Lexicon
from bot.domain.reading import NO_TIMES, Ask, Earlier, Kind, Times
from bot.reading.asks.by_sentence import goes_along
from bot.reading.deadline import read_times
from bot.reading.kinds.kind import find_kind
from bot.reading.normalise import Normal
from bot.reading.thread.event_moved import HELD
from bot.reading.titles.alarmed import alarmed
from bot.reading.titles.danger import endangered
from bot.reading.titles.denied import denied, only_denies
from bot.reading.titles.ordered import ordered
from bot.reading.titles.own import own_title
from bot.reading.titles.title import NO_TITLES
from bot.reading.venue import new_venue


def asks_of(
    normal: Normal,
    spans: Sequence[tuple[int, int]],
    own: Sequence[Times],
    issuer: str | None,
    urgent: bool,
    lexicon: Lexicon,
    thread: Sequence[Earlier],
) -> list[Ask]:
    """The asks of a message, each with its ``own`` times; what stands before it may name it."""
    head = normal.text[: spans[0][0]]
    return [
        _ask(normal, start, end, told, issuer, urgent, lexicon, thread, head or normal.text[:start])
        for (start, end), told in zip(spans, own, strict=True)
    ]


def times_of_each(
    normal: Normal,
    now: datetime,
    spans: Sequence[tuple[int, int]],
    lexicon: Lexicon,
    calendar: WorkCalendar,
) -> list[Times]:
    """The times of each of several asks; one that goes along with another has that one's."""
    clock, model = lexicon.clock, lexicon.times
    told: list[Times] = []
    for start, end in spans:
        own = read_times(normal, now, calendar, clock, start=start, end=end, model=model)
        bare = own.deadline is None and own.starts_at is None and goes_along(normal.text[start:end])
        told.append(told[-1] if bare and told else own)
    return told


def _ask(
    normal: Normal,
    start: int,
    end: int,
    times: Times,
    issuer: str | None,
    urgent: bool,
    lexicon: Lexicon,
    before: Sequence[Earlier],
    head: str,
) -> Ask:
    text = normal.text[start:end]
    kind, subject = find_kind(text, times, before, lexicon.kind, urgent=urgent)
    hot = urgent and kind is not Kind.CHANGE
    venue = new_venue(text) if kind in _MOVABLE else None
    if venue and venue.named and kind in HELD and not times.starts_at:
        kind, subject = Kind.CHANGE, kind  # 防汛会地点有变,在文化广场
    spans = time_spans(normal, times, start, end)
    told_false = None if hot or times.deadline else denied(text, before)
    if told_false and kind in (Kind.TASK, Kind.INFO) and only_denies(text):
        kind, times = Kind.INFO, NO_TIMES  # 明天各校正常上课 is nothing to come for
    title = told_false or own_title(
        text,
        spans,
        kind,
        head=head,
        below=times.upstream is not None,
        model=NO_TITLES if hot else lexicon.titles,
    )
    if hot:
        title = alarmed(ordered(title, text, spans), text, spans)
        title = endangered(title, text, spans)
    return Ask(
        kind=kind,
        subject_kind=subject,
        title=title,
        times=times,
        urgent=hot,
        issuer=issuer,
        venue=venue.words if venue and kind is Kind.CHANGE else None,
    )


_MOVABLE = {Kind.CHANGE, *HELD}


def time_spans(normal: Normal, times: Times, start: int, end: int) -> list[tuple[int, int]]:
    """Evidence spans as positions in the ask's own part of the normalised text."""
    spans = []
    for evidence in (times.deadline_evidence, times.starts_evidence):
        if evidence is None:
            continue
        first = max(start, bisect_left(normal.origin, evidence.start))
        last = min(end, bisect_left(normal.origin, evidence.end))
        if first < last:
            spans.append((first - start, last - start))
    return spans if len(spans) < 2 or spans[0] != spans[1] else spans[:1]
