"""What is forwarded or pasted to the bot in private: noted, looked up, or not understood."""

from collections.abc import Sequence

from bot.domain.boundary import MessageIn
from bot.handlers.answers import answer_privately, finish, line
from bot.handlers.context import Context
from bot.handlers.corrections import typed
from bot.handlers.identity import identify
from bot.storage.inbox import mark_done
from bot.wording import replies


async def on_submitted(context: Context, event: MessageIn, updates: Sequence[int]) -> None:
    """Somebody says something in private that is no command."""
    if event.member is None:
        await context.store.run(mark_done, updates)
        return
    call = await identify(context, event.chat, event.member)
    if await typed(context, call, event, updates):
        return
    await finish(
        context, updates, lambda tx: answer_privately(tx, context, call, line(replies.UNKNOWN))
    )
