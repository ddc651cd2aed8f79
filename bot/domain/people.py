"""Members of groups, their units and roles."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do in a group, by our own table."""

    MEMBER = "member"
    ADMIN = "admin"
    COORDINATOR = "coordinator"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody we have met. ``private`` is the address of our chat with them, once they opened it.

    ``focus`` is the chat they last chose to look after in private.
    """

    id: int
    address: str
    name: str
    private: str | None = None
    focus: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """A member in a group. ``told`` when the unit was named, not guessed from a nickname."""

    chat: int
    address: str
    title: str
    unit: str | None = None
    told: bool = False
