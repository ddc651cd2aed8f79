"""What the bot does with each kind of event, and who may use which command."""

from collections.abc import Sequence

from bot.domain.boundary import (
    ButtonPressed,
    CommandIn,
    Event,
    GroupMoved,
    MembershipChanged,
    MessageEdited,
    MessageIn,
)
from bot.handlers.commands import on_command
from bot.handlers.context import Context
from bot.handlers.groups import on_membership, on_move
from bot.handlers.messages import on_message
from bot.storage.inbox import mark_done

__all__ = ["Context", "handle"]


async def handle(context: Context, event: Event, updates: Sequence[int]) -> None:
    """Work on one event; its effects and the done-mark of ``updates`` are committed together."""
    match event:
        case MessageIn():
            await on_message(context, event.chat, event.message, updates, origin=event.origin)
        case MessageEdited():
            await on_message(context, event.chat, event.message, updates)
        case CommandIn():
            await on_command(context, event, updates)
        case MembershipChanged():
            await on_membership(context, event, updates)
        case GroupMoved():
            await on_move(context, event, updates)
        case ButtonPressed():
            # Nothing has buttons that call back yet; the press must not spin for ever.
            await context.platform.answer(event.press)
            await context.store.run(mark_done, updates)
        case _:
            await context.store.run(mark_done, updates)
