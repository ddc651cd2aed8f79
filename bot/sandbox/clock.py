"""A clock for a demo or a test: it follows the real one from a chosen moment, and can jump."""

import time


class Clock:
    """Unix seconds. A `still` clock moves only by `advance`; another one runs on as well."""

    def __init__(self, start: float | None = None, *, still: bool = False) -> None:
        """Begin at `start`, or now."""
        self._still = still
        self._began = time.monotonic()
        self._start = time.time() if start is None else start

    def __call__(self) -> float:
        """Return the time."""
        return self._start + (0.0 if self._still else time.monotonic() - self._began)

    def advance(self, seconds: float) -> None:
        """Jump forward, or back where negative."""
        self._start += seconds

    def set(self, moment: float) -> None:
        """Jump to a moment."""
        self._start += moment - self()
