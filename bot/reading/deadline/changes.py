"""Times that a text corrects, calls off, or leaves to the level above."""

import re
from dataclasses import replace

from bot.reading.deadline import cues
from bot.reading.deadline.asides import is_term
from bot.reading.deadline.candidates import Candidate, Mark
from bot.reading.deadline.durations import is_hurried
from bot.reading.deadline.reads import Around, Read, Role, around
from bot.reading.deadline.recurring import DAILY, OPEN, dated
from bot.reading.deadline.resolve import evening_of
from bot.reading.deadline.roles import role_of
from bot.reading.deadline.verbs import ASK, EVENT
from bot.reading.deadline.yielding import for_us, without_wishes

_BARE = (Role.DAY, Role.NOTHING, Role.OTHERS, Role.START, Role.EVENT)
_REPLACEABLE = (Role.DEADLINE, Role.WEAK, *_BARE)
# How far back the time that another one replaces is looked for.
_NEAR = 12
_ROUGH = ("before_break", "break_day", "festival")


def weigh(text: str, found: list[Candidate]) -> list[Read]:
    """Every candidate with its role, corrections and levels applied; no moments yet."""
    reads: list[Read] = []
    for candidate in found:
        read = _read(text, candidate, reads)
        recurring = _recurring(reads, read)
        if recurring:
            index, read = recurring
            reads[index] = replace(reads[index], role=Role.NOTHING)
        reads.append(read)
    reads = without_wishes(reads)
    if len(reads) > 1 or (reads and _is_new(reads[0])):
        reads = _correct(reads)
    reads = for_us(reads)
    deadlines = [read for read in reads if read.role is Role.DEADLINE]
    if not deadlines:
        return reads
    several = len(deadlines) > 1 and any(not is_upper(read.here) for read in deadlines)
    return [_upper(read, several=several) for read in reads]


def _read(text: str, candidate: Candidate, reads: list[Read]) -> Read:
    """One candidate with its role; an alias replaces the last of ``reads``, which stand before."""
    here = around(text, candidate.start, candidate.end)
    role = role_of(candidate, here)
    again = reads and cues.SAME_AGAIN.search(here.sentence_before)
    if again and reads[-1].role is Role.DEADLINE and role in (Role.DAY, Role.WEAK, Role.EVENT):
        role = Role.DEADLINE  # 放假当天收齐,也就是1月22日
    if again and role is Role.DEADLINE:
        if candidate.day is None or candidate.day.name in _ROUGH:
            role = Role.NOTHING  # 4月3日前,即清明假期前
        else:
            reads[-1] = replace(reads[-1], role=Role.NOTHING)  # 圣诞节前,也就是24号前
    last = reads[-1].candidate if reads else None
    if last and _is_open_for(last, candidate, here):
        candidate, role = replace(candidate, mark=Mark.WITHIN), Role.DEADLINE
    if is_hurried(candidate, here):
        candidate, role = replace(candidate, mark=Mark.WITHIN), Role.DEADLINE
    if last and candidate.start - last.end == 2 and here.before.endswith("还有"):
        role = Role.NOTHING  # 13号还有一天
    if last and _goes_on(last, candidate):
        role = reads[-1].role  # 早7:00—9:00,晚18:00—20:30
    if (
        candidate.part
        and any(_says(one.candidate, candidate) for one in reads[-_NEAR:])
        and here.alone
    ):
        role = Role.NOTHING  # 逢周二上午报。上午!
    if last and _runs_from(last, candidate):
        role = Role.DEADLINE
    if role in (Role.DEADLINE, Role.WEAK) and _done(here):
        role = Role.NOTHING
    if role is Role.RECURRING and not dated(candidate) and cues.REPORTED.match(here.after):
        candidate = replace(candidate, clock=OPEN)
    called_off = candidate.mark is Mark.NONE and cues.CANCELLED.match(here.after)
    if called_off and role is not Role.RECURRING:
        role = Role.OLD
    return Read(candidate=candidate, role=role, here=here, first=role)


def _recurring(reads: list[Read], due: Read) -> tuple[int, Read] | None:
    """Where the recurrence stands that ``due`` belongs to, and ``due`` as recurring with it."""
    if due.role not in (Role.DEADLINE, Role.WEAK, Role.EVENT, Role.DAY):
        return None
    for index in range(len(reads) - 1, max(-1, len(reads) - _NEAR - 1), -1):
        if reads[index].candidate.every is not None:
            told = _of_recurrence(reads[index].candidate, due.candidate, due.here)
            if told is None and index == len(reads) - 1:
                told = _with_clock_of(reads[index], due)
            role = Role.RECURRING
            return (index, replace(due, candidate=told, role=role, first=role)) if told else None
    return None


_OBJECT_OF = ("报", "填", "交", "传", "录")
_OF_WEEK, _OF_MONTH = ("周", "星期", "礼拜"), ("day_of_month", "nth_weekday", "part_of_this_month")


