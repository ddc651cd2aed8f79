"""Whether a notice in an earlier one's words asks for something else all the same."""

from datetime import datetime

from bot.domain.message import Message
from bot.domain.reading import Earlier, Times
from bot.reading.kinds.kind import MOVE
from bot.reading.likeness import features
from bot.reading.likeness.model import told_apart
from bot.reading.likeness.signs import signs
from bot.reading.likeness.stretches import other_days, read_stretches
from bot.reading.likeness.which import another_one, read_which
from bot.reading.normalise import normalise


def is_another(
    message: Message, text: str, times: Times, issuer: str | None, earlier: Earlier
) -> bool:
    """Whether ``text``, in the words of an earlier notice, asks anew: for another period, age or
    number, for the next round once that one is over, for another day's event, or for whom else.
    """
    ask = earlier.reading.asks[0]
    theirs = normalise(earlier.message.text).text
    if message.sender != earlier.message.sender and _is_from(issuer, ask.issuer):
        return not message.forwarded_from
    if _over(ask.times, message.sent_at) and _ahead(times, message.sent_at):
        return True
    moved = ask.times.starts_at, times.starts_at
    if moved[0] and moved[1] and moved[0].date() != moved[1].date() and not MOVE.search(text):
        return True
    if means_another(text, theirs):
        return True
    found = signs(
        features(text, message.sent_at),
        features(theirs, earlier.message.sent_at),
    )
    return told_apart(found)


def bears_another_mark(message: Message, text: str, earlier: Earlier) -> bool:
    """Whether a notice names other ones of several, or other days, than an earlier one does."""
    theirs, told = normalise(earlier.message.text).text[:_LONGEST], earlier.message
    days = read_stretches(text[:_LONGEST], message.sent_at), read_stretches(theirs, told.sent_at)
    return means_another(text, theirs) or other_days(*days)


def means_another(text: str, other: str) -> bool:
    """Whether two texts name different ones of several: 1号水库 and 2号水库."""
    one, two = (read_which(each[:_LONGEST].lower()) for each in (text, other))
    return another_one(one, two)


_LONGEST = 1000


def _is_from(issuer: str | None, other: str | None) -> bool:
    """Whether two notices name different bodies."""
    return bool(issuer and other) and issuer != other


def _over(times: Times, now: datetime) -> bool:
    until = times.deadline or times.starts_at
    return until is not None and until < now


def _ahead(times: Times, now: datetime) -> bool:
    until = times.deadline or times.starts_at
    return until is not None and until > now
