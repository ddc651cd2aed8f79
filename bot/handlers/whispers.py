"""What only one person may see: laid over their card, or shown on it for a while.

Nothing of it is kept in the ledger, so that no row tells who flags. Answers lie under the newest
card's own lines until they are heard; a screen covers all of it while it is open.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from weakref import WeakValueDictionary

import structlog

from bot.domain.boundary import Forbidden, Gone, Outgoing, PlatformError, Rejected
from bot.domain.delivery import Part
from bot.domain.message import SHANGHAI
from bot.domain.platform import Platform
from bot.domain.review import Feedback
from bot.handlers.putting import cover, dressed, put, take_away, versions_of
from bot.handlers.unheard import Unheard
from bot.services.hearing import mark_shown
from bot.services.office import Office
from bot.storage.cards import card_of
from bot.storage.deliveries import card_at
from bot.storage.store import Store
from bot.wording import hearing as words

IDLE = timedelta(minutes=10)
"""How long a screen stays when nobody touches it."""
LIVES = timedelta(hours=36)
_NOWHERE = 0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a screen waits for: a sentence for a question, or whether to send what was written."""

    question: int
    written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Screen:
    """A message that shows a dialogue."""

    number: int
    until: datetime
    asked: Asked | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stand:
    """Which answers stand at which message, or were given up there."""

    number: int
    ids: tuple[int, ...]


