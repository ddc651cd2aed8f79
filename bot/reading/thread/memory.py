"""What of a chat's thread a message is read against: its last messages, and its last notices."""

from collections.abc import Sequence

from bot.domain.message import Message
from bot.domain.reading import Earlier, What

THREAD = 20


def remembered(thread: Sequence[Earlier]) -> list[Earlier]:
    """The last THREAD messages, and before them as many notices as make THREAD of these.

    A morning of receipts hides nothing that was asked.
    """
    recent = lately(thread)
    room = THREAD - sum(_is_notice(one) for one in recent)
    older = [one for one in thread[: -len(recent) or None] if _is_notice(one)] if room else []
    return [*older[-room:], *recent]


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
