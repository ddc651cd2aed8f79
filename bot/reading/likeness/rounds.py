"""Whether two asks belong to other rounds of what is asked again and again."""

import re
from datetime import timedelta

from bot.reading.likeness.fields import Features
from bot.reading.likeness.periods import outlived


def another_round(one: Features, other: Features) -> bool:
    """Whether one asks for a month or a season, and the other, that names none, is of another.

    What recurs is asked for anew: weeks apart, a list without a period is not this one's.
    """
    spans = [span for span in one.periods.spans if not span.weak]
    brief = bool(spans) and all(span.last - span.first < _HALF for span in spans)
    return brief and not other.periods and abs(one.sent_at - other.sent_at) > _OPEN


_HALF = 6


def is_of_past_year(one: Features, other: Features) -> bool:
    """Whether one asks for a year that was over when it was sent, and the other names no period.

    去年的名册 is not this year's; but a short reminder need not name the year again.
    """
    begun = 12 * one.sent_at.year + 1
    past = bool(one.periods.spans) and all(
        span.last < begun and span.last - span.first >= _YEARLONG for span in one.periods.spans
    )
    return past and not other.periods.spans and not (one.points or other.points)


def is_outlived(one: Features, other: Features) -> bool:
    """Whether one asks for a period, and the other, that names none, comes from another time."""
    return not other.periods and outlived(one.periods, _month(one), _month(other))


def _month(one: Features) -> int:
    return one.sent_at.year * 12 + one.sent_at.month


def is_stale(one: Features, other: Features) -> bool:
    """Whether one points at an ask, or calls to a meeting, too long ago to be still open."""
    apart = abs(one.sent_at - other.sent_at)
    if "meet" in one.lead and "meet" in other.lead:
        return apart > _MEETING
    return apart > _OPEN and max(one, other, key=lambda text: text.sent_at).points


_MEETING, _OPEN = timedelta(days=12), timedelta(days=45)


def is_over(one: Features, other: Features) -> bool:
    """Whether what was asked first was to be done long before the other was asked at all.

    What is over is not asked again, it is asked anew; three weeks late is no reminder any more.
    """
    before, after = sorted((one, other), key=lambda text: (text.sent_at, text.plain))
    return before.deadline is not None and after.sent_at - before.deadline > _OVER


_OVER = timedelta(days=21)


def is_next(one: Features, other: Features) -> bool:
    """Whether what was asked first was over when the other was asked for a time still ahead.

    The same words some days later ask for what they asked for: who nags on asks nothing new.
    """
    before, after = sorted((one, other), key=lambda text: (text.sent_at, text.plain))
    if not (before.deadline and after.deadline) or _STANDING.search(after.plain):
        return False
    over = before.deadline + (_NAGS_ON if before.plain == after.plain else timedelta(0))
    return over < after.sent_at < after.deadline


_NAGS_ON = timedelta(days=14)


# What is asked for every day is asked once, however often it is said.
_STANDING = re.compile("[每逐][日天周月旬季年晚]|天天")


def is_held_anew(one: Features, other: Features) -> bool:
    """Whether two are called to on other days."""
    if not (one.starts_at and other.starts_at):
        return False
    return one.starts_at.date() != other.starts_at.date()


def is_ahead(one: Features, other: Features) -> bool:
    """Whether one, that names no period, was sent before the other's period even began."""
    month = one.sent_at.year * 12 + one.sent_at.month
    spans = other.periods.spans
    return bool(
        spans
        and not one.periods
        and all(span.first > month and span.last - span.first < _YEARLONG for span in spans)
    )


_YEARLONG = 11
