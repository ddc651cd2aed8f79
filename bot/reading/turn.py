"""Whose turn it is: how a message stands to the last notice that another sent to its thread."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.message import Message
from bot.domain.reading import Earlier, Kind, What
from bot.reading.roles import person_of, unit_of
from bot.reading.signs import asks_something
from bot.reading.terms import terms

_AGES, _MINUTES, _SHARED = (1, 2, 4, 8), (3, 15, 60, 240), (1, 2, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What came since the last notice of another: messages, minutes, who answered and how."""

    age: int
    minutes: float
    kind: Kind | None
    spoke: bool
    answers: int
    talk: int
    named: bool
    asked: bool
    shared: int


def turn_of(message: Message, text: str, before: Sequence[Earlier]) -> Turn | None:
    """The turn of a message of this normalised text; None where nobody else sent a notice."""
    since: list[Earlier] = []
    for earlier in reversed(before):
        if earlier.reading.what is What.NOTICE and earlier.message.sender != message.sender:
            return _turn(message, text, earlier, since)
        since.append(earlier)
    return None


def _turn(message: Message, text: str, notice: Earlier, since: Sequence[Earlier]) -> Turn:
    said = notice.message.text
    names = {unit_of(message.sender), person_of(message.sender)} - {None}
    asks = notice.reading.asks
    return Turn(
        age=len(since),
        minutes=(message.sent_at - notice.message.sent_at) / timedelta(minutes=1),
        kind=asks[0].base_kind if asks else None,
        spoke=any(e.message.sender == message.sender for e in since),
        answers=sum(e.reading.what is What.RECEIPT for e in since),
        talk=sum(e.reading.what is What.CHATTER for e in since),
        named=any(name in said for name in names if name),
        asked=asks_something(said),
        shared=len(terms(text) & notice.reading.terms),
    )


def turn_features(turn: Turn | None, standing: int) -> Iterator[str]:
    """Turns as features; names of features are longer than any run of letters."""
    if turn is None:
        yield "turn none"
        return
    age, minutes = bisect(_AGES, turn.age), bisect(_MINUTES, turn.minutes)
    mood = "answers" if turn.answers >= turn.talk else "talk"
    yield f"turn {age} {turn.spoke}"
    yield f"turn after {minutes}"
    yield f"turn of {turn.kind}"
    yield f"turn of {turn.kind} {turn.spoke} {min(age, 3)}"
    yield f"turn amid {mood} {age > 0}"
    yield f"turn shares {bisect(_SHARED, turn.shared)}"
    yield f"turn as {standing} {turn.spoke} {min(age, 3)}"
    if turn.named:
        yield "turn named"
        yield f"turn named {turn.spoke} {age > 1}"
    if turn.asked:
        yield f"turn asked {min(age, 2)}"
