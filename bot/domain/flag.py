"""A member's private mark on a request (形式主义标记): reasons, states, and who moves them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LONGEST_TEXT = 300
DAILY_LIMIT = 5
"""Flags of one person on one day."""
SMALL_GROUP = 8
"""Below this many members a group could guess who it was: the county pool hears it instead."""


class Actor(StrEnum):
    """Who or what moves a flag or a case."""

    MEMBER = "member"
    COORDINATOR = "coordinator"
    UPPER = "upper coordinator"
    ISSUER = "issuer"
    BOT = "bot"
    TIMER = "timer"


class FlagState(StrEnum):
    """States of a flag (data/states.json, machine "flag")."""

    DRAFT = "draft"
    EXPIRED = "expired"
    COOLING = "cooling"
    WITHDRAWN = "withdrawn"
    ATTACHED = "attached"
    ASKED = "asked"
    ANSWERED = "answered"
    APPEALED = "appealed"
    CLOSED = "closed"
    PURGED = "purged"


class FlagEvent(StrEnum):
    """What can happen to a flag."""

    SUBMIT = "submit"
    ABANDON = "abandon"
    WITHDRAW = "withdraw"
    SETTLE = "settle"
    QUESTION = "question"
    ANSWER = "answer"
    SKIP = "skip"
    DECIDE = "decide"
    SATISFIED = "satisfied"
    DISSATISFIED = "dissatisfied"
    SILENCE = "silence"
    REHEAR = "rehear"
    STAND = "stand"
    PURGE = "purge"


_S, _E, _A = FlagState, FlagEvent, Actor
FLAG_MOVES: dict[tuple[FlagState, FlagEvent], tuple[FlagState, frozenset[Actor]]] = {
    (_S.DRAFT, _E.SUBMIT): (_S.COOLING, frozenset({_A.MEMBER})),
    (_S.DRAFT, _E.ABANDON): (_S.EXPIRED, frozenset({_A.TIMER})),
    (_S.COOLING, _E.WITHDRAW): (_S.WITHDRAWN, frozenset({_A.MEMBER})),
    (_S.COOLING, _E.SETTLE): (_S.ATTACHED, frozenset({_A.TIMER})),
    (_S.ATTACHED, _E.WITHDRAW): (_S.WITHDRAWN, frozenset({_A.MEMBER})),
    (_S.ATTACHED, _E.QUESTION): (_S.ASKED, frozenset({_A.COORDINATOR})),
    (_S.ASKED, _E.ANSWER): (_S.ATTACHED, frozenset({_A.MEMBER})),
    (_S.ASKED, _E.SKIP): (_S.ATTACHED, frozenset({_A.MEMBER, _A.TIMER})),
    (_S.ATTACHED, _E.DECIDE): (_S.ANSWERED, frozenset({_A.BOT})),
    (_S.ANSWERED, _E.SATISFIED): (_S.CLOSED, frozenset({_A.MEMBER})),
    (_S.ANSWERED, _E.DISSATISFIED): (_S.APPEALED, frozenset({_A.MEMBER})),
    (_S.ANSWERED, _E.SILENCE): (_S.CLOSED, frozenset({_A.TIMER})),
    (_S.APPEALED, _E.REHEAR): (_S.ATTACHED, frozenset({_A.BOT})),
    (_S.APPEALED, _E.STAND): (_S.CLOSED, frozenset({_A.TIMER, _A.BOT})),
    (_S.CLOSED, _E.PURGE): (_S.PURGED, frozenset({_A.TIMER})),
}
LIVE = frozenset(
    {_S.COOLING, _S.ATTACHED, _S.ASKED, _S.ANSWERED, _S.APPEALED},
)
"""Of these a person has one at most on a canonical request."""


def flag_after(state: FlagState, event: FlagEvent) -> FlagState | None:
    """Where an event takes a flag; None where it cannot happen."""
    move = FLAG_MOVES.get((state, event))
    return move[0] if move else None


class Tier(StrEnum):
    """How soon an answer is due, from the case's filing on, in the words of hot-lines."""

    TWO_HOURS = "2h"
    DAY = "24h"
    WEEK = "7d"
    FORTNIGHT = "15d"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagReason:
    """One plain reason: its words, the categories F01–F20 it stands for, and their official basis.

    A ``severe`` one needs no second voice.
    """

    code: str
    words: str
    categories: tuple[str, ...]
    basis: tuple[str, ...]
    tier: Tier = Tier.WEEK
    severe: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Flagger:
    """Who flags: their address and that of our private chat with them. Never kept unsealed."""

    address: str
    private: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MyFlag:
    """A flag as its owner sees it; ``case`` is set while a question or an answer waits for them.

    ``request`` is the canonical one by now.
    """

    id: int
    request: int
    reason: str
    state: FlagState
    day: date
    may_withdraw: bool = False
    may_appeal: bool = False
