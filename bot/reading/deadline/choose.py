"""Which of the times of a text count: the earliest ahead, the reader's own, the newest."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.reading import DueFor, Evidence, Times
from bot.reading.deadline import cues
from bot.reading.deadline.above import of_levels, upstream
from bot.reading.deadline.addressees import due_for, held_for, only_for
from bot.reading.deadline.candidates import Mark
from bot.reading.deadline.copies import due_of_copies
from bot.reading.deadline.days import Setting
from bot.reading.deadline.reads import Read, Role
from bot.reading.deadline.recurring import OPEN
from bot.reading.deadline.resolve import moment
from bot.reading.deadline.shifts import before_event, moved, postponed
from bot.reading.deadline.verbs import ASK
from bot.reading.normalise import Normal


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What counts of a text."""

    due: Read | None = None
    start: Read | None = None
    recurring: Read | None = None


def choose(normal: Normal, reads: list[Read], setting: Setting, anchor: Times | None) -> Times:
    """The answer for the reads that are inside; ``anchor`` as in ``read_times``."""
    inside = [read for read in reads if read.inside]
    ahead = [read for read in inside if read.at and read.at >= setting.now]
    found = _found(inside, ahead, setting, anchor)
    if setting.quotes and not (found.due or found.start):
        # What was over when it was passed on is still what was asked.
        ahead = [one for one in inside if one.at and one.at >= _said_from(one, setting)]
        found = _found(inside, ahead, setting, anchor)
    due, start, recurring = found.due, found.start, found.recurring
    apart = due_for(inside) or due_of_copies(inside)
    held = held_for(ahead) if start and not due else ()
    start = _first_of(held, ahead, start)
    above = upstream(normal.text, ahead, due, setting)
    if above is None or above in {one.at for one in apart}:
        above = of_levels(apart, due)  # who stand side by side are no level above each other
    return Times(
        deadline=due.at if due else None,
        starts_at=start.at if start else None,
        recurs=_words(normal, recurring) if recurring else None,
        upstream=above,
        due_for=_told_of(apart, due) or _told_of(held, start),
        only_for=_only_for(inside, due),
        deadline_evidence=_evidence(normal, due),
        starts_evidence=_evidence(normal, start),
    )


def _told_of(apart: tuple[DueFor, ...], read: Read | None) -> tuple[DueFor, ...]:
    return apart if read and read.at in {one.at for one in apart} else ()


def _first_of(held: tuple[DueFor, ...], ahead: list[Read], start: Read | None) -> Read | None:
    """The first time at which some come, where others come later; else the start as it is."""
    if not _told_of(held, start):
        return start
    told = {one.at for one in held}
    return min((one for one in ahead if one.at in told), key=_moment, default=start)


def _only_for(inside: list[Read], due: Read | None) -> tuple[DueFor, ...]:
    """Whose each deadline is; what a weekday or an hour was found to mean is so of it, too."""
    told = only_for(inside) if due and due.at else ()
    if due and due.at and len(told) == 1:
        return (replace(told[0], at=due.at),)
    return told if due and due.at in {one.at for one in told} else ()


def _said_from(read: Read, setting: Setting) -> datetime:
    return setting.at(read.candidate.start).now


def _found(inside: list[Read], ahead: list[Read], setting: Setting, anchor: Times | None) -> Found:
    known = anchor if anchor and (anchor.deadline or anchor.starts_at) else None
    start = _start(ahead, setting)
    relative = before_event(inside, start, setting, known)
    own = [read for read in ahead if relative is None or not _beside(relative, read)]
    due = _due(own, bare=known is None)
    if relative and (due is None or (_earlier(relative, due) and not _after_it(relative))):
        due = relative
    late = postponed(inside, setting)
    if late and not _told_anew(late, ahead):
        return Found(start=late) if late.first is Role.EVENT else Found(due=late)
    if due is None and start is None and known:
        due, start = _by_anchor(inside, ahead, known, setting)
    if due and known and known.deadline:
        due = _put_off(due, known.deadline)
    all_recurring = [one for one in inside if one.role is Role.RECURRING and not _kept(one, due)]
    recurring = min(all_recurring, key=lambda one: (_vague(one), _moment(one)), default=None)
    above = due is not None and due.role is Role.UPPER
    if recurring and recurring.at and (due is None or above or _yields(due, recurring)):
        due = recurring
    return Found(due=due, start=start, recurring=recurring)


