"""Delivery: each part goes out as a headline first, then becomes its full text by an edit.

A chat has no key by which it could tell a second send from the first. What is committed before
each call, and what becomes of it, keeps the promise: never a lost digest, never two.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import structlog

from bot.domain.boundary import (
    Forbidden,
    Gone,
    Moved,
    Outgoing,
    PlatformError,
    Refused,
    Rejected,
)
from bot.domain.delivery import Happened, Part, PartState
from bot.domain.errors import StorageError
from bot.domain.platform import Platform
from bot.storage.connection import Tx
from bot.storage.deliveries import (
    Pin,
    drop_parts_of,
    give_back,
    keep_pin,
    next_moment,
    open_parts,
    recover,
    step,
    unpinned,
)
from bot.storage.outgoing import Promise, Saying, mark_saying, open_sayings, settle_unknown
from bot.storage.store import Store
from bot.storage.targets import deactivate, move_chat

AT_ONCE = 256
PINNED_FOR = timedelta(hours=36)
"""Only a digest younger than this is pinned."""
_FIRST_WAIT, _LONGEST_WAIT = 2.0, 900.0
_LONGEST_TEXT = 4000
_JUST_NOW = 0.2

log = structlog.get_logger(__name__)


class Outbox:
    """Sends what the ledger and the list of sayings hold, chats beside each other."""

    def __init__(
        self,
        store: Store,
        platform: Platform,
        clock: Callable[[], float],
    ) -> None:
        self._store = store
        self._platform = platform
        self._clock = clock
        self._pin_after: dict[int, float] = {}
        self._wake = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Something was committed that may be sent."""
        self._wake.set()

    def stop(self) -> None:
        """Begin nothing more; what is under way is finished."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Settle what a dead process or a full disk left, and send, until `stop`."""
        settled = False
        while not self._stopping:
            self._wake.clear()
            try:
                if not settled:
                    await self.recover()
                    settled = True
                busy = await self.send_ready()
                wait = _JUST_NOW if busy else await self.until_next()
            except StorageError as error:
                # What was sent and could not be marked is as if we had died over it.
                log.error("outbox_not_stored", error=str(error))
                settled, wait = False, _FIRST_WAIT
            if wait:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), wait)

    async def recover(self) -> None:
        """Take up what was under way when the last process died; call when nothing is."""
        await self._store.run(recover)
        await self._store.run(settle_unknown)

    async def settle(self) -> None:
        """Send until nothing is ready; for tests and the demo."""
        while await self.send_ready():
            pass

    async def send_ready(self) -> int:
        """Take every ready part and saying one step on; how many calls were made.

        Raises StorageError when something could not be marked, once all calls have ended.
        """
        now = self._clock()
        sayings = await self._store.read(open_sayings, now, AT_ONCE)
        parts = await self._store.read(open_parts, now, AT_ONCE)
        young = datetime.fromtimestamp(now, UTC) - PINNED_FOR
        pins = [
            pin
            for pin in await self._store.read(unpinned, young)
            if self._pin_after.get(pin.target, 0.0) <= now
        ]
        ended = await asyncio.gather(
            *(self._say(together) for together in _coalesced(sayings)),
            *(self._advance(part) for part in parts),
            *(self._pin(pin) for pin in pins),
            return_exceptions=True,
        )
        for outcome in ended:
            if isinstance(outcome, BaseException):
                raise outcome
        return len(sayings) + len(parts) + len(pins)

    async def until_next(self) -> float | None:
        """Seconds until something may be tried; None when nothing waits."""
        moment = await self._store.read(next_moment)
        return None if moment is None else max(_JUST_NOW, moment - self._clock())

    async def _advance(self, part: Part) -> None:
        if part.state is PartState.PLACED:
            await self._fill(part)
        else:
            await self._place(part)

    async def _place(self, part: Part) -> None:
        """Send the headline. The attempt is committed before, so that a crash is seen."""
        again = part.state is PartState.UNKNOWN
        happened = Happened.AGAIN if again else Happened.RESERVE
        reserved = await self._store.run(step, part, happened)
        if reserved is None:
            return
        try:
            number = await self._platform.send(part.chat, Outgoing(plain=part.headline))
        except Refused as error:
            await self._back(reserved, Happened.REFUSED, error.wait)
        except Forbidden:
            await self._store.run(_lose_chat, reserved, Happened.FORBIDDEN)
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
        try:
            await self._platform.edit(
                part.chat, part.message, Outgoing(plain=part.plain, html=html, buttons=part.buttons)
            )
        except Gone:
            await self._store.run(step, part, Happened.GONE)
        except Forbidden:
            await self._store.run(_lose_chat, part, Happened.FORBIDDEN)
        except Moved as error:
            # Numbers of the old chat mean nothing in the new one.
            await self._store.run(move_chat, part.chat, error.new.address)
            await self._store.run(step, part, Happened.GONE)
        except Rejected as error:
            log.error("text_rejected", part=part.id, plain=part.as_plain, error=str(error))
            await self._store.run(_reject, part)
        except Refused as error:
            await self._back(part, Happened.EDIT_FAILED, error.wait)
        except PlatformError:
            await self._back(part, Happened.EDIT_FAILED, 0.0)
        else:
            await self._store.run(step, part, Happened.EDITED)

    async def _back(self, part: Part, happened: Happened, wait: float) -> None:
        pause = max(wait, min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(part.attempts, 10)))
        await self._store.run(step, part, happened, not_before=self._clock() + (wait or pause))

    async def _say(self, sayings: list[Saying]) -> None:
        """Say one thing, or several alarms in one message."""
        numbers, first = [saying.id for saying in sayings], sayings[0]
        await self._store.run(mark_saying, numbers, "sending")
        retry = self._clock() + min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(first.attempts, 10))
        try:
            await self._platform.send(first.chat, _joined(sayings))
        except Refused as error:
            later = self._clock() + error.wait if error.wait else retry
            await self._store.run(mark_saying, numbers, "waiting", not_before=later)
        except Moved as error:
            await self._store.run(move_chat, first.chat, error.new.address)
            await self._store.run(mark_saying, numbers, "waiting")
        except (Forbidden, Rejected) as error:
            log.warning("not_said", numbers=numbers, error=str(error))
            await self._store.run(mark_saying, numbers, "dead")
        except PlatformError:
            state = "waiting" if first.promise is Promise.AT_LEAST_ONCE else "dead"
            await self._store.run(mark_saying, numbers, state, not_before=retry)
        else:
            await self._store.run(mark_saying, numbers, "done")

    async def _pin(self, pin: Pin) -> None:
        """Pin the newest digest; where that is not allowed, it just stays unpinned."""
        try:
            await self._platform.pin(pin.chat, pin.message, unpin=pin.before)
        except Refused as error:
            self._pin_after[pin.target] = self._clock() + max(error.wait, _FIRST_WAIT)
            return
        except PlatformError as error:
            log.info("not_pinned", target=pin.target, error=str(error))
        await self._store.run(keep_pin, pin.target, pin.message)


