"""Sentences of many trades and voices, read with the weights as the product reads them."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.app import knowledge
from bot.config import Config
from bot.domain.message import SHANGHAI
from bot.reading.deadline import read_times
from bot.reading.normalise import normalise

LEXICON, CALENDAR = knowledge(Config())
ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "deadline_voices.jsonl").read_text("utf8").splitlines()
]


def found(row: dict[str, Any]) -> str | None:
    """What is due, or what starts where the row asks for that and nothing is due."""
    now = datetime.fromisoformat(row["now"]).replace(tzinfo=SHANGHAI)
    times = read_times(normalise(row["text"]), now, CALENDAR, LEXICON.clock, model=LEXICON.times)
    event = row["kind"] == "meeting_time" and times.deadline is None
    at = times.starts_at if event else times.deadline
    return at.strftime("%Y-%m-%dT%H:%M") if at else None


@pytest.mark.parametrize("kind", ["deadline", "meeting_time", "recurring", "none"])
def test_every_voice_is_read_to_the_minute(kind: str) -> None:
    wrong = [
        f"{row['id']} {row['text']} → {at}"
        for row in ROWS
        if row["kind"] == kind
        if (at := found(row)) not in [row["deadline"], *row.get("also", [])]
    ]
    assert not wrong, "\n".join(wrong)


def test_all_that_the_conventions_speak_of_is_there() -> None:
    kinds = Counter(row["kind"] for row in ROWS)
    assert len(ROWS) >= 500
    assert min(kinds.values()) >= 40
    assert len({row["id"] for row in ROWS}) == len(ROWS)
