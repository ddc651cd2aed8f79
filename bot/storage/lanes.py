"""Calls waiting for a database thread: two lanes, handed out in turns."""

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from enum import Enum
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlite_utils import Database

from bot.domain.errors import StorageError

TURN_SIZE = 256
"""Calls in one turn, at most: the first of them waits for the last."""

BULK_PATIENCE = 8
"""Interactive turns in a row that bulk work lets pass."""


class Lane(Enum):
    """Who waits: a person or a platform, or nobody in particular."""

    INTERACTIVE = "interactive"
    BULK = "bulk"


class Call:
    """One call: what to do with the database, and the future its caller waits for.

    Give the event loop for an asyncio future, None for one that a thread waits for. One that goes
    ``alone`` runs outside any transaction.
    """

    __slots__ = ("alone", "answered", "error", "future", "loop", "result", "work")

    def __init__(
        self,
        work: Callable[[Database], Any],
        future: "asyncio.Future[Any] | Future[Any]",
        loop: asyncio.AbstractEventLoop | None,
        *,
        alone: bool = False,
    ) -> None:
        self.work = work
        self.future = future
        self.loop = loop
        self.alone = alone
        self.result: Any = None
        self.error: Exception | None = None
        self.answered = False

    def tell(self) -> None:
        """Give the caller the result, or raise the error there, unless the caller is gone."""
        if self.future.done():
            return
        if self.error is None:
            self.future.set_result(self.result)
        else:
            self.future.set_exception(self.error)


def answer(calls: Iterable[Call]) -> None:
    """Tell the callers of `calls`; each event loop is woken once, not once for each call."""
    for loop, group in groupby(calls, key=attrgetter("loop")):
        told = list(group)
        for call in told:
            call.answered = True
        if loop is None:
            _tell_all(told)
        else:
            # A closed loop has nobody left to tell.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(_tell_all, told)


def _tell_all(calls: Iterable[Call]) -> None:
    for call in calls:
        call.tell()


class Lanes:
    """First in, first out in each lane; a turn is made of one lane, interactive before bulk.

    An interactive call is never answered later because bulk work rides along: a bulk turn ends as
    soon as an interactive call waits. Bulk work gets one call through every few interactive turns.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: dict[Lane, deque[Call]] = {lane: deque() for lane in Lane}
        self._turn: list[Call] = []
        self._passed = 0
        self._closed: str | None = None

    def put(self, call: Call, lane: Lane) -> None:
        """Queue `call`; raises StorageError once the lanes are closed."""
        with self._changed:
            if self._closed is not None:
                raise StorageError(self._closed)
            self._waiting[lane].append(call)
            self._changed.notify()

    def turns(self) -> Iterator[Iterator[Call]]:
        """Yield turn after turn, waiting for calls; ends when closed and empty."""
        while (lane := self._next_lane()) is not None:
            yield self._calls(lane)
            self._turn.clear()

    @property
    def waiting(self) -> int:
        """How many calls wait in both lanes."""
        with self._changed:
            return sum(map(len, self._waiting.values()))

    def close(self, reason: str) -> None:
        """Take no more calls; those already waiting are still handed out."""
        with self._changed:
            self._closed = self._closed or reason
            self._changed.notify()

    def abandon(self, reason: str) -> None:
        """Close, and fail all calls that wait or are under way with a StorageError."""
        with self._changed:
            self._closed = reason
            lost = [*self._turn, *self._waiting[Lane.INTERACTIVE], *self._waiting[Lane.BULK]]
            for queue in self._waiting.values():
                queue.clear()
        unanswered = [call for call in lost if not call.answered]
        for call in unanswered:
            call.error = StorageError(reason)
        answer(unanswered)

    def _next_lane(self) -> Lane | None:
        with self._changed:
            while not any(self._waiting.values()):
                if self._closed is not None:
                    return None
                self._changed.wait()
            interactive, bulk = (bool(self._waiting[lane]) for lane in Lane)
            if interactive and (not bulk or self._passed < BULK_PATIENCE):
                self._passed += bulk
                return Lane.INTERACTIVE
            self._passed = 0
            return Lane.BULK

    def _calls(self, lane: Lane) -> Iterator[Call]:
        # Looks again before each call: whoever comes while the turn runs may still join it.
        while len(self._turn) < TURN_SIZE:
            with self._changed:
                disturbed = lane is Lane.BULK and self._turn and self._waiting[Lane.INTERACTIVE]
                if disturbed or not self._waiting[lane]:
                    return
                call = self._waiting[lane].popleft()
            if not call.future.cancelled():
                self._turn.append(call)
                yield call
