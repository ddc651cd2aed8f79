"""The running town: its world on a sandbox, the real bot, and all that was done, journalled."""

import asyncio
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import SystemRandom
from typing import Any

import structlog

from bot.config import BoardConfig, Config
from bot.demo.founding import set_up
from bot.demo.journal import Journal
from bot.demo.script import IN_PRIVATE, Script, Step
from bot.demo.stage import Stage, make_room
from bot.domain.boundary import RawUpdate
from bot.live import Live
from bot.platforms.telegram import Telegram
from bot.platforms.telegram_limits import Limits
from bot.sandbox.actions import perform
from bot.sandbox.calls import Ask, Call
from bot.sandbox.clock import Clock
from bot.sandbox.methods import METHODS
from bot.sandbox.model import Chat, Json, Message
from bot.sandbox.refusal import Refusal
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World, add_bot
from bot.storage.keys import Keys
from bot.storage.schema import MIGRATIONS
from bot.storage.seal import Seal, load_key
from bot.storage.store import Store

log = structlog.get_logger(__name__)

TOKEN = "700000001:demo"
_CHANGES = frozenset(
    {
        "sendMessage", "sendDocument", "editMessageText", "editMessageReplyMarkup", "deleteMessage",
        "pinChatMessage", "unpinChatMessage", "forwardMessage", "answerCallbackQuery",
        "setMessageReaction",
    }
)  # fmt: skip
"""Calls of the bot that leave something in the world."""
_FILES = ("demo.db", "demo.db-wal", "demo.db-shm")
_KEYS = "demo-keys"
_PATIENCE = 30.0
_ROUNDS = 20


class _NoChance(SystemRandom):
    """Draws no spot checks: what an office is shown here comes of the script, and of visitors."""

    def random(self) -> float:
        return 0.0


