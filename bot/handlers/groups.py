"""Groups the bot is let into, put out of, and groups that move."""

from collections.abc import Sequence

from bot.domain.boundary import ChatKind, GroupMoved, MembershipChanged, PlatformRole
from bot.handlers.context import Context
from bot.storage.cards import mark_card_stale
from bot.storage.connection import Tx
from bot.storage.deliveries import drop_parts_of
from bot.storage.inbox import mark_done
from bot.storage.messages import chat_id
from bot.storage.moves import move_chat
from bot.storage.people import find_member, leave, seen_in
from bot.storage.targets import add_target, deactivate

_GROUPS = (ChatKind.GROUP, ChatKind.SUPERGROUP)
_INSIDE = (PlatformRole.MEMBER, PlatformRole.ADMIN)


async def on_membership(context: Context, event: MembershipChanged, updates: Sequence[int]) -> None:
    """We were let in or put out: begin or stop to speak there."""
    context.standings.forget(event.chat.address, event.member)
    context.met.clear()
    await context.store.run(_membership, context, event, updates)
    context.wake()


def _membership(tx: Tx, context: Context, event: MembershipChanged, updates: Sequence[int]) -> None:
    if not mark_done(tx, updates):
        return
    if event.chat.kind is ChatKind.PRIVATE and event.ourselves and event.role not in _INSIDE:
        deactivate(tx, event.chat.address)
    if event.chat.kind not in _GROUPS:
        return
    if not event.ourselves:
        _came_or_went(tx, event)
    elif event.role in _INSIDE:
        add_target(tx, event.chat.address, event.chat.title, context.now(), context.slot)
    elif event.role is PlatformRole.OUTSIDE:
        drop_parts_of(tx, event.chat.address)
        deactivate(tx, event.chat.address)


async def on_move(context: Context, event: GroupMoved, updates: Sequence[int]) -> None:
    """A group lives on under another address, with all that is known of it."""
    await context.store.run(_move, event, updates)
    for address in (event.old, event.new.address):
        context.chats.pop(address, None)
    for key in [key for key in context.threads if key[0] in (event.old, event.new.address)]:
        del context.threads[key]
    context.wake()


def _move(tx: Tx, event: GroupMoved, updates: Sequence[int]) -> None:
    if mark_done(tx, updates):
        move_chat(tx, event.old, event.new.address)


def _came_or_went(tx: Tx, event: MembershipChanged) -> None:
    """A member who left owes nothing there any more, and looks after it no more."""
    member = find_member(tx, event.member)
    if member:
        chat = chat_id(tx, event.chat.address, event.chat.title)
        if event.role is PlatformRole.OUTSIDE:
            leave(tx, member.id, chat)
        else:
            seen_in(tx, member.id, chat, None)
        if member.private:
            mark_card_stale(tx, member.private)
