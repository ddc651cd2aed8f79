"""The deadline reader: when is what due, when does what start, and which words say so."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from bot.domain.calendar import WorkCalendar
from bot.domain.lexicon import NO_MODEL, Clock, Model
from bot.domain.reading import NO_TIMES, Times
from bot.reading.deadline.addressees import with_days_of_each
from bot.reading.deadline.anchored import as_before
from bot.reading.deadline.atoms import Atom, Scanner
from bot.reading.deadline.changes import weigh
from bot.reading.deadline.choose import choose
from bot.reading.deadline.days import Setting
from bot.reading.deadline.grammar_clocks import RULES as CLOCKS
from bot.reading.deadline.grammar_dates import RULES as DATES
from bot.reading.deadline.grammar_days import RULES as DAYS
from bot.reading.deadline.grammar_feasts import RULES as FEASTS
from bot.reading.deadline.grammar_periods import RULES as PERIODS
from bot.reading.deadline.grammar_recurring import RULES as RECURRING
from bot.reading.deadline.joining import candidates
from bot.reading.deadline.named import with_named
from bot.reading.deadline.place import place
from bot.reading.deadline.reads import Read
from bot.reading.deadline.settled import settled
from bot.reading.deadline.weighing import weighed
from bot.reading.deadline.yielding import beside_recurring
from bot.reading.normalise import Normal
from bot.reading.origin import quotes, without_origins

__all__ = ["read_times", "reads_of", "times_in_thread"]

_SCANNER = Scanner((*PERIODS, *FEASTS, *RECURRING, *CLOCKS, *DATES, *DAYS))
_HINT = re.compile(
    "[点时日号天周礼月年季晚早午夜晨节假旬班后前期内钟初除今明昨逢黑晌昼]|\\d[:/.·-]\\d"
    "|[A-Z]{3}|[012]\\d[0-5]\\d"
)


def read_times(
    normal: Normal,
    now: datetime,
    calendar: WorkCalendar,
    clock: Clock,
    *,
    start: int = 0,
    end: int | None = None,
    anchor: Times | None = None,
    model: Model = NO_MODEL,
) -> Times:
    """The times that ``normal.text[start:end]`` asks for, as of ``now`` (aware; moment of sending).

    Text before ``start`` is context only: a day named there may be the day of a bare clock.
    What the text quotes is said as of its own day (see ``origin``).
    ``anchor`` are the times of the earlier message that this one changes or answers; ``model``
    weighs what a time is for, where rules alone do not tell. All results are aware, in the zone of
    ``now``, to the minute; evidence is in code points of the given text. Never fails: what is no
    time on the calendar is not read.
    """
    known = (normal, now, calendar, clock, lambda: anchor)
    return times_in_thread(*known, start=start, end=end, model=model)


def times_in_thread(
    normal: Normal,
    now: datetime,
    calendar: WorkCalendar,
    clock: Clock,
    anchor_of: Callable[[], Times | None],
    *,
    start: int = 0,
    end: int | None = None,
    model: Model = NO_MODEL,
) -> Times:
    """As `read_times`; the anchor is looked for only where the text tells a time at all."""
    text = normal.text
    end = len(text) if end is None else min(end, len(text))
    if not _HINT.search(text, start, end) or now.year not in _YEARS:
        return NO_TIMES
    quoted = quotes(text, now, clock)
    said = without_origins(text, quoted)[:end]
    begin = max(0, start - _CONTEXT)
    reads, literal = _known(said, model) if end <= _SHORT else reads_of(said, model, begin)
    if not reads:
        return NO_TIMES
    setting = Setting(now=now, calendar=calendar, clock=clock, literal=literal, quotes=quoted)
    if start:
        reads = tuple(replace(read, inside=read.candidate.start >= start) for read in reads)
    anchor = anchor_of()
    return choose(normal, place(as_before(reads, anchor), setting, anchor), setting, anchor)


def reads_of(said: str, model: Model, begin: int = 0) -> tuple[tuple[Read, ...], bool]:
    """What ``said[begin:]`` says of times whenever it is said; whether its clocks count to 24."""
    atoms = _atoms(said, begin)
    literal = any(atom.say.name == "clock" and 13 <= (atom.say.hour or 0) <= 23 for atom in atoms)
    reads = weigh(said, with_named(said, candidates(said, atoms), begin))
    known = settled(beside_recurring(weighed(reads, model)))
    return tuple(with_days_of_each(known)), literal


def _atoms(said: str, begin: int) -> list[Atom]:
    """The atoms of a text; of one that names more times than people do, the first and the last."""
    first = _SCANNER.scan(said, len(said), start=begin, most=_FIRST)
    if len(first) < _FIRST:
        return first
    rest = max(first[-1].end, len(said) - _TAIL)
    rest = max(rest, said.find("\n", rest))  # not from inside a time
    return [*first, *_SCANNER.scan(said, len(said), start=rest)[-_LAST:]]


_FIRST, _LAST, _TAIL = 64, 24, 300
_YEARS = range(1900, 9980)
"""Messages of other years have no calendar: days before and after them are out of range."""
_CONTEXT = 600
"""How far before an ask of a long text a day is looked for."""
# A notice comes through several groups, and whole as well as ask by ask.
_SHORT = 200
_known = lru_cache(maxsize=1024)(reads_of)
