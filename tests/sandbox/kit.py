"""A small county group with one bot, served on loopback, and a real client for it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import telegram
from telegram.request import HTTPXRequest

from bot.sandbox import membership
from bot.sandbox.model import Bot, Chat, Json, User
from bot.sandbox.server import Sandbox, serving
from bot.sandbox.updates import allow, pending
from bot.sandbox.world import World, add_bot, add_group, add_supergroup, add_user

NOON = 1_800_000_000.0
ALL = sorted(telegram.constants.UpdateType)


@dataclass(slots=True, kw_only=True)
class Scene:
    """What a story plays in: 镇长 owns both groups, 小李 is in them, so is the bot."""

    world: World
    bot: Bot
    boss: User
    li: User
    group: Chat
    basic: Chat
    moment: list[float] = field(default_factory=lambda: [NOON])

    def updates(self, bot: Bot | None = None) -> list[Json]:
        """Return what waits for the bot, without update ids."""
        waiting = pending(self.world, bot or self.bot)
        return [{k: v for k, v in update.items() if k != "update_id"} for update in waiting]

    def last(self, kind: str, bot: Bot | None = None) -> Json:
        """Return the latest waiting update of a kind."""
        found: Json = [update[kind] for update in self.updates(bot) if kind in update][-1]
        return found

    def kinds(self, bot: Bot | None = None) -> list[str]:
        """Return the kinds of what waits, oldest first."""
        return [next(iter(update)) for update in self.updates(bot)]

    def forget(self) -> None:
        """Empty all queues."""
        for bot in self.world.bots.values():
            bot.queue.clear()

    def pass_time(self, seconds: float) -> None:
        """Move the clock of the world."""
        self.moment[0] += seconds

    def another_bot(self, name: str = "签到助手", username: str = "qiandao_bot") -> Bot:
        """Add a second bot to the supergroup, one that reads all."""
        number = 700_000_001 + len(self.world.bots)
        bot = add_bot(self.world, name, username, token=f"{number}:B", reads_all=True)
        membership.add(self.world, self.group, bot.user, by=self.boss)
        return bot


def scene(*, reads_all: bool = True, admin: bool = False, asks_all: bool = True) -> Scene:
    """Build the scene; the bot's queue is empty."""
    moment = [NOON]
    world = World(clock=lambda: moment[0])
    boss, li = add_user(world, "镇长"), add_user(world, "小李", username="xiaoli")
    bot = add_bot(world, "减负助手", "jianfu_bot", token="700000001:AAA", reads_all=reads_all)
    group = add_supergroup(world, "后沟子工作群", boss, li)
    basic = add_group(world, "西台小组", boss, li)
    if asks_all:
        allow(bot, ALL)
    for chat in (group, basic):
        membership.add(world, chat, bot.user, by=boss)
        if admin:
            membership.promote(world, chat, bot.user, by=boss)
    made = Scene(world=world, bot=bot, boss=boss, li=li, group=group, basic=basic, moment=moment)
    made.forget()
    return made


def client(sandbox: Sandbox, bot: Bot, read_timeout: float = 20.0) -> telegram.Bot:
    """Return PTB's client for one of the world's bots."""

    def request() -> HTTPXRequest:
        plain = {"verify": False, "trust_env": False}
        return HTTPXRequest(httpx_kwargs=plain, read_timeout=read_timeout)

    return telegram.Bot(
        bot.token, base_url=sandbox.base, request=request(), get_updates_request=request()
    )


Story = Callable[[telegram.Bot, Sandbox], Awaitable[None]]


def play(of: Scene, story: Story, **settings: Any) -> Sandbox:
    """Run a story with PTB's client against the served scene; returns the sandbox after it."""
    sandbox = Sandbox(of.world, **settings)

    async def run() -> None:
        async with serving(sandbox), client(sandbox, of.bot) as bot:
            sandbox.calls.clear()
            await story(bot, sandbox)

    asyncio.run(run())
    return sandbox


async def until(fits: Callable[[], bool], patience: float = 10.0) -> None:
    """Let other tasks run until something is so; fails when it takes too many seconds."""
    loop = asyncio.get_running_loop()
    end = loop.time() + patience
    while not fits():
        assert loop.time() < end, "it never came to be"
        await asyncio.sleep(0)
