"""The running bot: platform, inbox, handlers, schedule and outbox, started and stopped together."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from random import Random, SystemRandom

import structlog

from bot.app import knowledge
from bot.casework import Casework
from bot.config import Config
from bot.domain.boundary import PlatformError
from bot.domain.calendar import WorkCalendar
from bot.domain.errors import StorageError
from bot.domain.lexicon import Clock, Lexicon
from bot.domain.platform import Platform
from bot.domain.ways import Ways
from bot.domain.worktime import WorkTime
from bot.handlers import Context, handle
from bot.handlers.correcting import show
from bot.handlers.former import let_go_of_former
from bot.handlers.menus import menus
from bot.handlers.pairs import ask_of_the_day
from bot.handlers.standing import Standings
from bot.handlers.whispers import Whispers
from bot.health import Health
from bot.inbox import Inbox
from bot.living import Living
from bot.outbox import Outbox
from bot.schedule import Schedule
from bot.services.office import Office
from bot.storage.catalogue import keep_configured
from bot.storage.deliveries import hurry
from bot.storage.keys import Keys
from bot.storage.reasons import load_reasons
from bot.storage.store import Store
from bot.web.board import Board

log = structlog.get_logger(__name__)


CHANCE = SystemRandom()
WATCHED_EVERY = 1.0
"""Seconds between two looks at the threads of the store."""
PUT_BACK_WITHIN = 5.0
"""Seconds that are given to taking away what only one person may see."""


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


def office_of(
    lexicon: Lexicon, calendar: WorkCalendar, clock: Clock, keys: Keys, chance: Random = CHANCE
) -> Office:
    """What flagging and reviewing work with."""
    work, aliases = WorkTime(calendar=calendar, clock=clock), lexicon.aliases
    return Office(keys=keys, reasons=load_reasons(), work=work, aliases=aliases, random=chance)


class Live:
    """One bot on one platform account and one store.

    Clocks, and what is left to chance, can be given for tests and demo.
    """

    def __init__(
        self,
        config: Config,
        store: Store,
        platform: Platform,
        keys: Keys,
        *,
        now: Callable[[], datetime] = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
        chance: Random = CHANCE,
    ) -> None:
        lexicon, calendar = knowledge(config)
        store.run_sync(keep_configured, lexicon.catalogue, now())
        self._stirred = True
        self._starting = False
        office = office_of(lexicon, calendar, config.clock, keys, chance)
        whispers = Whispers(store, platform, office, now)
        self.outbox = Outbox(store, platform, lambda: now().timestamp(), whispers.edit)
        self.context = Context(
            store=store,
            platform=platform,
            lexicon=lexicon,
            calendar=calendar,
            clock=config.clock,
            slot=config.slot,
            now=now,
            wake=self._wake,
            gestures=config.reactions,
            standings=Standings(platform, monotonic),
            office=office,
            whispers=whispers,
            board=config.board.public_url,
        )
        self.board = self._board(monotonic)
        link, invite = self.context.link, self.context.invite
        ways = Ways(calendar=calendar, clock=config.clock, link=link, invite=invite)
        self.living = Living(store, ways, now=now, revised=self._speak)
        self.inbox = Inbox(
            store, platform, partial(handle, self.context), lambda: now().timestamp()
        )
        self.casework = self._casework()
        self.schedule = self._schedule(ways, monotonic)
        self.health = Health(store, self.schedule, self.outbox, now=now, monotonic=monotonic)

    def _casework(self) -> Casework:
        """What is done of cases by itself, and what is asked and told beside."""
        context, whispers = self.context, self.context.whispers
        return Casework(
            context.store,
            context.platform,
            context.office,
            errands=(whispers.expire, whispers.deliver, partial(ask_of_the_day, context)),
            mornings=(partial(let_go_of_former, context),),
            changed=self._wake,
        )

    def _schedule(self, ways: Ways, monotonic: Callable[[], float]) -> Schedule:
        """The heartbeat, which plans what is said and when."""
        return Schedule(
            self.context.store,
            self.context.platform,
            ways,
            now=self.context.now,
            monotonic=monotonic,
            planned=self._speak,
            first=self._before_planning,
            jumped=self._hurry,
            may_plan=lambda: not self._starting,
        )

    def _board(self, monotonic: Callable[[], float]) -> Board:
        """What the pages for those with an office work with."""
        context = self.context
        return Board(
            store=context.store,
            office=context.office,
            lexicon=context.lexicon,
            calendar=context.calendar,
            slot=context.slot,
            public_url=context.board,
            now=context.now,
            monotonic=monotonic,
            changed=self._wake,
            show=lambda tx, chats: show(tx, context, chats),
            hear=context.whispers.hear,
            standing=context.standings.of,
            afresh=context.standings.afresh,
            link=context.link,
            invite=context.invite,
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Receive, read, decide and send until ``stop`` is set; then finish what is under way.

        Clocks run and the store is looked after while the platform cannot be reached yet. A part
        that dies takes the others with it: whoever runs us starts us again.
        """
        started, self._starting = asyncio.Event(), True
        connecting = asyncio.create_task(self._connect(started, stop), name="platform")
        beating = [
            asyncio.create_task(self.schedule.run(), name="schedule"),
            asyncio.create_task(self.living.run(), name="living"),
            asyncio.create_task(self._watch(), name="watch"),
        ]
        working = [
            connecting,
            asyncio.create_task(_once(started, self.inbox.run), name="inbox"),
            asyncio.create_task(_once(started, self.outbox.run), name="outbox"),
            *beating,
        ]
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait([*working, stopping], return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            connecting.cancel()
            await asyncio.wait([connecting])
            with suppress(TimeoutError, StorageError):
                await asyncio.wait_for(self.context.whispers.end(), PUT_BACK_WITHIN)
            await self.context.platform.stop()
            self.inbox.stop()
            self.outbox.stop()
            self.casework.stop()
            started.set()
            for one in beating:
                one.cancel()
            ended = await asyncio.gather(*working, return_exceptions=True)
        log.info("stopped")
        for outcome in ended:
            if isinstance(outcome, Exception):
                raise outcome

    async def _connect(self, started: asyncio.Event, stop: asyncio.Event) -> None:
        """Start the platform, however long that takes, and tell it what we can do."""
        await self.context.platform.start(self.inbox.accept)
        self._starting = False
        started.set()
        log.info("started")
        await self.announce()
        await stop.wait()

    async def _watch(self) -> None:
        """Fail when the store will never work again: each part would try on for ever."""
        while True:
            self.context.store.check()
            await asyncio.sleep(WATCHED_EVERY)

    async def announce(self) -> None:
        """Show the table of commands in the platform's menus; the bot works without them, too."""
        try:
            await self.context.platform.announce(*menus())
        except PlatformError as error:
            log.warning("menus_not_shown", error=str(error))

    async def settle(self) -> float | None:
        """Work until nothing is left to do just now; for tests and the demo.

        Seconds until there is more to do, None when nothing waits.
        """
        await self.casework.settle()
        heard = await self.inbox.settle()
        await self.context.whispers.settle()
        if not self._stirred:
            return heard
        self._stirred = False
        await self.living.settle()
        await self.outbox.settle()
        unsaid = await self.outbox.until_next()
        self._stirred = self._stirred or unsaid is not None
        return min((wait for wait in (heard, unsaid) if wait is not None), default=None)

    async def _before_planning(self, now: datetime) -> None:
        """What each tick begins with; what rested in quiet hours may be said by now."""
        await self.casework.tick(now)
        self._stirred = True
        self.living.wake()

    async def _hurry(self, now: datetime) -> None:
        """Nothing waits for a moment of a clock that was put back."""
        await self.context.store.run(hurry, now.timestamp())
        self._speak()

    def _wake(self) -> None:
        """Something was committed: to be said as it is, or to be shown on what lives."""
        self.living.wake()
        self.board.bell.ring()
        self._speak()

    def _speak(self) -> None:
        """Something was committed that may be sent."""
        self._stirred = True
        self.outbox.wake()


async def _once(started: asyncio.Event, work: Callable[[], Awaitable[None]]) -> None:
    """What needs the platform begins once that has told who we are."""
    await started.wait()
    await work()