def _lose_chat(tx: Tx, part: Part, happened: Happened) -> None:
    step(tx, part, happened)
    drop_parts_of(tx, part.chat)
    deactivate(tx, part.chat)


def _reject(tx: Tx, part: Part) -> None:
    """Formatting that is not taken goes as plain text; plain text that is not taken, not at all."""
    if not part.as_plain:
        step(tx, part, Happened.EDIT_REJECTED, as_plain=True)
        return
    step(tx, part, Happened.GIVE_UP)
    give_back(tx, part.delivery)


def _coalesced(sayings: Sequence[Saying]) -> list[list[Saying]]:
    """Alarms for one chat together as far as one message holds them, everything else alone."""
    found: list[list[Saying]] = []
    open_for: dict[str, list[Saying]] = {}
    for saying in sayings:
        alarms = open_for.get(saying.chat)
        if saying.promise is not Promise.AT_LEAST_ONCE:
            found.append([saying])
        elif alarms and _length(alarms) + len(saying.what.plain) <= _LONGEST_TEXT:
            alarms.append(saying)
        else:
            open_for[saying.chat] = [saying]
            found.append(open_for[saying.chat])
    return found


def _length(sayings: list[Saying]) -> int:
    return sum(len(saying.what.plain) + 2 for saying in sayings)


def _joined(sayings: list[Saying]) -> Outgoing:
    if len(sayings) == 1:
        return sayings[0].what
    return Outgoing(
        plain="\n\n".join(saying.what.plain for saying in sayings),
        silent=all(saying.what.silent for saying in sayings),
    )
