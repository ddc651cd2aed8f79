"""The clock of the town: moved from event to event, each worked off before the next."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import partial
from typing import Any

import structlog

from bot.demo.founding import fill_offices
from bot.demo.script import DAY
from bot.demo.town import Town
from bot.domain.delivery import Target, TargetKind, next_slot
from bot.domain.message import SHANGHAI
from bot.sandbox.model import Json
from bot.storage.targets import active_targets

SPEED = 1440.0
"""Seconds of the town in one of ours, when it plays: a day takes a minute."""
BURST, BURST_BEFORE = timedelta(minutes=10), timedelta(days=1)
"""What is said within it is worked off together when the clock jumps, nothing due lying between.

The second holds for the days before the first that is shown, which are there to be scrolled to.
"""
SLOWEST, FASTEST = 1.0, 1_000_000.0
MORNING, EVENING = time(7, 30), time(17, 30)
DAWN, NEXT_MORNING = time(6, 0), time(8, 0)
_A_DAY = timedelta(days=1)
FIRST_SHOWN = datetime.combine(DAY, EVENING, SHANGHAI)
EARLIEST = datetime.combine(DAY, MORNING, SHANGHAI)

log = structlog.get_logger(__name__)


class Move(StrEnum):
    """What the clock can be told."""

    MORNING = "morning"
    EVENING = "evening"
    NEXT = "next"
    DUE = "due"
    NIGHT = "night"
    PLAY = "play"
    PAUSE = "pause"


class EventKind(StrEnum):
    """What can come next."""

    MESSAGE = "message"
    DIGEST = "digest"
    CARD = "card"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """What comes next, and when; ``title`` is the group's."""

    at: datetime
    kind: EventKind
    title: str


