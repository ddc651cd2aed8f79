"""What is said in groups: read in its thread, taken in, alarms passed on, digests put right."""

from collections.abc import Sequence

from bot.domain.boundary import Chat, ChatKind, Outgoing
from bot.domain.message import Message
from bot.domain.reading import Earlier
from bot.domain.request import Request, Source
from bot.handlers.context import THREAD, Context
from bot.reading.reader import read
from bot.reading.redact import redact
from bot.services.intake import Taken, take_in
from bot.services.revising import revise_digests
from bot.storage.connection import Tx
from bot.storage.inbox import mark_done
from bot.storage.messages import chat_id
from bot.storage.outgoing import Promise, say
from bot.storage.targets import add_target, target_of, targets_fed_by
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
    taken = await context.store.run(_take, context, chat, earlier, updates, origin)
    if taken is None:
        return
    context.remember(chat.address, message.topic, [*thread, earlier])
    if taken.requests:
        context.wake()


def _take(
    tx: Tx,
    context: Context,
    chat: Chat,
    earlier: Earlier,
    updates: Sequence[int],
    origin: str | None,
) -> Taken | None:
    if not mark_done(tx, updates):
        return None
    now = context.now()
    if target_of(tx, chat.address) is None and chat.kind is not ChatKind.CHANNEL:
        # The news that we were let in may have been lost, or come later.
        add_target(tx, chat.address, chat.title, now, context.slot)
    taken = take_in(tx, earlier.message, earlier.reading, address=chat.address, origin=origin)
    if taken is None:
        return None
    keep_in_thread(tx, chat_id(tx, chat.address, chat.title), earlier, THREAD)
    for request in taken.requests:
        if request.urgent:
            _pass_on(tx, context, chat, earlier.message, request)
    changed = [request.id for request in taken.requests]
    revise_digests(
        tx, changed, now, context.calendar, context.clock,
        lambda digest: digest_parts(digest, context.link), folded_away(),
    )  # fmt: skip
    return taken


def _pass_on(tx: Tx, context: Context, chat: Chat, message: Message, request: Request) -> None:
    """An alarm goes at once to the targets this group feeds, never back into the group."""
    source = Source(group=chat.title, number=message.number, chat=chat.address)
    said = alarm(request, chat.title, redact(message.text), context.link(source))
    for target in targets_fed_by(tx, chat.address):
        if target.chat != chat.address:
            what = Outgoing(plain=said, silent=False)
            say(tx, target.chat, what, Promise.AT_LEAST_ONCE, context.now().timestamp())


def _answer_private(tx: Tx, context: Context, chat: Chat, updates: Sequence[int]) -> None:
    if mark_done(tx, updates):
        what = Outgoing(plain=replies.help_text())
        say(tx, chat.address, what, Promise.ONCE, context.now().timestamp())
