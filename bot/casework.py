"""The heartbeat of flags and cases: what is due by the clock, once a day or at every tick."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, time
from functools import partial

import structlog

from bot.domain.boundary import PlatformError
from bot.domain.errors import what_went_wrong
from bot.domain.message import SHANGHAI
from bot.domain.platform import Platform
from bot.domain.review import Notice
from bot.services import clocks, daily, keeping, notifying
from bot.services.office import Office, local_day
from bot.storage.cases import has_work
from bot.storage.connection import Snapshot, Tx
from bot.storage.flags import batch_done
from bot.storage.posts import groups_spoken_to, keep_size
from bot.storage.store import Store
from bot.wording.cases import morning, notice

COUNTED_FROM = time(6, 30)
"""When the platform begins to be asked how many people are in each group: before the batch."""
AT_ONCE = 4
PATIENCE = 5.0
"""Seconds the batch waits for these numbers, when it is late itself."""

Errand = Callable[[], Awaitable[None]]
Work = Callable[[Tx, Office, datetime], Sequence[Notice]]

log = structlog.get_logger(__name__)


class Casework:
    """Does what flags and cases need by the clock. What fails is tried again at the next tick."""

    def __init__(
        self,
        store: Store,
        platform: Platform,
        office: Office,
        *,
        errands: Sequence[Errand],
        mornings: Sequence[Errand],
        changed: Callable[[], None],
    ) -> None:
        """Take what talks to people beside the ledger as ``errands``, to be run at every tick.

        What is to be asked of the platform before the day's cards, once a day, are ``mornings``.
        """
        self._store = store
        self._platform = platform
        self._office = office
        self._errands = errands
        self._mornings = mornings
        self._changed = changed
        self._counted: date | None = None
        self._ticked: date | None = None
        self._counting: asyncio.Task[None] | None = None
        self._asking: asyncio.Task[None] | None = None
        self._running: asyncio.Task[None] | None = None

    async def tick(self, now: datetime) -> None:
        """Do what has come due by ``now``; what talks to the platform is begun and goes on."""
        self._begin_counting(now)
        await _safely(partial(self._work, now))
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run(self._errands), name="errands")

    async def _work(self, now: datetime) -> None:
        if await self._store.read(_is_batch_due, now):
            if self._counting:
                await asyncio.wait([self._counting], timeout=PATIENCE)
            await self._store.run_bulk(self._begin_day, now)
            self._changed()
        # Keys of a day are there before its first flag, even if the bot slept over the batch.
        begins = self._ticked != local_day(now)
        if begins or await self._store.read(has_work, *clocks.TICKING):
            self._ticked = local_day(now)
            await self._store.run_bulk(self._do, clocks.tick, now)
            # Why keys are needed no more is committed by now.
            await self._store.run_bulk(keeping.sweep, self._office)
            self._changed()

    def _begin_day(self, tx: Tx, now: datetime) -> None:
        self._do(tx, daily.batch, now)
        notifying.say_mornings(tx, self._office, morning, now)

    def _do(self, tx: Tx, work: Work, now: datetime) -> None:
        """What is moved, and who is told of it, stands in one transaction."""
        notifying.tell(tx, self._office, work(tx, self._office, now), notice, now)

    async def settle(self) -> None:
        """Wait for what was begun; for tests and the demo."""
        begun = [task for task in (self._counting, self._asking, self._running) if task]
        await asyncio.gather(*begun)

    def stop(self) -> None:
        """Leave what was begun."""
        for task in (self._counting, self._asking, self._running):
            if task:
                task.cancel()

    def _begin_counting(self, now: datetime) -> None:
        local = now.astimezone(SHANGHAI)
        if local.time() >= COUNTED_FROM and self._counted != local.date():
            self._counted = local.date()
            self._counting = asyncio.create_task(_safely(self._count), name="counting")
            self._asking = asyncio.create_task(self._run(self._mornings), name="asking")

    async def _count(self) -> None:
        """Keep the sizes of groups, a few at a time; where nobody tells, what was told before."""
        groups = await self._store.read(groups_spoken_to)
        for first in range(0, len(groups), AT_ONCE):
            some = groups[first : first + AT_ONCE]
            await asyncio.gather(*(self._count_one(one.chat, one.address) for one in some))

    async def _count_one(self, chat: int, address: str) -> None:
        try:
            members = await self._platform.members(address)
        except PlatformError:
            return
        # The platform counts us, too.
        await self._store.run_bulk(keep_size, chat, members - 1)

    async def _run(self, errands: Sequence[Errand]) -> None:
        for errand in errands:
            await _safely(errand)


async def _safely(work: Errand) -> None:
    """A mistake of ours must hold up no digest; it stays in the log for us to find."""
    try:
        await work()
    except Exception as error:
        log.error("casework_failed", error=what_went_wrong(error))


def _is_batch_due(snapshot: Snapshot, now: datetime) -> bool:
    late = now.astimezone(SHANGHAI).time() >= daily.BATCH_AT
    return late and not batch_done(snapshot, local_day(now))
