"""Pairs of requests: linked or different, and the relation, beside rapidfuzz where installed."""

import json
import sys
from collections import Counter
from datetime import datetime

from bench.days import DATA
from bot.app import knowledge
from bot.config import Config
from bot.reading.deadline import read_times
from bot.reading.likeness import Features, compare, features
from bot.reading.normalise import normalise

LEXICON, CALENDAR = knowledge(Config())


def _features(row: dict[str, str]) -> Features:
    sent_at = datetime.fromisoformat(row["sent_at"])
    times = read_times(normalise(row["text"]), sent_at, CALENDAR, LEXICON.clock)
    return features(row["text"], sent_at, times.deadline)


def run(*, errors: bool = False) -> dict[str, float]:
    """F1 of linked against different, and the share of true links with the right relation."""
    rows = {
        row["id"]: row
        for row in map(json.loads, (DATA / "dev_requests.jsonl").read_text("utf8").splitlines())
    }
    counts: Counter[str] = Counter()
    for pair in map(json.loads, (DATA / "dev_pairs.jsonl").read_text("utf8").splitlines()):
        first, second = sorted((rows[pair["a"]], rows[pair["b"]]), key=lambda row: row["id"])
        found = compare(_features(first), _features(second))
        linked, true = found.relation != "different", pair["label"] != "different"
        counts["hit"] += linked and true
        counts["false"] += linked and not true
        counts["missed"] += true and not linked
        counts["true"] += true
        counts["relation"] += true and found.relation == pair["label"]
        if errors and found.relation != pair["label"]:
            sys.stdout.write(
                f"{pair['label']} {found.relation} {found.why}\n"
                f"  {first['text']}\n  {second['text']}\n"
            )
    figures = {
        "f1": 2 * counts["hit"] / (2 * counts["hit"] + counts["false"] + counts["missed"]),
        "precision": counts["hit"] / (counts["hit"] + counts["false"]),
        "recall": counts["hit"] / counts["true"],
        "relation": counts["relation"] / counts["true"],
    }
    for key, value in figures.items():
        sys.stdout.write(f"{key:12} {value:8.3f}\n")
    return figures