# 值班表24日前报,每天至少一名领导带班: what the paper must hold.
_ON_DUTY = re.compile(
    "[^,。;报交]{0,8}[名人个位][^,。;报交]{0,8}(?:带班|值班|值守|在岗|坐班|到岗|在位)"
    "|[^,。;报交]{0,6}领导[^,。;报交]{0,4}(?:带班|值班|值守|在岗)"
)
_ROSTER = re.compile("(?:[值带排]班|值守|轮[值班])[^,。;]{0,6}(?:表|安排|名单)")


def _kept(recurring: Read, due: Read | None) -> bool:
    time, here = recurring.candidate, recurring.here
    if due is None or time.clock or time.day or not _ON_DUTY.match(here.after):
        return False
    return bool(_ROSTER.search(f"{here.earlier}…{here.sentence_before}…{here.sentence_after}"))


# 延到周四, of what was due on Monday: the Thursday after it.
_PUT_OFF = re.compile("(?:延[期长后]?|推[迟后]|顺延|放宽|宽限|后延|缓)[到至]$")


def _put_off(due: Read, old: datetime) -> Read:
    """The same weekday after the time that was put off."""
    day = due.candidate.day
    bare = day is not None and day.name == "weekday" and not day.offset
    if not (bare and due.at and due.at <= old and _PUT_OFF.search(due.here.before)):
        return due
    weeks = 1 + (old.date() - due.at.date()).days // 7
    return due.at_moment(due.at + timedelta(weeks=weeks), due.assumption)


def _after_it(relative: Read) -> bool:
    """开完会交,12点我收走: no more than when it may begin."""
    say = relative.candidate.other
    return say is not None and (say.offset or 0) > 0 and not say.word


def _vague(read: Read) -> int:
    """一天一报,每天下午4点前: the one that tells more comes first."""
    return 2 if read.at is None else int(read.candidate.clock is OPEN)


def _told_anew(late: Read, ahead: list[Read]) -> bool:
    """放宽两天,20日12点前: what the move comes to is told after it."""
    later = [one for one in ahead if one.candidate.start > late.candidate.start]
    return any(one.role is Role.DEADLINE and one.candidate.day for one in later)


def _beside(offset: Read, read: Read) -> bool:
    """提前一天下班前: the clock belongs to the offset."""
    return read.candidate.day is None and 0 <= read.candidate.start - offset.candidate.end <= 1


def _yields(due: Read, recurring: Read) -> bool:
    """今晚每两小时报一次: the evening is only when."""
    if due.candidate.mark is Mark.BY and _UNTIL.search(due.here.sentence_before):
        return not due.candidate.clock and not ASK.search(due.here.after)
    if recurring.candidate.clock is OPEN or _THIS_TIME.search(due.here.sentence_before):
        return False
    same = due.candidate.day is None and recurring.candidate.start < due.candidate.start
    return (same or due.candidate.mark is Mark.NONE) and _earlier(recurring, due)


# 每天17点报,一直到4月30日: when it ends, not when it is due.
_UNTIL = re.compile("(?:直|续|止|[报做查巡]|,)(?=到$|至$|$)|直到$")


_THIS_TIME = re.compile("[这本](?:[周次回期]|个?月)[^,。;]{0,4}(?:改|调|提|推|挪|延)[^,。;]{0,3}$")


def _earlier(one: Read, two: Read) -> bool:
    return one.at is not None and two.at is not None and one.at < two.at


def _due(ahead: list[Read], *, bare: bool) -> Read | None:
    """The earliest deadline ahead; ``bare``: no earlier message tells what a new time is for."""
    plain = (Role.DEADLINE, Role.NEW) if bare else (Role.DEADLINE,)
    deadlines = [read for read in ahead if read.role in plain]
    for lesser in (Role.WEAK, Role.UPPER):
        deadlines = deadlines or [
            read for read in ahead if read.role is lesser and _binds(read, lesser)
        ]
    return min((read for read in deadlines if read.at), key=_moment, default=None)


