"""Delivery: each part goes out as a headline first, then becomes its full text by an edit.

A chat has no key by which it could tell a second send from the first. What is committed before
each call, and what becomes of it, keeps the promise: never a lost digest, never two.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import structlog

from bot.domain.boundary import (
    Forbidden,
    Gone,
    Moved,
    Outgoing,
    PlatformError,
    Refused,
    Rejected,
)  # fmt: skip
from bot.domain.delivery import LONGEST_WAIT, Happened, Part, PartState
from bot.domain.errors import StorageError, what_went_wrong
from bot.domain.platform import Platform, outcome
from bot.services.coalescing import coalesced, joined
from bot.services.refusals import lose_chat, reject
from bot.storage.deliveries import (
    Pin,
    keep_pin,
    next_moment,
    open_parts,
    recover,
    step,
    unpinned,
)
from bot.storage.moves import move_chat
from bot.storage.outgoing import Promise, Saying, mark_saying, open_sayings, settle_unknown
from bot.storage.store import Store

AT_ONCE = 256
"""Calls under way at one time, at most."""
PINNED_FOR = timedelta(hours=36)
"""Only a digest younger than this is pinned."""
_FIRST_WAIT = 2.0
_JUST_NOW = 0.2

T = TypeVar("T")
Edit = Callable[[str, int, Outgoing], Awaitable[None]]
"""Changes what stands at a message. Raises PlatformError."""

log = structlog.get_logger(__name__)


class Outbox:
    """Sends what the ledger and the list of sayings hold, chats beside each other."""

    def __init__(
        self,
        store: Store,
        platform: Platform,
        clock: Callable[[], float],
        edit: Edit | None = None,
    ) -> None:
        self._store = store
        self._platform = platform
        self._clock = clock
        self._edit = edit or platform.edit
        self._pin_after: dict[int, float] = {}
        # How calls of the platform ended: done, or the name of what was wrong.
        self.outcomes: Counter[str] = Counter()
        self._busy: dict[tuple[str, int], asyncio.Task[None]] = {}
        self._wake = asyncio.Event()
        self._unsettled = False
        self._stopping = False

    def wake(self) -> None:
        """Something was committed that may be sent."""
        self._wake.set()

    def stop(self) -> None:
        """Begin nothing more; what is under way is finished."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Settle what a dead process or a full disk left, and send, until `stop`.

        A call that hangs holds up its own chat only: as calls end, others are begun.
        """
        self._unsettled = True
        while not self._stopping:
            self._wake.clear()
            try:
                wait = await self._round()
            except StorageError as error:
                log.error("outbox_not_stored", error=str(error))
                wait = _FIRST_WAIT
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), wait)
        await asyncio.gather(*self._busy.values(), return_exceptions=True)

    async def _round(self) -> float | None:
        """Begin what is ready; seconds until there may be more to do."""
        if self._unsettled:
            if self._busy:
                return _JUST_NOW
            await self.recover()
            self._unsettled = False
        await self._begin()
        return _JUST_NOW if self._busy else await self.until_next()

    async def recover(self) -> None:
        """Take up what was under way when the last process died; call when nothing is."""
        await self._store.run(recover, self._clock())
        await self._store.run(settle_unknown)

    async def settle(self) -> None:
        """Send until nothing is ready; for tests and the demo."""
        while await self.send_ready():
            pass

    async def send_ready(self) -> int:
        """Take every ready part and saying one step on; how many calls were made.

        Raises StorageError when something could not be marked, once all calls have ended.
        """
        begun = await self._begin()
        await asyncio.gather(*self._busy.values())
        if self._unsettled:
            self._unsettled = False
            raise StorageError("what was sent could not be marked")
        return begun

    async def _begin(self) -> int:
        """Begin what is ready and not under way, as far as there is room; how many calls."""
        now, room = self._clock(), AT_ONCE - len(self._busy)
        if room <= 0:
            return 0
        # What is under way may end while we read, and then still stands there as it was before.
        parts, sayings = self._under_way("part"), self._under_way("saying")
        ready, closed = await self._store.read(open_sayings, now, room, sayings)
        if closed:
            log.error("sayings_do_not_open", count=len(closed))
            await self._store.run(mark_saying, closed, "dead")
        for together in coalesced(ready):
            self._start([("saying", saying.id) for saying in together], self._say(together))
        todo = await self._store.read(open_parts, now, room - len(ready), parts)
        for part in todo:
            self._start([("part", part.id)], self._advance(part))
        # To find what is to be pinned is slow, and a pin can wait.
        pins = [] if self._busy else await self._pins(now)
        for pin in pins:
            self._start([("pin", pin.target)], self._pin(pin))
        return len(ready) + len(closed) + len(todo) + len(pins)

    async def _pins(self, now: float) -> list[Pin]:
        young = datetime.fromtimestamp(now, UTC) - PINNED_FOR
        found = await self._store.read(unpinned, young)
        waits = {target for target, at in self._pin_after.items() if 0 < at - now <= LONGEST_WAIT}
        return [pin for pin in found if pin.target not in waits][:AT_ONCE]

    def _under_way(self, kind: str) -> list[int]:
        return [number for name, number in self._busy if name == kind]

    def _start(self, keys: list[tuple[str, int]], work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(self._finish(keys, work))
        self._busy.update(dict.fromkeys(keys, task))

    async def _finish(self, keys: list[tuple[str, int]], work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except StorageError as error:
            # What was sent and could not be marked is as if we had died over it.
            log.error("outbox_not_stored", error=str(error))
            self._unsettled = True
        except Exception as error:
            # So is a mistake of ours; unhurried, lest it be made again and again in one breath.
            log.error("outbox_failed", error=what_went_wrong(error))
            await asyncio.sleep(_FIRST_WAIT)
            self._unsettled = True
        finally:
            for key in keys:
                del self._busy[key]
            self._wake.set()

    async def until_next(self) -> float | None:
        """Seconds until something may be tried; None when nothing waits."""
        moment = await self._store.read(next_moment)
        return None if moment is None else max(_JUST_NOW, moment - self._clock())

    async def _advance(self, part: Part) -> None:
        if part.state is PartState.PLACED:
            await self._fill(part)
        else:
            await self._place(part)

    async def _counted(self, call: Awaitable[T]) -> T:
        """Count how a call ends."""
        try:
            done = await outcome(call)
        except PlatformError as error:
            self.outcomes[type(error).__name__.lower()] += 1
            raise
        self.outcomes["done"] += 1
        return done

    async def _place(self, part: Part) -> None:
        """Send the headline. The attempt is committed before, so that a crash is seen."""
        again = part.state is PartState.UNKNOWN
        happened = Happened.AGAIN if again else Happened.RESERVE
        reserved = await self._store.run(step, part, happened)
        if reserved is None:
            return
        try:
            number = await self._counted(
                self._platform.send(part.chat, Outgoing(plain=part.headline))
            )
        except Refused as error:
            await self._back(reserved, Happened.REFUSED, error.wait)
        except Forbidden:
            await self._store.run(lose_chat, reserved, Happened.FORBIDDEN)
        except Moved as error:
            await self._store.run(move_chat, part.chat, error.new.address)
            await self._back(reserved, Happened.REFUSED, 0.0)
        except PlatformError as error:
            log.warning("headline_unknown", part=part.id, error=str(error))
            await self._back(reserved, Happened.AMBIGUOUS, 0.0)
        else:
            await self._store.run(step, reserved, Happened.HEADLINE_SENT, message=number)

    async def _fill(self, part: Part) -> None:
        """Edit the headline into the full text; repeating that does no harm."""
        assert part.message is not None
        html = None if part.as_plain else part.html
        full = Outgoing(plain=part.plain, html=html, buttons=part.buttons)
        try:
            await self._counted(self._edit(part.chat, part.message, full))
        except Gone:
            await self._store.run(step, part, Happened.GONE)
        except Forbidden:
            await self._store.run(lose_chat, part, Happened.FORBIDDEN)
        except Moved as error:
            # Numbers of the old chat mean nothing in the new one.
            await self._store.run(move_chat, part.chat, error.new.address)
            await self._store.run(step, part, Happened.GONE)
        except Rejected as error:
            log.error("text_rejected", part=part.id, plain=part.as_plain, error=str(error))
            await self._store.run(reject, part)
        except Refused as error:
            await self._back(part, Happened.EDIT_FAILED, error.wait)
        except PlatformError as error:
            log.warning("edit_unknown", part=part.id, error=str(error))
            await self._back(part, Happened.EDIT_FAILED, 0.0)
        else:
            await self._store.run(step, part, Happened.EDITED)

    async def _back(self, part: Part, happened: Happened, wait: float) -> None:
        pause = max(wait, min(LONGEST_WAIT, _FIRST_WAIT * 2 ** min(part.attempts, 10)))
        await self._store.run(step, part, happened, not_before=self._clock() + (wait or pause))

    async def _say(self, sayings: list[Saying]) -> None:
        """Say one thing, or several alarms in one message."""
        numbers, first = [saying.id for saying in sayings], sayings[0]
        await self._store.run(mark_saying, numbers, "sending")
        retry = self._clock() + min(LONGEST_WAIT, _FIRST_WAIT * 2 ** min(first.attempts, 10))
        try:
            await self._counted(self._platform.send(first.chat, joined(sayings)))
        except Refused as error:
            later = self._clock() + error.wait if error.wait else retry
            await self._store.run(mark_saying, numbers, "waiting", not_before=later)
        except Moved as error:
            await self._store.run(move_chat, first.chat, error.new.address)
            await self._store.run(mark_saying, numbers, "waiting")
        except (Forbidden, Rejected) as error:
            log.warning("not_said", numbers=numbers, error=str(error))
            await self._store.run(mark_saying, numbers, "dead")
        except PlatformError as error:
            log.warning("saying_unknown", numbers=numbers, error=str(error))
            state = "waiting" if first.promise is Promise.AT_LEAST_ONCE else "dead"
            await self._store.run(mark_saying, numbers, state, not_before=retry)
        else:
            await self._store.run(mark_saying, numbers, "done")

    async def _pin(self, pin: Pin) -> None:
        """Pin the newest digest; where that is not allowed, it just stays unpinned."""
        try:
            await outcome(self._platform.pin(pin.chat, pin.message, unpin=pin.before))
        except Refused as error:
            wait = min(LONGEST_WAIT, max(error.wait, _FIRST_WAIT))
            self._pin_after[pin.target] = self._clock() + wait
            return
        except PlatformError as error:
            log.info("not_pinned", target=pin.target, error=str(error))
        await self._store.run(keep_pin, pin.target, pin.message)
