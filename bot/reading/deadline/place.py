"""Roles and words become moments: which day a bare clock belongs to, where a recurrence starts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from bot.domain.reading import Assumption, Times
from bot.reading.deadline import cues
from bot.reading.deadline.candidates import Candidate, Mark
from bot.reading.deadline.days import ONE, Setting
from bot.reading.deadline.exceptions import is_let_off, told_of
from bot.reading.deadline.in_thread import as_agreed, asks_anew, just_passed
from bot.reading.deadline.reads import Read, Role
from bot.reading.deadline.recurring import Told, is_short, next_occurrence
from bot.reading.deadline.resolve import Moment, evening_of, moment, shifted
from bot.reading.deadline.verbs import ASK
from bot.reading.deadline.years import comes_round

# How many times back a day or a window is looked for.
_NEAR = 12
_JUST_PAST = 7
_PERIODS = ("week", "month", "quarter", "half_year", "year_end", "part_of_this_month")
_LENDS_DAY = (
    Role.DEADLINE, Role.WEAK, Role.EVENT, Role.DAY, Role.OLD, Role.OTHERS, Role.UPPER, Role.START,
)  # fmt: skip


def place(reads: Iterable[Read], setting: Setting, anchor: Times | None) -> list[Read]:
    """Every read with its moment; recurrences last, when their start and exceptions are known."""
    placed: list[Read] = []
    for read in reads:
        if read.role is not Role.RECURRING:
            own = setting.at(read.candidate.start)
            base = _base(read, placed[-_NEAR:], own, anchor)
            read = as_agreed(_in_the_evening(read, placed[-1:]) if base else read, anchor)
            read = _at(read, base, own) if not _adrift(read, placed[-1:]) else read
            if read.at and base and read.candidate.other and placed[-1].candidate.day:
                placed[-1] = replace(placed[-1], role=Role.NOTHING)  # 节后一周内
        placed.append(read)
    placed = _by_name(placed, setting)
    if not any(one.role is Role.RECURRING for one in placed):
        return placed
    told = told_of(placed, setting)
    placed = [replace(one, role=Role.NOTHING) if is_let_off(one) else one for one in placed]
    return list(_recurring(placed, setting, told))


def _by_name(placed: list[Read], setting: Setting) -> list[Read]:
    """切换前 and 评议后三天内, counted from the moment that the text gives the name."""
    result = list(placed)
    for index, read in enumerate(placed):
        say, origin = read.candidate.other, read.candidate.origin
        if say is None or origin is None:
            continue
        at = next((one.at for one in placed if one.candidate.start == origin), None)
        if at is None:
            continue
        moved = shifted(at, say, setting, -1) if say.word else Moment(at=at)
        result[index] = replace(read, at=moved.at, assumption=_RELATIVE) if moved else read
        if say.offset == 1 and index + 1 < len(placed):
            following = placed[index + 1]
            if following.candidate.other and following.candidate.start - read.candidate.end <= 1:
                result[index + 1] = _at(following, at.date(), setting)
    return result


_RELATIVE = Assumption.RELATIVE_TO_EVENT


def _at(read: Read, base: date | None, setting: Setting) -> Read:
    candidate = read.candidate
    if candidate.until and read.role in (Role.DEADLINE, Role.WEAK):
        candidate = replace(candidate.until, mark=candidate.mark)
    found = _first(candidate, base, setting, event=read.role is Role.EVENT)
    far = found and comes_round(candidate.day, found.at.date(), setting.today)
    if far and _WHICH.match(read.here.after):
        return read
    if found and read.role is Role.EVENT and _just_past(candidate, found.at.date(), setting):
        return read
    if found and candidate.until and read.role is Role.EVENT:
        following = candidate.until.day and candidate.until.day.name == "same"
        day = found.at.date() if following else base
        end = moment(candidate.until, day, setting, event=False)
        if end and end.at < found.at and end.at.date() == found.at.date():
            found = moment(candidate, base, replace(setting, literal=True), event=True) or found
        if end and end.at < found.at:
            return read  # 15—20日 read on the 17th: it has begun
    if found and base is None and just_passed(read, found.at, setting):
        return read
    return read.at_moment(found.at, found.assumption) if found else read


# 12月10日前未报的村, read in March: which ones, of a day that is over.
_WHICH = re.compile(
    "(?:[^,。;把将]{0,6}(?:报送?|交|送|完成|办结?|填|做|改|收|查)[了过]?)?的(?!时间|期限|话)"
)


def _in_the_evening(read: Read, last: list[Read]) -> Read:
    """后天晚上放电影,七点开始: the clock is of the evening that was named."""
    candidate, before = read.candidate, last[0].candidate if last else None
    clock = candidate.clock
    if before is None or clock is None or clock.name != "clock" or candidate.part or candidate.day:
        return read
    if last[0].role is Role.NOTHING:
        return read
    return replace(read, candidate=replace(candidate, part=evening_of(before, clock)))


def _just_past(candidate: Candidate, day: date, setting: Setting) -> bool:
    """16日晚, told on the 17th, is not next month's; 3号, told on the 28th, is."""
    say = candidate.day
    if say is None or say.name != "day_of_month" or say.offset is not None or not say.day:
        return False
    return day.month != setting.today.month and 0 < setting.today.day - say.day <= _JUST_PAST


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


