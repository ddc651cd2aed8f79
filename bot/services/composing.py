"""The digest model of a period: each request on one line of its home section."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import WorkCalendar
from bot.domain.case import Outcome
from bot.domain.digest import Digest, Line, Mark, MarkKind, Period, Section
from bot.domain.lexicon import Clock
from bot.domain.message import SHANGHAI
from bot.domain.reading import Kind, Relation
from bot.domain.request import Mention, Request, RequestState
from bot.reading.papers import is_paper
from bot.services.catalogue import catalogue_of
from bot.services.due import next_due, next_time
from bot.services.overlapping import overlap_marks, pairs_among
from bot.services.relaying import amplified, level_marks
from bot.services.telling import advised, news_in
from bot.storage.connection import Snapshot
from bot.storage.heard import requests_for
from bot.storage.mentions import cores_of
from bot.storage.messages import count_groups, count_notices, unsure_messages
from bot.storage.reception import gaps_between

CLASH = timedelta(minutes=90)


def compose(
    snapshot: Snapshot, period: Period, calendar: WorkCalendar, clock: Clock, skipped: int = 0
) -> Digest:
    """The digest of ``period``: what was asked in it, and what falls due soon from before."""
    next_day = calendar.next_workday(period.end.date())
    until = _end_of(max(next_day, period.end.date() + timedelta(days=1)))
    known = [_next_time(r, period, calendar, clock) for r in requests_for(snapshot, period, until)]
    found = [r for r in known if _belongs(r, period, until)]
    homes = {r.id: home_section(r, period) for r in found}
    clashes = find_clashes(found, period)
    advice = advised(snapshot, homes, period.chats)
    known_as = {r.key: r for r in found}
    pairs = pairs_among(known_as)
    beside = _same_data(snapshot, known_as, pairs)
    sections = {
        section: _lines(found, homes, section, calendar, advice, beside) for section in Section
    }
    sections[Section.UNSURE] = _unsure(snapshot, period)
    return Digest(
        period=period,
        groups=count_groups(snapshot, period),
        notices=count_notices(snapshot, period),
        requests=sum(_in_period(r) for r in found),
        next_workday=next_day,
        sections=_with_clashes(sections, clashes),
        same_data=pairs,
        clashes=clashes,
        amplified=tuple(one for r in found if (one := amplified(r))),
        gaps=gaps_between(snapshot, period.start, period.end),
        news=news_in(snapshot, period.chats, period.start, period.end),
        skipped=skipped,
    )


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59), SHANGHAI)


def _in_period(request: Request) -> bool:
    return any(m.inside for m in request.mentions)


def _next_time(request: Request, period: Period, calendar: WorkCalendar, clock: Clock) -> Request:
    """A recurring request with its next occurrence, once its last one is over or of before; one due
    apart when others are.
    """
    ahead = request.deadline is None or request.deadline > period.end
    if _in_period(request) and (ahead or not request.recurs):
        return next_due(request, period.end)
    return next_time(request, period.end, calendar, clock)


def _belongs(request: Request, period: Period, until: datetime) -> bool:
    """Mentioned in the period, or open from before and due or starting by ``until``."""
    if not request.mentions:
        return False
    if _in_period(request):
        return True
    if request.state is not RequestState.OPEN or request.kind is Kind.INFO:
        return False
    at = request.deadline or request.starts_at
    return at is not None and period.end < at <= until


def home_section(request: Request, period: Period) -> Section:
    """The first section that fits, in the order of DESIGN §5."""
    if any(m.urgent and m.inside for m in request.mentions):
        return Section.URGENT
    if request.state is not RequestState.OPEN:
        return Section.CHANGED
    # An event ahead is ahead, though the day to name who comes is over.
    ahead = request.kind in _EVENTS and request.starts_at and request.starts_at > period.end
    if request.deadline and request.deadline <= period.end and not ahead:
        return Section.CLOSED_TODAY
    if request.kind in _EVENTS:
        return _EVENTS[request.kind]
    if request.kind is Kind.INFO and not request.deadline:
        return Section.INFO
    # What is to be done on the ground at a time is due when it begins.
    due = request.deadline or request.starts_at
    if due and due <= period.end:
        return Section.CLOSED_TODAY
    if due and due.date() <= period.end.date() + timedelta(days=1):
        return Section.DUE_SOON
    return Section.DUE_LATER


_EVENTS = {Kind.MEETING: Section.MEETINGS, Kind.INSPECTION: Section.INSPECTIONS}


def find_clashes(found: Sequence[Request], period: Period) -> tuple[tuple[str, str], ...]:
    """Events still ahead, for the same people, that start less than 90 minutes apart."""
    events = sorted(
        (r.starts_at, r.id, r.key)
        for r in found
        if r.starts_at
        and r.starts_at > period.end
        and r.state is RequestState.OPEN
        and r.kind in (Kind.MEETING, Kind.INSPECTION, Kind.TASK)
        and (r.starts_at.hour, r.starts_at.minute) != (23, 59)
    )
    return tuple(
        (first[2], second[2])
        for i, first in enumerate(events)
        for second in events[i + 1 :]
        if second[0] - first[0] < CLASH
    )


def _lines(
    found: Sequence[Request],
    homes: dict[int, Section],
    section: Section,
    calendar: WorkCalendar,
    advice: Mapping[int, Outcome],
    beside: Mapping[str, tuple[Mark, ...]],
) -> tuple[Line, ...]:
    mine = [r for r in found if homes[r.id] is section]
    mine.sort(key=lambda r: (r.deadline or r.starts_at or _end_of(date(9998, 1, 1)), r.id))
    return tuple(_line(r, calendar, advice.get(r.id), beside.get(r.key, ())) for r in mine)


def _line(
    request: Request, calendar: WorkCalendar, advice: Outcome | None, beside: tuple[Mark, ...]
) -> Line:
    in_window = [m for m in request.mentions if m.inside]
    return Line(
        key=request.key,
        title=request.title,
        issuer=request.issuer,
        kind=request.kind,
        deadline=request.deadline,
        starts_at=request.starts_at,
        carried=not in_window,
        sources=tuple(m.source for m in in_window or request.mentions),
        marks=tuple(_marks(request, calendar, advice, beside)),
    )


def _marks(
    request: Request, calendar: WorkCalendar, advice: Outcome | None, beside: tuple[Mark, ...]
) -> list[Mark]:
    marks: list[Mark] = []
    if advice and request.state is RequestState.OPEN:
        marks.append(Mark(kind=MarkKind.ADVISED, outcome=advice))
    if request.state is RequestState.WITHDRAWN:
        marks.append(Mark(kind=MarkKind.LIFTED if request.urgent else MarkKind.CANCELLED))
    if last := request.latest:
        marks.append(Mark(kind=MarkKind.LATEST, text=last.spared or "", after=last.sent_at))
    if request.state is RequestState.SUSPENDED:
        marks.append(Mark(kind=MarkKind.SUSPENDED))
    now = request.deadline or request.starts_at
    moved = _moved(request) if request.state is RequestState.OPEN else None
    # Where units are due as before it is told whose time moved, and that of all did not.
    papers = any(is_paper(one.whose) for one in request.apart)
    if moved and (papers or moved[0] not in {one.at for one in request.apart}):
        marks.append(Mark(kind=MarkKind.MOVED, before=moved[0], after=moved[1]))
    if request.venue and request.state is RequestState.OPEN:
        marks.append(Mark(kind=MarkKind.VENUE, text=request.venue))
    if request.state is RequestState.OPEN:
        marks += [Mark(kind=MarkKind.SPARED, text=words) for words in request.spared]
    marks += level_marks(request)
    # Of levels that are told apart it is clear whose parts these are, as it is of papers, and of
    # what is all due before a level above wants it.
    above = request.upstream_deadline
    clear = request.levels or not above or all(one.at < above for one in request.apart)
    if request.apart and (clear or is_paper(request.apart[0].whose)):
        marks.append(Mark(kind=MarkKind.APART, due_for=request.apart))
    marks += beside
    if request.urged:
        marks.append(Mark(kind=MarkKind.URGED, count=request.urged))
    if request.recurs:
        marks.append(Mark(kind=MarkKind.RECURS, text=request.recurs))
    if request.assumed:
        marks.append(Mark(kind=MarkKind.ASSUMED, text=request.assumed))
    if now and not calendar.knows(now.date()):
        marks.append(Mark(kind=MarkKind.NO_WORKDAYS))
    return marks


def _moved(request: Request) -> tuple[datetime, datetime] | None:
    """The time that stood before a change in the period, and the one that stands now.

    Of a meeting, that is when it begins, if that moved. A relay is told by its own mark.
    """
    dues = [(m, m.deadline) for m in request.mentions]
    starts = [(m, m.starts_at) for m in request.mentions]
    due, start = _changed(dues, request.deadline), _changed(starts, request.starts_at)
    return (start or due) if request.kind in _EVENTS else (due or start)


def _changed(
    told: list[tuple[Mention, datetime | None]], now: datetime | None
) -> tuple[datetime, datetime] | None:
    """What was over by the time of the change did not move: it is asked anew."""
    before = None
    for mention, at in told:
        if at is None or (before and mention.relation is Relation.REMINDER):
            continue
        moves = mention.relation is Relation.UPDATE and mention.inside
        if moves and before and at != before:
            over = before < mention.sent_at
            return (before, now) if now and now != before and not over else None
        before = at
    return None


def _with_clashes(
    sections: dict[Section, tuple[Line, ...]], clashes: tuple[tuple[str, str], ...]
) -> dict[Section, tuple[Line, ...]]:
    others: dict[str, list[str]] = {}
    for first, second in clashes:
        others.setdefault(first, []).append(second)
        others.setdefault(second, []).append(first)
    return {
        name: tuple(_marked(line, others) for line in lines) for name, lines in sections.items()
    }


def _marked(line: Line, others: dict[str, list[str]]) -> Line:
    if line.key not in others:
        return line
    mark = Mark(kind=MarkKind.CLASH, keys=tuple(others[line.key]))
    return replace(line, marks=(*line.marks, mark))


def _same_data(
    snapshot: Snapshot, known: Mapping[str, Request], pairs: tuple[tuple[str, str], ...]
) -> dict[str, tuple[Mark, ...]]:
    cores = cores_of(snapshot, {key for pair in pairs for key in pair})
    asked = {key: (known[key], core) for key, core in cores.items()}
    return overlap_marks(asked, pairs, catalogue_of(snapshot))


def _unsure(snapshot: Snapshot, period: Period) -> tuple[Line, ...]:
    return tuple(
        Line(
            key=f"unsure-{index}",
            title=excerpt,
            issuer=None,
            kind=None,
            sources=(source,),
        )
        for index, (source, excerpt) in enumerate(unsure_messages(snapshot, period), start=1)
    )
