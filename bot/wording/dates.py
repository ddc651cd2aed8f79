"""Times in short Chinese words, as seen from the moment a digest speaks."""

from datetime import date, datetime, timedelta

from bot.domain.message import SHANGHAI
from bot.domain.reading import Assumption

WEEKDAYS = "一二三四五六日"
NEAR_DAYS = {-1: "昨日", 0: "今日", 1: "明日"}
WEEK_AHEAD = 6
FAR_DAYS = 180
SPOKEN = {
    Assumption.END_OF_WORK: "下班前",
    Assumption.DUSK: "天黑前",
    Assumption.START_OF_WORK: "上班前",
    Assumption.NOON: "中午前",
    Assumption.AFTERNOON_START: "下午",
}


def local(moment: datetime) -> datetime:
    """``moment`` (aware) in the time zone every group lives in."""
    return moment.astimezone(SHANGHAI)


def weekday(day: date) -> str:
    """周一 … 周日."""
    return "周" + WEEKDAYS[day.weekday()]


def full_date(day: date) -> str:
    """11月23日 周一."""
    return f"{day.month}月{day.day}日 {weekday(day)}"


def clock(moment: datetime) -> str:
    """9:05, without a leading zero."""
    at = local(moment)
    return f"{at.hour}:{at.minute:02}"


def stamp(moment: datetime) -> str:
    """6/10 17:30, whatever the day of the reader."""
    return f"{_slashed(local(moment).date())} {clock(moment)}"


def since(moment: datetime, now: datetime) -> str:
    """16:48 of today, else 6/10 16:48."""
    today = local(moment).date() == local(now).date()
    return clock(moment) if today else stamp(moment)


def stretch(start: datetime, end: datetime, *, today: date | None = None) -> str:
    """6/10 17:30—6/11 17:30; within ``today`` the clocks alone: 10:02—10:15."""
    if local(start).date() == local(end).date():
        first = clock(start) if local(start).date() == today else stamp(start)
        return f"{first}—{clock(end)}"
    return f"{stamp(start)}—{stamp(end)}"


def moment_words(moment: datetime, now: datetime) -> str:
    """今日18:00, 明日10:00, 周五18:00 up to six days ahead, else 6/25 18:00; a day alone where no
    clock was told (23:59).
    """
    at, today = local(moment), local(now)
    if (at.hour, at.minute) == (23, 59):
        return _day(at.date(), today.date())
    return _with_clock(at, today)


def deadline_words(moment: datetime, now: datetime, assumption: Assumption | None = None) -> str:
    """A last moment to act; what names no minute is written without one.

    The end of a day reads 今日内, 明日, 周五 or 6月30日前; a convention that was applied shows its
    words and its clock: 明日下班前(按18:00).
    """
    at, today = local(moment), local(now).date()
    if (at.hour, at.minute) == (0, 0):
        # Midnight ends a day; nobody reads "Tuesday 0:00" as Monday night.
        at -= timedelta(minutes=1)
    if (at.hour, at.minute) == (23, 59):
        return _whole_day(at.date(), today)
    spoken = SPOKEN.get(assumption) if assumption else None
    return f"{_day(at.date(), today)}{spoken}(按{clock(at)})" if spoken else moment_words(at, now)


def start_words(moment: datetime, now: datetime, assumption: Assumption | None = None) -> str:
    """The start of an event; a guessed clock is shown as a guess: 明日下午(按14:30)."""
    spoken = SPOKEN.get(assumption) if assumption else None
    if spoken is None:
        return moment_words(moment, now)
    day = _day(local(moment).date(), local(now).date())
    return f"{day}{spoken.removesuffix('前')}(按{clock(moment)})"


def compact_deadline(moment: datetime) -> str:
    """3/18 17:30, or 3/18 alone for the end of that day."""
    at = local(moment)
    return _slashed(at.date()) if (at.hour, at.minute) == (23, 59) else stamp(at)


def compact_day(moment: datetime, now: datetime) -> str:
    """3/18, with its year where that is not the one of ``now``."""
    day = local(moment).date()
    return _slashed(day) if day.year == local(now).year else f"{day.year}/{_slashed(day)}"


def _slashed(day: date) -> str:
    return f"{day.month}/{day.day}"


def _day(day: date, today: date) -> str:
    ahead = (day - today).days
    if ahead in NEAR_DAYS:
        return NEAR_DAYS[ahead]
    if 0 < ahead <= WEEK_AHEAD:
        return weekday(day)
    # Half a year away the month alone no longer tells which year is meant.
    return f"{day.year}/{_slashed(day)}" if abs(ahead) > FAR_DAYS else _slashed(day)


def _with_clock(at: datetime, now: datetime) -> str:
    day = _day(at.date(), now.date())
    return f"{day} {clock(at)}" if day[-1].isdigit() else f"{day}{clock(at)}"


def _whole_day(day: date, today: date) -> str:
    ahead = (day - today).days
    if ahead == 0:
        return "今日内"
    if -1 <= ahead <= WEEK_AHEAD:
        return _day(day, today)
    year = f"{day.year}年" if abs(ahead) > FAR_DAYS else ""
    return f"{year}{day.month}月{day.day}日" + ("前" if ahead > 0 else "")