def _of_recurrence(event: Candidate, due: Candidate, here: Around) -> Candidate | None:
    """每周四坐班,头一天中午前报; 每月两次,8号、22号: what is due each time."""
    day, every = due.day, event.every
    if every is None:
        return None
    if day is None and _tells_clock(event, due, here):  # 每周一上午公示,10点前发群
        return replace(event, clock=due.clock, mark=due.mark)
    if day is None:  # 每三天一次,前天刚去过,下午四点前报
        daily = every.word in DAILY and (every.count or 1) > 1 and not dated(event)
        return replace(event, clock=due.clock, part=due.part, mark=due.mark) if daily else None
    if day.name == "same" and not (due.clock or due.part) and here.before[-1:] in _OBJECT_OF:
        return None  # 每周五报次日人数
    if day.name == "same":
        more = tuple(_due_with(one, due) for one in event.more)
        return replace(_due_with(event, due), start=due.start, end=due.end, more=more)
    if event.day or event.until or event.clock not in (None, OPEN) or day.offset is not None:
        return None
    if due.start - event.end > len(here.sentence_before) or due.until:
        return None
    if day.name == "weekday" and every.word in _OF_WEEK:
        return replace(due, day=None, every=replace(every, name="every_weekday", word=day.word))
    return replace(due, every=every) if every.word == "月" and day.name in _OF_MONTH else None


def _with_clock_of(event: Read, due: Read) -> Candidate | None:
    """每月最后一个工作日开联审会,上午9点: the clock of what recurs is told after it."""
    day, clock = event.candidate, due.candidate
    bare = not (clock.day or clock.every or clock.other or clock.until)
    named = bare and day.mark is clock.mark is Mark.NONE and not day.clock and not day.until
    held = due.role is Role.EVENT and clock.clock is not None
    asked = due.role is Role.DEADLINE and _ALWAYS.search(due.here.before)
    here = clock.start - day.end <= len(due.here.sentence_before)
    if not (named and here and (held or asked) and event.role is Role.RECURRING and dated(day)):
        return None
    return replace(day, clock=clock.clock, part=clock.part or day.part)


_ALWAYS = re.compile("(?:都是|一律|统一|均为?)$")


def _tells_clock(event: Candidate, due: Candidate, here: Around) -> bool:
    """Whether a bare clock of the same sentence is that of a recurrence with a part of the day."""
    bare = due.clock is not None and not (due.part or due.until or due.every)
    near = due.start - event.end <= min(len(here.sentence_before), _NEAR)
    named = event.part and not event.clock and dated(replace(event, part=""))
    return bool(bare and near and named) and due.mark is Mark.BEFORE


def _due_with(event: Candidate, due: Candidate) -> Candidate:
    """The time of ``due`` on or beside each day of ``event``."""
    delta = due.day.offset or 0 if due.day else 0
    part, mark = due.part, due.mark
    clock = due.clock or (None if part or dated(event) else OPEN)
    return replace(event, clock=clock, part=part, mark=mark, until=None, delta=delta)


def _goes_on(last: Candidate, hours: Candidate) -> bool:
    """Hours named right after other hours are for the same."""
    windows = last.until and hours.until and last.clock and hours.clock
    return bool(windows) and not (hours.day or hours.every) and hours.start - last.end <= 2


def _says(told: Candidate, part: Candidate) -> bool:
    """Whether ``told`` has said ``part``, which is nothing but a part of the day."""
    bare = part.part and not (part.day or part.clock or part.every or part.until)
    return bool(bare) and part.mark is Mark.NONE and told.part == part.part


def _runs_from(day: Candidate, span: Candidate) -> bool:
    """霜降后三天内: the duration runs from a day the text names."""
    timed = span.other is not None and span.other.name == "span" and span.mark is Mark.WITHIN
    begun = day.mark in (Mark.AFTER, Mark.SINCE) or (day.day and day.day.name == "after_break")
    return timed and bool(begun) and span.start - day.end <= 1


def _is_open_for(day: Candidate, span: Candidate, here: Around) -> bool:
    """问卷今天起开放一周: an intake whose window is named by its length."""
    timed = span.other is not None and span.other.name == "span" and span.mark is Mark.NONE
    near = day.mark is Mark.SINCE and span.start - day.end <= 3
    return timed and near and bool(cues.INTAKE.search(here.sentence_before))


def _done(here: Around) -> bool:
    """月底前要的表已收齐报走, with nothing left to do."""
    done = cues.DONE.search(here.sentence_after)
    return bool(done) and not cues.STILL.search(here.sentence_after)


def _upper(read: Read, *, several: bool) -> Read:
    """The time of a level above; the only deadline of a text is the reader's all the same."""
    timed = read.role is Role.DAY or (several and read.role is Role.DEADLINE)
    return replace(read, role=Role.UPPER) if timed and is_upper(read.here) else read


