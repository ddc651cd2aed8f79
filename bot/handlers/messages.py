"""What is said in groups: read in its thread, taken in, alarms passed on, digests put right."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.boundary import Chat, ChatKind, MessageEdited, MessageIn, Outgoing
from bot.domain.message import Message
from bot.domain.reading import Earlier, Relation
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
from bot.storage.targets import add_target, is_target, targets_fed_by
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
    says = await context.store.run(_take, context, event, earlier, updates)
    if isinstance(event, MessageIn):
        context.met.add(_who(event))
    if says is None:
        return
    context.remember(chat.address, message.topic, [*thread, earlier])
    if says:
        context.wake()


def _take(
    tx: Tx,
    context: Context,
    event: MessageIn | MessageEdited,
    earlier: Earlier,
    updates: Sequence[int],
) -> bool | None:
    """Whether there is something to say now; None when just this was taken in before."""
    if not mark_done(tx, updates):
        return None
    chat, now = event.chat, context.now()
    origin = event.origin if isinstance(event, MessageIn) else None
    if isinstance(event, MessageIn):
        _meet(tx, context, event)
    if not is_target(tx, chat.address) and chat.kind is not ChatKind.CHANNEL:
        # The news that we were let in may have been lost, or come later.
        add_target(tx, chat.address, chat.title, now, context.slot)
    taken = take_in(tx, earlier.message, earlier.reading, address=chat.address, origin=origin)
    if taken is None:
        return None
    keep_in_thread(tx, taken.chat, earlier, THREAD)
    marked = isinstance(event, MessageIn) and heed(tx, context, event, earlier.reading, taken)
    if not taken.requests:
        return marked
    said = [
        _pass_on(tx, context, chat, earlier.message, request)
        for request in taken.requests
        if request.urgent
    ]
    stale = _cannot_wait(taken, earlier, now) and mark_stale(tx, taken.chat)
    # A forward or a reminder alone changes no line of a digest that was sent before it.
    revised = taken.changed and revise_digests(
        tx, taken.changed, now, context.calendar, context.clock,
        lambda digest: digest_parts(digest, context.link, context.card()), folded_away(),
    )  # fmt: skip
    return any(said) or bool(revised) or stale or marked


def _cannot_wait(taken: Taken, earlier: Earlier, now: datetime) -> bool:
    """Whether cards and the line of half a day may have to say so before the next digest."""
    if taken.changed or earlier.reading.relation in (Relation.UPDATE, Relation.CANCEL):
        return True
    moments = (request.deadline or request.starts_at for request in taken.requests)
    return any(at is not None and at - now <= SOON for at in moments)


SOON = timedelta(hours=36)
"""Before this the next digest, or the next card, may come too late."""


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


def _who(event: MessageIn) -> tuple[str, str, str]:
    return event.member or "", event.chat.address, event.message.sender or ""


def _meet(tx: Tx, context: Context, event: MessageIn) -> None:
    """Keep that somebody is in the group, and the unit that their nickname names."""
    who = _who(event)
    if event.member is None or event.chat.kind is ChatKind.CHANNEL or who in context.met:
        return
    member = meet(tx, event.member, who[2])
    seen_in(tx, member.id, chat_id(tx, event.chat.address, event.chat.title), unit_in(who[2]))
