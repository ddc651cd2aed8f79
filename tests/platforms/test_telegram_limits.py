"""How fast we call: halts kept to the second, budgets, and never a second try of our own."""

import asyncio
import heapq
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.platforms.telegram_errors import seconds, too_fast
from bot.platforms.telegram_limits import PATIENCE, Limits
from tests.platforms.kit import Clock

GROUP, OTHER, THIRD, PERSON = -1001, -1002, -1003, 7


@dataclass(slots=True)
class Line(Clock):
    """A clock for many who sleep at one time: who wakes first goes first."""

    sleepers: list[tuple[float, int, asyncio.Event]] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        heapq.heappush(self.sleepers, (self.now + seconds, len(self.slept), woken))
        self.slept.append(seconds)
        await woken.wait()

    async def run_out(self) -> None:
        """Let time pass until nobody sleeps any more."""
        await asyncio.sleep(0)
        while self.sleepers:
            self.now, _, woken = heapq.heappop(self.sleepers)
            woken.set()
            for _ in range(5):
                await asyncio.sleep(0)


class Calls:
    """Makes calls through the limits and notes when each went out."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        self.limits = Limits(self.clock, self.clock.sleep)
        self.went: list[float] = []

    async def call(
        self,
        chat: int | None = GROUP,
        endpoint: str = "sendMessage",
        refuse: float | None = None,
        after: asyncio.Event | None = None,
    ) -> None:
        async def callback() -> bool:
            self.went.append(self.clock())
            if after:
                await after.wait()
            if refuse is not None:
                raise too_fast(refuse)
            return True

        data = {} if chat is None else {"chat_id": chat}
        await self.limits.process_request(callback, (), {}, endpoint, data, None)

    async def refused(self, *args: Any, **more: Any) -> float:
        """How long a call is put off."""
        with pytest.raises(RetryAfter) as caught:
            await self.call(*args, **more)
        return seconds(caught.value)


def test_a_halt_is_recorded_raised_and_not_retried() -> None:
    async def story() -> None:
        calls = Calls()
        assert await calls.refused(refuse=40) == 40
        assert len(calls.went) == 1
        assert await calls.refused() == 40
        assert len(calls.went) == 1

    asyncio.run(story())


def test_a_short_halt_is_waited_for_to_the_second() -> None:
    async def story() -> None:
        calls = Calls()
        await calls.refused(refuse=40)
        calls.clock.now += 37
        await calls.call()
        assert calls.went == [1000.0, 1040.0]

    asyncio.run(story())


def test_what_finishes_meanwhile_does_not_lift_a_halt() -> None:
    """PTB's own limiter lifts it: issue 5338."""

    async def story() -> None:
        calls, gate = Calls(), asyncio.Event()
        under_way = [
            asyncio.create_task(calls.call(OTHER, after=gate)),
            asyncio.create_task(calls.call(GROUP, "getChatMember", after=gate)),
            asyncio.create_task(calls.refused(GROUP, "editMessageText", refuse=1, after=gate)),
        ]
        await asyncio.sleep(0)
        await calls.refused(refuse=100)
        gate.set()
        await asyncio.gather(*under_way)
        assert len(calls.went) == 4
        for endpoint in ("sendMessage", "editMessageText", "getChatMember"):
            assert await calls.refused(GROUP, endpoint) == 100
        await calls.call(PERSON)

    asyncio.run(story())


def test_three_chats_halted_halt_all_and_a_call_without_a_chat_does_too() -> None:
    async def story() -> None:
        calls = Calls()
        for chat in (GROUP, OTHER):
            await calls.refused(chat, refuse=60)
        await calls.call(PERSON)
        await calls.refused(THIRD, refuse=50)
        assert await calls.refused(PERSON) == 50
        alone = Calls()
        await alone.refused(None, "answerCallbackQuery", refuse=9)
        assert await alone.refused(PERSON) == 9

    asyncio.run(story())


def test_a_group_gets_at_most_20_messages_a_minute_and_one_a_second() -> None:
    async def story() -> None:
        calls = Calls()
        for _ in range(60):
            await calls.call()
        went = calls.went
        assert all(b - a >= 0.999 for a, b in pairwise(went))
        for start in went:
            assert sum(start <= at < start + 60 for at in went) <= 20

    asyncio.run(story())


def test_all_chats_together_get_at_most_30_a_second() -> None:
    async def story() -> None:
        calls = Calls()
        for chat in range(1, 200):
            await calls.call(chat)
        went = calls.went
        assert max(sum(at <= other < at + 1 for other in went) for at in went) <= 30
        assert went[-1] - went[0] < 10

    asyncio.run(story())


def test_edits_and_questions_do_not_use_up_what_messages_may() -> None:
    async def story() -> None:
        calls = Calls()
        for _ in range(3):
            await calls.call(endpoint="editMessageText")
            await calls.call(endpoint="getChatMember")
        await calls.call()
        assert calls.clock.slept == []

    asyncio.run(story())


def test_who_would_wait_too_long_is_refused_at_once() -> None:
    async def story() -> None:
        line = Line()
        calls = Calls(line)
        tasks = [asyncio.create_task(calls.call()) for _ in range(30)]
        await line.run_out()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert any(isinstance(result, RetryAfter) for result in results)
        assert max(calls.went) - 1000 <= PATIENCE
        assert sum(result is None for result in results) >= 5

    asyncio.run(story())