def _recurring(placed: Iterable[Read], setting: Setting, told: Told) -> Iterator[Read]:
    """The reads, with the next occurrence of what recurs, unless that is more than people tell."""
    known: dict[tuple[Candidate, date], Moment | None] = {}
    watch: Read | None = None
    for read in placed:
        if read.role is Role.RECURRING:
            one, since = _within(read, told, watch)
            key = replace(one.candidate, start=0, end=0), since.start
            if key not in known and len(known) < _MOST_RECURRING:
                known[key] = next_occurrence(one.candidate, setting, since)
            found = known.get(key)
            yield replace(one, at=found.at, assumption=found.assumption) if found else one
        else:
            yield read
        watch = read if read.at and read.candidate.until else watch


def _within(read: Read, told: Told, watch: Read | None) -> tuple[Read, Told]:
    """明晚8点到后天早8点值守,每两小时,第一次9点: what recurs by the hour begins with the watch."""
    if not (watch and watch.at and is_short(read.candidate)):
        return read, told
    since = replace(told, start=max(told.start, watch.at.date()))
    return _in_the_evening(read, [watch]), since


_MOST_RECURRING = 16


def _base(read: Read, near: list[Read], setting: Setting, anchor: Times | None) -> date | None:
    """The day that a candidate without one refers to; ``near`` stand before it."""
    candidate = read.candidate
    if candidate.day:
        return _day_before(candidate.day.name, near, setting)
    if candidate.other:
        return _counted_from(candidate, near)
    if near and near[-1].at and _later(near[-1].candidate, candidate):
        return near[-1].at.date()
    last = next((one for one in reversed(near) if one.at and _lends_day(one)), None)
    if last and last.role is Role.OTHERS and last.here.questioned:
        last = None  # 明天能来几个?下班前给个数
    if last and last.at and last.at.date() >= setting.today:
        return None if _on_its_own(read, last, setting) else last.at.date()
    if anchor is None or last or asks_anew(read, anchor, setting):
        return None
    at = anchor.deadline or anchor.starts_at
    return at.date() if at and at.date() >= setting.today else None


def _later(span: Candidate, clock: Candidate) -> bool:
    """两天后的下班前: the clock is of the day that the duration reaches."""
    counted = span.other is not None and span.other.name == "span" and span.mark is Mark.AFTER
    return counted and clock.start - span.end <= 1


def _lends_day(read: Read) -> bool:
    candidate = read.candidate
    say = candidate.day
    if say and say.name in _PERIODS and candidate.mark is Mark.NONE and say.word in ("", "0", "1"):
        return False
    if say and say.name == "relative" and say.offset == 0 and read.role is Role.NOTHING:
        return True  # 那就今天熬夜报,夜里12点我关电脑
    return read.role in _LENDS_DAY and (candidate.day is not None or candidate.every is None)


