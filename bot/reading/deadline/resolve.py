"""Candidates on the calendar: from words to a minute, with the convention that was needed."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.domain.reading import Assumption
from bot.reading.deadline.atoms import Say
from bot.reading.deadline.breaks import break_days
from bot.reading.deadline.candidates import Candidate, Mark
from bot.reading.deadline.days import ONE, Setting, days_of, plus_months
from bot.reading.deadline.words import DUSK
from bot.reading.deadline.years import ahead_of, is_moved

EVENING = ("晚上", "晚", "夜", "傍晚", "晚间", "夜间", "夜里", "半夜", "午夜", "深夜")
AFTERNOON = ("下午", "午后")
MORNING = ("早上", "早", "早晨", "清早", "一早", "一大早", "大早", "大早上", "清晨", "晨", "凌晨")
_DAY_START, _DAY_LATE = time(7, 30), time(22, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A candidate's moment and the convention that was needed to know the minute."""

    at: datetime
    assumption: Assumption | None = None


def moment(
    candidate: Candidate, base: date | None, setting: Setting, *, event: bool
) -> Moment | None:
    """The moment ``candidate`` means, as a start with ``event`` and as a deadline otherwise.

    ``base`` is the day that a bare clock or 当天 refers to. None when no such moment exists.
    """
    if candidate.other:
        return _relative(candidate, base, setting)
    if event and candidate.day and candidate.day.name == "relative" and candidate.day.half:
        first = replace(candidate.day, offset=(candidate.day.offset or 0) - 1)
        candidate = replace(candidate, day=first)  # 明后两天: an event starts on the first
    days = _days(candidate, base, setting)
    fixed = len(days) == 1
    chosen = None
    for day in days:
        chosen = _on(candidate, day, setting, event=event)
        if chosen and (fixed or chosen.at >= setting.now):
            break
    if chosen and day != days[0] and not chosen.assumption and candidate.day:
        # 5日前, said on the 22nd.
        chosen = Moment(at=chosen.at, assumption=Assumption.NEXT_OCCURRENCE)
    if chosen and is_moved(candidate.day, chosen.at.date()) and not candidate.delta:
        chosen = Moment(at=chosen.at, assumption=Assumption.PERIOD_END)
    return chosen


def evening_of(named: Candidate, clock: Say) -> str:
    """The part of the day that a bare ``clock`` takes from an evening named before."""
    late = clock.name == "clock" and not clock.half and 5 <= (clock.hour or 0) <= 11
    return named.part if late and named.part in EVENING else ""


def _days(candidate: Candidate, base: date | None, setting: Setting) -> list[date]:
    say = candidate.day
    if say is None:
        return [base] if base else [setting.today, setting.today + ONE]
    if say.name.endswith(("_break", "break_day")):
        return [day + candidate.delta * ONE for day in break_days(say, setting)]
    if say.name == "month" and candidate.mark is Mark.BEFORE:
        return [plus_months(day.replace(day=1), 0) - ONE for day in days_of(say, base, setting)]
    days = days_of(say, base, setting)
    if candidate.mark in (Mark.BEFORE, Mark.BY):
        days = [ahead_of(say, day, setting.today) for day in days]
    return [day + candidate.delta * ONE for day in days]


def _on(candidate: Candidate, day: date, setting: Setting, *, event: bool) -> Moment | None:
    clock = candidate.clock
    if clock and clock.name == "clock":
        return _clock(candidate, clock, day, setting)
    named, assumption = _named(candidate, day, setting, event=event)
    return _moment(day, named, setting, assumption)


def _moment(
    day: date, at: time, setting: Setting, assumption: Assumption | None = None
) -> Moment | None:
    if day.year >= 9990:
        return None
    return Moment(at=datetime.combine(day, at, setting.now.tzinfo), assumption=assumption)


_BY_WORK = ("before_break", "after_break", "nth_workday", "next_workday")


