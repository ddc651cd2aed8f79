"""Pairs of requests and streams of them, beside plain likenesses, by kind of pair."""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bench.days import DATA
from bot.app import knowledge
from bot.config import Config
from bot.reading.deadline import read_times
from bot.reading.likeness import Features, compare, features
from bot.reading.normalise import normalise

LEXICON, CALENDAR = knowledge(Config())
SHANGHAI = ZoneInfo("Asia/Shanghai")
Row = dict[str, Any]
SURE = 0.98
SETS = (DATA, DATA / "unseen_requests")


def rows(path: Path) -> list[Row]:
    """The lines of a labelled file."""
    return [json.loads(line) for line in path.read_text("utf8").splitlines()]


def featured(row: Row) -> Features:
    """The features of a labelled request."""
    sent_at = datetime.fromisoformat(row["sent_at"])
    if sent_at.tzinfo is None:
        sent_at = sent_at.replace(tzinfo=SHANGHAI)
    times = read_times(normalise(row["text"]), sent_at, CALENDAR, LEXICON.clock)
    return features(row["text"], sent_at, times.deadline)
