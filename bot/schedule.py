"""The heartbeat: what is due is asked of the database at every tick, never of a timer."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.domain.delivery import Due, Target, TargetKind, due_slots, next_slot
from bot.domain.digest import Digest, Period
from bot.domain.errors import what_went_wrong
from bot.domain.platform import Platform
from bot.domain.ways import Ways
from bot.services.cards import give_card
from bot.services.composing import compose
from bot.services.reusing import HOLDS
from bot.storage.cards import keep_lines
from bot.storage.connection import Tx
from bot.storage.deliveries import (
    add_delivery,
    add_parts,
    covered_until,
    forget_folded,
    is_in_ledger,
)
from bot.storage.effects import drop_old_effects
from bot.storage.handed import drop_old_handed
from bot.storage.inbox import has_backlog, prune
from bot.storage.messages import newest_message
from bot.storage.people import member_by_private
from bot.storage.reactions import prune_reactions
from bot.storage.reception import beat
from bot.storage.resting import blank, forget_deliveries, let_rest
from bot.storage.store import Store
from bot.storage.suggestions import prune_suggestions
from bot.storage.targets import active_targets, keep_progress, progress, sources_of, target_of
from bot.storage.words import drop_old_words
from bot.wording.cards import card_text, replaced
from bot.wording.deliveries import catch_up, catch_up_parts, printed

TICK = 20.0
DRIFT = 60.0
"""Seconds by which the wall clock may run away from the monotonic one between two ticks."""
ON_TIME = timedelta(minutes=10)
EDITED_FOR = timedelta(hours=48)
PLANNED_TOGETHER = 64
"""Targets planned at a time, at most: they share commits, each in a savepoint of its own."""
KEPT_DONE = timedelta(days=8)
"""How long done updates are remembered: a platform offers one again for a day or so."""
KEPT_ASIDE = timedelta(days=30)
"""How long what was set aside waits for somebody to look into it: it holds what people wrote."""

KEPT_WORDS = timedelta(days=8)
"""How long what we wrote is kept: a card may be put back under an answer that lay over it."""
KEPT_SMALL = timedelta(days=30)
"""How long the ledger tells of cards, of lines of half-days and of slots with nothing to say."""
KEPT_GESTURES = timedelta(days=60)
"""How long a gesture can be taken back: what is older is hardly on anybody's card."""
KEPT_SUGGESTIONS = timedelta(days=30)
KEPT_APART = timedelta(days=90)
"""How long a notice that is split off its request can be compared by its very words, and what it
made of one is taken back when it is edited."""

log = structlog.get_logger(__name__)


class Schedule:
    """Ticks, and at each tick decides what every target is owed."""

    def __init__(
        self,
        store: Store,
        platform: Platform,
        ways: Ways,
        *,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
        planned: Callable[[], None],
        first: Callable[[datetime], Awaitable[None]],
        jumped: Callable[[datetime], Awaitable[None]],
        may_plan: Callable[[], bool],
    ) -> None:
        """Take what is to be done at each tick before anything is planned, as ``first``.

        ``jumped`` is called once the wall clock jumped: moments that were kept may be wrong.
        Nothing is planned unless ``may_plan``: a digest needs the ways into our private chat.
        """
        self._store = store
        self._platform = platform
        self._plan = partial(plan, ways=ways)
        self._now = now
        self._monotonic = monotonic
        self._planned = planned
        self._first = first
        self._jumped = jumped
        self._may_plan = may_plan
        self._last: tuple[datetime, float] | None = None
        # The monotonic moment of the last tick at which the platform was within reach.
        self.in_touch_at: float | None = None

    @property
    def ticked_at(self) -> float | None:
        """The monotonic moment of the last tick."""
        return self._last[1] if self._last else None

    async def tick(self) -> int:
        """One look at the clock and the ledger; how many digests were made.

        After a jump of the wall clock one tick is let pass, in case it jumps back.
        """
        now, ticked = self._now(), self._monotonic()
        last, self._last = self._last, (now, ticked)
        if last:
            drift = (now - last[0]).total_seconds() - (ticked - last[1])
            if abs(drift) > DRIFT:
                log.warning("clock_jumped", seconds=round(drift))
                await self._jumped(now)
                return 0
        return await self.reconcile(now)

    async def reconcile(self, now: datetime) -> int:
        """Make what is due and not in the ledger yet; how many digests that were."""
        await self._beat(now)
        await self._first(now)
        made, targets = 0, await self._store.read(active_targets) if self._may_plan() else []
        for first in range(0, len(targets), PLANNED_TOGETHER):
            some = targets[first : first + PLANNED_TOGETHER]
            fresh = sum(await asyncio.gather(*(self._plan_safely(target, now) for target in some)))
            if fresh:
                self._planned()
            made += fresh
        await self._store.run_bulk(_tidy, now)
        await self._store.wipe_log()
        return made

    async def _plan_safely(self, target: Target, now: datetime) -> int:
        """A mistake of ours over one group must hold up no other; it is tried again."""
        try:
            return await self._store.run_bulk(self._plan, target, now)
        except Exception as error:
            log.error("not_planned", target=target.id, error=what_went_wrong(error))
            return 0

    async def _beat(self, now: datetime) -> None:
        """Keep that we are in touch; a gap is told by monotonic time as long as we live."""
        if not self._platform.in_touch:
            return
        keeps, last = self._platform.capabilities.keeps, self.in_touch_at
        self.in_touch_at = self._monotonic()
        away = last is None or self.in_touch_at - last > keeps.total_seconds()
        await self._store.run(beat, now, keeps if away else None)

    async def run(self) -> None:
        """Tick until cancelled: an interval job, and a watchdog for when its timer dies.

        The job's timer counts on the wall clock and stops when that steps back.
        """
        scheduler = AsyncIOScheduler(timezone="UTC")
        ticked = asyncio.Event()

        async def beat() -> None:
            ticked.set()
            await self._safely()

        def start() -> None:
            scheduler.add_job(
                beat, "interval", seconds=TICK, id="beat", coalesce=True, max_instances=1,
                misfire_grace_time=None, replace_existing=True,
            )  # fmt: skip

        await self._safely()
        start()
        scheduler.start()
        try:
            while True:
                ticked.clear()
                try:
                    await asyncio.wait_for(ticked.wait(), 2 * TICK)
                except TimeoutError:
                    log.warning("heartbeat_restarted")
                    start()
                    await self._safely()
        finally:
            scheduler.shutdown(wait=False)

    async def _safely(self) -> None:
        try:
            await self.tick()
        except Exception as error:
            log.error("tick_failed", error=what_went_wrong(error))


