"""Cases as they are kept and shown, and what those concerned are told."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.case import Band, CaseEvent, CaseState, Outcome, Pool, Rank, Refusal
from bot.domain.flag import MyFlag
from bot.domain.people import Presence


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a coordinator decided; each text is for those who flagged and for the group.

    ``about`` is the time, the other request or the department that ``feedback`` names.
    """

    outcome: Outcome
    reason: str
    basis: str
    feedback: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case. ``request`` is the canonical one by now; ``number`` comes with the queue.

    ``answer_by`` is None while the answer clock stands still with ``answer_left`` on it.
    ``wait_until`` bounds the state it is in. A ``final`` case was reopened once. ``key`` names
    the key that seals what its flaggers said, until it is destroyed.
    """

    id: int
    number: int | None
    request: int
    title: str
    issuer: str | None
    reason: str
    pool: Pool
    state: CaseState
    version: int
    rank: Rank
    band: Band
    came_back: bool
    final: bool
    claimed_by: int | None
    first_reviewer: int | None
    lease_until: datetime | None
    acknowledge_by: datetime | None
    answer_by: datetime | None
    answer_left: timedelta | None
    wait_until: datetime | None
    asked: int
    consulted: int
    decision: Decision | None
    issuer_said: str | None
    told_deadline: datetime | None
    told_request: int | None
    answered_at: datetime | None
    closed_on: date | None
    merged_into: int | None
    key: str | None
    warned: bool
    nudged: date | None


class Side(StrEnum):
    """Who said something in the anonymous dialogue of a case."""

    COORDINATOR = "coordinator"
    FLAGGER = "flagger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One text of the dialogue."""

    side: Side
    text: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A case as its reviewer reads it: what flaggers wrote, never more than its band tells."""

    case: Case
    texts: tuple[str, ...]
    said: tuple[Said, ...]


class NoticeKind(StrEnum):
    """What members with an office are told of a case, privately."""

    ENTERED = "entered"
    WARNING = "warning"
    BREACH = "breach"
    CONSULTED = "consulted"
    REPLIED = "replied"
    HEARD = "heard"
    ADVISED = "advised"
    HANDED = "handed"
    REMEDIED = "remedied"
    REOPENED = "reopened"
    RETURNED = "returned"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something to tell the members ``to`` about a case; with NOBODY, no reviewer was found."""

    kind: NoticeKind
    case: int
    to: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What became of an act on a case: the case as it is now, or why nothing was done."""

    case: Case | None = None
    refusal: Refusal | None = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What became of an act on a flag: the flag as it is now, or why nothing was done."""

    flag: MyFlag | None = None
    refusal: Refusal | None = None


class Deed(StrEnum):
    """What was seen done to a request about which something was advised."""

    WITHDRAWN = "withdrawn"
    JOINED = "joined"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """How a request stands when its case gets its answer.

    ``deed`` is None where nothing was seen. ``event``: it is a meeting or an inspection.
    ``title`` is what was joined to another, ``at`` the new time of what was moved, ``said`` what
    the issuer says of it to all.
    """

    deed: Deed | None = None
    event: bool = False
    title: str = ""
    at: datetime | None = None
    said: str = ""


NOT_SEEN = Remedy()


class FeedbackKind(StrEnum):
    """What those who flagged are told."""

    QUESTION = "question"
    ADVISED = "advised"
    ANSWERED = "answered"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """Something for one flagger's private chat, opened to be delivered and for nothing else.

    ``event`` is how an answer came about; a ``final`` one is heard by nobody else, and only while
    it is ``ratable`` does it matter whether it satisfies. ``shown`` is the message that shows it:
    None before it was brought, 0 where it lies over a card.
    """

    id: int
    kind: FeedbackKind
    private: str
    flag: int
    request: int
    title: str
    issuer: str | None
    text: str
    event: CaseEvent | None = None
    decision: Decision | None = None
    remedy: Remedy = NOT_SEEN
    final: bool = False
    ratable: bool = False
    shown: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a group is told of a case, in its digest."""

    number: int
    event: CaseEvent
    request: int
    title: str
    issuer: str | None
    decision: Decision | None
    remedy: Remedy = NOT_SEEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The mark on a request that a decision wants changed, until its issuer acts."""

    request: int
    outcome: Outcome
    case: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """The office of a coordinator, with the unit they come from."""

    member: int
    unit: str
    rank: Rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An office that a one-time link offers: a coordinator's, or without ``rank`` a contact's.

    ``by`` is the coordinator who offers it, None for whoever runs the machine.
    """

    unit: str
    rank: Rank | None
    chats: tuple[int, ...]
    by: int | None
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """What waits for a coordinator when a working day begins, the most urgent first.

    Of ``untold`` somebody has to tell the issuer what was advised, or hand the case on. ``groups``
    are new, and nobody below the highest rank reviews what concerns them.
    """

    member: int
    waiting: tuple[Case, ...]
    today: tuple[Case, ...]
    overdue: tuple[Case, ...]
    untold: tuple[Case, ...] = ()
    groups: tuple[Presence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What checking the history found; ``fault`` is the first row that is not as it was written.

    Zero stands for the end of the history. ``unkeyed`` are live cases whose key is gone.
    """

    rows: int
    fault: int | None = None
    unkeyed: int = 0