class Clockwork:
    """Moves the clock of a town; a new move ends the one before it, between two events.

    ``told`` is called whenever the clock, or what it does, is another.
    """

    def __init__(self, town: Town) -> None:
        self.town = town
        self.told: Callable[[], None] = _nobody
        self.playing = False
        self.busy = False
        self.next: Coming | None = None
        self._due: Coming | None = None
        self._failed: Exception | None = None
        self._moving: asyncio.Task[None] | None = None
        self._ordering = asyncio.Lock()
        self.building = self._making = True

    async def begin(self) -> None:
        """The town as its folder left it, or else on the evening that is shown first.

        Raises what stood in the way.
        """
        self._start(self._begin, building=True)
        await self.settled()
        if self._failed:
            raise self._failed

    async def close(self) -> None:
        """Move no more."""
        await self._halt()

    async def move(self, to: Move, speed: float = SPEED) -> None:
        """Begin a move, and return at once; it waits for a town that is being built."""
        async with self._ordering:
            if self._making:
                await self.settled()
            await self._halt()
            if to is Move.PAUSE:
                self.told()
                return
            self.playing, self.busy = to is Move.PLAY, to is not Move.PLAY
            pace = min(max(speed, SLOWEST), FASTEST)
            self._start(partial(self._moves, to, pace), building=to is Move.MORNING)

    async def settled(self) -> None:
        """Return when the move under way has ended."""
        if self._moving:
            await asyncio.wait([self._moving])

    async def act(self, order: Callable[[], Json]) -> Any:
        """Somebody does something now; raises what `order` and `actions.perform` raise.

        The order is made when nothing else can happen any more before it is done.
        """
        async with self.town.lock:
            done = self.town.do(order())
            await self._follow()
        self.told()
        return done

    async def follow(self) -> None:
        """Something was done on the board: the bot says what there is to say of it."""
        async with self.town.lock:
            await self._follow()
        self.told()

    async def _follow(self) -> None:
        await self.town.quiet()
        await self._catch_up()
        # Who looks after a group may have moved its hours.
        await self._look()

    def _start(self, work: Callable[[], Awaitable[None]], *, building: bool) -> None:
        self.building = self._making = building
        self.busy = self.busy or building
        self._moving = asyncio.create_task(self._run(work))

    async def _run(self, work: Callable[[], Awaitable[None]]) -> None:
        self.told()
        try:
            await work()
        except Exception as error:
            log.exception("clock_stopped")
            self._failed = error
        finally:
            self.playing = self.busy = self.building = self._making = False
            self.told()

    async def _halt(self) -> None:
        if self._moving:
            # Never in the middle of an event: the town is left as it is between two.
            async with self.town.lock:
                self._moving.cancel()
            await asyncio.wait([self._moving])
            self._moving = None
            self.playing = self.busy = False

    async def _begin(self) -> None:
        async with self.town.lock:
            kept = await self.town.open()
        await self._look()
        # Before that morning nobody is ever let to stop: an earlier start was cut short.
        if not kept or self.town.now() < EARLIEST:
            await self._until(FIRST_SHOWN)
        # It can be looked at, and acted in; only the clock waits for the rest.
        self.building = False
        self.told()
        await self._fill_offices()

    async def _fill_offices(self) -> None:
        """Nobody needs them on the first screen, which is to be there soon."""
        async with self.town.lock:
            await fill_offices(self.town)
        await self._look()

    async def _moves(self, to: Move, speed: float) -> None:
        local = self.town.now().astimezone(SHANGHAI)
        match to:
            case Move.MORNING:
                async with self.town.lock:
                    await self.town.start_over()
                await self._fill_offices()
                await self._until(EARLIEST)
            case Move.EVENING:
                await self._until(_next(local, EVENING))
            case Move.NIGHT:
                await self._until(_next(local, NEXT_MORNING, days=local.time() > DAWN))
            case Move.NEXT:
                await self._past((EventKind.MESSAGE,))
            case Move.DUE:
                await self._past((EventKind.DIGEST, EventKind.CARD))
            case Move.PLAY:
                await self._play(speed)

    async def _until(self, end: datetime) -> None:
        """All that comes up to a moment, and then that moment."""
        await self._look()
        while self.next and self.next.at <= end:
            shown = self.next.at > FIRST_SHOWN - _A_DAY
            await self._happen(self.next, together=BURST if shown else BURST_BEFORE)
        async with self.town.lock:
            self.town.turn(end)
            self.town.do(None)
        await self._look()

    async def _past(self, kinds: tuple[EventKind, ...]) -> None:
        """All that comes up to the first of some kinds; to what is due where there is none."""
        await self._look()
        while (coming := self.next) is not None:
            await self._happen(coming)
            if coming.kind in kinds or self.town.next_step is None:
                return

    async def _play(self, speed: float) -> None:
        """One after the other, as far apart as they are, only faster; to the script's end."""
        await self._look()
        while self.town.next_step and (coming := self.next):
            ahead = (coming.at - self.town.now()).total_seconds()
            await asyncio.sleep(max(0.0, ahead) / speed)
            # A visitor may have moved what is due meanwhile.
            if coming == self.next:
                await self._happen(coming)

    async def _happen(self, coming: Coming, together: timedelta = timedelta()) -> None:
        """One thing; what is said within a little time, `together`, is worked off together."""
        async with self.town.lock:
            if coming.kind is EventKind.MESSAGE:
                due = self._due.at if self._due else coming.at
                await self.town.play(min(coming.at + together, due))
                self._look_ahead()
                await self._catch_up()
            else:
                self.town.turn(coming.at)
                await self.town.tick()
                await self._look()
        self.told()

    async def _catch_up(self) -> None:
        """The bot's own waiting may have taken the clock past what was due."""
        if self._due and self._due.at <= self.town.now():
            await self.town.tick()
            await self._look()

    async def _look(self) -> None:
        """Find out what comes next."""
        town, now = self.town, self.town.now()
        targets = await town.live.context.store.read(active_targets)
        calendar = town.live.context.calendar
        due = [_coming(target, next_slot(target, now, calendar)) for target in targets]
        self._due = min(due, key=lambda one: one.at, default=None)
        self._look_ahead()

    def _look_ahead(self) -> None:
        """The same where nobody can have moved what is due."""
        town, step = self.town, self.town.next_step
        self.next = self._due
        # What is said at the moment of a digest is still part of it.
        if step and (self._due is None or step.at <= self._due.at):
            title = town.stage.chats[step.place].title or ""
            self.next = Coming(at=step.at, kind=EventKind.MESSAGE, title=title)


def _coming(target: Target, at: datetime) -> Coming:
    kind = EventKind.CARD if target.kind is TargetKind.CARD else EventKind.DIGEST
    return Coming(at=at, kind=kind, title=target.title)


def _next(local: datetime, at: time, days: int = 0) -> datetime:
    """That time of the day so many days ahead, or of the next where it is over."""
    found = datetime.combine(local.date() + timedelta(days=days), at, SHANGHAI)
    return found if found > local else found + timedelta(days=1)


def _nobody() -> None:
    """Nobody has to be told."""
