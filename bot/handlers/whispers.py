"""What only one person may see: laid over their card, or shown on it for a while.

Nothing of it is kept in the ledger, so that no row tells who flags. Answers lie under the newest
card's own lines until they are heard; a screen covers all of it while it is open.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

import structlog

from bot.domain.boundary import Outgoing, PlatformError
from bot.domain.errors import what_went_wrong
from bot.domain.platform import Platform
from bot.handlers.laying import Laying
from bot.handlers.putting import cover
from bot.services.office import Office
from bot.storage.store import Store

IDLE = timedelta(minutes=10)
"""How long a screen stays when nobody touches it."""

LATE = timedelta(hours=4)
"""How long words typed after that may still be meant for the screen that was there."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a screen waits for: a sentence for a question, or whether to send what was written."""

    question: int
    written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Screen:
    """A message that shows a dialogue: a card, or one that is taken away at the end."""

    number: int
    until: datetime
    asked: Asked | None


class Whispers:
    """Screens that are open, and answers that stand just now; of a process that died, none do."""

    def __init__(
        self, store: Store, platform: Platform, office: Office, now: Callable[[], datetime]
    ) -> None:
        self._platform = platform
        self._now = now
        self._laying = Laying(store, platform, office, now)
        self._open: dict[str, _Screen] = {}
        self._lapsed: dict[str, datetime] = {}
        self._round = asyncio.Lock()
        self._begun: set[asyncio.Task[None]] = set()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def show(
        self,
        private: str,
        what: Outgoing,
        number: int | None = None,
        *,
        below: bool = False,
        asked: Asked | None = None,
    ) -> None:
        """Show a screen: on the newest card, or else as a message of its own.

        ``number`` is the message whose button was pressed; where that is another one, a process
        before us left it. ``below``: they wrote to us, and look at the end of the chat, where an
        edit further up would not be seen.
        """
        async with self._alone(private):
            self.forget_lapsed(private)
            screen = self._open.get(private)
            if screen and number and number != screen.number:
                await self._put_back(private, number)
            at = screen.number if screen else number
            if at is None and not below:
                card = await self._laying.card(private)
                at = card.message if card else None
            try:
                at = await cover(self._platform, private, at, what)
            except PlatformError as error:
                log.info("screen_not_shown", error=type(error).__name__)
            if at is not None:
                until = self._now() + IDLE
                self._open[private] = _Screen(number=at, until=until, asked=asked)

    async def close(self, private: str, number: int | None = None) -> None:
        """Put back what stood there, with what came meanwhile. May be repeated.

        ``number`` is the message whose button was pressed: a process before us may have shown it.
        """
        async with self._alone(private):
            screen = self._open.pop(private, None)
            for at in {screen.number if screen else number, number}:
                if at is not None:
                    await self._put_back(private, at)
        if private in self._laying.owed:
            await self.deliver()

    async def expire(self) -> None:
        """Close what nobody touched for long."""
        now = self._now()
        for private in [one for one, until in self._lapsed.items() if until + LATE <= now]:
            del self._lapsed[private]
        for private in [one for one, screen in self._open.items() if screen.until <= now]:
            self._lapsed[private] = now
            await self.close(private)

    async def end(self) -> None:
        """Close all: we are to stop, and the next process knows of none."""
        await self.settle()
        for private in list(self._open):
            await self.close(private)

    def asked(self, private: str) -> Asked | None:
        """What the open screen waits for."""
        screen = self._open.get(private)
        return screen.asked if screen else None

    def lapsed(self, private: str) -> bool:
        """Whether the last thing they had before them is a screen that nobody touched for long."""
        screen, now = self._open.get(private), self._now()
        if screen:
            return screen.until <= now
        return private in self._lapsed and now < self._lapsed[private] + LATE

    def forget_lapsed(self, private: str) -> None:
        """They turned to something else since, or were told."""
        self._lapsed.pop(private, None)

    def stir(self) -> None:
        """Answers may have come, or be heard: look again before anything is shown."""
        self._laying.unheard.stir()

    async def deliver(self) -> None:
        """Bring what is new to people, and take away what is over. Cheap when nothing is.

        What the platform refuses is tried again at the next call.
        """
        async with self._round:
            chats = await self._laying.look()
            found = await asyncio.gather(*(self._find_room(chat) for chat in chats))
            await self._laying.keep({i: number for one in found for i, number in one.items()})
            await asyncio.gather(*(self._bring(chat) for chat in chats))

    def hear(self) -> None:
        """Something was done that people wait to hear of: it is brought to them meanwhile.

        Whoever did it waits for none of it: how long it takes tells how many there are.
        """
        self.stir()
        begun = asyncio.create_task(self._hear(), name="hear")
        self._begun.add(begun)
        begun.add_done_callback(self._begun.discard)

    async def _hear(self) -> None:
        try:
            await self.deliver()
        except Exception as error:
            # The next heartbeat brings it.
            log.error("not_brought", error=what_went_wrong(error))

    async def settle(self) -> None:
        """Wait for what is on its way to people."""
        await asyncio.gather(*self._begun)

    async def renew(self, private: str, number: int | None) -> None:
        """After a press on a message: it, and what waits, is made what it is to be by now."""
        self.stir()
        async with self._alone(private):
            if number is not None and private not in self._open:
                await self._put_back(private, number)
        if private in (await self._laying.look()):
            await self._bring(private)

    async def edit(self, chat: str, number: int, what: Outgoing) -> None:
        """Change a message of the ledger to its full text, with what is to lie over it.

        While a screen covers it, nothing is done: closing that brings the text. Raises
        PlatformError.
        """
        async with self._alone(chat):
            screen = self._open.get(chat)
            if screen is None or screen.number != number:
                await self._laying.edit(chat, number, what)

    async def _put_back(self, private: str, number: int) -> None:
        await self._laying.unheard.load()
        await self._laying.settle(private, number)

    async def _find_room(self, private: str) -> dict[int, int]:
        async with self._alone(private):
            return {} if private in self._open else await self._laying.find_room(private)

    async def _bring(self, private: str) -> None:
        async with self._alone(private):
            if private not in self._open:
                await self._laying.bring(private)

    def _alone(self, chat: str) -> asyncio.Lock:
        """Edits of one chat must not overtake each other."""
        lock = self._locks.get(chat)
        if lock is None:
            lock = self._locks[chat] = asyncio.Lock()
        return lock