class Whispers:
    """Screens that are open, and answers that stand just now; of a process that died, none do."""

    def __init__(
        self, store: Store, platform: Platform, office: Office, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._platform = platform
        self._office = office
        self._now = now
        self._unheard = Unheard(store, office)
        self._open: dict[str, _Screen] = {}
        self._stands: dict[str, _Stand] = {}
        self._owed: set[str] = set()
        self._round = asyncio.Lock()
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
            screen = self._open.get(private)
            if screen and number is not None and number != screen.number:
                await self._unheard.load()
                await self._settle(private, number)
            at = screen.number if screen else number
            if at is None and not below:
                card = await self._card(private)
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
        await self._unheard.load()
        async with self._alone(private):
            screen = self._open.pop(private, None)
            shown = {number, screen.number if screen else None}
            for at in shown:
                if at is not None and not await self._settle(private, at):
                    self._owed.add(private)
        if private in self._owed:
            await self.deliver()

    async def expire(self) -> None:
        """Close what nobody touched for long."""
        now = self._now()
        for private in [one for one, screen in self._open.items() if screen.until <= now]:
            await self.close(private)

    async def end(self) -> None:
        """Close all: we are to stop, and the next process knows of none."""
        for private in list(self._open):
            await self.close(private)

    def asked(self, private: str) -> Asked | None:
        """What the open screen waits for."""
        screen = self._open.get(private)
        return screen.asked if screen else None

    def stir(self) -> None:
        """Answers may have come, or be heard: look again before anything is shown."""
        self._unheard.stir()

    async def deliver(self) -> None:
        """Bring what is new to people, and take away what is over. Cheap when nothing is.

        What the platform refuses is tried again at the next call.
        """
        async with self._round:
            if not (await self._unheard.look() or self._owed):
                return
            chats = {*self._unheard.chats(), *self._stands}
            todo = self._owed | {chat for chat in chats if self._differs(chat)}
            self._owed |= todo
            found = await asyncio.gather(*(self._find_room(chat) for chat in todo))
            numbers = {ident: number for one in found for ident, number in one.items()}
            if numbers:
                await self._store.run_bulk(mark_shown, self._office, numbers)
                self._unheard.stir()
                await self._unheard.load()
            await asyncio.gather(*(self._bring(chat) for chat in todo))

    async def renew(self, private: str, number: int | None) -> None:
        """After a press on a message: it, and what waits, is made what it is to be by now."""
        self._unheard.stir()
        await self._unheard.load()
        async with self._alone(private):
            if number is not None and private not in self._open:
                await self._settle(private, number)
        if self._differs(private):
            self._owed.add(private)
            await self._bring(private)

    async def edit(self, chat: str, number: int, what: Outgoing) -> None:
        """Change a message of the ledger to its full text, with what is to lie over it.

        While a screen covers it, nothing is done: closing that brings the text. Raises
        PlatformError.
        """
        async with self._alone(chat):
            screen = self._open.get(chat)
            if screen and screen.number == number:
                return
            await self._unheard.load()
            mine, stand = self._unheard.of(chat), self._stand(chat, number)
            laid = mine if mine and await self._place(chat) == number else ()
            await put(self._platform, chat, number, dressed(what, laid))
            if not laid:
                return
            before, self._stands[chat] = self._stands.get(chat), stand
            if before and before.number not in (_NOWHERE, number):
                await self._settle(chat, before.number)
            if self._differs(chat):
                self._owed.add(chat)

    async def _find_room(self, private: str) -> dict[int, int]:
        """The messages that are to show what waits, by its ids, where they are not kept yet.

        For who has no card, a headline is sent that tells nothing.
        """
        async with self._alone(private):
            mine = self._unheard.of(private)
            card = await self._card(private)
            if not mine or private in self._open or (card and card.message is None):
                return {}
            number: int | None = _NOWHERE
            if card:
                for own in {one.shown for one in mine if one.shown}:
                    if not await self._settle(private, own):
                        return {}
            elif any(one.shown is None for one in mine):
                number = await self._own_message(private, mine)
            else:
                return {}
            kept = {one.id: number for one in mine if one.shown != number}
            return {ident: number for ident, number in kept.items() if number is not None}

    async def _own_message(self, private: str, mine: tuple[Feedback, ...]) -> int | None:
        """The message of our own for answers; None where there is none for now."""
        before = self._stands.get(private)
        numbers = {one.shown for one in mine if one.shown}
        if before and not await self._store.read(card_at, private, before.number):
            numbers.add(before.number)
        try:
            for own in numbers - {_NOWHERE}:
                with suppress(Gone):
                    await put(self._platform, private, own, versions_of(None, mine, self._today()))
                    return own
            headline = Outgoing(plain=words.headline(self._today()))
            sent = await self._platform.send(private, headline)
        except Forbidden:
            self._stands[private] = self._stand(private, _NOWHERE)
            return _NOWHERE
        except PlatformError as error:
            log.info("answer_not_begun", error=type(error).__name__)
        else:
            self._stands[private] = _Stand(number=sent, ids=())
            return sent
        return None

    async def _bring(self, private: str) -> None:
        """Have what waits stand where it is to stand, and nowhere else."""
        async with self._alone(private):
            if private in self._open:
                return
            before, done = self._stands.get(private), True
            at = await self._place(private) if self._unheard.of(private) else None
            if at is not None:
                done = await self._settle(private, at)
            if before and before.number not in (_NOWHERE, at):
                done = await self._settle(private, before.number) and done
            if done and not self._unheard.of(private):
                self._stands.pop(private, None)
            if done and not self._differs(private):
                self._owed.discard(private)

    async def _settle(self, private: str, number: int) -> bool:
        """Make a message what it is to be by now; False where that is to be tried again."""
        mine = self._unheard.of(private)
        stand = self._stand(private, number)
        laid = mine if mine and number == await self._place(private) else ()
        card = await self._store.read(card_at, private, number)
        versions = versions_of(card if card and card.plain else None, laid, self._today())
        try:
            if versions:
                await put(self._platform, private, number, versions)
            else:
                await take_away(self._platform, private, number, self._today())
        except (Forbidden, Gone, Rejected) as error:
            log.info("answer_given_up", error=type(error).__name__)
        except PlatformError as error:
            log.info("answer_not_shown", error=type(error).__name__)
            return False
        before = self._stands.get(private)
        if laid:
            self._stands[private] = stand
        elif before and before.number == number:
            del self._stands[private]
        return True

    async def _place(self, private: str) -> int | None:
        """Where what waits is to stand: on the newest card, or else where it stood before."""
        card = await self._card(private)
        if card and card.message is not None:
            return card.message
        own = next((one.shown for one in self._unheard.of(private) if one.shown), _NOWHERE)
        before = self._stands.get(private)
        return own or (before.number if before else _NOWHERE) or None

    async def _card(self, private: str) -> Part | None:
        return await self._store.read(card_of, private, self._now() - LIVES)

    def _today(self) -> date:
        return self._now().astimezone(SHANGHAI).date()

    def _stand(self, private: str, number: int) -> _Stand:
        return _Stand(number=number, ids=tuple(one.id for one in self._unheard.of(private)))

    def _differs(self, private: str) -> bool:
        """Whether what stands there is not what is to stand there."""
        mine = self._unheard.of(private)
        stand = self._stands.get(private) or _Stand(number=_NOWHERE, ids=())
        strays = any(one.shown is None or one.shown not in (_NOWHERE, stand.number) for one in mine)
        return strays or stand.ids != tuple(one.id for one in mine)

    def _alone(self, chat: str) -> asyncio.Lock:
        """Edits of one chat must not overtake each other."""
        lock = self._locks.get(chat)
        if lock is None:
            lock = self._locks[chat] = asyncio.Lock()
        return lock
