"""What flags on one request become (意见办理单): states, who moves them, and what decides."""

from enum import StrEnum

from bot.domain.flag import Actor


class CaseState(StrEnum):
    """States of a case (data/states.json, machine "case")."""

    COLLECTING = "collecting"
    PENDING = "pending"
    CLAIMED = "claimed"
    NEED_INFO = "need_info"
    CONSULTING = "consulting"
    DECIDED = "decided"
    REMEDYING = "remedying"
    ANSWERED = "answered"
    REOPENED = "reopened"
    CLOSED = "closed"
    MERGED = "merged"
    LAPSED = "lapsed"


class CaseEvent(StrEnum):
    """What can happen to a case."""

    ENTER = "enter"
    ALL_WITHDRAWN = "all_withdrawn"
    CLAIM = "claim"
    MERGE = "merge"
    ACKNOWLEDGE_BREACH = "acknowledge_breach"
    RELEASE = "release"
    ASK = "ask"
    CONSULT = "consult"
    DECIDE = "decide"
    ANSWER_BREACH = "answer_breach"
    ANSWERED = "answered"
    TIMEOUT = "timeout"
    ISSUER_REPLY = "issuer_reply"
    ADVISE = "advise"
    TOLD = "told"
    EXPLAIN = "explain"
    VERIFIED = "verified"
    REMEDY_BREACH = "remedy_breach"
    GIVE_UP = "give_up"
    REOPEN = "reopen"
    CLOSE = "close"
    RECUR = "recur"
    SPLIT = "split"


_S, _E = CaseState, CaseEvent
_COORDINATOR = frozenset({Actor.COORDINATOR})
_TIMER = frozenset({Actor.TIMER})
_BOT = frozenset({Actor.BOT})
CASE_MOVES: dict[tuple[CaseState, CaseEvent], tuple[CaseState, frozenset[Actor]]] = {
    (_S.COLLECTING, _E.ENTER): (_S.PENDING, _TIMER),
    (_S.COLLECTING, _E.ALL_WITHDRAWN): (_S.LAPSED, _BOT),
    (_S.PENDING, _E.CLAIM): (_S.CLAIMED, _COORDINATOR),
    (_S.PENDING, _E.MERGE): (_S.MERGED, _COORDINATOR),
    (_S.PENDING, _E.ACKNOWLEDGE_BREACH): (_S.PENDING, _TIMER),
    (_S.CLAIMED, _E.RELEASE): (_S.PENDING, frozenset({Actor.COORDINATOR, Actor.TIMER})),
    (_S.CLAIMED, _E.ASK): (_S.NEED_INFO, _COORDINATOR),
    (_S.CLAIMED, _E.CONSULT): (_S.CONSULTING, _COORDINATOR),
    (_S.CLAIMED, _E.DECIDE): (_S.DECIDED, _COORDINATOR),
    (_S.CLAIMED, _E.ANSWER_BREACH): (_S.CLAIMED, _TIMER),
    (_S.CLAIMED, _E.MERGE): (_S.MERGED, _COORDINATOR),
    (_S.NEED_INFO, _E.ANSWERED): (_S.CLAIMED, _BOT),
    (_S.NEED_INFO, _E.TIMEOUT): (_S.CLAIMED, _TIMER),
    (_S.CONSULTING, _E.ISSUER_REPLY): (_S.CLAIMED, frozenset({Actor.ISSUER})),
    (_S.CONSULTING, _E.TIMEOUT): (_S.CLAIMED, _TIMER),
    (_S.DECIDED, _E.ADVISE): (_S.REMEDYING, _BOT),
    (_S.DECIDED, _E.EXPLAIN): (_S.ANSWERED, _BOT),
    (_S.REMEDYING, _E.VERIFIED): (_S.ANSWERED, frozenset({Actor.BOT, Actor.COORDINATOR})),
    (_S.REMEDYING, _E.TOLD): (_S.REMEDYING, _COORDINATOR),
    (_S.REMEDYING, _E.REMEDY_BREACH): (_S.REMEDYING, _TIMER),
    (_S.REMEDYING, _E.GIVE_UP): (_S.ANSWERED, frozenset({Actor.UPPER})),
    (_S.ANSWERED, _E.TOLD): (_S.ANSWERED, _COORDINATOR),
    (_S.ANSWERED, _E.REOPEN): (_S.REOPENED, _BOT),
    (_S.ANSWERED, _E.CLOSE): (_S.CLOSED, _TIMER),
    (_S.REOPENED, _E.CLAIM): (_S.CLAIMED, _COORDINATOR),
    (_S.REOPENED, _E.ACKNOWLEDGE_BREACH): (_S.REOPENED, _TIMER),
    (_S.CLOSED, _E.RECUR): (_S.PENDING, _BOT),
    (_S.MERGED, _E.SPLIT): (_S.PENDING, _COORDINATOR),
}
WAITING = frozenset({_S.PENDING, _S.REOPENED})
"""In the queue, for whoever claims it."""
UNDECIDED = frozenset(
    {_S.COLLECTING, _S.PENDING, _S.CLAIMED, _S.NEED_INFO, _S.CONSULTING, _S.REOPENED}
)
OVER = frozenset({_S.CLOSED, _S.MERGED, _S.LAPSED})


