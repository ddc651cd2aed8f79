"""What of a chat's thread a message is read against: its last messages, and its last notices."""

from collections.abc import Sequence

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


def _is_notice(earlier: Earlier) -> bool:
    return earlier.reading.what is What.NOTICE
