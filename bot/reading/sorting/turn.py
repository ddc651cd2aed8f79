"""Whose turn it is: how a message stands to the last notice that another sent to its thread."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from bot.domain.message import Message
from bot.domain.reading import Earlier, Kind, What
from bot.reading.sorting.signs import asks_something
from bot.reading.speaker.roles import person_of, unit_of

_AGES, _MINUTES = (1, 2, 4, 8), (3, 15, 60, 240)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What came since the last notice of another, in classes: messages, time, who spoke and how."""

    age: int
    after: int
    kind: Kind | None
    spoke: bool
    answered: bool
    named: bool
    asked: bool


def turn_of(message: Message, before: Sequence[Earlier]) -> Turn | None:
    """The turn of a message; None where nobody else sent a notice."""
    since: list[Earlier] = []
    for earlier in reversed(before):
        if earlier.reading.what is What.NOTICE and earlier.message.sender != message.sender:
            return _turn(message, earlier, since)
        since.append(earlier)
    return None


def _turn(message: Message, notice: Earlier, since: Sequence[Earlier]) -> Turn:
    said = notice.message.text
    names = {unit_of(message.sender), person_of(message.sender)} - {None}
    asks = notice.reading.asks
    answers = sum(e.reading.what is What.RECEIPT for e in since)
    talk = sum(e.reading.what is What.CHATTER for e in since)
    return Turn(
        age=bisect(_AGES, len(since)),
        after=bisect(_MINUTES, (message.sent_at - notice.message.sent_at) / _MINUTE),
        kind=asks[0].base_kind if asks else None,
        spoke=any(e.message.sender == message.sender for e in since),
        answered=answers >= talk,
        named=any(name in said for name in names if name),
        asked=asks_something(said),
    )


_MINUTE = timedelta(minutes=1)


@lru_cache(maxsize=4096)
def turn_features(turn: Turn | None, standing: int) -> tuple[str, ...]:
    """Turns as features; names of features are longer than any run of letters."""
    if turn is None:
        return ("turn none",)
    age, soon = turn.age, min(turn.age, 3)
    mood = "answers" if turn.answered else "talk"
    features = [
        f"turn {age} {turn.spoke}",
        f"turn after {turn.after}",
        f"turn of {turn.kind}",
        f"turn of {turn.kind} {turn.spoke} {soon}",
        f"turn amid {mood} {age > 0}",
        f"turn as {standing} {turn.spoke} {soon}",
    ]
    if turn.named:
        features += ["turn named", f"turn named {turn.spoke} {age > 1}"]
    if turn.asked:
        features.append(f"turn asked {min(age, 2)}")
    return tuple(features)
