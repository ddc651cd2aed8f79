"""How fast we may call Telegram: halts it asks for, and budgets that keep it from asking."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.platforms.telegram_errors import seconds, too_fast

_Answer = bool | dict[str, Any] | list[dict[str, Any]]

PATIENCE = 5.0
"""How many seconds a call may be held back before it is refused instead."""

# So many chats halted at one time mean that the whole bot is too fast.
_CHATS_THAT_MEAN_ALL = 3
_REMEMBERED = 4096
_ALL = 0


@dataclass(slots=True)
class Bucket:
    """At most ``burst`` at once and ``rate`` a second, for each key by itself.

    In any span of t seconds no more than burst + rate * t go through.
    """

    rate: float
    burst: int
    _full_at: dict[int, float] = field(default_factory=dict)

    def delay(self, key: int, now: float) -> float:
        """How many seconds the next call must wait."""
        full_at = self._full_at.get(key, now)
        return max(0.0, full_at - (self.burst - 1) / self.rate - now)

    def take(self, key: int, now: float) -> None:
        """Count one call."""
        if len(self._full_at) > _REMEMBERED:
            self._full_at = {k: at for k, at in self._full_at.items() if at > now}
        self._full_at[key] = max(self._full_at.get(key, now), now) + 1 / self.rate


class Limits(BaseRateLimiter[None]):
    """Waits, refuses, never tries again: that is the outbox's.

    A halt is kept for exactly as long as Telegram said, whatever else finishes meanwhile. A chat's
    halt holds that chat only. Messages, edits and the rest have budgets of their own, which stay
    under what Telegram advises (30 a second; in a chat 1 a second, in a group 20 a minute).
    """

    def __init__(
        self,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._halts: dict[int, float] = {}
        self._sends = (Bucket(1, 1), Bucket(0.25, 5), Bucket(25, 5))
        self._edits = (Bucket(1, 3), Bucket(0.25, 5), Bucket(25, 5))
        self._rest = Bucket(25, 5)

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, _Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002
    ) -> _Answer:
        """Make the call when it may be made. Raises RetryAfter at once if that is too far off."""
        chat = _chat(data)
        deadline = self._clock() + PATIENCE
        await self._until_free(chat, deadline)
        budget = self._budget(endpoint, chat)
        self._hold(max(bucket.delay(key, self._clock()) for bucket, key in budget), deadline)
        for bucket, key in budget:
            now = self._clock()
            delay = bucket.delay(key, now)
            bucket.take(key, now)
            if delay > 0:
                await self._sleep(self._hold(delay, deadline))
        await self._until_free(chat, deadline)
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            self._halt(chat, seconds(error))
            raise

    def _budget(self, endpoint: str, chat: int) -> list[tuple[Bucket, int]]:
        if endpoint.startswith(("send", "copy", "forward")) and endpoint != "sendChatAction":
            buckets = self._sends
        elif endpoint.startswith("edit"):
            buckets = self._edits
        else:
            return [(self._rest, _ALL)]
        a_chat, a_group, all_of_us = buckets
        return [
            *([(a_chat, chat)] if chat else []),
            *([(a_group, chat)] if chat < 0 else []),
            (all_of_us, _ALL),
        ]

    async def _until_free(self, chat: int, deadline: float) -> None:
        while (rest := self._halted_until(chat) - self._clock()) > 0:
            await self._sleep(self._hold(rest, deadline))

    def _hold(self, wait: float, deadline: float) -> float:
        if self._clock() + wait > deadline:
            raise too_fast(wait)
        return wait

    def _halted_until(self, chat: int) -> float:
        return max(self._halts.get(chat, 0.0), self._halts.get(_ALL, 0.0))

    def _halt(self, chat: int, wait: float) -> None:
        now = self._clock()
        self._halts = {key: until for key, until in self._halts.items() if until > now}
        self._halts[chat] = max(self._halts.get(chat, 0.0), now + wait)
        if len(self._halts.keys() - {_ALL}) >= _CHATS_THAT_MEAN_ALL:
            self._halts[_ALL] = max(self._halts.get(_ALL, 0.0), now + wait)


def _chat(data: dict[str, Any]) -> int:
    """The chat a call is about; 0 for none."""
    chat = data.get("chat_id")
    return chat if type(chat) is int else _ALL
