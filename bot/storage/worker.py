"""A thread that owns one connection and serves the calls queued for it."""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import TypeVar

from sqlite_utils import Database

from bot.domain.errors import StorageError, what_went_wrong
from bot.storage.lanes import Call, Lane, Lanes

T = TypeVar("T")

log = logging.getLogger(__name__)


class Worker(threading.Thread):
    """Opens its connection, then hands it turn by turn to `serve`, until closed.

    `serve(db, calls)` answers every call it takes. If it raises, the connection cannot be trusted
    any more: the worker stops, and whoever waits or comes later gets a StorageError.
    """

    def __init__(
        self,
        name: str,
        connect: Callable[[], Database],
        serve: Callable[[Database, Iterator[Call]], None],
    ) -> None:
        # A daemon, so that a forgotten close() cannot hang the process at its end.
        super().__init__(name=name, daemon=True)
        self._connect = connect
        self._serve = serve
        self._lanes = Lanes()
        self._opened: Future[None] = Future()
        # Why the thread stopped by itself, if it did: nothing will be served any more.
        self.broken: str | None = None

    def open(self) -> None:
        """Start the thread and wait until its connection is open; raises what that raised."""
        self.start()
        self._opened.result()

    def call(self, work: Callable[[Database], T]) -> T:
        """Have `work(db)` done and return its result; blocks. Raises StorageError when closed."""
        future: Future[T] = Future()
        self._put(Call(work, future, None), Lane.INTERACTIVE)
        return future.result()

    async def call_async(
        self, work: Callable[[Database], T], lane: Lane, *, alone: bool = False
    ) -> T:
        """Have `work(db)` done and return its result. Raises StorageError when closed."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._put(Call(work, future, loop, alone=alone), lane)
        return await future

    @property
    def waiting(self) -> int:
        """How many calls are queued."""
        return self._lanes.waiting

    def close(self) -> None:
        """Serve what is queued, then close the connection; waits for that. May be repeated."""
        self._lanes.close("the store is closed")
        if self.is_alive():
            self.join()

    def _put(self, call: Call, lane: Lane) -> None:
        if isinstance(threading.current_thread(), Worker):
            # It would wait for itself.
            raise StorageError("a call of the store was made inside a call of the store")
        self._lanes.put(call, lane)

    def run(self) -> None:
        """Body of the thread; not to be called."""
        try:
            db = self._connect()
        except BaseException as error:
            self._opened.set_exception(error)
            return
        self._opened.set_result(None)
        try:
            for calls in self._lanes.turns():
                self._serve(db, calls)
        except BaseException as error:
            log.critical("database thread %s stopped", self.name, exc_info=error)
            self.broken = f"the database thread stopped: {what_went_wrong(error)}"
            self._lanes.abandon(self.broken)
        finally:
            # Rolls back whatever is open and gives up the lock.
            db.close()
