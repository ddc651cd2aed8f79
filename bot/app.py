"""Where all meets: chats in, one digest out."""

import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

from bot.config import Config
from bot.domain.calendar import WorkCalendar
from bot.domain.digest import Digest, Period
from bot.domain.lexicon import Lexicon
from bot.domain.message import SHANGHAI, Message
from bot.domain.reading import Earlier, Reading
from bot.importers import Problem
from bot.reading.reader import read
from bot.reading.thread.memory import remembered
from bot.services.composing import compose
from bot.services.intake import take_in
from bot.storage.catalogue import keep_configured
from bot.storage.connection import Tx
from bot.storage.lexicon import load_lexicon
from bot.storage.messages import chat_id
from bot.storage.schema import MIGRATIONS
from bot.storage.staging import (
    any_staged,
    close_staging,
    index_staging,
    last_staged,
    next_staged,
    open_staging,
    stage,
)
from bot.storage.store import Store
from bot.storage.workdays import load_calendar

_BATCH = 1000


def knowledge(config: Config) -> tuple[Lexicon, WorkCalendar]:
    """The lexicon and the working-day calendar under this configuration."""
    lexicon = load_lexicon(
        clock=config.clock,
        departments=config.departments,
        aliases=config.aliases,
        cues=config.cues,
        catalogue=config.catalogue,
    )
    return lexicon, load_calendar(config.calendar_overrides)


def make_digest(
    items: Iterable[Message | Problem], *, on: date | None, config: Config, data: Path | None
) -> tuple[Digest | None, list[Problem]]:
    """The digest of the day ``on`` (None: the last day with messages) from imported chats.

    Works on disk, in a temporary folder unless ``data`` names one, so that exports larger than
    memory are no trouble. The digest is None when no message could be read at all.
    """
    with tempfile.TemporaryDirectory(prefix="jianfu-") as temporary:
        folder = data or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        # What is thrown away in the end need not outlive a power cut.
        lasting = data is not None
        with Store.open(folder / "jianfu.db", MIGRATIONS, lasting=lasting) as store:
            problems = _stage_all(store, items)
            last = store.read_sync(last_staged)
            if last is None:
                return None, problems
            period = _period(store, on, last, config.slot)
            lexicon, calendar = knowledge(config)
            store.run_sync(keep_configured, lexicon.catalogue, period.end)
            _take_in_all(store, period.end, lexicon, calendar)
            store.run_sync(close_staging)
            digest = store.read_sync(compose, period, calendar, config.clock, len(problems))
    return digest, problems


def _stage_all(store: Store, items: Iterable[Message | Problem]) -> list[Problem]:
    problems: list[Problem] = []
    store.run_sync(open_staging)
    messages = _messages(items, problems)
    while batch := list(islice(messages, _BATCH)):
        store.run_sync(stage, batch)
    store.run_sync(index_staging)
    return problems


def _messages(items: Iterable[Message | Problem], problems: list[Problem]) -> Iterator[Message]:
    for item in items:
        if isinstance(item, Message):
            yield item
        else:
            problems.append(item)


def _period(store: Store, on: date | None, last: datetime, slot: time) -> Period:
    """From the slot of the day before to the slot of the day."""
    day = on or last.date()
    end = datetime.combine(day, slot, SHANGHAI)
    start = end - timedelta(days=1)
    if on is None and not store.read_sync(any_staged, start, end):
        start, end = end, end + timedelta(days=1)
    return Period(start=start, end=end)


def _take_in_all(store: Store, until: datetime, lexicon: Lexicon, calendar: WorkCalendar) -> None:
    threads: dict[tuple[str, str | None], list[Earlier]] = {}
    position = (float("-inf"), 0)
    while rows := store.read_sync(next_staged, position, until, _BATCH):
        position = rows[-1][0]
        pairs = [
            (message, _read_in_thread(message, threads, lexicon, calendar)) for _, message in rows
        ]
        store.run_sync(_take_in_batch, pairs)


def _read_in_thread(
    message: Message,
    threads: dict[tuple[str, str | None], list[Earlier]],
    lexicon: Lexicon,
    calendar: WorkCalendar,
) -> Reading:
    place = (message.group, message.topic)
    thread = threads.get(place, [])
    reading = read(message, message.sent_at, thread, lexicon, calendar)
    threads[place] = remembered([*thread, Earlier(message=message, reading=reading)])
    return reading


def _take_in_batch(tx: Tx, pairs: list[tuple[Message, Reading]]) -> None:
    for message, reading in pairs:
        take_in(tx, chat_id(tx, f"export:{message.group}", message.group), message, reading)