def _named(
    candidate: Candidate, day: date, setting: Setting, *, event: bool
) -> tuple[time, Assumption]:
    """The minute of a time that names none."""
    clock = setting.clock
    if candidate.clock:
        if candidate.clock.name == "start_of_work" and candidate.part in AFTERNOON:
            return clock.afternoon_start, Assumption.AFTERNOON_START  # 下午一上班
        if candidate.clock.word == DUSK:
            return clock.end_of_work, Assumption.DUSK
        return {
            "end_of_work": (clock.end_of_work, Assumption.END_OF_WORK),
            "start_of_work": (clock.start_of_work, Assumption.START_OF_WORK),
            "afternoon_start": (clock.afternoon_start, Assumption.AFTERNOON_START),
            "noon": (clock.noon, Assumption.NOON),
        }.get(candidate.clock.name, (clock.end_of_day, Assumption.END_OF_DAY))
    if candidate.part:
        return _part(candidate.part, setting, event=event)
    say = candidate.day
    if say and (say.name in _BY_WORK or (say.name == "after_period" and say.half)):
        if event:
            return clock.start_of_work, Assumption.START_OF_WORK
        if say.half and say.name == "before_break":
            return clock.end_of_day, Assumption.END_OF_DAY  # 清明前三天
        known = setting.calendar.knows(day)
        return clock.end_of_work, (Assumption.END_OF_WORK if known else Assumption.WORKDAYS_UNKNOWN)
    whole = say and say.name in ("week", "weekend", "month", "quarter", "half_year", "year_end")
    return clock.end_of_day, Assumption.PERIOD_END if whole else Assumption.END_OF_DAY


def _part(part: str, setting: Setting, *, event: bool) -> tuple[time, Assumption]:
    clock = setting.clock
    if part in EVENING and part != "傍晚":
        return clock.end_of_day, Assumption.END_OF_DAY
    if part in AFTERNOON or part == "傍晚":
        if event and part != "傍晚":
            return clock.afternoon_start, Assumption.AFTERNOON_START
        return clock.end_of_work, Assumption.END_OF_WORK
    if part in MORNING or (event and part == "上午"):
        return clock.start_of_work, Assumption.START_OF_WORK
    return clock.noon, Assumption.NOON


def _clock(candidate: Candidate, clock: Say, day: date, setting: Setting) -> Moment | None:
    hour, minute = clock.hour or 0, clock.minute or 0
    part = candidate.part
    last = hour == 24 or (hour == 12 and part in EVENING)
    bare_midnight = hour == 0 and minute == 0 and not candidate.day and not part
    if last or bare_midnight or (hour == 0 and minute == 0 and part in EVENING):
        if minute:
            return _moment(day + ONE, time(0, minute), setting)
        return _moment(day, setting.clock.end_of_day, setting, Assumption.END_OF_DAY)
    if part:
        return _moment(*_with_part(day, hour, minute, part), setting)
    if clock.half or not 1 <= hour <= 11 or (setting.literal and not _spoken(clock)):
        return _moment(day, time(hour, minute), setting)
    guess = _guess(day, hour, minute, candidate, setting)
    # Who means the evening writes 20:30; 8:30 leaves no doubt.
    sure = (clock.word == ":" and guess == hour > _SIX) or _in_this_half(day, guess, setting)
    assumption = None if sure else Assumption.HALF_DAY_GUESSED
    return _moment(day, time(guess, minute), setting, assumption)


def _in_this_half(day: date, hour: int, setting: Setting) -> bool:
    """4点前, said at two in the afternoon."""
    now = setting.now
    return day == setting.today and now.hour <= hour and (now.hour < _NOON) == (hour < _NOON)


def _spoken(clock: Say) -> bool:
    """四点半 is said of the afternoon even beside 17:00."""
    return clock.word == "点" and (clock.hour or 0) <= _SIX


