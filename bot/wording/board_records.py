"""What the board's pages for issuers' contacts say beside what the chat says, too."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.request import Request
from bot.services.answering import Record
from bot.wording import dates
from bot.wording.records import is_awaited, stands
from bot.wording.text import isolated, shorten

TIME, WHY, DID = "改到什么时候", "依据和必要性", "怎么办的"
TIME_UNREAD = "没看懂时间。请选日期和几点,要在两年以内。"
_TITLE, _NAME = 60, 20


def rows(found: Sequence[Record]) -> list[tuple[int, str, str, str, bool]]:
    """Cases in a list: number, title, issuer, how each stands, whether the unit is awaited."""
    return [
        (
            one.case.number or 0,
            shorten(one.case.title, _TITLE) or "(没有标题)",
            shorten(one.case.issuer or "", _NAME),
            stands(one),
            is_awaited(one),
        )
        for one in found
    ]


def choices(others: Sequence[Request], now: datetime) -> list[tuple[int, str]]:
    """Requests that one can be joined to."""
    return [(one.id, _named(one, now)) for one in others]


def _named(request: Request, now: datetime) -> str:
    when = f" · {dates.deadline_words(request.deadline, now)}" if request.deadline else ""
    return f"{isolated(shorten(request.title, _TITLE)) or '(没有标题)'}{when}"
