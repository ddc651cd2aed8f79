"""What the board keeps in memory only: paces, sentences to be shown once, pages that listen."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from bot.web.board import Board
from bot.web.limits import Limits
from bot.web.people import Rule

_KEPT = 2000


@dataclass(slots=True, kw_only=True)
class Hall:
    """One for each application. ``given`` gives the board, which changes in the demo.

    ``exporting`` are sessions that wait for a file.
    ``nav`` are the pages that stand at the top for whoever may open them: path, label, rule.
    """

    given: Callable[[], Board]
    limits: Limits
    nav: tuple[tuple[str, str, Rule], ...] = ()
    streams: dict[asyncio.Task[None], str] = field(default_factory=dict)
    exporting: set[str] = field(default_factory=set)
    _said: dict[str, str] = field(default_factory=dict, init=False)

    def say(self, who: str, what: str) -> None:
        """Show a sentence on the next page of a session."""
        while len(self._said) >= _KEPT:
            del self._said[next(iter(self._said))]
        self._said[who] = what

    def said(self, who: str) -> str:
        """The sentence to be shown now, once."""
        return self._said.pop(who, "")

    async def close(self, _app: web.Application) -> None:
        """Listen no more."""
        for task in list(self.streams):
            task.cancel()
