"""Figures on sets that nobody here looks into: other writers' texts, packed so none meets our eye.

They are scored rarely and nothing is chosen by their score; what is opened for study moves out of
`bench/data/shut`. How such sets are written is told in `bench/data/writing`.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from bench import wanted
from bench.chats import labelled_lines
from bench.days import Score, figures_of, read_all, score_message
from bench.deadlines import ours, scored
from bench.pairs import run as run_pairs
from bench.sets import DATA, rows
from bench.shares import Share, show

_SHUT = DATA / "shut"


def run(*, errors: bool = False) -> dict[str, float]:
    """Shares of deadlines, messages and requests read right; errors are never shown."""
    del errors
    found: dict[str, float] = {}
    for path in sorted(_SHUT.glob("*.gz")):
        name = path.name.split(".")[0]
        for key, value in _scored(name, path).items():
            found[f"{name}.{key}"] = show(f"{name}.{key}", value)
    for folder in sorted(_SHUT.glob("*/")):
        found |= run_pairs(data=folder)
    return found


def _scored(name: str, path: Path) -> Mapping[str, Share | float]:
    if name == "wanted":
        return wanted.scored(rows(path))
    return scored(rows(path), ours(), errors=False) if "dead" in name else _chat(path)


def _chat(path: Path) -> dict[str, Share | float]:
    score = Score()
    for chat in labelled_lines(path):
        read = read_all(message for message, _ in chat)
        for (message, reading), (_, row) in zip(read, chat, strict=True):
            if row["what"] != "service":
                score_message(message, reading, row, score)
    sys.stdout.write("\n")
    days_only = {"right_heading", "in_one_line", "sums_true"}
    return {key: value for key, value in figures_of(score).items() if key not in days_only}
