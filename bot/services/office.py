"""What flagging and reviewing work with: keys, reasons, working time, and chance."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random, SystemRandom

from bot.domain.case import Refusal
from bot.domain.flag import FlagReason
from bot.domain.message import SHANGHAI
from bot.domain.worktime import WorkTime
from bot.reading.redact import as_kept
from bot.storage.keys import Keys

LONGEST_WORDS = 400
"""Letters in what an office writes: a reason, a basis, a question, an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Handed to every service of flags and cases; ``aliases`` are the lexicon's."""

    keys: Keys
    reasons: Mapping[str, FlagReason]
    work: WorkTime
    aliases: Mapping[str, str] = field(default_factory=dict)
    random: Random = field(default_factory=SystemRandom)

    def fresh(self) -> int:
        """A random row id: nothing can be told from the order of rows."""
        return self.random.getrandbits(52) + 1

    def fresh_name(self, kind: str) -> str:
        """A name no key has."""
        return f"{kind}-{self.random.getrandbits(64):016x}"

    def workdays_later(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``."""
        return self.work.calendar.add_workdays(day, count)

    def days(self, now: datetime, count: float) -> datetime:
        """When ``count`` days' worth of working time has passed."""
        return self.work.after(now, self.work.day * count)


def written(text: str) -> str | Refusal:
    """What an office wrote, as it is kept; or that it is nothing, or too much."""
    plain = as_kept(text)
    if not plain:
        return Refusal.INCOMPLETE
    return plain if len(plain) <= LONGEST_WORDS else Refusal.TOO_LONG


def local_day(now: datetime) -> date:
    """The local date of a moment."""
    return now.astimezone(SHANGHAI).date()
