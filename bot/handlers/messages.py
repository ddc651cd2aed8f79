"""What is said in groups: read in its thread, taken in, alarms passed on, digests put right."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.domain.boundary import Chat, ChatKind, MessageEdited, MessageIn, Outgoing
from bot.domain.message import Message
from bot.domain.reading import Earlier, Relation
from bot.domain.request import Request, Source
from bot.handlers.collecting import heed
from bot.handlers.context import Context
from bot.reading.reader import read
from bot.reading.redact import redact
from bot.reading.speaker.units import unit_in
from bot.reading.thread.memory import THREAD, remembered
from bot.services.intake import Taken, take_in
from bot.services.revising import revise_digests
from bot.storage.cards import card_holders, mark_stale
from bot.storage.connection import Tx
from bot.storage.inbox import mark_done
from bot.storage.messages import chat_id, stands_at
from bot.storage.outgoing import Promise, say
from bot.storage.people import meet, seen_in
from bot.storage.targets import add_target, is_target, targets_fed_by
from bot.storage.thread import keep_in_thread, load_thread
from bot.wording.deliveries import alarm, folded_away, printed


async def on_group_message(
    context: Context, event: MessageIn | MessageEdited, updates: Sequence[int]
) -> None:
    """Take in a message of a group, or a new version of one."""
    chat, message = event.chat, event.message
    thread = context.threads.get((chat.address, message.topic))
    if thread is None:
        kept = await context.store.read(load_thread, chat.address, message.topic)
        thread = remembered(kept)
    reading = read(message, message.sent_at, thread, context.lexicon, context.calendar)
    earlier = Earlier(message=message, reading=reading)
    took = await context.store.run(_take, context, event, earlier, updates)
    if isinstance(event, MessageIn):
        context.met.add(_who(event))
    if took is None:
        return
    known, says = took
    context.chats[chat.address] = (known, chat.title)
    context.remember(chat.address, message.topic, [*thread, earlier])
    if says:
        context.wake()


def _take(
    tx: Tx,
    context: Context,
    event: MessageIn | MessageEdited,
    earlier: Earlier,
    updates: Sequence[int],
) -> tuple[int, bool] | None:
    """The chat's id, and whether there is something to say now; None when it was taken before."""
    if not mark_done(tx, updates):
        return None
    chat = _chat(tx, context, event.chat)
    arrived = event if isinstance(event, MessageIn) else None
    if arrived:
        _meet(tx, context, chat, arrived)
    origin = arrived.origin if arrived else None
    taken = take_in(tx, chat, earlier.message, earlier.reading, origin=origin)
    if taken is None:
        return None
    keep_in_thread(tx, chat, earlier, THREAD)
    marked = arrived is not None and heed(tx, context, chat, arrived, earlier.reading, taken)
    return chat, _says(tx, context, chat, event.chat, earlier, taken) or marked


def _says(tx: Tx, context: Context, ident: int, chat: Chat, earlier: Earlier, taken: Taken) -> bool:
    """Write down what must be said at once of what was taken in; whether there is any."""
    if not (taken.requests or taken.changed):
        return False
    now = context.now()
    said = [_pass_on(tx, context, chat, earlier.message, request) for request in taken.alarms]
    stale = _cannot_wait(taken, earlier, now) and mark_stale(tx, ident)
    # A forward or a reminder alone changes no line of a digest that was sent before it.
    revised = taken.changed and revise_digests(
        tx, taken.changed, now, context.calendar, context.clock,
        partial(printed, link=context.link, invite=context.invite), folded_away(),
    )  # fmt: skip
    return any(said) or bool(revised) or stale


def _chat(tx: Tx, context: Context, chat: Chat) -> int:
    """The id of a group, which is a target from the first we hear of it."""
    known = context.chats.get(chat.address)
    if known and known[1] == chat.title and stands_at(tx, known[0], chat.address):
        return known[0]
    if not is_target(tx, chat.address) and chat.kind is not ChatKind.CHANNEL:
        # The news that we were let in may have been lost, or come later.
        add_target(tx, chat.address, chat.title, context.now(), context.slot)
    return chat_id(tx, chat.address, chat.title)


def _cannot_wait(taken: Taken, earlier: Earlier, now: datetime) -> bool:
    """Whether cards and the line of half a day may have to say so before the next digest."""
    if taken.changed or earlier.reading.relation in (Relation.UPDATE, Relation.CANCEL):
        return True
    if any(request.urgent for request in taken.requests):
        return True
    moments = (request.deadline or request.starts_at for request in taken.requests)
    return any(at is not None and at - now <= SOON for at in moments)


SOON = timedelta(hours=36)
"""Before this the next digest, or the next card, may come too late."""


def _pass_on(tx: Tx, context: Context, chat: Chat, message: Message, request: Request) -> bool:
    """An alarm goes at once to the targets this group feeds, never back into the group.

    And into private chats of those in any of these groups who have a card. Whether there was
    anybody to tell.
    """
    source = Source(group=chat.title, number=message.number, chat=chat.address)
    said = alarm(request, chat.title, redact(message.text), context.link(source))
    others = [t.chat for t in targets_fed_by(tx, chat.address) if t.chat != chat.address]
    others += card_holders(tx, chat.address)
    for other in others:
        what = Outgoing(plain=said, silent=False)
        say(tx, other, what, Promise.AT_LEAST_ONCE, context.now().timestamp())
    return bool(others)


def _who(event: MessageIn) -> tuple[str, str, str]:
    return event.member or "", event.chat.address, event.message.sender or ""


def _meet(tx: Tx, context: Context, chat: int, event: MessageIn) -> None:
    """Keep that somebody is in the group, and the unit that their nickname names."""
    who = _who(event)
    if event.member is None or event.chat.kind is ChatKind.CHANNEL or who in context.met:
        return
    member = meet(tx, event.member, who[2])
    seen_in(tx, member.id, chat, unit_in(who[2]))
