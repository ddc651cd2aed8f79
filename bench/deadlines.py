"""Deadlines to the minute on labelled sentences, beside jionlp's extractor where installed."""

import json
import sys
import time
from collections import Counter
from datetime import datetime

from bench.days import DATA
from bot.app import knowledge
from bot.config import Config
from bot.domain.message import SHANGHAI
from bot.reading.deadline import read_times
from bot.reading.normalise import normalise

SETS = ("dev_deadlines", "unseen_deadlines")


def run(*, errors: bool = False) -> dict[str, float]:
    """Exact and same-day shares, false deadlines where there is none, and microseconds each."""
    figures: dict[str, float] = {}
    for name in SETS:
        path = DATA / f"{name}.jsonl"
        if path.exists():
            rows = [json.loads(line) for line in path.read_text("utf8").splitlines()]
            figures |= {f"{name}.{key}": value for key, value in _score(rows, errors).items()}
    for key, value in figures.items():
        sys.stdout.write(f"{key:36} {value:9.3f}\n")
    return figures


def _score(rows: list[dict[str, str]], errors: bool) -> dict[str, float]:
    lexicon, calendar = knowledge(Config())
    counts: Counter[str] = Counter()
    begun = time.perf_counter()
    for row in rows:
        now = datetime.fromisoformat(row["now"]).replace(tzinfo=SHANGHAI)
        times = read_times(normalise(row["text"]), now, calendar, lexicon.clock)
        event = row["kind"] == "meeting_time" and times.deadline is None
        at = times.starts_at if event else times.deadline
        found = at.strftime("%Y-%m-%dT%H:%M") if at else None
        right = [row["deadline"], *row.get("also", [])]
        counts["exact"] += found in right
        counts["same_day"] += (found and found[:10]) in [one and one[:10] for one in right]
        counts["none"] += row["kind"] == "none"
        counts["false"] += row["kind"] == "none" and found is not None
        if errors and found not in right:
            sys.stdout.write(f"{row['id']} {row['now']} {row['text']} | {right[0]} | {found}\n")
    spent = time.perf_counter() - begun
    return {
        "exact": counts["exact"] / len(rows),
        "same_day": counts["same_day"] / len(rows),
        "false_where_none": counts["false"] / max(1, counts["none"]),
        "us_each": spent / len(rows) * 1e6,
    }
