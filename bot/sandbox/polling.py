"""The long poll: one poller at a time, woken by the first update."""

import asyncio
from contextlib import suppress

from bot.sandbox.calls import Ask
from bot.sandbox.methods_account import get_updates
from bot.sandbox.model import Json
from bot.sandbox.refusal import Refusal

OTHER_POLLER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_SET = "terminated by setWebhook request"
TIMEOUT_LIMIT = 50


class Pollers:
    """The poll each bot has open, if any; a newer one ends the older with a 409."""

    def __init__(self) -> None:
        """Start without any."""
        self._open: dict[int, asyncio.Future[None]] = {}

    def end(self, bot_id: int, reason: str) -> None:
        """End a bot's open poll with a 409."""
        waiting = self._open.pop(bot_id, None)
        if waiting and not waiting.done():
            waiting.set_exception(Refusal(409, reason))

    def wake(self, bot_id: int) -> None:
        """Let a bot's open poll look at the queue."""
        waiting = self._open.get(bot_id)
        if waiting and not waiting.done():
            waiting.set_result(None)

    def is_open(self, bot_id: int) -> bool:
        """Tell whether somebody polls for that bot now."""
        return bot_id in self._open

    async def poll(self, ask: Ask) -> list[Json]:
        """Handle getUpdates: at once if updates wait, else when one comes or time is up."""
        self.end(ask.bot.id, OTHER_POLLER)
        timeout = min(ask.number("timeout") or 0, TIMEOUT_LIMIT)
        found = get_updates(ask)
        if found or timeout <= 0:
            return found
        waiting = asyncio.get_running_loop().create_future()
        self._open[ask.bot.id] = waiting
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(waiting, timeout)
        finally:
            if self._open.get(ask.bot.id) is waiting:
                del self._open[ask.bot.id]
        return get_updates(ask)

    def close(self) -> None:
        """End all polls, empty-handed: the server stops."""
        for bot_id in list(self._open):
            self.wake(bot_id)
