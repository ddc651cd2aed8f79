"""The durable inbox: every update is kept before it is acknowledged, then worked on in order."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import groupby

import structlog

from bot.domain.boundary import (
    ChatKind,
    Event,
    GroupMoved,
    Malformed,
    MessageIn,
    RawUpdate,
)
from bot.domain.errors import StorageError, UnusableError, what_went_wrong
from bot.domain.moving import resettled
from bot.domain.platform import Platform
from bot.reading.emergency.urgent import is_urgent
from bot.reading.normalise import normalise
from bot.storage.connection import Tx
from bot.storage.inbox import Waiting, keep, mark_done, set_aside, waiting
from bot.storage.messages import moved_to
from bot.storage.store import Store

Handle = Callable[[Event, Sequence[int]], Awaitable[None]]
"""Works on an event; its effects and the done-mark of its updates stand in one transaction."""

ALBUM_WAIT = 1.5
"""Seconds after the last part of an album that more are waited for: no signal ends one."""
BATCH = 256
RETRY_AFTER = 1.0

log = structlog.get_logger(__name__)


class Inbox:
    """Keeps and hands out updates: in order within a chat, chats beside each other."""

    def __init__(
        self,
        store: Store,
        platform: Platform,
        handle: Handle,
        clock: Callable[[], float],
    ) -> None:
        self._store = store
        self._platform = platform
        self._handle = handle
        self._clock = clock
        self._wake = asyncio.Event()
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._stopping = False

    async def accept(self, updates: Sequence[RawUpdate]) -> None:
        """Keep updates; returns after the commit. Raises StorageError, and then none is kept."""
        now = self._clock()
        await self._store.run(_keep_all, updates, now)
        self._wake.set()

    async def run(self) -> None:
        """Work until `stop`; what fails for want of storage is tried again."""
        while not self._stopping:
            self._wake.clear()
            try:
                wait = await self._start_what_is_ready()
            except StorageError as error:
                log.error("inbox_unreadable", error=str(error))
                wait = RETRY_AFTER
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), wait)
        await asyncio.gather(*self._busy.values(), return_exceptions=True)

    def stop(self) -> None:
        """Take up nothing more; what is under way is finished."""
        self._stopping = True
        self._wake.set()

    async def settle(self) -> float | None:
        """Work on what is ready, for tests and demo; seconds until the next is, if any."""
        while True:
            wait = await self._start_what_is_ready()
            if not self._busy:
                return wait
            await asyncio.gather(*self._busy.values(), return_exceptions=True)

    async def _start_what_is_ready(self) -> float | None:
        """Give each idle chat its updates; seconds until the next is ready, None when none is."""
        rows = await self._store.read(waiting, BATCH, tuple(self._busy))
        now, soonest = self._clock(), None
        rows.sort(key=lambda row: row.chat)
        for chat, found in groupby(rows, key=lambda row: row.chat):
            mine = list(found)
            ready = _ready(mine, now)
            if ready and chat not in self._busy:
                self._busy[chat] = asyncio.create_task(self._work(chat, ready))
            elif mine:
                wait = min(ALBUM_WAIT, max(0.0, mine[0].not_before - now))
                soonest = wait if soonest is None else min(soonest, wait)
        return soonest

    async def _work(self, chat: str, rows: list[Waiting]) -> None:
        try:
            parsed = [await self._parse(together) for together in _albums(rows)]
            # First all chats parse, then they read: one kind of work in a row takes a third less.
            await asyncio.sleep(0)
            for events, numbers in parsed:
                await self._take(events, numbers)
        except StorageError as error:
            # Nothing was marked done, so nothing is lost; the disk may have room again later.
            log.error("inbox_not_stored", error=str(error))
            await asyncio.sleep(RETRY_AFTER)
        finally:
            del self._busy[chat]
            self._wake.set()

    async def _parse(self, rows: list[Waiting]) -> tuple[list[Event], list[int]]:
        """What an update says, or the parts of an album, with their ids; a bad one is set aside."""
        events: list[Event] = []
        numbers: list[int] = []
        for row in rows:
            try:
                event = await self._settled(self._platform.parse(_opened(row)), row)
            except (Malformed, UnusableError) as error:
                await self._set_aside([row.id], error)
                continue
            numbers.append(row.id)
            if event is not None:
                events.append(event)
        return events, numbers

    async def _settled(self, event: Event | None, row: Waiting) -> Event | None:
        """The event as one of where its group is now."""
        chat = None if event is None or isinstance(event, GroupMoved) else event.chat
        if event is None or chat is None or chat.address == row.chat:
            return event
        # Of a private chat the row has a mark only.
        private = chat.kind is ChatKind.PRIVATE
        now_at = None if private else await self._store.read(moved_to, chat.address)
        return event if now_at is None else resettled(event, now_at)

    async def _take(self, events: list[Event], numbers: list[int]) -> None:
        """Work on what was parsed; what cannot be worked on is set aside."""
        if not events:
            await self._store.run(mark_done, numbers)
            return
        try:
            await self._handle(_joined(events), numbers)
        except UnusableError as error:
            await self._set_aside(numbers, error)
        except StorageError:
            raise
        except Exception as error:
            # A mistake of ours must not stop the messages behind it; it stays for us to find.
            await self._set_aside(numbers, error)

    async def _set_aside(self, numbers: list[int], error: Exception) -> None:
        told = what_went_wrong(error)
        log.error("update_set_aside", numbers=numbers, error=told)
        for number in numbers:
            await self._store.run(set_aside, number, told[:200])


def _opened(row: Waiting) -> bytes:
    if row.body is None:
        raise UnusableError("a sealed update does not open with this key")
    return row.body


def _keep_all(tx: Tx, updates: Sequence[RawUpdate], now: float) -> None:
    for update in updates:
        # Of what is private not even this is told.
        hot = not update.private and bool(update.text) and _is_hot(update.text)
        wait = now + ALBUM_WAIT if update.album and not hot else 0.0
        keep(tx, update, now=now, not_before=wait, hot=hot)


def _is_hot(text: str) -> bool:
    return is_urgent(normalise(text).text)


def _ready(rows: list[Waiting], now: float) -> list[Waiting]:
    """The updates of one chat that may be worked on: hot ones, then all before one that waits."""
    ready = [row for row in rows if row.hot]
    for row in (row for row in rows if not row.hot):
        # A moment further ahead than the wait was set by a clock that was put back since.
        if row.album is not None and any(
            0 < other.not_before - now <= ALBUM_WAIT for other in rows if other.album == row.album
        ):
            break
        ready.append(row)
    return ready


def _albums(rows: list[Waiting]) -> list[list[Waiting]]:
    """Updates one by one, those of one album together."""
    found: list[list[Waiting]] = []
    places: dict[str, list[Waiting]] = {}
    for row in rows:
        if row.album is not None and row.album in places:
            places[row.album].append(row)
            continue
        found.append([row])
        if row.album is not None:
            places[row.album] = found[-1]
    return found


def _joined(events: list[Event]) -> Event:
    """One event of the parts of an album: the first, with all captions and the file names."""
    first, *others = events
    if not others or not isinstance(first, MessageIn):
        return first
    messages = [first.message, *(e.message for e in others if isinstance(e, MessageIn))]
    names = [message.file_name for message in messages if message.file_name]
    texts = [message.text for message in messages if message.text.strip()]
    documents = [one for event in events if isinstance(event, MessageIn) for one in event.documents]
    return replace(
        first,
        message=replace(
            first.message, text="\n".join(texts), file_name="\n".join(names) if names else None
        ),
        documents=tuple(dict.fromkeys(documents)),
    )