def _binds(read: Read, role: Role) -> bool:
    """A level above binds the reader too where the text asks for nothing earlier."""
    if role is not Role.UPPER or read.candidate.mark in (Mark.BEFORE, Mark.BY, Mark.WITHIN):
        return True
    after = read.here.after  # 名册2日上午报县卫健委; but 14号就报县里了
    return bool(cues.GOES_UP.match(after)) and after[:1] != "我" and after[-1:] != "了"


def _moment(read: Read) -> float:
    return read.at.timestamp() if read.at else 0.0


def _start(ahead: list[Read], setting: Setting) -> Read | None:
    """The first event but not its signing-in; for a mere day, a later clock of that day."""
    events = [read for read in ahead if read.role is Role.EVENT]
    held = [read for read in events if not cues.SIGN_IN.match(read.here.after)] or events
    held = [read for read in held if not _is_feast(read)] or held
    if not held:
        return None
    first = next((one for one in held if _FIRST.search(one.here.sentence_before)), held[0])
    first = next((one for one in events if one not in held and _day_earlier(one, first)), first)
    first = next((one for one in held if _comes_before(one, first)), first)
    if first.candidate.clock:
        return first
    told = [*events, *(one for one in ahead if one.role is Role.DAY and one is not first)]
    same = [one for one in told if _same_day(one, first)]
    clock = next((one for one in same if one.candidate.clock), None)
    return clock or _in_its_part(first, same, setting)


def _is_feast(read: Read) -> bool:
    """冬至主题团日12月20日办: what an event is named by, where its day is told."""
    time = read.candidate
    bare = not (time.clock or time.part or time.delta)
    return bare and time.day is not None and time.day.name == "festival"


def _day_earlier(one: Read, two: Read) -> bool:
    """Who is to sign in the day before has to come then."""
    if one.at is None or two.at is None or not (one.candidate.clock and one.candidate.day):
        return False
    return one.at.date() < two.at.date() and bool(cues.SIGN_IN.match(one.here.after))


def _comes_before(one: Read, first: Read) -> bool:
    """明天上午督查组到,今晚7点半开会: what is told later and begins on an earlier day."""
    time = one.candidate
    if one.at is None or first.at is None or not (time.clock and (time.day or time.part)):
        return False
    return one.at.date() < first.at.date()


def _in_its_part(first: Read, same: list[Read], setting: Setting) -> Read:
    """这周六培训 下午 老车站三楼: the part of its day that is told later."""
    if first.candidate.part or first.at is None:
        return first
    later = (one for one in same if one.candidate.part and one.candidate.mark is Mark.NONE)
    part = next((one for one in later if one.candidate.start > first.candidate.start), None)
    found = moment(part.candidate, first.at.date(), setting, event=True) if part else None
    return part.at_moment(found.at, found.assumption) if part and found else first


_FIRST = re.compile("(?:之?前|,)先(?:开|到|来|碰|集)[^,。;]{0,8},$")


def _same_day(one: Read, two: Read) -> bool:
    return one.at is not None and two.at is not None and one.at.date() == two.at.date()


def _by_anchor(
    inside: list[Read], ahead: list[Read], anchor: Times, setting: Setting
) -> tuple[Read | None, Read | None]:
    """(deadline, start) of an answer to an earlier message: its time moved, or a bare time."""
    old = anchor.deadline or anchor.starts_at
    found = next((at for read in inside if (at := moved(read, old, setting))), None)
    if found is None and ahead and ahead[-1].role in (Role.DAY, Role.NEW):
        found = _with_clock(ahead[-1], anchor)
    return (found, None) if anchor.deadline else (None, found)


def _with_clock(read: Read, anchor: Times) -> Read:
    """改为周五 leaves the hour as it was."""
    old, candidate = anchor.deadline or anchor.starts_at, read.candidate
    if candidate.clock or candidate.part or old is None or read.at is None:
        return read
    return replace(read, at=datetime.combine(read.at.date(), old.timetz()))


def _words(normal: Normal, read: Read) -> str:
    return normal.text[read.candidate.start : read.candidate.end]


def _evidence(normal: Normal, read: Read | None) -> Evidence | None:
    if read is None:
        return None
    start, end = normal.span(read.candidate.start, read.candidate.end)
    return Evidence(start=start, end=end, text=_words(normal, read), assumption=read.assumption)
