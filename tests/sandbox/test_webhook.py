"""The webhook: facts 14 and 15 of shared/facts/telegram.md, and what else a push promises."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
import telegram
from aiohttp import web
from telegram.error import BadRequest

from bot.sandbox import people
from bot.sandbox.model import Json
from bot.sandbox.pushing import SECRET_HEADER, patient
from bot.sandbox.server import Sandbox
from tests.sandbox.kit import Scene, play, scene, until


class Hook:
    """A bot's own server: answers by turns with `answers`, then always 200."""

    def __init__(self, *answers: int) -> None:
        self.answers = list(answers)
        self.bodies: list[Json] = []
        self.secrets: list[str | None] = []
        self.stuck = asyncio.Event()

    async def handle(self, request: web.Request) -> web.Response:
        self.bodies.append(await request.json())
        self.secrets.append(request.headers.get(SECRET_HEADER))
        status = self.answers.pop(0) if self.answers else 200
        if status == 0:
            await self.stuck.wait()
        return web.Response(status=status or 200)

    @property
    def ids(self) -> list[int]:
        return [body["update_id"] for body in self.bodies]

    @property
    def texts(self) -> list[str]:
        return [body["message"]["text"] for body in self.bodies]


@asynccontextmanager
async def listening(hook: Hook) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/hook", hook.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    finally:
        hook.stuck.set()
        await runner.cleanup()


def say(of: Scene, *texts: str) -> None:
    for text in texts:
        people.post(of.world, of.group, of.li, text)


Waits = Callable[[int], float]


def at_once(_attempt: int) -> float:
    return 0.0


def test_14_an_update_comes_again_until_it_is_taken_and_those_behind_it_wait() -> None:
    """Fact 14: redelivery until 2xx, in order, with the same update_id."""
    of = scene()

    async def story(bot: telegram.Bot, _: Sandbox) -> None:
        hook = Hook(500, 302, 200, 503)
        say(of, "一")
        async with listening(hook) as url:
            await bot.set_webhook(url)
            say(of, "二", "三")
            await until(lambda: not of.bot.queue)
            await bot.delete_webhook()
        assert hook.texts == ["一", "一", "一", "二", "二", "三"]
        assert len(set(hook.ids)) == 3

    play(of, story, backoff=at_once)


def test_14_a_slow_answer_is_a_failure_and_brings_the_update_again() -> None:
    """Fact 14: the bot may see an update twice, so it must store before it answers."""
    of = scene()

    async def story(bot: telegram.Bot, _: Sandbox) -> None:
        hook = Hook(0)
        async with listening(hook) as url:
            await bot.set_webhook(url)
            say(of, "一")
            await until(lambda: not of.bot.queue)
            info = await bot.get_webhook_info()
            assert info.last_error_message == "Read timeout expired"
            await bot.delete_webhook()
        assert hook.texts == ["一", "一"]

    play(of, story, backoff=at_once, webhook_timeout=0.05)


def test_14_nobody_listening_keeps_the_updates() -> None:
    """Fact 14: getWebhookInfo tells how many wait and what went wrong."""
    of = scene()
    attempts: list[int] = []

    def note(attempt: int) -> float:
        attempts.append(attempt)
        return 0.0 if attempt < 3 else 60.0

    async def story(bot: telegram.Bot, _: Sandbox) -> None:
        say(of, "一", "二")
        async with listening(Hook()) as url:
            pass
        await bot.set_webhook(url, allowed_updates=["message"])
        await until(lambda: attempts == [1, 2, 3])
        info = await bot.get_webhook_info()
        assert (info.pending_update_count, info.url) == (2, url)
        assert info.last_error_message == "Connection refused"
        assert info.allowed_updates == ("message",)
        await bot.delete_webhook(drop_pending_updates=True)
        assert await bot.get_updates() == ()

    play(of, story, backoff=note)


def test_15_the_secret_stands_in_a_header() -> None:
    """Fact 15: 1-256 characters of A-Za-z0-9_-."""
    of = scene()

    async def story(bot: telegram.Bot, sandbox: Sandbox) -> None:
        hook = Hook()
        async with listening(hook) as url:
            await bot.set_webhook(url, secret_token="a-B_9")
            say(of, "一")
            await until(lambda: not of.bot.queue)
            await bot.set_webhook(url)
            say(of, "二")
            await until(lambda: not of.bot.queue)
            assert hook.secrets == ["a-B_9", None]
            for wrong in ("密码", "a b", "a" * 257):
                with pytest.raises(BadRequest, match="unallowed characters"):
                    await bot.set_webhook(url, secret_token=wrong)
        with pytest.raises(BadRequest, match=r"(?i)https url must be provided"):
            await bot.set_webhook("http://example.com/hook")

    play(of, story, backoff=at_once)


def test_updates_nobody_fetches_are_dropped_after_a_day() -> None:
    of = scene()
    say(of, "一")
    of.pass_time(23 * 3600)
    say(of, "二")
    of.pass_time(3600)
    assert [update["message"]["text"] for update in of.updates()] == ["二"]


def test_the_pause_between_attempts_grows_to_a_minute() -> None:
    assert [patient(attempt) for attempt in (1, 2, 3, 9)] == [1.0, 2.0, 4.0, 60.0]
