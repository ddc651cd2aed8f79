"""What is asked for in the same words on other days, each time due anew: daily or weekly."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.message import SHANGHAI
from bot.domain.reading import Ask, Earlier, Kind, What
from bot.reading.burden.cues import CHASES
from bot.reading.normalise import normalise

LONGEST = timedelta(days=35)
"""How far back it matters that the same was asked for."""
_REGULAR = "F09"
_HANDED_IN = (Kind.REPORT, Kind.CHECK_IN)
_NUMBER = re.compile(r"\d+")
# Three days of a week, or the same day of three weeks, this one counted.
_TIMES, _WEEK = 3, timedelta(days=7)
_LENGTHS_DIFFER = 4


def may_be_regular(asks: Sequence[Ask], text: str) -> bool:
    """Whether it matters how often the first ask of normalised ``text`` was made before."""
    if not asks or asks[0].urgent or _REGULAR in asks[0].cues or CHASES.search(text):
        return False
    return asks[0].kind in _HANDED_IN and asks[0].times.deadline is not None


def with_regular(
    asks: Sequence[Ask], text: str, sent_at: datetime, before: Sequence[Earlier]
) -> tuple[Ask, ...]:
    """The asks of normalised ``text``; the first with F09 where ``before`` often asked for it."""
    if not before or not may_be_regular(asks, text):
        return tuple(asks)
    return regular(asks, sent_at, _asked(text, before))


def regular(
    asks: Sequence[Ask], sent_at: datetime, asked: Iterable[tuple[datetime, datetime | None]]
) -> tuple[Ask, ...]:
    """The asks; the first with F09 where it was ``asked`` for daily or weekly: when, and by when.

    The same words that name the same day again only repeat one ask.
    """
    first, *rest = asks
    days, due, today = set(), {first.times.deadline}, sent_at.astimezone(SHANGHAI).date()
    for at, until in asked:
        if until not in due:
            due.add(until)
            days.add(at.astimezone(SHANGHAI).date())
    ages = {today - day for day in days if timedelta(0) < today - day <= LONGEST}
    daily = 1 + sum(age < _WEEK for age in ages)
    weekly = 1 + sum(not age % _WEEK for age in ages)
    if max(daily, weekly) < _TIMES:
        return tuple(asks)
    return (replace(first, cues=tuple(sorted({*first.cues, _REGULAR}))), *rest)


def _asked(text: str, before: Sequence[Earlier]) -> Iterator[tuple[datetime, datetime | None]]:
    """When ``before`` asked in the same words, numbers apart, and by when."""
    plain = _plain(text)
    for earlier in reversed(before):
        message, reading = earlier.message, earlier.reading
        if reading.what is not What.NOTICE or not reading.asks:
            continue
        near = abs(len(message.text) - len(text)) <= _LENGTHS_DIFFER
        if near and _plain(normalise(message.text).text) == plain:
            yield message.sent_at, reading.asks[0].times.deadline


def _plain(text: str) -> str:
    return _NUMBER.sub("0", "".join(text.split()))
