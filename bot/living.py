"""Messages that live: cards and short-fuse lines follow what changes, by edits of what stands."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, time, timedelta

import structlog

from bot.domain.delivery import Due, Slot, Target, TargetKind, Text, next_slot
from bot.domain.errors import StorageError, UnusableError, what_went_wrong
from bot.domain.message import SHANGHAI
from bot.domain.ways import Ways
from bot.services.cards import refresh_card
from bot.services.fuse import short_fuse
from bot.storage.cards import mark_fresh, stale_targets
from bot.storage.connection import Tx
from bot.storage.deliveries import (
    add_delivery,
    add_parts,
    delivery_of,
    parts_of,
    revise,
)
from bot.storage.people import member_by_private
from bot.storage.store import Store
from bot.storage.targets import target_by_id
from bot.wording.cards import card_text
from bot.wording.fuse import fuse_text, nothing_left

RETRY_AFTER = 5.0
BREATH = 1.0
MORNING_LINE, AFTERNOON_LINE = "fuse-am", "fuse-pm"

log = structlog.get_logger(__name__)


class Living:
    """Gives stale targets their new texts."""

    def __init__(
        self,
        store: Store,
        ways: Ways,
        *,
        now: Callable[[], datetime],
        revised: Callable[[], None],
    ) -> None:
        self._store = store
        self._ways = ways
        self._now = now
        self._revised = revised
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Something was committed that may have made a target stale."""
        self._wake.set()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            self._wake.clear()
            try:
                await self.settle()
            except StorageError as error:
                log.error("not_refreshed", error=str(error))
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), RETRY_AFTER)
                continue
            await self._wake.wait()
            # What is said in one breath is shown in one edit.
            await asyncio.sleep(BREATH)

    async def settle(self) -> None:
        """Refresh all that is stale now."""
        stale = await self._store.read(stale_targets)
        for target in stale:
            await self._refresh_safely(target)
        if stale:
            self._revised()

    async def _refresh_safely(self, ident: int) -> None:
        """What cannot be shown to one must hold up no other; it is tried with the next change."""
        try:
            await self._store.run_bulk(self._refresh, ident)
        except Exception as error:
            if isinstance(error, StorageError) and not isinstance(error, UnusableError):
                # The disk may have room again later, for all of them.
                raise
            log.error("not_refreshed", target=ident, error=what_went_wrong(error))

    def _refresh(self, tx: Tx, ident: int) -> None:
        target = target_by_id(tx, ident)
        if target and target.active:
            if target.kind is TargetKind.CARD:
                self._refresh_card(tx, target)
            elif target.kind is TargetKind.DAILY and not self._refresh_line(tx, target):
                return
        mark_fresh(tx, ident)

    def _refresh_card(self, tx: Tx, target: Target) -> None:
        member = member_by_private(tx, target.chat)
        if member:
            refresh_card(
                tx, target, member, self._now(), self._ways.calendar, self._ways.clock,
                lambda card: card_text(card, self._ways.link),
            )  # fmt: skip

    def _refresh_line(self, tx: Tx, target: Target) -> bool:
        """One line in the morning, one in the afternoon; when quiet or paused none is begun.

        False where it has to be looked at again once the quiet hours are over.
        """
        now = self._now()
        begun, slot = _half_day(now)
        due = Due(slot=slot, day=begun.date(), at=begun, missed=False, late=False)
        known = delivery_of(tx, target.id, due)
        if known is None and target.is_paused(due.day):
            return True
        if known is None and target.quiet.hold(now):
            return False
        until = next_slot(target, now, self._ways.calendar)
        lines = short_fuse(tx, target, _unsaid_since(target, begun), now, until)
        text = fuse_text(lines, now, self._ways.link) if lines else nothing_left()
        if known is not None:
            _revise(tx, known, text)
        elif lines:
            add_parts(tx, add_delivery(tx, target.id, due, (0, 0), now, "fuse"), [text])
        return True


def _half_day(now: datetime) -> tuple[datetime, Slot]:
    local = now.astimezone(SHANGHAI)
    morning = local.time() < time(12)
    begun = time(0) if morning else time(12)
    slot = Slot(id=MORNING_LINE if morning else AFTERNOON_LINE, at=begun)
    return datetime.combine(local.date(), begun, SHANGHAI), slot


def _unsaid_since(target: Target, begun: datetime) -> datetime:
    """What the line of a half-day tells begins with it, or with the quiet hours it began in."""
    if not target.quiet.hold(begun):
        return begun
    quiet = datetime.combine(begun.date(), target.quiet.start, SHANGHAI)
    return quiet if quiet <= begun else quiet - timedelta(days=1)


def _revise(tx: Tx, delivery: int, text: Text) -> None:
    for part in parts_of(tx, delivery)[:1]:
        if (part.html, part.plain, part.buttons) != text[1:]:
            revise(tx, part, text)
