"""What is forwarded or pasted to the bot in private: noted, looked up, or not understood."""

import re
from collections.abc import Sequence

from bot.domain.boundary import MessageIn
from bot.domain.message import Message
from bot.domain.reading import NO_DETAILS, Reading, What
from bot.handlers.answers import Call, answer, answer_privately, finish, line
from bot.handlers.cards import refresh
from bot.handlers.context import Context
from bot.handlers.corrections import typed
from bot.handlers.identity import identify
from bot.handlers.office_typed import typed as typed_for_office
from bot.reading.reader import read
from bot.services.submitting import asked_before, draft_of, note_down
from bot.storage.connection import Tx
from bot.storage.drafts import add_draft, find_draft
from bot.storage.inbox import mark_done
from bot.storage.todos import drop_todo
from bot.wording import handing, replies, submitted

_NUMBER = re.compile(r"\d{1,12}")
_NOTE = re.compile(r"t(\d{1,12})")


async def on_submitted(context: Context, event: MessageIn, updates: Sequence[int]) -> None:
    """Somebody says something in private that is no command."""
    if event.member is None or event.message.service:
        await context.store.run(mark_done, updates)
        return
    call = await identify(context, event.chat, event.member)
    if await typed(context, call, event, updates):
        return
    if await typed_for_office(context, call, event, updates):
        return
    message = event.message
    reading = read(message, message.sent_at, (), context.lexicon, context.calendar)

    def work(tx: Tx) -> None:
        if not _worth(message, reading):
            given = handing.DOCUMENT_HOW if event.documents else replies.UNKNOWN
            answer_privately(tx, context, call, line(given))
            return
        draft = draft_of(message, reading)
        ident = add_draft(tx, call.member.id, draft, context.now())
        own = not message.forwarded_from
        details = reading.asks[0].details if reading.asks else NO_DETAILS
        offered = submitted.offer(draft, details, ident, context.now(), own=own)
        answer(tx, context, event.chat.address, offered)

    await finish(context, updates, work)


def _worth(message: Message, reading: Reading) -> bool:
    """A forward, or words like a notice; talk with the bot, or a file alone, is neither."""
    words = bool(message.text.strip())
    if message.forwarded_from:
        return words or bool(message.file_name)
    return reading.what is What.NOTICE or (reading.unsure and words)


async def note(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """[记入我的待办]."""

    def work(tx: Tx) -> None:
        ident = int(about) if _NUMBER.fullmatch(about) else 0
        draft = find_draft(tx, call.member.id, ident)
        todo = note_down(tx, call.member.id, ident, context.now())
        if draft is None or todo is None:
            answer_privately(tx, context, call, line(submitted.GONE))
            return
        refresh(tx, context, call.member)
        answer_privately(tx, context, call, [submitted.noted(draft.title, todo)])

    await finish(context, updates, work)


async def drop(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """[撤销] under what was noted."""

    def work(tx: Tx) -> None:
        found = _NOTE.fullmatch(about)
        if found:
            drop_todo(tx, call.member.id, int(found[1]))
            refresh(tx, context, call.member)
            answer_privately(tx, context, call, [submitted.dropped()])

    await finish(context, updates, work)


async def seen(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """[以前报过没], in the groups that the asker and the bot share."""

    def work(tx: Tx) -> None:
        ident = int(about) if _NUMBER.fullmatch(about) else 0
        draft = find_draft(tx, call.member.id, ident)
        if draft is None:
            answer_privately(tx, context, call, line(submitted.GONE))
            return
        chats = tuple(one.chat for one in call.groups)
        found = asked_before(tx, draft.core, draft.deadline, chats, context.now())
        answer_privately(tx, context, call, [submitted.seen(found, context.now(), context.link)])

    await finish(context, updates, work)
