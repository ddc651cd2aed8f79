"""A member's card: shown when asked for, its lines marked by number or button."""

from collections.abc import Iterable, Sequence

from bot.domain.delivery import Due, Slot, TargetKind
from bot.domain.message import SHANGHAI
from bot.domain.people import Member
from bot.handlers.context import Context
from bot.services.cards import give_card, mark_line, refresh_card, refs_of
from bot.services.collecting import take_back
from bot.storage.connection import Tx
from bot.storage.handed import drop_handed
from bot.storage.reactions import forget_marked
from bot.storage.targets import add_card, target_of
from bot.wording.cards import card_text, replaced


def show_card(tx: Tx, context: Context, member: Member, updates: Sequence[int]) -> None:
    """A new card now, in place of the one before; the updates that asked for it make it unique."""
    assert member.private is not None
    now = context.now()
    today = now.astimezone(SHANGHAI)
    slot = Slot(id=f"asked-{updates[0]}", at=today.time())
    due = Due(slot=slot, day=today.date(), at=now, missed=False, late=False)
    target = add_card(tx, member.private, now)
    give_card(
        tx, target, member, due, now, context.calendar, context.clock,
        lambda card: card_text(card, context.link),
        lambda day: replaced(day, today.date()),
        even_empty=True,
    )  # fmt: skip


def refs_named(
    tx: Tx, context: Context, member: Member, numbers: Iterable[int]
) -> dict[int, str | None]:
    """What lines of the newest card are about; None for the numbers it does not have."""
    target = target_of(tx, member.private or "", TargetKind.CARD)
    return refs_of(tx, target, numbers, context.now()) if target else dict.fromkeys(numbers)


def mark_ref(tx: Tx, context: Context, member: Member, ref: str, *, done: bool) -> None:
    """Mark one thing done or open, and show it on the card; nothing of what their groups know not.

    What is open again was not handed in either, whatever it looked like to us.
    """
    now, calendar, clock = context.now(), context.calendar, context.clock
    if not mark_line(tx, member, ref, now, calendar, clock, done=done):
        return
    if ref[0] == "r":
        forget_marked(tx, member.id, int(ref[1:]))
        if not done:
            take_back(tx, member.id, int(ref[1:]))
            drop_handed(tx, member.id, int(ref[1:]))
    refresh(tx, context, member)


def refresh(tx: Tx, context: Context, member: Member) -> None:
    """Show what changed on the newest card, where there is one."""
    target = target_of(tx, member.private or "", TargetKind.CARD)
    if target:
        refresh_card(
            tx, target, member, context.now(), context.calendar, context.clock,
            lambda card: card_text(card, context.link),
        )  # fmt: skip
