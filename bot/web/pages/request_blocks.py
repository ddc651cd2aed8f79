"""What the start page tells of requests; its template includes today_requests.html."""

from typing import Any

from bot.services.agenda import near
from bot.services.pairing import count_waiting
from bot.web.visit import Visit
from bot.wording import board_calendar, board_requests


async def today(visit: Visit) -> dict[str, Any] | None:
    """All that today_requests.html needs; None when there is nothing for today."""
    now = visit.board.now()
    pairs = await visit.read(count_waiting, visit.me, now)
    events = await visit.read(near, visit.board.office, visit.me, now)
    if not pairs and not events:
        return None
    return {
        "pairs": pairs,
        "events": events,
        "calendar_words": board_calendar,
        "request_words": board_requests,
    }
