"""What is said in groups: read in its thread, taken in, alarms passed on, digests put right."""

from collections.abc import Sequence

from bot.domain.boundary import Chat, ChatKind, Outgoing
from bot.domain.message import Message
from bot.domain.reading import Earlier
from bot.domain.request import Request, Source
from bot.handlers.context import THREAD, Context
from bot.reading.reader import read
from bot.reading.redact import redact
from bot.services.intake import take_in
from bot.services.revising import revise_digests
from bot.storage.connection import Tx
from bot.storage.inbox import mark_done
from bot.storage.outgoing import Promise, say
from bot.storage.targets import add_target, is_target, targets_fed_by
from bot.storage.thread import keep_in_thread, load_thread
from bot.wording import replies
from bot.wording.deliveries import alarm, digest_parts, folded_away


async def on_message(
    context: Context,
    chat: Chat,
    message: Message,
    updates: Sequence[int],
    *,
    origin: str | None = None,
) -> None:
    """Take in a message of a group, or a new version of one; answer one in a private chat."""
    if chat.kind is ChatKind.PRIVATE:
        await context.store.run(_answer_private, context, chat, updates)
        context.wake()
        return
    thread = context.threads.get((chat.address, message.topic))
    if thread is None:
        thread = await context.store.read(load_thread, chat.address, message.topic, THREAD)
    reading = read(message, message.sent_at, thread, context.lexicon, context.calendar)
    earlier = Earlier(message=message, reading=reading)
    says = await context.store.run(_take, context, chat, earlier, updates, origin)
    if says is None:
        return
    context.remember(chat.address, message.topic, [*thread, earlier])
    if says:
        context.wake()


def _take(
    tx: Tx,
    context: Context,
    chat: Chat,
    earlier: Earlier,
    updates: Sequence[int],
    origin: str | None,
) -> bool | None:
    """Whether there is something to say now; None when just this was taken in before."""
    if not mark_done(tx, updates):
        return None
    now = context.now()
    if not is_target(tx, chat.address) and chat.kind is not ChatKind.CHANNEL:
        # The news that we were let in may have been lost, or come later.
        add_target(tx, chat.address, chat.title, now, context.slot)
    taken = take_in(tx, earlier.message, earlier.reading, address=chat.address, origin=origin)
    if taken is None:
        return None
    keep_in_thread(tx, taken.chat, earlier, THREAD)
    if not taken.requests:
        return False
    said = [
        _pass_on(tx, context, chat, earlier.message, request)
        for request in taken.requests
        if request.urgent
    ]
    # A forward or a reminder alone changes no line of a digest that was sent before it.
    revised = taken.changed and revise_digests(
        tx, taken.changed, now, context.calendar, context.clock,
        lambda digest: digest_parts(digest, context.link), folded_away(),
    )  # fmt: skip
    return any(said) or bool(revised)


def _pass_on(tx: Tx, context: Context, chat: Chat, message: Message, request: Request) -> bool:
    """An alarm goes at once to the targets this group feeds, never back into the group.

    Whether there was one to go to.
    """
    source = Source(group=chat.title, number=message.number, chat=chat.address)
    said = alarm(request, chat.title, redact(message.text), context.link(source))
    others = [t.chat for t in targets_fed_by(tx, chat.address) if t.chat != chat.address]
    for other in others:
        what = Outgoing(plain=said, silent=False)
        say(tx, other, what, Promise.AT_LEAST_ONCE, context.now().timestamp())
    return bool(others)


def _answer_private(tx: Tx, context: Context, chat: Chat, updates: Sequence[int]) -> None:
    if mark_done(tx, updates):
        what = Outgoing(plain=replies.help_text())
        say(tx, chat.address, what, Promise.ONCE, context.now().timestamp())
