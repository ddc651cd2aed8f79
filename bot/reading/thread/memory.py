"""What of a chat's thread a message is read against: its last messages, and its last notices."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.message import Message
from bot.domain.reading import Earlier, Reading, What

THREAD = 20


def remembered(thread: Sequence[Earlier]) -> list[Earlier]:
    """The last THREAD messages, and before them as many notices as make THREAD of these.

    A morning of receipts hides nothing that was asked. Of older notices it is remembered who said
    them, of as many people.
    """
    recent = lately(thread)
    room = THREAD - sum(_is_notice(one) for one in recent)
    older = thread[: -len(recent) or None]
    asked = [one for one in older if _is_notice(one)] if room else []
    kept = [*asked[-room:], *recent]
    return [*_heard(older, kept), *kept] if older else kept


def _heard(older: Sequence[Earlier], kept: Sequence[Earlier]) -> list[Earlier]:
    """The last message of each who was heard before what is kept, with their voices alone."""
    since = {one.message.sender for one in kept if one.reading.voice}
    found: dict[str | None, Earlier] = {}
    for one in reversed(older):
        sender, voice = one.message.sender, one.reading.voice
        if voice and sender not in since and sender not in found:
            bare = Reading(what=What.CHATTER, voice=voice)
            found[sender] = one if one.reading == bare else replace(one, reading=bare)
            if len(found) == THREAD:
                break
    return [*reversed(found.values())]


def lately(thread: Sequence[Earlier]) -> Sequence[Earlier]:
    """The last THREAD messages alone: how people talk just now."""
    return thread[-THREAD:]


def said_before(message: Message, before: Sequence[Earlier]) -> Sequence[Earlier]:
    """What was said before the first version of a message."""
    if message.edited_at is None:
        return before
    number, at = message.number, message.sent_at
    return [one for one in before if one.message.number != number and one.message.sent_at <= at]


def _is_notice(earlier: Earlier) -> bool:
    return earlier.reading.what is What.NOTICE
