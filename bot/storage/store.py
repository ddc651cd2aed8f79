"""The store: sync use cases, run one at a time in shared transactions, from async code or not."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Self, TypeVar

from sqlite_utils import Database, Migrations

from bot.domain.errors import StorageError
from bot.storage.connection import Snapshot, Tx, connect, migrate, needs_exclusive_lock
from bot.storage.lanes import Lane
from bot.storage.transactions import commit_together, read_each, refusing_writes
from bot.storage.worker import Worker

if TYPE_CHECKING:
    from bot.storage.seal import Seal

P = ParamSpec("P")
T = TypeVar("T")


class Store:
    """One database file with one writer thread and, unless `exclusive`, one reader thread.

    A use case `f(tx, ...)` is a plain function: no await, no network, and it returns finished
    values, never an iterator over rows. It has its own savepoint: when it raises, its changes and
    nobody else's are undone and its caller gets the exception. Calls that wait together share one
    transaction, and each is answered only after that is committed. Errors of SQLite, and
    exceptions that would stop a thread or an event loop, arrive as StorageError. When a commit
    fails, all callers in that transaction get a StorageError and nothing of it remains. So
    constraints must not be deferred: they would fail at the commit, for everybody.
    """

    exclusive: bool
    """The file is locked against every other connection, because this SQLite is too old to share
    it safely; worth a warning to whoever runs it. Reads then wait their turn with the writes."""

    def __init__(self, writer: Worker, reader: Worker) -> None:
        """Take open workers, which may be the same one; `Store.open` is the way to get a store."""
        self._writer = writer
        self._reader = reader
        self.exclusive = reader is writer

    @classmethod
    def open(
        cls,
        path: Path,
        migrations: Migrations,
        *,
        seal: "Seal | None" = None,
        exclusive: bool | None = None,
        lasting: bool = True,
    ) -> Self:
        """Open or create the file at `path` and bring its schema up to date.

        What arrives and is to be said in private is kept closed with `seal`: a bot needs one.
        `exclusive` is for tests; by default the version of SQLite decides. Without `lasting`,
        which is for the demo, a power cut may spoil the file. Raises StorageError.
        """
        if exclusive is None:
            exclusive = needs_exclusive_lock()

        def connect_writer() -> Database:
            db = connect(path, exclusive=exclusive, lasting=lasting, seal=seal)
            try:
                migrate(db, migrations)
            except BaseException:
                db.close()
                raise
            return db

        writer = Worker("store-writer", connect_writer, commit_together)
        writer.open()
        if exclusive:
            return cls(writer, writer)
        reader = Worker(
            "store-reader", partial(connect, path, read_only=True, seal=seal), read_each
        )
        try:
            reader.open()
        except BaseException:
            writer.close()
            raise
        return cls(writer, reader)

    async def run(
        self, f: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `f(tx, *args, **kwargs)` and return its result after the commit.

        Cancelling the wait takes back a call that has not begun, and none that has.
        """
        return await self._writer.call_async(_writing(f, *args, **kwargs), Lane.INTERACTIVE)

    async def run_bulk(
        self, f: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do the same as `run` for work nobody waits for; interactive calls go first."""
        return await self._writer.call_async(_writing(f, *args, **kwargs), Lane.BULK)

    def run_sync(
        self, f: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do the same as `run`, for code without an event loop; blocks the calling thread."""
        return self._writer.call(_writing(f, *args, **kwargs))

    async def read(
        self, f: Callable[Concatenate[Snapshot, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `f(snapshot, *args, **kwargs)` on what was committed when it began, and return it.

        Does not hold up writers. A decision made on it has to be checked again in `run`.
        """
        return await self._reader.call_async(self._reading(f, *args, **kwargs), Lane.INTERACTIVE)

    def read_sync(
        self, f: Callable[Concatenate[Snapshot, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do the same as `read`, for code without an event loop; blocks the calling thread."""
        return self._reader.call(self._reading(f, *args, **kwargs))

    async def wipe_log(self) -> None:
        """Write the log back and cut it, so that nothing overwritten is left in it.

        Does less while a reader is at work; to be repeated.
        """

        def wipe(db: Database) -> None:
            db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

        await self._writer.call_async(wipe, Lane.BULK, alone=True)

    @property
    def waiting(self) -> int:
        """How many calls wait to be written."""
        return self._writer.waiting

    def check(self) -> None:
        """Raise StorageError when a thread has stopped by itself: no call will succeed again."""
        broken = self._writer.broken or self._reader.broken
        if broken is not None:
            raise StorageError(broken)

    def close(self) -> None:
        """Finish all queued calls, then close the file; later calls get StorageError.

        Blocks until done. May be repeated.
        """
        self._reader.close()
        # Last, because the last connection to close tidies the WAL away.
        self._writer.close()

    def __enter__(self) -> Self:
        """Return the store itself; leaving the block closes it."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the store."""
        self.close()

    def _reading(
        self, f: Callable[Concatenate[Snapshot, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Callable[[Database], T]:
        def work(db: Database) -> T:
            return f(Snapshot(db), *args, **kwargs)

        return partial(refusing_writes, work) if self.exclusive else work


def _writing(
    f: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs
) -> Callable[[Database], T]:
    return lambda db: f(Tx(Snapshot(db)), *args, **kwargs)
