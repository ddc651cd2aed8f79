"""Which of the times of a text count: corrections, levels, earlier messages, the earliest ahead."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.reading import Assumption, Evidence, Times
from bot.reading.deadline.candidates import Candidate, Mark
from bot.reading.deadline.days import ONE, Setting
from bot.reading.deadline.recurring import next_occurrence
from bot.reading.deadline.resolve import Moment, moment, shifted
from bot.reading.deadline.roles import (
    Around,
    Role,
    around,
    is_cancelled,
    is_new,
    is_old,
    is_repeated,
    is_sign_in,
    is_upper,
    role_of,
)
from bot.reading.normalise import Normal


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A candidate with its role and its moment."""

    candidate: Candidate
    role: Role
    here: Around
    at: datetime | None = None
    assumption: Assumption | None = None
    inside: bool = True
    first: Role = Role.NOTHING  # the role before corrections


def choose(
    normal: Normal,
    found: list[Candidate],
    setting: Setting,
    start: int,
    anchor: Times | None,
) -> Times:
    """The answer for the candidates at or after ``start``; those before are context."""
    text = normal.text
    reads = _weigh(text, found)
    reads = [replace(read, inside=read.candidate.start >= start) for read in reads]
    reads = _place(reads, setting, anchor)
    return _answer(normal, reads, setting, anchor)


def _weigh(text: str, found: list[Candidate]) -> list[Read]:
    """Roles, with corrections and levels applied."""
    reads = []
    for candidate in found:
        here = around(text, candidate.start, candidate.end)
        role = role_of(text, candidate)
        if reads and is_repeated(here) and role is Role.DEADLINE:
            role = Role.NOTHING
        if is_cancelled(candidate, here) and role is not Role.RECURRING:
            role = Role.OLD
        reads.append(Read(candidate=candidate, role=role, here=here, first=role))
    reads = _correct(reads)
    deadlines = [read for read in reads if read.role is Role.DEADLINE]
    if len(deadlines) > 1 and any(not is_upper(read.here) for read in deadlines):
        reads = [_upper(read) for read in reads]
    elif deadlines:
        reads = [_upper(read) if read.role is not Role.DEADLINE else read for read in reads]
    return reads


def _upper(read: Read) -> Read:
    timed = read.role in (Role.DEADLINE, Role.DAY)
    return replace(read, role=Role.UPPER) if timed and is_upper(read.here) else read


# How many times back a day or an event is looked for.
_NEAR = 12
_TIMED = (Role.DEADLINE, Role.WEAK, Role.EVENT, Role.DAY, Role.NOTHING)


def _correct(reads: list[Read]) -> list[Read]:
    """Times that a later one of the text replaces become OLD."""
    new = [
        index
        for index, read in enumerate(reads)
        if is_new(read.here) and read.candidate.other is None
    ]
    corrected = list(reads)
    for index, read in enumerate(reads):
        replaced = any(index < later for later in new)
        timed = read.role in (*_TIMED, Role.START)
        if timed and (is_old(read.here) or (replaced and index not in new)) and len(reads) > 1:
            upper = read.role is Role.DEADLINE and is_upper(read.here)
            corrected[index] = replace(read, role=Role.UPPER if upper else Role.OLD)
    for index in new:
        corrected[index] = _renew(corrected, index)
    return corrected


def _renew(reads: list[Read], index: int) -> Read:
    """The new time takes role, day and clock from the old one where it names none."""
    read = reads[index]
    if read.role is Role.OLD:
        return read
    old = next((one for one in reversed(reads[:index]) if one.role is Role.OLD), None)
    candidate, role = read.candidate, read.role
    if old is None:
        return replace(read, role=Role.NEW) if role in (Role.DAY, Role.NOTHING) else read
    was = old.candidate
    if candidate.day is None and not candidate.every:
        candidate = replace(candidate, day=was.day)
    if candidate.clock is None and not candidate.part:
        candidate = replace(candidate, clock=was.clock, part=was.part)
    if role in (Role.DAY, Role.NOTHING, Role.START, Role.EVENT):
        role = Role.EVENT if old.first is Role.EVENT else Role.DEADLINE
    return replace(read, candidate=candidate, role=role)


