"""What was read in a notice that a member forwarded or pasted to us (转发给我的通知)."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.reading import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One notice, not decided on yet. ``core`` is its text without what is private.

    ``sure`` tells whether it was read as a notice at all.
    """

    title: str
    issuer: str | None
    kind: Kind
    deadline: datetime | None
    starts_at: datetime | None
    core: str
    sure: bool
