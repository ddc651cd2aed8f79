"""What the board says of names and corrections: what they say, who made them, when."""

from datetime import datetime

from bot.domain.correction import Correction
from bot.domain.people import Member
from bot.domain.request import Request
from bot.wording import dates
from bot.wording.corrections import NAMES, request_named, unsure_named
from bot.wording.linking import person
from bot.wording.text import isolated, shorten

_VALUE = 40


def made_by(made: Correction, by: Member | None) -> str:
    """Who said so, and when."""
    return f"{dates.stamp(made.at)} {person(by) if by else ''}"


def taught(made: Correction) -> str:
    """What a correction says."""
    value = isolated(shorten(made.value or "", _VALUE))
    shows = value and made.fix.value in ("title", "issuer")
    return f"{NAMES[made.fix]}:{value}" if shows else NAMES[made.fix]


def about(request: Request | None, excerpt: str | None, now: datetime) -> str:
    """The line it is about; "" where there is none any more."""
    if request:
        return request_named(request, now)
    return unsure_named(excerpt) if excerpt else ""
