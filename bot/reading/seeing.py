"""What shows in a message of a thread before it is decided what it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendar import WorkCalendar
from bot.domain.lexicon import Lexicon
from bot.domain.message import Media, Message
from bot.domain.reading import Earlier, Times
from bot.reading.deadline import times_in_thread
from bot.reading.emergency.alarm import heat_of
from bot.reading.emergency.urgent import is_order, is_urgent
from bot.reading.normalise import Normal, normalise
from bot.reading.sorting.classify import Clues
from bot.reading.sorting.clues import find_clues
from bot.reading.speaker.sender import Standing, read_sender
from bot.reading.thread.answering import answers_when, time_told
from bot.reading.thread.memory import lately
from bot.reading.thread.pointing import anchor_of

_SILENT_MEDIA = frozenset({Media.STICKER, Media.LOCATION, Media.CONTACT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What shows in a message before it is decided what it is; ``now`` is when it was said."""

    now: datetime
    normal: Normal
    times: Times
    clues: Clues


def observe(
    message: Message,
    now: datetime,
    before: Sequence[Earlier],
    lexicon: Lexicon,
    calendar: WorkCalendar,
) -> Seen | None:
    """What shows in a message of this thread; None where nothing can be read."""
    body = message.text if not message.file_name else f"{message.text}\n{_stem(message.file_name)}"
    if message.service or message.media in _SILENT_MEDIA or not body.strip():
        return None
    normal = normalise(body.strip() if not message.text else body)
    at = message.forwarded_at or now
    times = times_in_thread(
        normal,
        at,
        calendar,
        lexicon.clock,
        lambda: anchor_of(message, normal.text, before),
        model=lexicon.times,
    )
    if not (times.deadline or times.starts_at) and answers_when(message, normal.text, before):
        times = time_told(normal, at, calendar, lexicon)
    sender = read_sender(message.sender, message.group, lexicon)
    heat = heat_of(message, before)
    in_alarm = not message.file_name and sender.standing > Standing.UNKNOWN and heat is not None
    urgent = is_urgent(normal.text) or (in_alarm and is_order(normal.text))
    return Seen(
        now=at,
        normal=normal,
        times=times,
        clues=find_clues(
            message,
            normal.text,
            lately(before),
            sender,
            times,
            urgent=urgent,
            in_alarm=in_alarm,
            heat=heat,
        ),
    )


def _stem(file_name: str) -> str:
    head, dot, tail = file_name.rpartition(".")
    return head if dot and len(tail) <= 5 and head else file_name
