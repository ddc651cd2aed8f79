"""Learn the weights of burdens: `python -m bench.train_burdens` writes bot/data/burdens.json.

Data: all labelled chats that name cues, one more of notices (bench/data/burdens/c1.jsonl),
phrases that lay a burden on people, or only look as if they did (phrases.txt), and the sentences
that the rules are tested with.
"""

import json
import sys
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from bench.chats import FOLDERS, OUT, Labelled, named_chats
from bench.logistic import fitted
from bench.sets import DATA
from bench.train import CALENDAR, LEXICON
from bot.domain.message import SHANGHAI
from bot.domain.reading import Earlier, Kind, Relation
from bot.reading.asks.parts import split_asks
from bot.reading.burden.cues import each_asked, shown
from bot.reading.burden.weighing import Asked
from bot.reading.deadline import read_times
from bot.reading.kinds.kind import find_kind
from bot.reading.normalise import normalise
from bot.reading.reader import read
from bot.reading.thread.memory import THREAD

# That something is wanted again is told by rules: writers label whatever is handed in.
REPEATED = "F06"
CODES = tuple(code for number in range(1, 21) if (code := f"F{number:02}") != REPEATED)
HASTE = "F08"
ALONE = "alone"
TESTED = Path(__file__).parents[1] / "tests" / "reading" / "cues.jsonl"
L2 = 6.0
RARE = 3
"""A feature seen in fewer messages is not learned."""
SMALL = 8
"""Weights below this many hundredths are left out."""
TOLD_FROM = -1.0
"""How the odds (their logarithm) must stand for a burden to be told."""
# How much surer it must be where writers disagree most, and less where hardly anybody errs: as
# writers that were left out showed, a false burden counting as much as two that are missed.
SURER = {
    "F01": 0.75, "F02": 1.25, "F05": 0.25, "F08": 2.25, "F09": 0.75, "F10": 0.75, "F11": 0.75,
    "F12": 0.75, "F13": 0.25, "F14": 1.0, "F16": 1.25, "F17": 0.25, "F18": 0.75, "F19": 0.25,
    "F20": 0.75, "F04": -0.75, "F15": -0.25,
}  # fmt: skip
PLAIN, PLAINLY = ("F01", "F02", "F04", "F08", "F12", "F18"), 1.0
"""Where rules tell a code that writers left out confirm, they count for so much more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What a notice of a set shows, the codes it has, and those it may have."""

    of: str
    shown: frozenset[str]
    true: frozenset[str]
    either: frozenset[str]


def examples() -> list[Example]:
    """All that is labelled with cues: sentences first, then chats."""
    found = [*_phrases(), *_tested()]
    for name, chat in named_chats((*FOLDERS, "burdens")):
        found.extend(_of_chat(name, chat))
    return found


def _of_chat(name: str, chat: Sequence[Labelled]) -> Iterator[Example]:
    thread: deque[Earlier] = deque(maxlen=THREAD)
    for message, row in chat:
        reading = read(message, message.sent_at, tuple(thread), LEXICON, CALENDAR)
        thread.append(Earlier(message=message, reading=reading))
        if row["what"] != "notice" or "cues" not in row or not reading.asks:
            continue
        body = message.text + (f"\n{message.file_name}" if message.file_name else "")
        text = normalise(body.strip()).text
        each = each_asked(text, reading.asks, split_asks(text), reading.relation, message.sent_at)
        yield Example(
            of=name,
            shown=frozenset().union(*(shown(asked, LEXICON, CALENDAR) for asked in each)),
            true=frozenset(row["cues"]),
            either=_either(row),
        )


def _either(row: dict[str, Any]) -> frozenset[str]:
    """Codes that are as good as not."""
    return frozenset(row.get("also", {}).get("cues_ok", ())) - frozenset(row["cues"])


def _phrases() -> Iterator[Example]:
    lines = (DATA / "burdens" / "phrases.txt").read_text("utf8").splitlines()
    for codes, said in (line.split("|", 1) for line in lines[1:]):
        true = frozenset(codes.split(",")) - {"-"}
        # Only what a phrase is there for is said of it.
        yield _alone(said, _WEDNESDAY, true, either={HASTE} if true else set())


_WEDNESDAY = datetime(2026, 3, 11, 9, 10, tzinfo=SHANGHAI)


def _tested() -> Iterator[Example]:
    for row in map(json.loads, TESTED.read_text("utf8").splitlines()):
        at = datetime.fromisoformat(row["sent"]).replace(tzinfo=SHANGHAI)
        codes, kind = frozenset(row["cues"]), Kind(row["kind"])
        yield _alone(row["text"], at, codes, either=set(), kind=kind)


def _alone(
    said: str, at: datetime, true: frozenset[str], *, either: set[str], kind: Kind | None = None
) -> Example:
    normal = normalise(said)
    times = read_times(normal, at, CALENDAR, LEXICON.clock, model=LEXICON.times)
    if kind is None:
        kind, _ = find_kind(normal.text, times, (), LEXICON.kind, urgent=False)
    asked = Asked(text=normal.text, kind=kind, times=times, relation=Relation.FIRST, sent_at=at)
    shows = shown(asked, LEXICON, CALENDAR)
    return Example(of=ALONE, shown=shows, true=true, either=frozenset(either - true))


def learned(found: Sequence[Example]) -> dict[str, Any]:
    """Weights of a logistic regression for each code, in hundredths; above nothing it is told."""
    counts = Counter(feature for one in found for feature in one.shown)
    names = sorted(feature for feature, count in counts.items() if count >= RARE)
    place = {feature: index for index, feature in enumerate(names)}
    columns = [[place[f] for f in one.shown if f in place] for one in found]
    starts = np.cumsum([0, *(len(row) for row in columns)])
    flat = np.concatenate([np.array(row, dtype=int) for row in columns])
    seen = csr_matrix((np.ones(len(flat)), flat, starts), shape=(len(found), len(names)))
    bias: dict[str, int] = {}
    weights: dict[str, dict[str, int]] = {}
    for code in CODES:
        judged = np.array([code not in one.either for one in found])
        truth = np.array([code in one.true for one in found])[judged]
        vector = np.rint(fitted(seen[judged], truth, cost=L2, rounds=100) * 100).astype(int)
        bias[code] = round(vector[-1] - (TOLD_FROM + SURER.get(code, 0.0)) * 100)
        for feature, weight in zip(names, vector[:-1].tolist(), strict=True):
            if abs(weight) >= SMALL:
                weights.setdefault(feature, {})[code] = weight
    for code in PLAIN:
        told = weights.setdefault(f"told {code}", {})
        told[code] = told.get(code, 0) + round(PLAINLY * 100)
    return {"bias": bias, "weights": weights}


def main() -> None:
    """Write the weights."""
    found = examples()
    model = learned(found)
    text = json.dumps(model, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (OUT / "burdens.json").write_text(text.replace("},", "},\n") + "\n", "utf8")
    sys.stdout.write(f"burdens: {len(found)} examples, {len(model['weights'])} features\n")


if __name__ == "__main__":
    main()
