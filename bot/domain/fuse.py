"""What cannot wait for the digest: the short-fuse changes of half a day (DESIGN §4)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.reading import DueFor, Kind
from bot.domain.request import Source


class FuseKind(StrEnum):
    """Why a line cannot wait."""

    DUE = "due"  # asked for before the next digest
    WITHDRAWN = "withdrawn"
    LIFTED = "lifted"  # an alarm that is over
    SUSPENDED = "suspended"
    MOVED = "moved"  # another time, an earlier one, or another place
    ADDED = "added"  # more about something that is due before the next digest


@dataclass(frozen=True, slots=True, kw_only=True)
class FuseLine:
    """One request, of the kind ``asked``, that changed.

    ``said_at`` is when the notice that changed it was sent, ``due_for`` who is due apart,
    ``venue`` the place to which it was moved; ``timed``: it was moved to another time.
    """

    kind: FuseKind
    asked: Kind
    title: str
    issuer: str | None
    said_at: datetime
    deadline: datetime | None
    starts_at: datetime | None
    source: Source
    due_for: tuple[DueFor, ...] = ()
    timed: bool = True
    venue: str | None = None
