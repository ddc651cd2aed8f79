"""The model of a member's card (我的待办): what they still owe, over all groups shared with us."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.case import Outcome
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
    """What a member handed in before and may use again: when, for what, and where they find it."""

    at: datetime
    title: str
    issuer: str | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line. ``ref`` names what it is about: "r7" a request, "t3" a note of the member's own.

    ``changed_at`` is when a notice last withdrew or moved it, where one did. ``advised`` is what
    its issuer has not confirmed yet.
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
    sources: tuple[Source, ...] = ()
    advised: Outcome | None = None
    approval: Approval | None = None
    reuse: Reuse | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A member's card as of ``now``; ``groups`` counts the groups it draws on."""

    now: datetime
    units: tuple[str, ...]
    items: tuple[Item, ...]
    groups: int
