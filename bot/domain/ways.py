"""What all that is shown is made with, wherever it is made."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.calendar import WorkCalendar
from bot.domain.lexicon import Clock
from bot.domain.request import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How times are reckoned, where a source opens, and links into private chat, once known."""

    calendar: WorkCalendar
    clock: Clock
    link: Callable[[Source], str | None]
    invite: Callable[[str], str | None]
