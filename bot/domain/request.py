"""The one thing asked (事项), the notices that mention it, and how they change it."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.reading import DueFor, Kind, Relation


class RequestState(StrEnum):
    """States of a request that this version uses (data/states.json, machine "request").

    DISMISSED is our own: an admin said that it is no notice, so nobody is shown it.
    """

    OPEN = "open"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a notice stands: the group's name and address, and the message's own number there."""

    group: str
    number: int | str
    chat: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One notice of a request: when, how it relates, and the deadline it states.

    ``inside`` tells whether it stands in the period that was asked about; ``venue`` is the place to
    which it moves an event.
    """

    source: Source
    inside: bool
    sent_at: datetime
    relation: Relation
    kind: Kind
    issuer: str | None
    deadline: datetime | None
    starts_at: datetime | None
    urgent: bool = False
    venue: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The present state of one request, folded from its mentions.

    ``upstream_deadline`` is the later deadline of the level above when a relay tightened it, and
    ``added`` what that relay demands on top (codes of likeness);
    ``due_for`` are the deadlines its text gave to some alone;
    ``same_data`` are keys of other departments' requests for the same data.
    """

    id: int
    key: str
    kind: Kind
    title: str
    issuer: str | None
    state: RequestState
    urgent: bool
    first_at: datetime
    last_at: datetime
    deadline: datetime | None
    starts_at: datetime | None
    recurs: str | None
    assumed: str | None
    upstream_deadline: datetime | None
    upstream_issuer: str | None
    urged: int
    cues: tuple[str, ...]
    mentions: tuple[Mention, ...]
    same_data: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    due_for: tuple[DueFor, ...] = ()

    @property
    def venue(self) -> str | None:
        """Where it is held since a notice moved it there; None where none did."""
        return next((one.venue for one in reversed(self.mentions) if one.venue), None)

    @property
    def apart(self) -> tuple[DueFor, ...]:
        """Who is due when, unless a later word gave all of them another deadline."""
        return self.due_for if self.deadline in {one.at for one in self.due_for} else ()


def copy_key(key: str, chat: int) -> str:
    """The key of the copy of a request that a group has for itself."""
    return f"{key}~{chat}"


def owner_of(key: str) -> int | None:
    """The chat whose group has a copy for itself; None for the key of what is everybody's."""
    found = _COPY.search(key)
    return int(found[1]) if found else None


_COPY = re.compile(r"~(\d+)[^~]*\Z", re.ASCII)