def _place(reads: list[Read], setting: Setting, anchor: Times | None) -> list[Read]:
    """Every read with its moment; a bare clock takes the day named before it."""
    placed: list[Read] = []
    start, skip = setting.today, frozenset[datetime]()
    for read in reads:
        base = _base(read, placed, setting, anchor)
        if read.role is Role.RECURRING:
            placed.append(read)
            continue
        event = read.role is Role.EVENT
        candidate = read.candidate
        if candidate.until and read.role in (Role.DEADLINE, Role.WEAK):
            candidate = replace(candidate.until, mark=candidate.mark)
        found = _first(candidate, base, setting, event=event)
        if found:
            read = replace(read, at=found.at, assumption=found.assumption)
        placed.append(read)
        if (read.at and read.role in (Role.START, Role.PERIOD)) or _begins(read):
            start = max(start, read.at.date()) if read.at else start
        if (
            read.role is Role.NOTHING
            and read.at
            and "免" in read.here.after[:6] + read.here.before[-2:]
        ):
            skip |= {read.at}
    return [
        _recur(read, setting, start, skip) if read.role is Role.RECURRING else read
        for read in placed
    ]


def _begins(read: Read) -> bool:
    return read.candidate.mark is Mark.SINCE and read.at is not None


def _first(
    candidate: Candidate, base: date | None, setting: Setting, *, event: bool
) -> Moment | None:
    """The first moment ahead among the members of a list, else the last."""
    found = [
        at
        for member in (candidate, *candidate.more)
        if (at := moment(member, base, setting, event=event))
    ]
    ahead = [at for at in found if at.at >= setting.now]
    return min(ahead, key=lambda at: at.at) if ahead else found[-1] if found else None


def _recur(read: Read, setting: Setting, start: date, skip: frozenset[datetime]) -> Read:
    found = next_occurrence(read.candidate, setting, start, skip)
    return replace(read, at=found.at, assumption=found.assumption) if found else read


def _base(read: Read, placed: list[Read], setting: Setting, anchor: Times | None) -> date | None:
    """The day that a candidate without one refers to."""
    candidate = read.candidate
    if candidate.day and candidate.day.name not in ("same", "window_end"):
        return None
    usable = (Role.DEADLINE, Role.WEAK, Role.EVENT, Role.DAY, Role.OLD)
    last = next((one for one in reversed(placed[-_NEAR:]) if one.at and one.role in usable
                 and (one.candidate.day or one.candidate.every is None)), None)  # fmt: skip
    if candidate.day and candidate.day.name == "window_end":
        window = next((one for one in reversed(placed[-_NEAR:]) if one.candidate.until), None)
        until = window.candidate.until if window else None
        found = moment(until, None, setting, event=False) if until else None
        return found.at.date() if found else None
    if candidate.day:
        named = next(
            (one for one in reversed(placed[-_NEAR:]) if one.at and one.candidate.day), None
        )
        return named.at.date() if named and named.at else None
    if candidate.other:
        return _counted_from(candidate, placed)
    if last and last.at and last.at.date() >= setting.today:
        event_has_clock = last.role is Role.EVENT and last.candidate.clock is not None
        asked = read.role is Role.DEADLINE
        if not (
            asked and (event_has_clock or (last.role is Role.DEADLINE and last.candidate.clock))
        ):
            return last.at.date()
        return None
    if anchor and not last:
        at = anchor.deadline or anchor.starts_at
        if at and at.date() >= setting.today:
            return at.date()
    return None


def _counted_from(candidate: Candidate, placed: list[Read]) -> date | None:
    """The day after which a duration runs: 节后一周内, 3月20日后5日内."""
    last = placed[-1] if placed else None
    if last is None or last.at is None or candidate.start - last.candidate.end > 3:
        return None
    if last.candidate.day and last.candidate.day.name == "after_break":
        return last.at.date() - ONE
    return last.at.date() if last.candidate.mark in (Mark.AFTER, Mark.SINCE) else None


