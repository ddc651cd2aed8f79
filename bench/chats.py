"""Labelled chats to learn from and to judge by."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from bench.days import _ANY_DAY
from bench.sets import DATA, rows
from bot.domain.message import SHANGHAI, Media, Message
from bot.importers import read_chats

OUT = Path(__file__).parents[1] / "bot" / "data"
SAMPLE = OUT / "sample"
LATER, LATER_COUNTS = "m*.jsonl", 2.0
"""Chats labelled by the conventions as they stand now, which settle what older labels left open."""
Labelled = tuple[Message, dict[str, Any]]
FOLDERS = ("training", "days_dev", "days_more", "unseen_days")


def chats(folders: Iterable[str] = FOLDERS) -> Iterator[tuple[list[Labelled], float]]:
    """Labelled chats of these folders of bench/data, each in order of time, with their weights."""
    for name, chat in named_chats(folders):
        yield chat, LATER_COUNTS if fnmatch(name, LATER) else 1.0


def named_chats(folders: Iterable[str]) -> Iterator[tuple[str, list[Labelled]]]:
    """Labelled chats of these folders of bench/data and of the sample, by the set they are of."""
    for folder in folders:
        for path in sorted((DATA / folder).glob("*.jsonl")):
            yield from ((path.name, chat) for chat in labelled_lines(path))
        for path in sorted((DATA / folder).glob("*/result.json")):
            yield folder, _labelled(path, rows(path.parent / "truth.jsonl"))
    truth = rows(SAMPLE / "truth.jsonl")
    for path in sorted(SAMPLE.glob("qingshi_*.json")):
        name = json.loads(path.read_text("utf8"))["name"]
        yield "sample", _labelled(path, [row for row in truth if row["group"] == name])


def labelled_lines(path: Path) -> Iterator[list[Labelled]]:
    """The chats of a file of labelled lines."""
    groups: dict[str, list[Labelled]] = {}
    for row in rows(path):
        groups.setdefault(row["group"], []).append((message_of(row), row))
    yield from groups.values()


def message_of(row: dict[str, Any]) -> Message:
    """The message of a labelled line."""
    media = row.get("media")
    return Message(
        group=row["group"],
        number=row["id"],
        sent_at=datetime.fromisoformat(row["sent_at"]).replace(tzinfo=SHANGHAI),
        text=row["text"],
        sender=row["sender"],
        forwarded_from=row.get("forwarded_from"),
        reply_to=row.get("reply_to"),
        file_name=row.get("file_name"),
        media=Media(media) if media in set(Media) else None,
    )


def _labelled(path: Path, rows: list[dict[str, Any]]) -> list[Labelled]:
    truth = {row["id"]: row for row in rows}
    messages = read_chats(path, default_day=_ANY_DAY)
    return [(m, truth[m.number]) for m in messages if isinstance(m, Message) and m.number in truth]