# 上午9点收看直播,照片中午前传: what an event leaves is due on its day.
_RESULT = re.compile("(?:照片|视频|图片|小结|总结|心得|简报|签到表)[^,。;]{0,4}$")

# 12日9时开幕。8:40前布展完毕.
_SET_UP = re.compile("[^,。;]{0,4}(?:布展|布置|搭好|摆好|就位|到位|进场|候场)")


def _on_its_own(read: Read, last: Read, setting: Setting) -> bool:
    """明天9点开会,12点前报名单: due today, not on the day of the meeting."""
    if _RESULT.search(read.here.before) or _SET_UP.match(read.here.after):
        return False
    if _says_no_more(read, last):
        return False
    now = setting.now.time()
    clock, own = last.candidate.clock, read.candidate.clock
    held = last.role is read.role is Role.EVENT
    if held and cues.SIGN_IN.match(read.here.after):
        return False
    both = clock and own and clock.name == own.name == "clock" and not read.candidate.part
    if both and clock and own and (own.hour or 0) <= (clock.hour or 0):
        return (own.hour or 0, own.minute or 0) >= (now.hour, now.minute)  # 10点开会,9点前发我
    fixed = last.role in (Role.EVENT, Role.DEADLINE) and clock and clock.name == "clock"
    arrive = last.role is Role.EVENT and (
        cues.ARRIVE.search(read.here.after[:6]) or not ASK.search(read.here.after)
    )
    return read.role is Role.DEADLINE and bool(fixed) and not arrive


def _says_no_more(read: Read, last: Read) -> bool:
    """主街明早7点前扫完,背街10点前: what is asked and its day are those of the clause before."""
    due = read.role is last.role is Role.DEADLINE and last.candidate.clock is not None
    near = read.candidate.start - last.candidate.end <= len(read.here.sentence_before)
    return due and near and not read.here.after and read.candidate.mark is last.candidate.mark


def _day_before(name: str, near: list[Read], setting: Setting) -> date | None:
    """The day that 当天, 次日 or 公示最后一天 goes back to."""
    if name in ("window_end", "window_start"):
        window = next((one.candidate for one in reversed(near) if one.candidate.until), None)
        edge = replace(window, until=None) if window and name == "window_start" else None
        edge = edge or (window.until if window else None)
        found = moment(edge, None, setting, event=False) if edge else None
        return found.at.date() if found else None
    if name != "same":
        return None
    named = [one for one in reversed(near) if one.at and one.candidate.day]
    told = next((one for one in named if not _rough(one)), next(iter(named), None))
    return told.at.date() if told and told.at else None


def _rough(read: Read) -> bool:
    """节后开工安排,当天带来: no day to go back to where another one is named."""
    return read.candidate.day is not None and read.candidate.day.name in ("after_break", "festival")


def _adrift(read: Read, last: list[Read]) -> bool:
    """公示结束后三天内, of a window that the text does not date."""
    say = read.candidate.other
    runs = say is not None and say.name == "span" and bool(last) and last[-1].at is None
    if not runs or read.candidate.start - last[-1].candidate.end > 1:
        return False
    return last[-1].candidate.mark is Mark.AFTER


def _counted_from(candidate: Candidate, near: list[Read]) -> date | None:
    """The day after which a duration runs: 节后一周内, 3月20日后5日内."""
    last = near[-1] if near else None
    if last is None or last.at is None or candidate.start - last.candidate.end > 3:
        return None
    if last.candidate.day and last.candidate.day.name == "after_break":
        return last.at.date() - ONE
    say, mark = last.candidate.day, last.candidate.mark
    first = (
        mark is Mark.SINCE and say and say.name in ("same", "relative") and (say.offset or 0) > 0
    )
    if first:
        return last.at.date() - ONE  # 次日起五个工作日: that day counts
    return last.at.date() if mark in (Mark.AFTER, Mark.SINCE) else None