def _tidy(tx: Tx, now: datetime) -> None:
    let_rest(tx, now - EDITED_FOR)
    blank(tx, now - KEPT_WORDS)
    forget_deliveries(tx, now - KEPT_SMALL)
    prune(tx, (now - KEPT_DONE).timestamp(), (now - KEPT_ASIDE).timestamp())
    prune_reactions(tx, now - KEPT_GESTURES)
    prune_suggestions(tx, now - KEPT_SUGGESTIONS)
    drop_old_handed(tx, now - HOLDS)
    drop_old_words(tx, now - KEPT_APART)
    drop_old_effects(tx, now - KEPT_APART)


def plan(tx: Tx, target: Target, now: datetime, *, ways: Ways) -> int:
    """Decide on every slot of ``target`` that is due: fix its period, write its parts.

    All in one transaction, so that a slot has either its whole digest or is not decided on.
    """
    known = target_of(tx, target.chat, target.kind)
    if known is None or not known.active or known.quiet.hold(now):
        return 0
    looked_after, covered = progress(tx, known.id)
    if now < looked_after:
        forget_folded(tx, known.id, now)
        looked_after = now - TWO_TICKS
    made = 0
    dues = due_slots(known, now, looked_after, ways.calendar)
    if dues and now - dues[-1].at < TWO_TICKS and has_backlog(tx, now.timestamp()):
        # What was said before the slot belongs into its digest; the next tick will not wait.
        return 0
    for due in dues:
        if is_in_ledger(tx, known.id, due):
            continue
        if known.kind is TargetKind.CARD:
            made += _plan_card(tx, known, due, now, ways)
            continue
        commits = (covered, newest_message(tx))
        made += _plan_digest(tx, known, due, now, commits, ways)
        if not (due.missed or due.late):
            covered = commits[1]
    keep_progress(tx, known.id, now, covered)
    return made


def _plan_digest(
    tx: Tx, target: Target, due: Due, now: datetime, commits: tuple[int, int], ways: Ways
) -> bool:
    """One slot's digest of the messages in ``commits``; whether there is something to send."""
    period = Period(
        start=covered_until(tx, target.id),
        end=due.at if now - due.at <= ON_TIME else now,
        commits=commits,
        chats=sources_of(tx, target.id),
    )
    digest = compose(tx, period, ways.calendar, ways.clock)
    digest = replace(digest, weekly=target.kind is TargetKind.WEEKLY)
    reason = _why_not_whole(digest, due)
    delivery = add_delivery(tx, target.id, due, commits, now, reason)
    if reason:
        until = next_slot(target, now, ways.calendar)
        short = catch_up(digest, until) if reason == "late" else None
        texts = catch_up_parts(short, ways.link) if short else []
    else:
        late = now - due.at > ON_TIME
        texts, numbers = printed(digest, delivery, ways.link, ways.invite, late=late)
        keep_lines(tx, delivery, numbers)
    add_parts(tx, delivery, texts)
    return bool(texts)


def _plan_card(tx: Tx, target: Target, due: Due, now: datetime, ways: Ways) -> bool:
    """The morning's card, as things stand now; a slot that was missed is left to the next."""
    member = member_by_private(tx, target.chat)
    if due.missed or member is None:
        add_delivery(tx, target.id, due, (0, 0), now, "missed")
        return False
    return give_card(
        tx, target, member, due, now, ways.calendar, ways.clock,
        lambda card: card_text(card, ways.link), lambda day: replaced(day, due.day),
        even_empty=False,
    )  # fmt: skip


TWO_TICKS = timedelta(seconds=2 * TICK)


def _why_not_whole(digest: Digest, due: Due) -> str | None:
    """The reason why a slot gets no digest, or only a part of it."""
    if due.missed:
        return "missed"
    if due.late:
        return "late"
    return "empty" if digest.is_empty else None
