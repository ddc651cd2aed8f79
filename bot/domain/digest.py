"""The model of the day's digest (今日一览): what is said, before any wording or layout."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.domain.case import Outcome
from bot.domain.message import Media
from bot.domain.reading import DueFor, Kind
from bot.domain.request import Source
from bot.domain.review import News


class Section(StrEnum):
    """Home sections of a line, in the order they are tried (DESIGN §5)."""

    URGENT = "urgent"
    CHANGED = "changed"
    CLOSED_TODAY = "closed_today"
    MEETINGS = "meetings"
    INSPECTIONS = "inspections"
    DUE_SOON = "due_soon"
    DUE_LATER = "due_later"
    INFO = "info"
    UNSURE = "unsure"


class MarkKind(StrEnum):
    """Neutral facts a line may carry; the words for them live in wording."""

    URGED = "urged"  # count
    UPSTREAM = "upstream"  # upstream and local deadline
    ON_TOP = "on_top"  # what a relay demands beside what the level above does
    WIDER = "wider"  # how much more a relay wants of it
    APART = "apart"  # who is due when, where that differs
    SAME_DATA = "same_data"  # numbers of the lines that want the same data
    CLASH = "clash"  # numbers of the lines that start at nearly the same time
    ASSUMED = "assumed"  # a clock convention was applied
    MOVED = "moved"  # deadline or start changed in this period: before and after
    VENUE = "venue"  # held at another place than was said first: text
    SPARED = "spared"  # a part called off or changed, in its words: text
    CANCELLED = "cancelled"
    LIFTED = "lifted"  # an emergency that is over
    LATEST = "latest"  # what was said last of one that is on: text, and when (after)
    SUSPENDED = "suspended"
    RECURS = "recurs"
    CARRIED = "carried"
    SHORT_NOTICE = "short_notice"
    PAST_START = "past_start"
    NO_WORKDAYS = "no_workdays"  # the year's 调休 is not known
    ADVISED = "advised"  # the outcome that its issuer has not confirmed yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One fact about a line; which fields are set depends on its kind.

    ``wants`` is what another line, of ``issuer``, wants besides the ``text`` both want, and
    ``shares`` which columns of it both name. Of a relay by ``issuer``, ``wants`` is what it demands
    on top, and ``threats`` what it threatens with; or ``text`` is how much it wants of what
    ``keys`` names, and ``less`` how much ``above`` does. ``due_for`` are those who are due apart,
    or the levels, the lowest first.
    """

    kind: MarkKind
    count: int = 0
    before: datetime | None = None
    after: datetime | None = None
    issuer: str | None = None
    keys: tuple[str, ...] = ()
    text: str = ""
    shares: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    outcome: Outcome | None = None
    due_for: tuple[DueFor, ...] = ()
    threats: tuple[str, ...] = ()
    less: str = ""
    above: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One request (or one unsure message) of the digest."""

    key: str
    title: str
    issuer: str | None
    kind: Kind | None
    deadline: datetime | None = None
    starts_at: datetime | None = None
    carried: bool = False
    sources: tuple[Source, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCount:
    """What one group said in the period; ``unread`` counts media whose content was not read."""

    name: str
    messages: int
    unread: Mapping[Media, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amplified:
    """A relay that asks earlier than the level above, or for more than it.

    ``added`` is what it demands on top, ``wider`` pairs of how much it wants and how much the level
    above does; both in the notices' words.
    """

    key: str
    upstream: datetime
    local: datetime
    added: tuple[str, ...] = ()
    wider: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What a digest covers: ``(start, end]`` by time sent.

    Live, messages are taken by order of commit instead: those with ids in ``commits`` = (first,
    last], of the chats with ids in ``chats``; nothing then falls between two periods.
    """

    start: datetime
    end: datetime
    commits: tuple[int, int] | None = None
    chats: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One digest. ``notices`` counts notices of the period, ``requests`` the lines not carried.

    ``news`` are outcomes of cases (意见办理), beside all lines and sums. ``weekly`` ones tell of a
    week, not of a day.
    """

    period: Period
    groups: tuple[GroupCount, ...]
    notices: int
    requests: int
    next_workday: date
    sections: Mapping[Section, tuple[Line, ...]]
    same_data: tuple[tuple[str, str], ...] = ()
    clashes: tuple[tuple[str, str], ...] = ()
    amplified: tuple[Amplified, ...] = ()
    gaps: tuple[Period, ...] = ()
    news: tuple[News, ...] = ()
    skipped: int = 0
    weekly: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not self.news and not any(self.sections.values())
