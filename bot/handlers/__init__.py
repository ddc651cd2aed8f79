"""What the bot does with each kind of event, and who may use which command."""

from collections.abc import Sequence

from bot.domain.boundary import (
    ButtonPressed,
    ChatKind,
    CommandIn,
    Event,
    GroupMoved,
    MembershipChanged,
    MessageEdited,
    MessageIn,
    ReactionChanged,
)
from bot.handlers import flagging, hearing
from bot.handlers.commands import as_command, is_order, on_command
from bot.handlers.context import Context
from bot.handlers.gestures import on_reaction
from bot.handlers.groups import on_membership, on_move
from bot.handlers.messages import on_group_message
from bot.handlers.office_typed import waits_for_words
from bot.handlers.presses import on_press
from bot.handlers.submitted import on_submitted
from bot.storage.inbox import mark_done

__all__ = ["Context", "handle"]


async def handle(context: Context, event: Event, updates: Sequence[int]) -> None:
    """Work on one event; its effects and the done-mark of ``updates`` are committed together."""
    match event:
        case MessageIn():
            await _on_message(context, event, updates)
        case MessageEdited() if event.chat.kind is not ChatKind.PRIVATE:
            await on_group_message(context, event, updates)
        case CommandIn():
            await on_command(context, event, updates)
        case MembershipChanged():
            await on_membership(context, event, updates)
        case GroupMoved():
            await on_move(context, event, updates)
        case ButtonPressed():
            await on_press(context, event, updates)
        case ReactionChanged():
            await on_reaction(context, event, updates)
        case _:
            await context.store.run(mark_done, updates)


async def _on_message(context: Context, event: MessageIn, updates: Sequence[int]) -> None:
    private = event.chat.kind is ChatKind.PRIVATE
    if private and await hearing.typed(context, event, updates):
        return
    command = as_command(event)
    asked = private and not is_order(event, command)
    if asked and await flagging.typed(context, event, updates, sure=command is None):
        return
    # What begins like a command (查无依据) may be what somebody with an office was asked for.
    sure = not private or is_order(event, command)
    if command and (sure or not await waits_for_words(context, event)):
        await on_command(context, command, updates)
    elif private:
        await on_submitted(context, event, updates)
    else:
        await on_group_message(context, event, updates)
