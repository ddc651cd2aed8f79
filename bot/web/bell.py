"""Rung whenever something was committed that a page may show."""

import asyncio


class Bell:
    """Counts how often it was rung, so that nobody who was busy misses it."""

    def __init__(self) -> None:
        self.count = 0
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Let everybody know who waits."""
        self.count += 1
        self._rung.set()
        self._rung = asyncio.Event()

    async def after(self, heard: int) -> int:
        """Return once it was rung after the ``heard``-th time; how often it was rung by then."""
        while self.count == heard:
            await self._rung.wait()
        return self.count
