"""Who is signed in to the coordinators' board, and what they may see there."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.case import Rank
from bot.domain.people import Member, Presence


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody is signed in on one machine; ``id`` names it to its owner, and opens nothing."""

    id: int
    member: int
    begun: datetime
    seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an office, as our tables have it at this moment.

    ``post`` is their rank as a coordinator, ``units`` the issuers they answer for, ``groups``
    those they look after as an admin.
    """

    member: Member
    post: Rank | None = None
    units: tuple[str, ...] = ()
    groups: tuple[Presence, ...] = ()

    @property
    def has_office(self) -> bool:
        """Whether the board is for them at all."""
        return bool(self.post or self.units or self.groups)
