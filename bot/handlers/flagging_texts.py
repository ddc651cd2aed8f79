"""What somebody typed for flagging: it is taken out of the chat, and looked at for who it shows."""

import re
from contextlib import suppress

from bot.domain.boundary import MessageIn, PlatformError
from bot.handlers.context import Context
from bot.reading.identifying import gives_away
from bot.storage.connection import Snapshot
from bot.storage.people import member_by_private, presences

_BETWEEN = re.compile(r"[\s\-—_·|/()()【】\[\]]+")


async def giving_away(context: Context, event: MessageIn) -> tuple[str, ...]:
    """The words of a typed text that could tell who wrote it."""
    known = await context.store.read(_names, event.chat.address)
    names = [part for name in (*known, event.message.sender or "") for part in _BETWEEN.split(name)]
    return gives_away(event.message.text, [name for name in names if len(name) > 1])


def _names(snapshot: Snapshot, private: str) -> list[str]:
    """The names of somebody, as far as we have met, and of their units."""
    member = member_by_private(snapshot, private)
    if member is None:
        return []
    units = [one.unit for one in presences(snapshot, member.id) if one.unit]
    return [member.name, *units]


async def take_out(context: Context, event: MessageIn) -> None:
    """Delete what was typed, where the platform lets us: a phone held up shows nothing."""
    if isinstance(event.message.number, int):
        with suppress(PlatformError):
            await context.platform.delete(event.chat.address, event.message.number)
