"""One process for one data folder, held by a lock that dies with its process."""

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.domain.errors import StorageError

try:
    import fcntl
except ImportError:  # pragma: no cover
    # Without such a lock nothing may run, rather than two at once.
    fcntl = None  # type: ignore[assignment]


class FolderLock:
    """Held from construction to `release`. Raises StorageError when another process holds it.

    Whatever the database says is under way belongs to the holder; once somebody else holds the
    lock, its owner is gone.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self._handle = os.open(folder / "run.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StorageError(f"cannot lock {folder}: {error}") from error
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (AttributeError, OSError) as error:
            os.close(self._handle)
            raise StorageError(f"another process works on {folder}") from error

    def release(self) -> None:
        """Let others have the folder."""
        os.close(self._handle)

    def __enter__(self) -> Self:
        """Return the lock; leaving the block releases it."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Release the lock."""
        self.release()