def _answer(normal: Normal, reads: list[Read], setting: Setting, anchor: Times | None) -> Times:
    inside = [read for read in reads if read.inside]
    ahead = [read for read in inside if read.at and read.at >= setting.now]
    deadlines = [read for read in ahead if read.role is Role.DEADLINE]
    if anchor is None or not (anchor.deadline or anchor.starts_at):
        deadlines += [read for read in ahead if read.role is Role.NEW]
    deadlines = deadlines or [read for read in ahead if read.role is Role.WEAK]
    events = [read for read in ahead if read.role is Role.EVENT]
    events = [read for read in events if not is_sign_in(read.here)] or events
    recurring = [read for read in inside if read.role is Role.RECURRING]
    levels = [read for read in ahead if is_upper(read.here)]
    uppers = levels + [read for read in ahead if read.role is Role.UPPER]
    start = _start(events)
    due = min(deadlines, key=lambda read: read.at or setting.now, default=None)
    relative = _relative_to_event(inside, start, setting, anchor)
    if relative and (due is None or (relative.at and due.at and relative.at < due.at)):
        due = relative
    if due is None and start is None and anchor:
        due, start = _by_anchor(inside, ahead, anchor, setting)
    recurs = None
    if recurring:
        first = recurring[0]
        begin, stop = normal.span(first.candidate.start, first.candidate.end)
        del begin, stop
        recurs = normal.text[first.candidate.start : first.candidate.end]
        if first.at and (due is None or due.candidate.mark is Mark.NONE):
            due = first
    upstream = min(
        (r.at for r in uppers if r.at and due and due.at and r.at > due.at), default=None
    )
    return Times(
        deadline=due.at if due else None,
        starts_at=start.at if start else None,
        recurs=recurs,
        upstream=upstream,
        deadline_evidence=_evidence(normal, due),
        starts_evidence=_evidence(normal, start),
    )


def _start(events: list[Read]) -> Read | None:
    """The first event; where only its day is said, a later clock of that day."""
    if not events:
        return None
    first = events[0]
    if first.candidate.clock or not first.at:
        return first
    return next(
        (
            one
            for one in events[1:]
            if one.at and one.candidate.clock and one.at.date() == first.at.date()
        ),
        first,
    )


def _relative_to_event(
    inside: list[Read], start: Read | None, setting: Setting, anchor: Times | None
) -> Read | None:
    """会前交, 会后3天内, 提前2天报名 with the event of the same text or of the anchor."""
    at = start.at if start else anchor.starts_at if anchor else None
    if at is None:
        return None
    for read in inside:
        say = read.candidate.other
        if say is None or say.name not in ("event", "shift"):
            continue
        asked = read.here.after[:8] + read.here.before
        if say.name == "event" and say.offset == -1:
            moved = shifted(at, say, setting, -1) if say.word else Moment(at=at)
        elif say.name == "event":
            moved = shifted(at, say, setting)
        elif say.offset == -1 and any(
            word in asked for word in ("报", "交", "反馈", "完成", "告知")
        ):
            moved = shifted(at, say, setting, -1)
        else:
            continue
        if moved and moved.at >= setting.now:
            return replace(read, at=moved.at, assumption=Assumption.RELATIVE_TO_EVENT)
    return None


def _by_anchor(
    inside: list[Read], ahead: list[Read], anchor: Times, setting: Setting
) -> tuple[Read | None, Read | None]:
    """A bare time in answer to an earlier message, or a shift of that message's time."""
    event = anchor.deadline is None and anchor.starts_at is not None
    for read in inside:
        say = read.candidate.other
        old = anchor.deadline or anchor.starts_at
        if say and say.name == "shift" and old:
            moved = shifted(old, say, setting, say.offset or 1)
            if moved:
                at = (
                    moved.at
                    if say.word in ("小时", "钟头", "分钟", "刻钟")
                    else datetime.combine(moved.at.date(), old.timetz())
                )
                found = replace(read, at=at)
                return (None, found) if event else (found, None)
    if ahead and ahead[-1].role in (Role.DAY, Role.NEW):
        return (None, ahead[-1]) if event else (ahead[-1], None)
    return None, None


def _evidence(normal: Normal, read: Read | None) -> Evidence | None:
    if read is None:
        return None
    start, end = normal.span(read.candidate.start, read.candidate.end)
    text = normal.text[read.candidate.start : read.candidate.end]
    return Evidence(start=start, end=end, text=text, assumption=read.assumption)