def case_after(state: CaseState, event: CaseEvent, actor: Actor) -> CaseState | None:
    """Where an event takes a case; None where it cannot happen, or not by this actor."""
    move = CASE_MOVES.get((state, event))
    return move[0] if move and actor in move[1] else None


class Outcome(StrEnum):
    """What a coordinator decides. The first five advise: others have to act on them."""

    CANCEL = "cancel"
    MERGE = "merge"
    SIMPLIFY = "simplify"
    EXTEND = "extend"
    SYSTEMIC = "systemic"
    EXPLAINED = "explained"
    NOT_UPHELD = "not_upheld"
    TRANSFERRED = "transferred"


UPHELD = frozenset(
    {Outcome.CANCEL, Outcome.MERGE, Outcome.SIMPLIFY, Outcome.EXTEND, Outcome.SYSTEMIC}
)


class Pool(StrEnum):
    """Who may hear of a case: the groups it concerns, or the county alone."""

    GROUP = "group"
    COUNTY = "county"


class Rank(StrEnum):
    """Ranks of coordinators, the lowest first: whoever is told when a clock runs out."""

    FIRST = "first"
    BACKUP = "backup"
    UPPER = "upper"


RANKS = tuple(Rank)


class Band(StrEnum):
    """How many voices, as far as anybody is told; a spot check is in the lowest."""

    FEW = "under 3"
    SOME = "3-5"
    MANY = "6+"


BANDS = tuple(Band)


def band_of(voices: int) -> Band:
    """The band of a number of voices."""
    if voices < 3:
        return Band.FEW
    return Band.SOME if voices < 6 else Band.MANY


SHOWN_TEXTS = {Band.FEW: 1, Band.SOME: 3, Band.MANY: 6}
"""How many texts are shown at most: never more than the band owns up to."""


def quorum(members: int) -> int:
    """How many voices bring a case into the queue: 5 % of the members, 2 to 5."""
    return min(5, max(2, -(-members // 20)))


def must_reopen(flaggers: int, dissatisfied: int) -> bool:
    """Whether enough of those who flagged are dissatisfied: a third, and at least one."""
    return dissatisfied > 0 and 3 * dissatisfied >= flaggers


class Refusal(StrEnum):
    """Why something was not done."""

    UNKNOWN = "unknown"
    NOT_YOURS = "not_yours"
    NOT_NOW = "not_now"
    ALREADY = "already"
    TOO_MANY = "too_many"
    TOO_LONG = "too_long"
    NO_REASON = "no_reason"
    STALE = "stale"
    OWN_UNIT = "own_unit"
    SAME_REVIEWER = "same_reviewer"
    TOO_OFTEN = "too_often"
    NO_CONTACT = "no_contact"
    INCOMPLETE = "incomplete"
    LONG_OVER = "long_over"
    KEPT_APART = "kept_apart"
