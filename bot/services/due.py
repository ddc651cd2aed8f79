"""When a request is due next: what recurs, and what some must hand in later than others."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.calendar import WorkCalendar
from bot.domain.lexicon import Clock
from bot.domain.message import SHANGHAI
from bot.domain.reading import Assumption, DueFor, Kind, Times
from bot.domain.request import Request
from bot.reading.deadline import read_times
from bot.reading.normalise import normalise
from bot.reading.papers import is_paper
from bot.reading.speaker.units import is_rest
from bot.reading.thread.due_moved import apart_from_all, moved_for, part_moved
from bot.reading.thread.named_apart import named_apart, others_stay

_SPOKEN_OF = timedelta(days=30)


def next_time(request: Request, at: datetime, calendar: WorkCalendar, clock: Clock) -> Request:
    """A recurring request with its next time after ``at``, as long as it was spoken of.

    What some must hand in later than others is due when the next of them are.
    """
    if not request.recurs or at - request.last_at > _SPOKEN_OF:
        return next_due(request, at)
    # Hours that people name are local, whatever zone ``at`` is told in.
    times = read_times(normalise(request.recurs), at.astimezone(SHANGHAI), calendar, clock)
    if _told_apart(request, times) or _told_sooner(request, times, at):
        return request
    counted = times.deadline_evidence and times.deadline_evidence.assumption is _COUNTED
    if not counted:
        return replace(request, deadline=times.deadline or request.deadline)
    # 17:30前转移,每半小时报一次: what is due by a time of its own is, until then.
    ahead = request.deadline is not None and request.deadline >= at
    if ahead and request.assumed != _COUNTED:
        return request
    return replace(request, deadline=times.deadline, assumed=_COUNTED)


_COUNTED = Assumption.FROM_SENDING


def _told_apart(request: Request, times: Times) -> bool:
    """每周二报,这周的下午2点前: the hour of this one was told, while the recurrence names none."""
    due, whole = request.deadline, times.deadline_evidence
    if due is None or times.deadline is None or whole is None:
        return False
    local = due.astimezone(SHANGHAI).date()
    return whole.assumption is Assumption.END_OF_DAY and local == times.deadline.date()


def _told_sooner(request: Request, times: Times, at: datetime) -> bool:
    """每月25日前交,这个月的20号前交: this one is due on a day of its own, until that is over."""
    due = request.deadline
    return due is not None and times.deadline is not None and at <= due < times.deadline


def next_due(request: Request, at: datetime) -> Request:
    """The request with the next of its deadlines after ``at``: what is over for some may not be.

    What a level above wants of others, later, is none of them.
    """
    above = request.upstream_deadline
    return due_next(request, [one.at for one in request.apart if one.at != above], at)


def moved_times(request: Request, core: str, times: Times, at: datetime, said: str) -> Times:
    """The times that a correction, ``said`` at ``at``, gives a request that asks in words of
    ``core``.

    Those whom it names are due apart from the others, who are due as before; so are the papers that
    it names, where several are asked.
    """
    only, before = times.only_for, request.deadline
    if request.starts_at and times.starts_at and not times.deadline:
        return _starts_moved(request, core, times, at, said)
    if before and times.deadline and not only and request.kind in _HANDED_IN:
        whose = named_apart(said, later=times.deadline > before)
        only = (DueFor(whose=whose, at=times.deadline),) if whose else ()
    if before and times.deadline and not only:
        parts = part_moved(request.title, core, said, before, request.apart, times.deadline)
        if not parts and others_stay(said):
            # It is of some, and nobody can tell of whom.
            return replace(times, deadline=None, deadline_evidence=None)
        return _with_apart(times, parts, at)
    if before and only and all(is_paper(one.whose) for one in only):
        return _with_apart(times, _papers_moved(request, core, before, only), at)
    if before is None or not only or any(is_rest(one.whose) for one in times.due_for):
        return times
    # 低保名单西河村改为 …: what the thing is called is none of them.
    only = tuple(
        replace(one, whose=one.whose.removeprefix(request.title) or one.whose) for one in only
    )
    known = request.apart
    apart = moved_for(known, only) if known else apart_from_all(core, before, only)
    return _with_apart(times, apart, at)


def _starts_moved(request: Request, core: str, times: Times, at: datetime, said: str) -> Times:
    """The same of an event that some come to at another time than the others."""
    only, before, starts = times.only_for, request.starts_at, times.starts_at
    if not only and before and starts:
        whose = named_apart(said, later=starts > before)
        # 河口村的现场会 may be where it is held.
        some = whose and (request.comes_apart or whose not in core)
        only = (DueFor(whose=whose, at=starts),) if whose and some else ()
    if not only:
        return times
    held = replace(request, deadline=request.starts_at, starts_at=None)
    moved = replace(times, deadline=starts, starts_at=None, only_for=only)
    told = moved_times(held, core, moved, at, said)
    same = told.deadline == starts
    evidence = times.starts_evidence if same else None
    return replace(times, starts_at=told.deadline, due_for=told.due_for, starts_evidence=evidence)


def _papers_moved(
    request: Request, core: str, before: datetime, only: Sequence[DueFor]
) -> tuple[DueFor, ...]:
    """Which papers of a request are due when, after each of these was moved by its name."""
    known = request.apart
    for one in only:
        known = part_moved(request.title, core, one.whose, before, known, one.at) or known
    return known


def with_laggards(request: Request, core: str, times: Times, at: datetime) -> Request:
    """A request that asks in words of ``core`` after a reminder, sent at ``at``, that wants it
    earlier of those who have not handed in.
    """
    due, only, known = request.deadline, times.only_for, request.apart
    ahead = due and times.deadline and at < times.deadline < max((due, *(o.at for o in known)))
    if not (due and ahead and only) or request.levels or request.recurs:
        return request
    apart = moved_for(known, only) if known else apart_from_all(core, due, only)
    told = _with_apart(times, apart, at) if apart else times
    if not apart or told.deadline is None:
        return request
    return replace(request, deadline=told.deadline, due_for=told.due_for, assumed=None)


_HANDED_IN = frozenset({Kind.REPORT, Kind.TASK, Kind.CHECK_IN})


def _with_apart(times: Times, apart: Sequence[DueFor], at: datetime) -> Times:
    """These times, where some are due apart from others."""
    if not apart:
        return times
    deadlines = [one.at for one in apart]
    first = min([one for one in deadlines if one > at] or deadlines)
    evidence = times.deadline_evidence if first == times.deadline else None
    return replace(times, deadline=first, due_for=tuple(apart), deadline_evidence=evidence)


def is_of_round(request: Request, deadline: datetime | None) -> bool:
    """Whether what was done by this deadline is done for what is asked by now.

    What recurs, or was asked anew once its deadline was over, is to be done again.
    """
    if deadline == request.deadline:
        return True
    return not (request.recurs or (deadline is not None and deadline < request.last_at))


def due_next(request: Request, deadlines: Iterable[datetime], at: datetime) -> Request:
    """The request with the next of these deadlines after ``at``, else the last of them."""
    known, comes = sorted(deadlines), request.comes_apart
    now = request.starts_at if comes else request.deadline
    found = next((one for one in known if one > at), known[-1] if known else now)
    if found == now:
        return request
    # What was assumed is told of the first of them alone.
    if comes:
        return replace(request, starts_at=found, assumed=None)
    return replace(request, deadline=found, assumed=None)
