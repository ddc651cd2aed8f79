"""A digest that was sent is put right when a line of it is withdrawn or moved."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.domain.calendar import WorkCalendar
from bot.domain.delivery import Text
from bot.domain.digest import Digest, Period
from bot.domain.lexicon import Clock
from bot.services.composing import compose
from bot.storage.connection import Tx
from bot.storage.deliveries import add_parts, newest_of_requests, parts_of, revise
from bot.storage.targets import sources_of

REVISED_FOR = timedelta(hours=24)


def revise_digests(
    tx: Tx,
    requests: Sequence[int],
    now: datetime,
    calendar: WorkCalendar,
    clock: Clock,
    render: Callable[[Digest], list[Text]],
    folded: Text,
) -> int:
    """Write anew the newest digest of each target that names one of ``requests``.

    Returns how many parts that changed. ``folded`` is what stands in a part that is not needed
    any more.
    """
    written = 0
    for delivery, start in newest_of_requests(tx, requests, now - REVISED_FOR):
        period = Period(
            start=start,
            end=delivery.due_at,
            commits=(delivery.first, delivery.last),
            chats=sources_of(tx, delivery.target, delivery.due_at),
        )
        texts = render(compose(tx, period, calendar, clock))
        parts = parts_of(tx, delivery.id)
        for index, part in enumerate(parts):
            text = texts[index] if index < len(texts) else folded
            if text[1:] != (part.html, part.plain, part.buttons):
                revise(tx, part, text)
                written += 1
        more = texts[len(parts) :]
        add_parts(tx, delivery.id, more, first=len(parts) + 1)
        written += len(more)
    return written
