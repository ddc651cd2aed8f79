"""What somebody typed for flagging: it is taken out of the chat, and looked at for who it shows."""

from contextlib import suppress

from bot.domain.boundary import CommandIn, MessageIn, PlatformError
from bot.handlers.context import Context
from bot.reading.identifying import gives_away, names_in
from bot.storage.connection import Snapshot
from bot.storage.people import member_by_private, presences


def clean(text: str) -> str:
    """Without halves of characters, as broken clients send them: they can be kept nowhere."""
    return text.encode("utf8", "ignore").decode("utf8").strip()


async def giving_away(context: Context, event: MessageIn) -> tuple[str, ...]:
    """The words of a typed text that could tell who wrote it."""
    known = await context.store.read(_names, event.chat.address)
    names = (part for name in (*known, event.message.sender or "") for part in names_in(name))
    return gives_away(event.message.text, names)


def _names(snapshot: Snapshot, private: str) -> list[str]:
    """The names of somebody, as far as we have met, and of their units."""
    member = member_by_private(snapshot, private)
    if member is None:
        return []
    units = [one.unit for one in presences(snapshot, member.id) if one.unit]
    return [member.name, *units]


async def take_out(context: Context, event: MessageIn | CommandIn) -> None:
    """Delete what was typed, where the platform lets us: a phone held up shows nothing."""
    number = event.number if isinstance(event, CommandIn) else event.message.number
    if isinstance(number, int):
        with suppress(PlatformError):
            await context.platform.delete(event.chat.address, number)
