"""What only one person may see: shown on their card for a while, and gone from it again.

Nothing of it is kept in the ledger, so that no row tells who flags.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.domain.boundary import Gone, Outgoing, PlatformError
from bot.domain.platform import Platform
from bot.storage.cards import shown_card
from bot.storage.deliveries import card_at
from bot.storage.store import Store

IDLE = timedelta(minutes=10)
"""How long a screen stays when nobody touches it."""
LIVES = timedelta(hours=36)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Screen:
    """A message that shows a dialogue: a card, or one that is taken away at the end."""

    number: int
    until: datetime


class Whispers:
    """The screens that are open just now, by private chat; of a process that died, none are."""

    def __init__(self, store: Store, platform: Platform, now: Callable[[], datetime]) -> None:
        self._store = store
        self._platform = platform
        self._now = now
        self._open: dict[str, _Screen] = {}

    async def show(
        self, private: str, what: Outgoing, number: int | None = None, *, below: bool = False
    ) -> None:
        """Show a screen: on the newest card, or else as a message of its own.

        ``number`` is the message whose button was pressed; where that is another one, a process
        before us left it. ``below``: they wrote to us, and look at the end of the chat, where an
        edit further up would not be seen.
        """
        screen = self._open.get(private)
        if screen and number and number != screen.number:
            await self._put_back(private, number)
        at = screen.number if screen else number
        if at is None and not below:
            at = await self._card(private)
        try:
            if at is None:
                await self._send(private, what)
                return
            self._open[private] = _Screen(number=at, until=self._now() + IDLE)
            try:
                await self._platform.edit(private, at, what)
            except Gone:
                await self._send(private, what)
        except PlatformError as error:
            log.info("screen_not_shown", error=type(error).__name__)

    async def _send(self, private: str, what: Outgoing) -> None:
        sent = await self._platform.send(private, what)
        self._open[private] = _Screen(number=sent, until=self._now() + IDLE)

    async def close(self, private: str, number: int | None = None) -> None:
        """Put back what stood there. May be repeated.

        ``number`` is the message whose button was pressed: a process before us may have shown it.
        """
        screen = self._open.pop(private, None)
        if screen:
            await self._put_back(private, screen.number)
        if number and (screen is None or screen.number != number):
            await self._put_back(private, number)

    async def _put_back(self, private: str, at: int) -> None:
        """A card as it is by now; what is no card is taken away."""
        card = await self._store.read(card_at, private, at)
        try:
            if card and card.plain:
                html = None if card.as_plain else card.html
                said = Outgoing(plain=card.plain, html=html, buttons=card.buttons)
                await self._platform.edit(private, at, said)
            else:
                await self._platform.delete(private, at)
        except PlatformError as error:
            log.info("screen_not_closed", error=type(error).__name__)

    async def expire(self) -> None:
        """Close what nobody touched for long."""
        now = self._now()
        for private in [one for one, screen in self._open.items() if screen.until <= now]:
            await self.close(private)

    async def deliver(self) -> None:
        """Bring answers that wait to those who have no card to lay them over."""

    async def end(self) -> None:
        """Close all: we are to stop, and the next process knows of none."""
        for private in list(self._open):
            await self.close(private)

    async def dress(self, chat: str, number: int, what: Outgoing) -> Outgoing | None:
        """What is to stand at a message of ours; None when a screen covers it just now."""
        screen = self._open.get(chat)
        return None if screen and screen.number == number else what

    async def _card(self, private: str) -> int | None:
        card = await self._store.read(shown_card, private, self._now() - LIVES)
        return card.message if card else None
