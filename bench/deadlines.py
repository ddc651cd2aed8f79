"""Deadlines to the minute on labelled sentences, beside other readers of times where installed."""

import sys
import time
from collections import Counter
from datetime import datetime

from bench.sets import DATA, Row, rows
from bench.shares import Share, show
from bench.time_peers import Reader, time_peers
from bot.app import knowledge
from bot.config import Config
from bot.domain.message import SHANGHAI
from bot.reading.deadline import read_times
from bot.reading.normalise import normalise

SETS = (
    "dev_deadlines",
    "unseen_deadlines",
    *sorted(path.stem for path in DATA.glob("deadlines_*.jsonl")),
)


def run(*, errors: bool = False) -> dict[str, float]:
    """Exact and same-day shares, false deadlines where there is none, and microseconds each."""
    figures: dict[str, float] = {}
    readers = {"": ours(), **{f"{name}.": peer for name, peer in time_peers().items()}}
    for name in SETS:
        known = rows(DATA / f"{name}.jsonl")
        for prefix, reader in readers.items():
            found = scored(known, reader, errors=errors and not prefix)
            for key, value in found.items():
                figures[f"{name}.{prefix}{key}"] = show(f"{name}.{prefix}{key}", value)
    return figures


def ours() -> Reader:
    """Our own reader of times."""
    lexicon, calendar = knowledge(Config())

    def read(text: str, kind: str, now: datetime) -> datetime | None:
        times = read_times(normalise(text), now, calendar, lexicon.clock, model=lexicon.times)
        event = kind == "meeting_time" and times.deadline is None
        return times.starts_at if event else times.deadline

    return read


def scored(known: list[Row], reader: Reader, *, errors: bool) -> dict[str, Share | float]:
    """What a reader gets right of labelled sentences."""
    counts: Counter[str] = Counter()
    spent = 0.0
    for row in known:
        now = datetime.fromisoformat(row["now"]).replace(tzinfo=SHANGHAI)
        begun = time.perf_counter()
        at = reader(row["text"], row["kind"], now)
        spent += time.perf_counter() - begun
        found = at.strftime("%Y-%m-%dT%H:%M") if at else None
        right = [row["deadline"], *(row.get("also") or ())]
        counts[row["kind"]] += 1
        counts[f"exact_{row['kind']}"] += found in right
        counts["exact"] += found in right
        counts["same_day"] += (found and found[:10]) in [one and one[:10] for one in right]
        counts["false"] += row["kind"] == "none" and found not in right
        if errors and found not in right:
            sys.stdout.write(f"{row['id']} {row['now']} {row['text']} | {right[0]} | {found}\n")
    kinds = ("deadline", "meeting_time", "recurring", "none")
    return {
        "exact": Share(counts["exact"], len(known)),
        "same_day": Share(counts["same_day"], len(known)),
        "false_where_none": Share(counts["false"], counts["none"]),
        **{f"exact_{kind}": Share(counts[f"exact_{kind}"], counts[kind]) for kind in kinds},
        "us_each": spent / len(known) * 1e6,
    }