class Town:
    """One town at a time: `start_over` ends it and begins another.

    ``lock`` is held by whoever changes something, until the bot is quiet again. ``step`` is the
    next of the script's. ``told`` is called when all is new.
    """

    def __init__(self, folder: Path, script: Script, *, kept: bool = True) -> None:
        """Take the folder for what the bot keeps; ``kept`` is that the town shall outlive us."""
        self.script = script
        self.lock = asyncio.Lock()
        self.told: Callable[[], None] = _nobody
        self.clock = Clock(script.steps[0].at.timestamp(), still=True)
        self.world = World(clock=self.clock)
        add_bot(self.world, script.bot["name"], script.bot["username"], token=TOKEN, reads_all=True)
        self.sandbox = Sandbox(self.world, applied=self._applied)
        self.step = 0
        self.stage = Stage(self.world, script)
        self._folder = folder
        self._journal = Journal(folder / "demo.jsonl" if kept else None)
        self.live: Live
        self._heard = 0
        self._hears = asyncio.Event()
        self._store: Store | None = None
        self._telegram: Telegram | None = None

    def now(self) -> datetime:
        """The time of the world."""
        return datetime.fromtimestamp(self.clock(), UTC)

    @property
    def next_step(self) -> Step | None:
        """What the script has to come next for all to see."""
        left = (self.script.steps[n] for n in range(self.step, len(self.script.steps)))
        return next((step for step in left if step.what not in IN_PRIVATE), None)

    def address(self, chat: int) -> str:
        """A chat's address in the bot's store."""
        return f"telegram:{self.stage.bot.id}:{chat}"

    def private(self, who: int) -> Chat | None:
        """Somebody's chat with the bot, once they opened it."""
        return self.world.private.get((self.stage.bot.id, who))

    def said_to(self, who: int) -> list[Message]:
        """What stands in somebody's chat with the bot, oldest first."""
        private = self.private(who)
        return list(private.messages.values()) if private else []

    def turn(self, to: datetime) -> None:
        """Turn the clock on to a moment; never back."""
        self.clock.set(max(self.clock(), to.timestamp()))

    async def open(self) -> bool:
        """Go on where the folder's journal ends, or begin; whether there was one.

        The server must be up. What was done is done again to an empty world, without the bot; it
        is then offered all updates once more, under the numbers they had, and knows them.
        """
        kept = self._journal.resume(self.script.mark)
        if kept is None or not self._happened_again(kept):
            await self.start_over()
            return False
        await self._start_bot()
        return True

    async def start_over(self) -> None:
        """A new world, a new store, a new bot: the groups are there, and the bot is set up."""
        await self.close()
        for name in _FILES:
            (self._folder / name).unlink(missing_ok=True)
        shutil.rmtree(self._folder / _KEYS, ignore_errors=True)
        self._journal.begin(self.script.mark)
        self.sandbox.reset()
        self.stage, self.step = Stage(self.world, self.script), 0
        self.clock.set(self.script.steps[0].at.timestamp() - _SET_UP_BEFORE)
        self.told()
        await self._start_bot()
        await set_up(self)

    async def close(self) -> None:
        """Stop the bot. May be repeated."""
        if self._telegram:
            await self._telegram.stop()
            self._telegram = None
        if self._store:
            self._store.close()
            self._store = None
        self._journal.close()

    async def _start_bot(self) -> None:
        self._heard = 0
        seal = Seal(load_key(self._folder / "demo.key"))
        self._store = Store.open(self._folder / "demo.db", MIGRATIONS, seal=seal, lasting=False)
        root = self.sandbox.root
        # How fast it may call is counted in the world's time; to wait there is to let time pass.
        limits = Limits(self.clock, self._pass_time)
        self._telegram = Telegram(TOKEN, base_url=root, limits=limits, answer=self.sandbox.answer)
        keys = Keys(self._folder / _KEYS)
        config = Config(board=BoardConfig(public_url=f"{root}/board"))
        self.live = Live(
            config, self._store, self._telegram, keys, now=self.now, chance=_NoChance()
        )
        await self.live.outbox.recover()
        await self._telegram.start(self._accept)
        await self.live.announce()
        await self.quiet()

    async def _accept(self, updates: Sequence[RawUpdate]) -> None:
        await self.live.inbox.accept(updates)
        self._heard = max(update.sequence for update in updates)
        self._hears.set()

    async def _has_heard_all(self) -> int:
        """The number of the last update, once the bot has it in its inbox."""
        queue = self.stage.bot.queue
        while queue and queue[-1][1]["update_id"] > self._heard:
            self._hears.clear()
            try:
                await asyncio.wait_for(self._hears.wait(), _PATIENCE)
            except TimeoutError:
                log.error("bot_does_not_hear", waiting=len(queue))
                break
        return self._heard

    async def _pass_time(self, seconds: float) -> None:
        self.clock.advance(seconds)

    async def quiet(self) -> None:
        """Return when the bot has heard and done all there is to do.

        What it puts off, for want of the end of an album or of room in its budget, gets its time.
        """
        for _ in range(_ROUNDS):
            heard = await self._has_heard_all()
            wait = await self.live.settle()
            if wait is not None:
                self.clock.advance(wait)
            elif heard == await self._has_heard_all():
                # What it did itself, a pin, came back to it as well.
                break
        self.sandbox.calls.clear()

    async def tick(self) -> None:
        """The heartbeat: what is due now is made and sent."""
        await self.live.schedule.reconcile(self.now())
        await self.quiet()

    async def play(self, until: datetime) -> None:
        """Do the next step of the script at its moment, and those behind it up to another.

        What is done in private before a step goes with it.
        """
        begun = False
        while (step := self.next_step) and (not begun or step.at <= until):
            begun = True
            while (secret := self.script.steps[self.step]) is not step:
                await self._do_in_private(secret)
            self.turn(step.at)
            self.step += 1
            order = self.stage.order(step)
            self.do(order, place=step.place, number=step.number if step.what != "react" else None)
        await self.quiet()

    async def _do_in_private(self, step: Step) -> None:
        """A press or a link: what it is about was said by the bot, and is there when that is."""
        await self.quiet()
        self.turn(step.at)
        self.step += 1
        self.do(self.stage.order(step))
        await self.quiet()

    def do(self, order: Json | None, **about: Any) -> Any:
        """Somebody does something now; the result of `actions.perform`.

        ``about`` a step are its place and the number of its message there. Raises what `perform`
        raises, and then nothing is done.
        """
        line = {"at": self.clock(), "step": self.step, "do": order, **about}
        done = self._done(line)
        self._journal.add(line)
        return done

    def _done(self, line: Json) -> Any:
        if line["do"] is None:
            return None
        place: str = line.get("place", "")
        number: int | None = line.get("number")
        if place and line["do"]["action"] != "edit":
            make_room(self.stage.chats[place], number)
        done = perform(self.world, dict(line["do"]))
        if number and isinstance(done, dict) and "key" in done:
            self.stage.said[place, number] = done["key"]
        return done

    def _applied(self, call: Call) -> None:
        if call.method in _CHANGES:
            self._journal.add({"at": self.clock(), "call": call.method, "params": call.params})

    def _happened_again(self, kept: list[Json]) -> bool:
        """Whether all that is kept could be done again; not where another version kept it."""
        try:
            for line in kept:
                self._again(line)
        except (LookupError, TypeError, ValueError, AttributeError, Refusal) as error:
            log.warning("journal_not_understood", error=repr(error))
            return False
        return True

    def _again(self, line: Json) -> None:
        self.clock.set(line["at"])
        if "call" in line:
            ask = Ask(world=self.world, bot=self.stage.bot, params=line["params"])
            METHODS[line["call"].lower()].handle(ask)
        else:
            self.step = line["step"]
            self._done(line)


_SET_UP_BEFORE = 1800


def _nobody() -> None:
    """Nobody has to be told."""
