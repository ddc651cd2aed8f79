"""What the reader made of a message: its class, and one or several asks with evidence."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.message import Message


class What(StrEnum):
    """The class of a message."""

    NOTICE = "notice"
    RECEIPT = "receipt"
    CHATTER = "chatter"


class Kind(StrEnum):
    """The kind of an ask (DESIGN §2); CHANGE cancels, postpones or corrects an earlier one."""

    REPORT = "report"
    TASK = "task"
    MEETING = "meeting"
    INSPECTION = "inspection"
    CHECK_IN = "checkin"
    PROMOTION = "promotion"
    INFO = "info"
    CHANGE = "change"


class Relation(StrEnum):
    """How a notice mentions its request."""

    FIRST = "first"
    FORWARD = "forward"
    REMINDER = "reminder"
    UPDATE = "update"
    CANCEL = "cancel"
    RELAY_TIGHTENED = "relay_tightened"


POINTING = frozenset({Relation.REMINDER, Relation.UPDATE, Relation.CANCEL})
"""What speaks of an ask that was made before, in as few words as it takes."""


class Assumption(StrEnum):
    """A convention that was needed to turn words into a minute; shown to the reader."""

    END_OF_DAY = "end_of_day"
    END_OF_WORK = "end_of_work"
    DUSK = "dusk"
    START_OF_WORK = "start_of_work"
    NOON = "noon"
    AFTERNOON_START = "afternoon_start"
    NEXT_OCCURRENCE = "next_occurrence"
    HALF_DAY_GUESSED = "half_day_guessed"
    WORKDAYS_UNKNOWN = "workdays_unknown"
    RELATIVE_TO_EVENT = "relative_to_event"
    PERIOD_END = "period_end"
    FROM_SENDING = "from_sending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where in the given text a time was read: ``text[start:end]`` in code points."""

    start: int
    end: int
    text: str
    assumption: Assumption | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueFor:
    """A deadline that is not everybody's: ``whose`` names the units in the notice's own words."""

    whose: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """What the deadline reader found; all moments aware, minute resolution.

    ``deadline`` is the last moment to act, ``starts_at`` the start of an event, ``recurs`` the
    recurrence in words (its next occurrence is ``deadline``). ``upstream`` is a later deadline
    of a level above that the same text names (县里周五要,周三先交镇里). ``due_for`` are the
    deadlines of those who are due apart (东河村13日前,其他村16日前), in the order told; then
    ``deadline`` is the earliest of them; or, where it has none of these, ``starts_at`` is, and they
    are when each comes (桐山村16日体检,石桥社区17日). ``only_for`` is set where each time is said
    to be somebody's, be it one alone (更正:其他村改为17日前): a correction
    moves those and no others.
    """

    deadline: datetime | None = None
    starts_at: datetime | None = None
    recurs: str | None = None
    upstream: datetime | None = None
    due_for: tuple[DueFor, ...] = ()
    only_for: tuple[DueFor, ...] = ()
    deadline_evidence: Evidence | None = None
    starts_evidence: Evidence | None = None


NO_TIMES = Times()


class Format(StrEnum):
    """In what form a thing is wanted. A list (名单, 台账) is in none by itself."""

    TABLE = "table"
    DOCUMENT = "document"
    PHOTO = "photo"
    VIDEO = "video"
    SCREENSHOT = "screenshot"
    STAMPED = "stamped"
    CHAIN = "chain"
    IN_SYSTEM = "in_system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What an ask tells beside its times, in its own words, masked; empty where it tells nothing.

    ``columns`` are the fields wanted of each thing, ``channel`` where it goes (several joined by
    、), ``sanction`` what is threatened, ``basis`` numbers and titles of documents that it names
    as its ground, ``addressees`` whom it is for.
    """

    columns: tuple[str, ...] = ()
    forms: tuple[Format, ...] = ()
    channel: str | None = None
    sanction: str | None = None
    basis: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()


NO_DETAILS = Details()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing asked. ``subject_kind`` is the kind beneath a CHANGE, where it shows; ``venue``
    the place to which a CHANGE moves it. ``passed_on_by`` is the body that says in its own words
    what its ``issuer`` asks (转县水利局通知:请各村…). ``relation`` is set where one of several
    is not mentioned as the first one is (名单提前到16日,台账不用报了). ``spared`` are the words
    that call a part of it off (城关镇不用报), change it for some (电子版时间不变) or tell how
    things stand with a danger (水样合格了).
    """

    kind: Kind
    title: str
    times: Times = NO_TIMES
    urgent: bool = False
    issuer: str | None = None
    cues: tuple[str, ...] = ()
    exemptions: tuple[str, ...] = ()
    subject_kind: Kind | None = None
    details: Details = NO_DETAILS
    venue: str | None = None
    passed_on_by: str | None = None
    relation: Relation | None = None
    spared: str | None = None

    @property
    def base_kind(self) -> Kind:
        """The kind of the request itself, also when this notice only changes it."""
        return self.subject_kind or (Kind.TASK if self.kind is Kind.CHANGE else self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What a thread has told of somebody whose name tells no office.

    ``office`` is the one they called theirs, "" where these were several. ``fields`` are the fields
    of work their notices spoke of, each with the sum of its log odds in hundredths, and ``words``
    how many words told it; what was said long ago counts less.
    """

    office: str | None = None
    fields: tuple[tuple[str, int], ...] = ()
    words: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The reader's answer for one message in its thread.

    ``refers_to`` is the earlier message of the thread that this one continues, changes, reminds
    of or relays, and ``refers_ask`` which of its asks; ``part_of`` is set when it is the second
    half of that message's ask. ``ends`` are further messages whose alarms it says are over: of one
    danger they told on several lines.
    ``suspends`` tells a cancellation that leaves a new time open (改天另行通知). ``terms`` are the
    search terms of a notice and ``alarm`` tells that danger was spoken of: what later messages of
    the thread are compared by, so that no text has to be kept. ``voice`` is what is known of who
    says a notice, from this and all earlier ones.
    """

    what: What
    unsure: bool = False
    asks: tuple[Ask, ...] = ()
    relation: Relation | None = None
    refers_to: int | str | None = None
    refers_ask: int = 0
    part_of: int | str | None = None
    ends: tuple[int | str, ...] = ()
    suspends: bool = False
    terms: frozenset[str] = frozenset()
    alarm: bool = False
    voice: Voice | None = None
    lexicon_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """One earlier message of the thread with its reading, as handed to the reader."""

    message: Message
    reading: Reading