def is_upper(here: Around) -> bool:
    """Whether this is what a level above wants, or what the speaker must do."""
    if cues.SPEAKER_TAKES.match(here.after) or cues.OUR_LEVEL.search(here.before):
        return False
    if cues.WE.search(here.before) and cues.WANTED.match(here.after):
        return False  # 我周四上午就要
    if cues.UPPER_DEMAND.search(here.before) or cues.UPPER_SUBJECT.match(here.after):
        return True
    takes = here.closed or cues.UPPER_TAKES.match(here.after)
    if takes and cues.UPPER_FAR.search(here.before):
        return True
    return bool(cues.UPPER_BEFORE.search(here.before) and cues.UPPER_AFTER.match(here.after))


def _is_old(here: Around) -> bool:
    return bool(cues.OLD_BEFORE.search(here.before) or cues.OLD_AFTER.match(here.after))


def _is_new(read: Read) -> bool:
    paid = read.candidate.every and read.role is Role.NOTHING
    if read.candidate.other or paid or is_term(read.here):
        return False
    before = read.here.sentence_before
    so = before.endswith("以") and read.here.after.startswith("为准")
    if not (so or cues.NEW_BEFORE.search(before)):
        return False
    if cues.MAYBE_NEW.search(before) or cues.IF.search(before[-8:]):
        return False
    paper = cues.INTAKE.search(before) or cues.PAPER.search(before)
    if cues.OFFICE_HOURS.search(before) and not paper:
        return False  # 门诊时间调整为
    return not (so and cues.DATA.search(before))


def _said_anew(old: Read, read: Read) -> bool:
    """天黑前……算了,七点半前: spoken corrections."""
    asks = (Role.DEADLINE, Role.WEAK, Role.EVENT)
    both = old.role in asks and (read.role in asks or read.role is Role.DAY)
    return both and bool(cues.SPOKEN_ANEW.search(read.here.sentence_before))


def _correct(reads: list[Read]) -> list[Read]:
    """Times that a later one of the text replaces become OLD."""
    new = [
        index
        for index, read in enumerate(reads)
        if _is_new(read) or (index and _said_anew(reads[index - 1], read))
    ]
    last = new[-1] if new else -1
    renewing = frozenset(new)
    corrected = list(reads)
    for index, read in enumerate(reads):
        bare = read.role is Role.NOTHING and not (read.candidate.day or read.candidate.clock)
        replaced = index < last and index not in renewing and not bare
        if read.role in _REPLACEABLE and len(reads) > 1 and (replaced or _is_old(read.here)):
            upper = read.role is Role.DEADLINE and is_upper(read.here)
            corrected[index] = replace(read, role=Role.UPPER if upper else Role.OLD)
    for index in new:
        corrected[index] = _renew(corrected[index], corrected[max(0, index - _NEAR) : index])
    return corrected


def _renew(read: Read, before: list[Read]) -> Read:
    """The new time takes role, day and clock from the old one where it names none."""
    if read.role is Role.OLD:
        return read
    old = next((one for one in reversed(before) if one.role is Role.OLD), None)
    candidate, role = read.candidate, read.role
    if old is None:
        said = read.here.sentence_before
        held, put_off = EVENT.search(said), _PUT_OFF.search(said)
        if role not in (Role.DAY, Role.NOTHING, Role.OTHERS):
            lenient = role is Role.EVENT and put_off and not held
            return replace(read, role=Role.NEW) if lenient else read
        if held and not ASK.search(said):
            return replace(read, role=Role.EVENT)
        asked = put_off or ASK.search(said + read.here.after) or cues.PAPER.search(said)
        return replace(read, role=Role.NEW if asked else Role.DAY)
    was = old.candidate
    if candidate.day is None and not candidate.every:
        candidate = replace(candidate, day=was.day)
    if candidate.clock and was.clock is None and not candidate.part:
        candidate = replace(candidate, part=evening_of(was, candidate.clock))
    if candidate.clock is None and not candidate.part:
        candidate = replace(candidate, clock=was.clock, part=was.part)
    if role in _BARE:
        role = Role.EVENT if _is_held(old, read) else Role.DEADLINE
    return replace(read, candidate=candidate, role=role)


def _is_held(old: Read, read: Read) -> bool:
    """Whether what moved is an event; 15号是周日,改到13号下午, but not 名单报送延到24日."""
    asks, held = ASK.search(read.here.before), EVENT.search(read.here.before)
    if bool(asks) is not bool(held):
        return bool(held)
    if old.first is Role.EVENT or EVENT.search(old.here.before):
        return True
    return read.role is Role.EVENT and bool(_NAMES_DAY.search(old.here.before))


# 顺延到明天12点 is said of what is due; 改到明天, 推到五点 of anything.
_PUT_OFF = re.compile(
    "(?:[顺后]延|延[期长后]?|宽限|放宽|缓)[到至]?$|(?:统一|一律)[^,。;]{0,3}[到至]$"
)
_NAMES_DAY = re.compile("[日号]是$")