def _with_part(day: date, hour: int, minute: int, part: str) -> tuple[date, time]:
    if part in EVENING and hour <= (4 if part[0] == "晚" else 5) and part != "傍晚":
        return day + ONE, time(hour, minute)
    if (part in EVENING or part in AFTERNOON) and hour < 12:
        hour += 12
    if part in ("中午", "正午", "午间") and hour <= 3:
        hour += 12
    if part == "凌晨" and hour == 12:
        hour = 0
    return day, time(hour, minute)


def _guess(day: date, hour: int, minute: int, candidate: Candidate, setting: Setting) -> int:
    """The half of the day of a bare 1–11 o'clock (deadlines_README)."""
    if hour <= 6:
        ahead = day == setting.today and setting.now.time() < time(hour, minute)
        return hour if ahead and setting.now.time() < _DAY_START else hour + 12
    if day != setting.today or candidate.every:
        return hour
    now = setting.now.time()
    for guess in (hour, hour + 12):
        at = time(guess, minute)
        if (at >= _DAY_START or now < _DAY_START) and now <= at <= _DAY_LATE:
            return guess  # 7点前, said at six, is this morning
    return hour


_SIX = 6
_NOON = 12

_STEPS = {
    "小时": timedelta(hours=1), "钟头": timedelta(hours=1), "分钟": timedelta(minutes=1),
    "刻钟": timedelta(minutes=15), "天": ONE, "日": ONE, "周": 7 * ONE, "星期": 7 * ONE,
    "礼拜": 7 * ONE,
}  # fmt: skip
_FIRST_YEAR = 40
SHORT = ("小时", "钟头", "分钟", "刻钟")


def shifted(start: datetime, say: Say, setting: Setting, sign: int = 1) -> Moment | None:
    """``start`` moved by a duration; whole days end at the end of the day they reach."""
    count = min(say.count or 0, 5000)
    if say.word in SHORT:
        step = _STEPS[say.word] * count + (_STEPS[say.word] / 2 if say.half else 0 * ONE)
        return _minute(start + sign * step)
    if say.word == "工作日":
        return _workdays(start, count, setting, sign)
    if say.word in ("月", "年"):
        return _months(start, say, count, setting, sign)
    step = _STEPS[say.word] * count
    if say.half:
        step += timedelta(hours=12) if say.word in ("天", "日") else timedelta(days=3)
        if not count:
            return _minute(start + sign * step)
    day = start.date() + sign * timedelta(days=step.days)
    return _moment(day, setting.clock.end_of_day, setting, Assumption.END_OF_DAY)


def _minute(at: datetime) -> Moment:
    return Moment(at=at.replace(second=0, microsecond=0))


def _months(start: datetime, say: Say, count: int, setting: Setting, sign: int) -> Moment | None:
    if not 900 < start.year + sign * count < 9000:
        return None
    if say.word == "年":
        months, days = 12 * count + (6 if say.half else 0), 0
    else:
        months, days = count, 15 if say.half else 0
    day = plus_months(start.date(), sign * months) + sign * days * ONE
    return _moment(day, setting.clock.end_of_day, setting, Assumption.END_OF_DAY)


def _workdays(start: datetime, count: int, setting: Setting, sign: int) -> Moment | None:
    day = start.date()
    if sign > 0:
        day = setting.calendar.add_workdays(day, max(count, 1))
    for _ in range(max(count, 1) if sign < 0 and day.year > _FIRST_YEAR else 0):
        day = setting.calendar.previous_workday(day)
    known = setting.calendar.knows(day)
    assumption = Assumption.END_OF_WORK if known else Assumption.WORKDAYS_UNKNOWN
    return _moment(day, setting.clock.end_of_work, setting, assumption)


def _relative(candidate: Candidate, base: date | None, setting: Setting) -> Moment | None:
    say = candidate.other
    if say is None or say.name != "span" or candidate.mark not in (Mark.WITHIN, Mark.AFTER):
        return None
    start = setting.now
    if base:
        start = datetime.combine(base, setting.clock.end_of_day, setting.now.tzinfo)
    if start.year >= 9000:
        return None
    return shifted(start, say, setting)
