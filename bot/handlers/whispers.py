"""What only one person may see: shown on their card for a while, and gone from it again.

Nothing of it is kept in the ledger, so that no row tells who flags.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.domain.boundary import Outgoing, PlatformError
from bot.domain.delivery import Part
from bot.domain.platform import Platform
from bot.storage.cards import shown_card
from bot.storage.store import Store

IDLE = timedelta(minutes=10)
"""How long a screen stays when nobody touches it."""
LIVES = timedelta(hours=36)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Screen:
    """A message that shows a dialogue; one of ``ours`` is no card and is taken away at the end."""

    number: int
    ours: bool
    until: datetime


class Whispers:
    """The screens that are open just now, by private chat; of a process that died, none are."""

    def __init__(self, store: Store, platform: Platform, now: Callable[[], datetime]) -> None:
        self._store = store
        self._platform = platform
        self._now = now
        self._open: dict[str, _Screen] = {}

    async def show(self, private: str, what: Outgoing, number: int | None = None) -> None:
        """Show a screen: on the newest card, or else as a message of its own.

        ``number`` is the message whose button was pressed.
        """
        screen = self._open.get(private)
        card = None if screen else await self._card(private)
        until = self._now() + IDLE
        try:
            if screen is None and card is None and number is None:
                sent = await self._platform.send(private, what)
                self._open[private] = _Screen(number=sent, ours=True, until=until)
                return
            at = screen.number if screen else number or (card.message if card else None)
            assert at is not None
            ours = screen.ours if screen else card is None or card.message != at
            self._open[private] = _Screen(number=at, ours=ours, until=until)
            await self._platform.edit(private, at, what)
        except PlatformError as error:
            log.info("screen_not_shown", error=type(error).__name__)

    async def close(self, private: str) -> None:
        """Put back what stood there. May be repeated."""
        screen = self._open.pop(private, None)
        if screen is None:
            return
        card = None if screen.ours else await self._card(private)
        try:
            if card and card.message == screen.number:
                html = None if card.as_plain else card.html
                said = Outgoing(plain=card.plain, html=html, buttons=card.buttons)
                await self._platform.edit(private, screen.number, said)
            elif screen.ours:
                await self._platform.delete(private, screen.number)
        except PlatformError as error:
            log.info("screen_not_closed", error=type(error).__name__)

    async def expire(self) -> None:
        """Close what nobody touched for long."""
        now = self._now()
        for private in [one for one, screen in self._open.items() if screen.until <= now]:
            await self.close(private)

    def stir(self) -> None:
        """Something may wait for those who flagged."""

    async def deliver(self) -> None:
        """Bring what waits for those who flagged."""

    async def dress(self, chat: str, number: int, what: Outgoing) -> Outgoing | None:
        """What is to stand at a message of ours; None when a screen covers it just now."""
        screen = self._open.get(chat)
        return None if screen and screen.number == number else what

    async def _card(self, private: str) -> Part | None:
        return await self._store.read(shown_card, private, self._now() - LIVES)
