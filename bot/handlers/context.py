"""What every handler is given."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time

from bot.domain.boundary import PlatformError
from bot.domain.calendar import WorkCalendar
from bot.domain.gestures import Gestures
from bot.domain.lexicon import Clock, Lexicon
from bot.domain.moving import is_before_move
from bot.domain.platform import Platform
from bot.domain.reading import Earlier
from bot.domain.request import Source
from bot.handlers.standing import Standings
from bot.handlers.talks import Talk
from bot.handlers.whispers import Whispers
from bot.reading.thread.memory import remembered
from bot.services.office import Office
from bot.storage.store import Store

_CHATS_REMEMBERED = 5000


@dataclass(slots=True, kw_only=True)
class Context:
    """The parts a handler works with; ``wake`` tells that something was committed to be said."""

    store: Store
    platform: Platform
    lexicon: Lexicon
    calendar: WorkCalendar
    clock: Clock
    slot: time
    now: Callable[[], datetime]
    wake: Callable[[], None]
    standings: Standings
    office: Office
    whispers: Whispers
    board: str = ""
    """The address of the board; "" where there is none."""
    gestures: Gestures = field(default_factory=Gestures)
    threads: dict[tuple[str, str | None], list[Earlier]] = field(default_factory=dict)
    chats: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Ids and titles, by address, of groups that are known to be kept and to be targets."""
    talks: dict[str, Talk] = field(default_factory=dict)
    """Dialogues of flagging that are under way, by private chat; never kept anywhere else."""
    met: set[tuple[str, str, str]] = field(default_factory=set)
    """Member, chat and name of those whose presence is kept already."""

    def link(self, source: Source) -> str | None:
        """Where a source can be opened; nowhere what was said before its group moved."""
        if not source.chat or is_before_move(source.number):
            return None
        return self.platform.link(source.chat, source.number)

    def invite(self, payload: str) -> str | None:
        """A link into our private chat, once the platform has told who we are."""
        try:
            return self.platform.invite(payload)
        except PlatformError:
            return None

    def remember(self, chat: str, topic: str | None, thread: list[Earlier]) -> None:
        """Keep a chat's thread at hand; what is let go of can be loaded again."""
        self.threads.pop((chat, topic), None)
        while len(self.threads) >= _CHATS_REMEMBERED:
            del self.threads[next(iter(self.threads))]
        self.threads[chat, topic] = remembered(thread)
