"""The webhook: one update after the other, each again until the bot's server answers 2xx."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import aiohttp

from bot.sandbox.model import Bot, Json, Webhook
from bot.sandbox.updates import drop, first_pending
from bot.sandbox.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
Backoff = Callable[[int], float]


def patient(attempt: int) -> float:
    """Return the seconds to wait after the nth failure in a row, from 1 on."""
    return float(min(2 ** (attempt - 1), 60))


class Pushers:
    """A task for each bot with a webhook. `backoff` gives the pause after the nth failure."""

    def __init__(self, world: World, backoff: Backoff, timeout: float) -> None:
        """Take the seconds after which an answer that does not come is a failure."""
        self._world = world
        self._backoff = backoff
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._session: aiohttp.ClientSession | None = None
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._grown: dict[int, asyncio.Event] = {}

    def wake(self, bot_id: int) -> None:
        """Tell that a bot's queue has grown."""
        self._grown.setdefault(bot_id, asyncio.Event()).set()

    def refresh(self, bot: Bot) -> None:
        """Begin anew with the webhook the bot has now, or stop."""
        task = self._tasks.pop(bot.id, None)
        if task:
            task.cancel()
        if bot.webhook:
            self._tasks[bot.id] = asyncio.get_running_loop().create_task(self._run(bot))

    async def close(self) -> None:
        """Stop all."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session:
            await self._session.close()

    async def _run(self, bot: Bot) -> None:
        grown = self._grown.setdefault(bot.id, asyncio.Event())
        failures = 0
        while bot.webhook:
            update = first_pending(self._world, bot)
            if update is None:
                grown.clear()
                await grown.wait()
                continue
            error = await self._post(bot.webhook, update)
            if error is None:
                failures = 0
                drop(bot, update["update_id"])
                continue
            failures += 1
            bot.webhook = replace(bot.webhook, error=error, error_date=self._world.now())
            await asyncio.sleep(self._backoff(failures))

    async def _post(self, hook: Webhook, update: Json) -> str | None:
        """Return what went wrong, or None."""
        self._session = self._session or aiohttp.ClientSession(timeout=self._timeout)
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        try:
            async with self._session.post(hook.url, json=update, headers=headers) as answer:
                if 200 <= answer.status < 300:
                    return None
                return f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except TimeoutError:
            return "Read timeout expired"
        except (aiohttp.ClientError, OSError):
            return "Connection refused"
