"""发之前看一眼: a draft that somebody pasted is looked at for them alone, and not kept."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.message import SHANGHAI, Message
from bot.domain.reading import What
from bot.domain.worktime import WorkTime
from bot.handlers.answers import Call, answer_privately, finish, line
from bot.handlers.context import Context
from bot.reading.normalise import normalise
from bot.reading.reader import read
from bot.reading.redact import redact
from bot.services.drafting import look_over
from bot.storage.connection import Tx
from bot.storage.drafts import find_draft
from bot.wording import drafts, submitted

_BACK = timedelta(days=45)
"""Days that a draft names and that are past are looked for this far back."""
_NUMBER = re.compile(r"\d{1,12}")


async def draft(context: Context, call: Call, updates: Sequence[int]) -> None:
    """草稿 请各村…: look at what follows; alone, tell how."""

    def work(tx: Tx) -> None:
        text = redact(normalise(call.words).text)
        if text.strip():
            _look(tx, context, call, text)
        else:
            answer_privately(tx, context, call, line(drafts.HOW))

    await finish(context, updates, work)


async def look(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """[发之前看一眼] under what was pasted."""

    def work(tx: Tx) -> None:
        ident = int(about) if _NUMBER.fullmatch(about) else 0
        found = find_draft(tx, call.member.id, ident)
        if found:
            _look(tx, context, call, found.core)
        else:
            answer_privately(tx, context, call, line(submitted.GONE))

    await finish(context, updates, work)


def _look(tx: Tx, context: Context, call: Call, text: str) -> None:
    now = context.now().astimezone(SHANGHAI)
    message = Message(
        group=call.groups[0].title if call.groups else "",
        number=0,
        sent_at=now,
        text=text,
        sender=call.member.name,
    )
    reading = read(message, now, (), context.lexicon, context.calendar)
    if not reading.asks or (reading.what is not What.NOTICE and not reading.unsure):
        answer_privately(tx, context, call, line(drafts.NOT_READ))
        return
    weeks_ago = now - _BACK
    earlier = read(
        replace(message, sent_at=weeks_ago), weeks_ago, (), context.lexicon, context.calendar
    )
    found = look_over(
        tx,
        text,
        reading.asks,
        earlier.asks,
        tuple(one.chat for one in call.groups),
        WorkTime(calendar=context.calendar, clock=context.clock),
        context.office.reasons,
        now,
    )
    answer_privately(tx, context, call, [drafts.outlook(found, now, context.link)])
