"""Ways of sending that are known to fail: controls, so that the zeros of the real one mean much."""

from bot.domain.boundary import Outgoing, PlatformError
from bot.domain.delivery import Happened, Part
from bot.outbox import Outbox
from bot.storage.connection import Tx
from bot.storage.deliveries import step


class SendThenMark(Outbox):
    """Sends the whole text, then commits that it did: a crash between sends it twice."""

    async def _advance(self, part: Part) -> None:
        try:
            number = await self._platform.send(
                part.chat, Outgoing(plain=part.plain, html=part.html)
            )
        except PlatformError:
            return
        await _mark(self, part, number)


class MarkThenSend(Outbox):
    """Commits that it sent, then sends: a crash between loses it."""

    async def _advance(self, part: Part) -> None:
        await _mark(self, part, 1)
        try:
            await self._platform.send(part.chat, Outgoing(plain=part.plain, html=part.html))
        except PlatformError:
            return


async def _mark(outbox: Outbox, part: Part, number: int) -> None:
    for happened in (Happened.RESERVE, Happened.HEADLINE_SENT, Happened.EDITED):
        stepped = await outbox._store.run(step_of, part, happened, number)
        if stepped is None:
            return
        part = stepped


def step_of(tx: Tx, part: Part, happened: Happened, number: int) -> Part | None:
    """One step, with the message's number where it has one."""
    return step(tx, part, happened, message=number if happened is Happened.HEADLINE_SENT else None)


POLICIES: dict[str, type[Outbox]] = {
    "": Outbox,
    "send-then-mark": SendThenMark,
    "mark-then-send": MarkThenSend,
}
