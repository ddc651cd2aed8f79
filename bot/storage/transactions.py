"""How waiting calls are served: writes share a transaction, reads get a snapshot each."""

import traceback
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from sqlite_utils import Database

from bot.domain.errors import StorageError, UnusableError, what_went_wrong
from bot.storage.connection import SQLiteError
from bot.storage.lanes import Call, answer

T = TypeVar("T")


class _TransactionLost(Exception):
    """The shared transaction ended before its commit."""


def commit_together(db: Database, calls: Iterator[Call]) -> None:
    """Serve `calls` in one transaction, each in its own savepoint, and answer after the commit."""
    taken: list[Call] = []
    later: list[Call] = []
    try:
        for call in calls:
            if call.alone:
                later.append(call)
                continue
            taken.append(call)
            if len(taken) == 1:
                db.conn.execute("BEGIN IMMEDIATE")
            _run_in_savepoint(db, call)
        if taken:
            db.conn.execute("COMMIT")
    except SQLiteError as error:
        db.rollback()
        _fail(taken, f"nothing was stored: {error}", error)
    except _TransactionLost as error:
        _fail(taken, f"the transaction ended before its commit: {error}", error)
    answer(taken)
    for call in later:
        _attempt(call, db)
        answer([call])


def read_each(db: Database, calls: Iterator[Call]) -> None:
    """Serve each of `calls` on a snapshot of its own."""
    for call in calls:
        db.conn.execute("BEGIN")
        _attempt(call, db)
        db.rollback()
        answer([call])


def refusing_writes(work: Callable[[Database], T], db: Database) -> T:
    """Return `work(db)`, where the connection that writes must only read."""
    db.conn.execute("PRAGMA query_only = ON")
    try:
        return work(db)
    finally:
        db.conn.execute("PRAGMA query_only = OFF")


def _run_in_savepoint(db: Database, call: Call) -> None:
    db.conn.execute("SAVEPOINT one_call")
    _attempt(call, db, then="RELEASE one_call")
    if not db.conn.in_transaction:
        # Either the call did it, or SQLite itself, as it may on a full disk.
        told = what_went_wrong(call.error) if call.error else "a call ended the transaction"
        raise _TransactionLost(told) from call.error
    if call.error is not None:
        db.conn.execute("ROLLBACK TO one_call")
        db.conn.execute("RELEASE one_call")


def _attempt(call: Call, db: Database, then: str | None = None) -> None:
    try:
        call.result = call.work(db)
        if then is not None:
            # Is the call's own fault when it fails: it left a writing statement unfinished.
            db.conn.execute(then)
    except BaseException as error:
        # Cursors kept alive by the traceback would hold their statements open, and be closed
        # later in a thread they do not belong to.
        traceback.clear_frames(error.__traceback__)
        call.result = None
        call.error = _as_told(error)


def _fail(calls: Iterable[Call], message: str, cause: Exception) -> None:
    for call in calls:
        # One each: raising an exception in several places mixes up its tracebacks.
        call.error = _storage_error(message, cause)


def _as_told(error: BaseException) -> Exception:
    """Return what the caller of a failed call gets to see."""
    if isinstance(error, SQLiteError):
        code = getattr(error, "sqlite_errorcode", _MISUSE) & _PRIMARY
        return _storage_error(str(error), error, UnusableError if code in _OWN_FAULT else None)
    if isinstance(error, UnicodeEncodeError) and error.reason == "surrogates not allowed":
        place = f"half a surrogate pair at character {error.start}"
        told = f"text that is no Unicode text cannot be stored: {place}"
        return _storage_error(told, error, UnusableError)
    if isinstance(error, StopIteration) or not isinstance(error, Exception):
        # A future refuses the former; the others would stop the caller's event loop.
        return _storage_error(f"the call was ended by {what_went_wrong(error)}", error)
    return error


_PRIMARY = 0xFF
_MISUSE = 21
_OWN_FAULT = frozenset({1, 18, 19, 20, _MISUSE, 25})
"""SQLite's codes for what no other try will mend: bad SQL, too big, constraints, wrong types."""


def _storage_error(
    message: str, cause: BaseException, kind: type[StorageError] | None = None
) -> StorageError:
    told = (kind or StorageError)(message)
    told.__cause__ = cause
    return told
