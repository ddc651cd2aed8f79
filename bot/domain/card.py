"""The model of a member's card (我的待办): what they still owe, over all groups shared with us."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.boundary import Document
from bot.domain.case import Outcome
from bot.domain.digest import Mark
from bot.domain.form import Approval
from bot.domain.reading import Kind
from bot.domain.request import Source


class ItemState(StrEnum):
    """How a line of a card stands."""

    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"
    PASSED = "passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """What was handed in before and may be used again: when, for what, and where it is found.

    ``request`` is what it was recorded for; ``mine``: by whoever looks, else by a colleague;
    ``unit`` may see it, too. It is as what was handed in ``as_of``, where that is told. The
    documents are ``theirs`` to have sent again. ``fits``: both name the same period; ``newer``:
    what was asked was corrected since.
    """

    request: int
    at: datetime
    title: str
    issuer: str | None
    note: str
    link: str | None
    documents: tuple[Document, ...]
    mine: bool
    theirs: bool
    unit: str | None
    as_of: datetime | None
    until: datetime
    fits: bool
    newer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line. ``ref`` names what it is about: "r7" a request, "t3" a note of the member's own.

    ``changed_at`` is when a notice last withdrew or moved it, where one did, ``venue`` the place to
    which one moved it, ``spared`` what they called off of it, ``latest`` what was
    said last of an emergency that is on, and when. ``advised`` is what its issuer has
    not confirmed yet; ``beside`` what it shares with other lines, named by ``ref``.
    """

    number: int
    ref: str
    title: str
    issuer: str | None
    kind: Kind
    state: ItemState
    deadline: datetime | None = None
    starts_at: datetime | None = None
    changed_at: datetime | None = None
    venue: str | None = None
    spared: tuple[str, ...] = ()
    latest: tuple[datetime, str] | None = None
    sources: tuple[Source, ...] = ()
    advised: Outcome | None = None
    approval: Approval | None = None
    reuse: Reuse | None = None
    beside: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A member's card as of ``now``; ``groups`` counts the groups it draws on."""

    now: datetime
    units: tuple[str, ...]
    items: tuple[Item, ...]
    groups: int
