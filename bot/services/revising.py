"""A digest that was sent is put right when a line of it is withdrawn or moved."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from bot.domain.calendar import WorkCalendar
from bot.domain.delivery import Printed, Text
from bot.domain.digest import Digest, Period
from bot.domain.lexicon import Clock
from bot.services.composing import compose
from bot.storage.cards import keep_lines
from bot.storage.connection import Snapshot, Tx
from bot.storage.deliveries import add_parts, parts_of, revise
from bot.storage.newest import Delivery, newest_of_chats, newest_of_requests
from bot.storage.targets import sources_of

REVISED_FOR = timedelta(hours=24)


def revise_digests(
    tx: Tx,
    requests: Sequence[int],
    now: datetime,
    calendar: WorkCalendar,
    clock: Clock,
    render: Callable[[Digest, int], Printed],
    folded: Text,
) -> int:
    """Write anew the newest digest of each target that names one of ``requests``.

    Returns how many parts that changed. ``folded`` is what stands in a part that is not needed
    any more.
    """
    written = 0
    for delivery, start in newest_of_requests(tx, requests, now - REVISED_FOR):
        written += _rewrite(tx, delivery, start, calendar, clock, render, folded)
    return written


def revise_digests_of_chats(
    tx: Tx,
    chats: Iterable[int],
    now: datetime,
    calendar: WorkCalendar,
    clock: Clock,
    render: Callable[[Digest, int], Printed],
    folded: Text,
) -> None:
    """The same for the newest digest of each target that one of ``chats`` feeds."""
    for delivery, start in newest_of_chats(tx, chats, now - REVISED_FOR):
        _rewrite(tx, delivery, start, calendar, clock, render, folded)


def sent_digest(
    snapshot: Snapshot,
    delivery: Delivery,
    start: datetime,
    calendar: WorkCalendar,
    clock: Clock,
) -> Digest:
    """What a digest that was sent says by now; its period began at ``start``."""
    period = Period(
        start=start,
        end=delivery.due_at,
        commits=(delivery.first, delivery.last),
        chats=sources_of(snapshot, delivery.target, delivery.due_at),
    )
    return compose(snapshot, period, calendar, clock)


def _rewrite(
    tx: Tx,
    delivery: Delivery,
    start: datetime,
    calendar: WorkCalendar,
    clock: Clock,
    render: Callable[[Digest, int], Printed],
    folded: Text,
) -> int:
    """How many parts of a digest got another text."""
    digest = sent_digest(tx, delivery, start, calendar, clock)
    (texts, numbers), written = render(digest, delivery.id), 0
    parts = parts_of(tx, delivery.id)
    for index, part in enumerate(parts):
        text = texts[index] if index < len(texts) else folded
        if text[1:] != (part.html, part.plain, part.buttons):
            revise(tx, part, text)
            written += 1
    more = texts[len(parts) :]
    add_parts(tx, delivery.id, more, first=len(parts) + 1)
    if written or more:
        keep_lines(tx, delivery.id, numbers)
    return written + len(more)
