"""What the start page tells of requests; its template includes today_requests.html."""

from typing import Any

from bot.services.agenda import near
from bot.services.pairing import count_waiting
from bot.web.visit import Visit
from bot.wording import board_calendar, board_requests


async def today(visit: Visit) -> dict[str, Any]:
    """All that today_requests.html needs."""
    now = visit.board.now()
    return {
        "pairs_waiting": await visit.read(count_waiting, visit.me, now),
        "events_near": await visit.read(near, visit.board.office, visit.me, now),
        "calendar_words": board_calendar,
        "request_words": board_requests,
    }
