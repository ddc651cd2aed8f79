"""What is said in groups: read in its thread, taken in, alarms passed on, digests put right."""

from collections.abc import Sequence

from bot.domain.boundary import Chat, ChatKind, MessageEdited, MessageIn, Outgoing
from bot.domain.message import Message
from bot.domain.reading import Earlier
from bot.domain.request import Request, Source
from bot.handlers.collecting import heed
from bot.handlers.context import THREAD, Context
from bot.reading.reader import read
from bot.reading.redact import redact
from bot.reading.units import unit_in
from bot.services.intake import Taken, take_in
from bot.services.revising import revise_digests
from bot.storage.cards import mark_stale
from bot.storage.connection import Tx
from bot.storage.inbox import mark_done
from bot.storage.messages import chat_id
from bot.storage.outgoing import Promise, say
from bot.storage.people import meet, seen_in
from bot.storage.targets import add_target, target_of, targets_fed_by
from bot.storage.thread import keep_in_thread, load_thread
from bot.wording.deliveries import alarm, digest_parts, folded_away


async def on_group_message(
    context: Context, event: MessageIn | MessageEdited, updates: Sequence[int]
) -> None:
    """Take in a message of a group, or a new version of one."""
    chat, message = event.chat, event.message
    thread = context.threads.get((chat.address, message.topic))
    if thread is None:
        thread = await context.store.read(load_thread, chat.address, message.topic, THREAD)
    reading = read(message, message.sent_at, thread, context.lexicon, context.calendar)
    earlier = Earlier(message=message, reading=reading)
    taken = await context.store.run(_take, context, event, earlier, updates)
    if isinstance(event, MessageIn):
        context.met.add(_who(event))
    if taken is None:
        return
    context.remember(chat.address, message.topic, [*thread, earlier])
    if taken.requests:
        context.wake()


def _take(
    tx: Tx,
    context: Context,
    event: MessageIn | MessageEdited,
    earlier: Earlier,
    updates: Sequence[int],
) -> Taken | None:
    if not mark_done(tx, updates):
        return None
    chat, now = event.chat, context.now()
    origin = event.origin if isinstance(event, MessageIn) else None
    if isinstance(event, MessageIn):
        _meet(tx, context, event)
    if target_of(tx, chat.address) is None and chat.kind is not ChatKind.CHANNEL:
        # The news that we were let in may have been lost, or come later.
        add_target(tx, chat.address, chat.title, now, context.slot)
    taken = take_in(tx, earlier.message, earlier.reading, address=chat.address, origin=origin)
    if taken is None:
        return None
    if isinstance(event, MessageIn):
        heed(tx, context, event, earlier.reading, taken)
    keep_in_thread(tx, chat_id(tx, chat.address, chat.title), earlier, THREAD)
    for request in taken.requests:
        if request.urgent:
            _pass_on(tx, context, chat, earlier.message, request)
    changed = [request.id for request in taken.requests]
    if changed:
        mark_stale(tx, chat.address, chat.title)
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


def _who(event: MessageIn) -> tuple[str, str, str]:
    return event.member or "", event.chat.address, event.message.sender or ""


def _meet(tx: Tx, context: Context, event: MessageIn) -> None:
    """Keep that somebody is in the group, and the unit that their nickname names."""
    who = _who(event)
    if event.member is None or event.chat.kind is ChatKind.CHANNEL or who in context.met:
        return
    member = meet(tx, event.member, who[2])
    seen_in(tx, member.id, chat_id(tx, event.chat.address, event.chat.title), unit_in(who[2]))
