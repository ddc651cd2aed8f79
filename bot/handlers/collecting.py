"""收件: who asked for something sees, in private, which units handed it in."""

import re
from collections.abc import Sequence

from bot.domain.boundary import MessageIn
from bot.domain.delivery import NIGHT
from bot.domain.reading import Reading
from bot.handlers.answers import Call, answer, answer_privately, finish, line
from bot.handlers.cards import mark_ref
from bot.handlers.context import Context
from bot.services.collecting import Collection, collections, remind
from bot.services.evidence import may_be_evidence, take_evidence
from bot.services.intake import Taken
from bot.storage.connection import Tx
from bot.storage.people import find_member
from bot.storage.submissions import keep_asker, requests_said_in
from bot.wording import collecting as words
from bot.wording.commands import COMMANDS

REMIND = "remind"
_REF = re.compile(r"r(\d{1,12})")
_DONE = frozenset(COMMANDS["done"].words)
_ENDS = " 。.!!~,,👌"


async def collect(context: Context, call: Call, updates: Sequence[int]) -> None:
    """What the asker collects; a reply to their notice, or words, choose one of it."""

    def work(tx: Tx) -> None:
        chats = [one.chat for one in call.groups]
        found = collections(
            tx, call.member.id, chats, context.now(), context.calendar, context.clock
        )
        found = _chosen(tx, call, found)
        if not found:
            answer_privately(tx, context, call, line(words.NOTHING_ASKED))
            return
        answer_privately(tx, context, call, [words.collected(found, REMIND, context.link)])

    await finish(context, updates, work)


def _chosen(tx: Tx, call: Call, found: list[Collection]) -> list[Collection]:
    if call.reply_to is not None and not call.private:
        said = requests_said_in(tx, call.groups[0].chat, call.reply_to) if call.groups else []
        return [one for one in found if one.request.id in said]
    return [one for one in found if call.words in one.request.title]


async def remind_privately(
    context: Context, call: Call, about: str, updates: Sequence[int]
) -> None:
    """[私下提醒]: one neutral message to those not seen, and how many it could reach."""
    ref, now = _REF.fullmatch(about), context.now()

    def work(tx: Tx) -> None:
        if NIGHT.hold(now):
            answer_privately(tx, context, call, line(words.AT_NIGHT))
            return
        chats, ident = [one.chat for one in call.groups], int(ref[1]) if ref else 0
        found = remind(tx, ident, call.member.id, chats, now, context.calendar, context.clock)
        if found is None:
            answer_privately(tx, context, call, line(words.NOT_YOURS))
            return
        request, reminders = found
        for chat in reminders.chats:
            answer(tx, context, chat, words.reminder(request, now, context.link))
        answer_privately(tx, context, call, line(words.reminded(reminders)))

    await finish(context, updates, work)


def heed(
    tx: Tx, context: Context, chat: int, event: MessageIn, reading: Reading, taken: Taken
) -> bool:
    """Keep who asks in a chat, and what shows that a unit handed in; nothing is said about it.

    Whether something was marked done on the sender's card.
    """
    message = event.message
    shows = may_be_evidence(message)
    if event.member is None or not (taken.requests or shows):
        return False
    member = find_member(tx, event.member)
    if member is None:
        return False
    for request in taken.requests:
        keep_asker(tx, request.id, chat, member.id, taken.message)
    if shows:
        take_evidence(tx, chat, member.id, message, reading.what, context.calendar, context.clock)
    if not isinstance(message.reply_to, int) or message.text.strip(_ENDS) not in _DONE:
        return False
    said = requests_said_in(tx, chat, message.reply_to)
    for ident in said:
        mark_ref(tx, context, member, f"r{ident}", done=True)
    return bool(said)
