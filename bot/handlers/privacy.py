"""隐私: who can see what, and to have all of oneself deleted; for this nobody is met."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from bot.domain.boundary import Button, ChatKind, CommandIn, Outgoing, PlatformError
from bot.domain.flag import Flagger
from bot.handlers.context import Context
from bot.handlers.flag_talk import put_down
from bot.reading.spoken import says_delete
from bot.services.flagging import forget
from bot.services.forgetting import forget_member
from bot.storage.connection import Tx
from bot.storage.inbox import mark_done
from bot.storage.people import find_member
from bot.wording import replies


async def privacy(context: Context, event: CommandIn, updates: Sequence[int]) -> None:
    """What is kept, and who sees it; 隐私 删除 has it deleted, also what nobody knows they flagged.

    Said at once and kept in no row: it may be all that we ever do for somebody.
    """
    if event.member is None:
        await context.store.run(mark_done, updates)
        return
    private = event.chat.kind is ChatKind.PRIVATE
    where = event.chat.address if private else context.platform.direct(event.member)
    who, delete = Flagger(address=event.member, private=where), says_delete(event.words)
    await put_down(context, who)

    def work(tx: Tx) -> bool:
        if not mark_done(tx, updates):
            return False
        if delete:
            _forget(tx, context, who)
        return True

    if await context.store.run(work):
        await _say(context, event, where, delete=delete)


def _forget(tx: Tx, context: Context, who: Flagger) -> None:
    forget(tx, context.office, who, context.now())
    member = find_member(tx, who.address)
    if member:
        forget_member(tx, member, context.now())


async def _say(context: Context, event: CommandIn, where: str, *, delete: bool) -> None:
    """Say it in private; whoever never opened that chat is shown the way there."""
    said = Outgoing(plain=replies.FORGOTTEN) if delete else replies.privacy()
    try:
        await context.platform.send(where, said)
    except PlatformError:
        if where == event.chat.address:
            return
        open_it = Button(label=replies.OPEN_PRIVATE, link=context.invite("start"))
        first = Outgoing(plain=replies.OPEN_FIRST, buttons=((open_it,),))
        here = replace(said if delete else first, reply_to=event.number, topic=event.topic)
        with suppress(PlatformError):
            await context.platform.send(event.chat.address, here)
