"""What is known of a message besides its words: who speaks to whom in its thread, and when."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.message import Message
from bot.domain.reading import Earlier, Times, What
from bot.reading.emergency.alarm import Heat
from bot.reading.emergency.signs import names_grave_danger
from bot.reading.emergency.urgent import is_drill
from bot.reading.normalise import normalise
from bot.reading.sorting.classify import Clues
from bot.reading.sorting.signs import asks_something
from bot.reading.sorting.turn import turn_of
from bot.reading.speaker.roles import is_below, person_of, unit_of
from bot.reading.speaker.sender import Sender


def find_clues(
    message: Message,
    text: str,
    before: Sequence[Earlier],
    sender: Sender,
    times: Times,
    *,
    urgent: bool,
    in_alarm: bool,
    heat: Heat | None,
) -> Clues:
    """What a message shows besides its words: by its sender, its times and its thread."""
    mine = {e.reading.what for e in before if e.message.sender == message.sender}
    return Clues(
        standing=sender.standing,
        names_body=sender.body is not None,
        has_deadline=times.deadline is not None,
        has_start=times.starts_at is not None,
        recurs=times.recurs is not None,
        urgent=urgent,
        forwarded=bool(message.forwarded_from),
        replies_to_notice=replies_to_notice(message, before),
        media=message.media,
        file_only=bool(message.file_name) and not message.text.strip(),
        sender_asked=What.NOTICE in mine,
        sender_answered=What.RECEIPT in mine,
        before=tuple(e.reading.what for e in before[-_NEAR:]),
        in_alarm=in_alarm,
        names_self=bool(message.sender) and _begins_as(text, normalise(message.sender or "").text),
        drill=is_drill(text),
        below=is_below(message.sender, message.group),
        names_others=_others_named(message, text, before),
        replies_to=_replied(message, before),
        goes_on=_own_just_now(message, before),
        calls=_called(message, text, before),
        question_before=_question_before(message, before),
        grave=names_grave_danger(text),
        heat=heat,
        turn=turn_of(message, before),
    )


_NEAR = 6


def _others_named(message: Message, text: str, before: Sequence[Earlier]) -> int:
    """How many others of the thread are spoken of by the names of their units."""
    own = unit_of(message.sender)
    units = {unit_of(e.message.sender) for e in before} - {None, own}
    return sum(unit is not None and unit in text for unit in units)


def _replied(message: Message, before: Sequence[Earlier]) -> str | None:
    """What kind of message this one answers, and whether the sender's own."""
    if message.reply_to is None:
        return None
    for earlier in before:
        if earlier.message.number == message.reply_to:
            own = " own" if earlier.message.sender == message.sender else ""
            return f"{earlier.reading.what}{own}"
    return "older"


def _called(message: Message, text: str, before: Sequence[Earlier]) -> str | None:
    """Where a text calls one of the thread by name: at its start, or later."""
    own = person_of(message.sender)
    start = text[:_CALLED]
    people = {person_of(e.message.sender) for e in before} - {None, own}
    if any(name is not None and name in start for name in people):
        return "first"
    return "later" if any(name is not None and name in text for name in people) else None


_CALLED = 8


def _question_before(message: Message, before: Sequence[Earlier]) -> int | None:
    """How far back another asked something, within the last three messages."""
    for age, earlier in enumerate(reversed(before[-3:])):
        if earlier.message.sender != message.sender and asks_something(earlier.message.text):
            return age
    return None


def _own_just_now(message: Message, before: Sequence[Earlier]) -> What | None:
    """The class of the last message, where the same sender goes on at once."""
    last = before[-1] if before else None
    soon = last and message.sent_at - last.message.sent_at <= timedelta(minutes=3)
    return last.reading.what if last and soon and last.message.sender == message.sender else None


def _begins_as(text: str, nickname: str) -> bool:
    """东河 3户, said by 东河村老李: who answers for a unit begins with its name."""
    start = text[:_NAMED]
    return len(start) == _NAMED and start.isalpha() and start in nickname


_NAMED = 2


def replies_to_notice(message: Message, before: Sequence[Earlier]) -> bool:
    """Whether a message is written under a notice of its thread."""
    return message.reply_to is not None and any(
        e.message.number == message.reply_to and e.reading.what is What.NOTICE for e in before
    )
