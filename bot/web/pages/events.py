"""Tells open pages that something changed; what it is, they ask for themselves."""

import asyncio
from contextlib import suppress

from aiohttp import web

from bot.domain.errors import StorageError
from bot.web.limits import STREAMS
from bot.web.people import Rule, recognise
from bot.web.problem import Problem
from bot.web.visit import Route, Visit

HEARTBEAT = 20.0
PAUSE = 3.0
"""Seconds between two tellings, however much happens."""


async def events(visit: Visit) -> web.StreamResponse:
    """A stream that lasts until the session, or the last role of whoever listens, ends."""
    listening = visit.hall.streams
    if sum(who == visit.csrf for who in listening.values()) >= STREAMS:
        raise Problem(429)
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"}
    )
    await response.prepare(visit.request)
    stream = asyncio.create_task(_tell(visit, response), name="board-events")
    listening[stream] = visit.csrf
    try:
        await stream
    except (ConnectionError, StorageError, asyncio.CancelledError):
        stream.cancel()
    finally:
        del listening[stream]
    return response


async def _tell(visit: Visit, response: web.StreamResponse) -> None:
    bell = visit.board.bell
    heard = bell.count
    await response.write(b"retry: 5000\n\n")
    while True:
        before = heard
        with suppress(TimeoutError):
            heard = await asyncio.wait_for(bell.after(heard), HEARTBEAT)
        # The board of this moment: in the demo, another town may have begun.
        if await recognise(visit.hall.given(), visit.secret) is None:
            await response.write(b"event: ended\ndata:\n\n")
            return
        await response.write(b": still here\n\n" if heard == before else b"data: changed\n\n")
        await asyncio.sleep(PAUSE)


ROUTES = (Route("GET", "/events", events, Rule.SIGNED_IN),)
