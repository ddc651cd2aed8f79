"""What a thread tells of somebody whose name tells no office: what they say of themselves."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.message import Message
from bot.domain.reading import Earlier, Voice
from bot.reading.speaker.field import spoken_of

NO_VOICE, SEVERAL = Voice(), ""
"""Nothing known; the office of who signs for several, and is of none of them."""
_FADING = 0.95
"""What a sender spoke of before counts so much less with each notice since that told more."""


def heard(message: Message, before: Sequence[Earlier]) -> Voice:
    """What is known of a sender from what they said earlier in the thread."""
    sender = message.sender
    if not sender:
        return NO_VOICE  # they may be many
    voices = (one.reading.voice for one in reversed(before) if one.message.sender == sender)
    return next((voice for voice in voices if voice), NO_VOICE)


def hear(said: frozenset[str], office: str | None, known: Voice) -> Voice:
    """What is known once they have said these terms too, and whose they are, if they told it."""
    told, words = spoken_of(said)
    if not words:
        return replace(known, office=known.office if office is None else office)
    fields = {field: round(odds * _FADING) for field, odds in known.fields}
    for field, odds in told.items():
        fields[field] = fields.get(field, 0) + odds
    return Voice(
        office=known.office if office is None else office,
        fields=tuple((field, odds) for field, odds in fields.items() if odds > 0),
        words=round(known.words * _FADING) + words,
    )
