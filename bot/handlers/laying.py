"""Which answers stand where: over cards, or in messages of their own; and what is still owed."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog

from bot.domain.boundary import Forbidden, Gone, Outgoing, PlatformError, Rejected
from bot.domain.delivery import Part
from bot.domain.message import SHANGHAI
from bot.domain.platform import Platform
from bot.domain.review import Feedback
from bot.handlers.putting import dressed, put, take_away, versions_of
from bot.handlers.unheard import Unheard
from bot.services.hearing import mark_shown
from bot.services.office import Office
from bot.storage.cards import card_of
from bot.storage.deliveries import card_at
from bot.storage.store import Store
from bot.wording import hearing as words

LIVES = timedelta(hours=36)
_NOWHERE = 0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stand:
    """Which answers stand at which message, or were given up there."""

    number: int = _NOWHERE
    ids: tuple[int, ...] = ()


class Laying:
    """Lays what waits over messages; whoever calls sees to it that no two calls share a chat."""

    def __init__(
        self, store: Store, platform: Platform, office: Office, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._platform = platform
        self._office = office
        self._now = now
        self._stands: dict[str, _Stand] = {}
        self.unheard = Unheard(store, office)
        self.owed: set[str] = set()
        """Private chats in which not all stands as it is to stand."""

    async def look(self) -> Iterable[str]:
        """The chats in which something is to be done. Cheap when nothing is new."""
        if await self.unheard.look():
            chats = {*self.unheard.chats(), *self._stands}
            self.owed |= {chat for chat in chats if self._differs(chat)}
        return tuple(self.owed)

    async def edit(self, chat: str, number: int, what: Outgoing) -> None:
        """Change a message to ``what``, with what is to lie over it. Raises PlatformError."""
        await self.unheard.load()
        mine, stand = self.unheard.of(chat), self._stand(chat, number)
        laid = mine if mine and await self._place(chat) == number else ()
        await put(self._platform, chat, number, dressed(what, laid))
        if not laid:
            return
        before, self._stands[chat] = self._stands.get(chat), stand
        if before and before.number not in (_NOWHERE, number):
            await self.settle(chat, before.number)
        self._note(chat)

    async def find_room(self, private: str) -> dict[int, int]:
        """The messages that are to show what waits, by its ids, where they are not kept yet.

        For who has no card, a headline is sent that tells nothing.
        """
        mine = self.unheard.of(private)
        card = await self.card(private)
        if not mine or (card and card.message is None):
            return {}
        number: int | None = _NOWHERE
        if card:
            for own in {one.shown for one in mine if one.shown}:
                if not await self.settle(private, own):
                    return {}
        elif any(one.shown is None for one in mine):
            number = await self._own_message(private, mine)
        else:
            return {}
        kept = {one.id: number for one in mine if one.shown != number}
        return {ident: number for ident, number in kept.items() if number is not None}

    async def keep(self, numbers: Mapping[int, int]) -> None:
        """Keep, sealed, what shows what."""
        if numbers:
            await self._store.run_bulk(mark_shown, self._office, numbers)
            self.unheard.stir()
            await self.unheard.load()

    async def bring(self, private: str) -> None:
        """Have what waits stand where it is to stand, and nowhere else."""
        before, done = self._stands.get(private), True
        at = await self._place(private) if self.unheard.of(private) else None
        if at is not None:
            done = await self.settle(private, at)
        if before and before.number not in (_NOWHERE, at):
            done = await self.settle(private, before.number) and done
        if done and not self.unheard.of(private):
            self._stands.pop(private, None)
        if done:
            self._note(private)

    async def settle(self, private: str, number: int) -> bool:
        """Make a message what it is to be by now; False where that is to be tried again."""
        mine, stand = self.unheard.of(private), self._stand(private, number)
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
            self.owed.add(private)
            return False
        before = self._stands.get(private)
        if laid:
            self._stands[private] = stand
        elif before and before.number == number:
            del self._stands[private]
        return True

    async def card(self, private: str) -> Part | None:
        """The newest card that still lives; without a message, it is on its way."""
        return await self._store.read(card_of, private, self._now() - LIVES)

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
            return None
        self._stands[private] = _Stand(number=sent)
        return sent

    async def _place(self, private: str) -> int | None:
        """Where what waits is to stand: on the newest card, or else where it stood before."""
        card = await self.card(private)
        if card and card.message is not None:
            return card.message
        own = next((one.shown for one in self.unheard.of(private) if one.shown), _NOWHERE)
        return own or self._stands.get(private, _Stand()).number or None

    def _today(self) -> date:
        return self._now().astimezone(SHANGHAI).date()

    def _stand(self, private: str, number: int) -> _Stand:
        return _Stand(number=number, ids=tuple(one.id for one in self.unheard.of(private)))

    def _note(self, private: str) -> None:
        """Keep whether anything is owed there."""
        if self._differs(private):
            self.owed.add(private)
        else:
            self.owed.discard(private)

    def _differs(self, private: str) -> bool:
        """Whether what stands there is not what is to stand there."""
        mine, stand = self.unheard.of(private), self._stands.get(private, _Stand())
        strays = any(one.shown is None or one.shown not in (_NOWHERE, stand.number) for one in mine)
        return strays or stand.ids != tuple(one.id for one in mine)
