"""What of a chat's thread a message is read against: its last messages, and its last notices."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.message import Message
from bot.domain.reading import Earlier, Reading, What

THREAD = 20
KNOWN = 2 * THREAD


def remembered(thread: Sequence[Earlier]) -> list[Earlier]:
    """The last THREAD messages, and before them as many notices as make THREAD of these.

    A morning of receipts hides nothing that was asked. Of the last KNOWN people who gave notice it
    is remembered what is known of them, however long ago they did.
    """
    recent = lately(thread)
    older = thread[: -len(recent) or None]
    room = THREAD - sum(_is_notice(one) for one in recent)
    asked = [place for place, one in enumerate(older) if _is_notice(one)][-room:] if room else []
    whole = frozenset(asked)
    last = _last_heard(thread) if older else whole
    kept = sorted(whole.union(place for place in last if place < len(older)))
    return [*(older[at] if at in whole else _voice_alone(older[at]) for at in kept), *recent]


def _last_heard(thread: Sequence[Earlier]) -> frozenset[int]:
    """Where each of the last KNOWN who were heard was heard last."""
    found: dict[str | None, int] = {}
    for place in reversed(range(len(thread))):
        if thread[place].reading.voice:
            found.setdefault(thread[place].message.sender, place)
            if len(found) == KNOWN:
                break
    return frozenset(found.values())


def _voice_alone(one: Earlier) -> Earlier:
    bare = Reading(what=What.CHATTER, voice=one.reading.voice)
    return one if one.reading == bare else replace(one, reading=bare)


def lately(thread: Sequence[Earlier]) -> Sequence[Earlier]:
    """The last THREAD messages alone: how people talk just now."""
    return thread[-THREAD:]


def said_before(message: Message, before: Sequence[Earlier]) -> Sequence[Earlier]:
    """What was said before the first version of a message."""
    if message.edited_at is None:
        return before
    number, at = message.number, message.sent_at
    return [one for one in before if one.message.number != number and one.message.sent_at <= at]


def replied_to(message: Message, before: Sequence[Earlier]) -> Earlier | None:
    """The message that ``message`` replies to; None where it does to none, or to one long ago.

    A group that moved counts from 1 again: the newest of a number is meant.
    """
    if message.reply_to is None:
        return None
    numbered = (one for one in reversed(before) if one.message.number == message.reply_to)
    return next(numbered, None)


def _is_notice(earlier: Earlier) -> bool:
    return earlier.reading.what is What.NOTICE
