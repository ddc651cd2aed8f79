"""Learn what people call an ask by: `python -m bench.train_titles` writes bot/data/titles.json.

Data: texts with titles that others gave them (bench/data/titles_said, a file a writer). Prints
first how near titles come to each writer's with weights that the others taught. Weights are such
that the stretches which are likely by them are as near as may be to what was given.
"""

import csv
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bench.chats import OUT
from bench.sets import DATA, rows
from bench.train import CALENDAR, LEXICON
from bot.domain.lexicon import TitleModel
from bot.domain.message import SHANGHAI, Message
from bot.reading.asking import time_spans
from bot.reading.kinds.kind import find_kind
from bot.reading.normalise import normalise
from bot.reading.seeing import observe
from bot.reading.titles.shown import shown_of
from bot.reading.titles.stretch import (
    OUTRIGHT,
    WHOLE,
    Clause,
    Ruled,
    best_stretch,
    clauses,
    end_signs,
    inner_signs,
    relation,
    relation_signs,
    ruled_stretch,
    size_signs,
    spans_of,
    start_signs,
)
from bot.reading.titles.title import by_rules

FOLDER = DATA / "titles_said"
RARE, L2, ROUNDS, SMALL = 3, 1.0, 150, 4
NEAR = 3
"""A title half as near counts for an eighth."""
_AT = datetime(2026, 6, 12, 9, tzinfo=SHANGHAI)
_LEAST_TOGETHER = 3
_SIGNS = re.compile(r"[^0-9A-Za-z一-龥]")


@dataclass(frozen=True, slots=True)
class Told:
    """A text as titles are sought in it, its kind, what the rules call it, and what people do."""

    shown: str
    kind: str
    rule: Ruled
    titles: tuple[str, ...]


def told(path: Path) -> list[Told]:
    """The texts of one writer."""
    with path.open(encoding="utf8", newline="") as lines:
        given = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = (_told(text, tuple(filter(None, titles))) for text, *titles in given)
    return [one for one in found if one]


def _told(text: str, titles: tuple[str, ...]) -> Told | None:
    message = Message(group="工作群", number=1, sent_at=_AT, text=text, sender="民政办 小樊")
    seen = observe(message, _AT, (), LEXICON, CALENDAR)
    assert seen is not None
    said = seen.normal.text
    kind, _ = find_kind(said, seen.times, (), LEXICON.kind, urgent=False)
    spans = time_spans(seen.normal, seen.times, 0, len(said))
    shown = shown_of(said, spans)
    ruled = by_rules(shown_of(said), shown, kind)
    return Told(shown, str(kind), ruled, titles) if ruled.worth < OUTRIGHT else None


def nearness(words: str, titles: Iterable[str]) -> float:
    """How much of a title's pairs of letters the nearest of ``titles`` shares: F1, 0 to 1."""
    own = _pairs(words)
    return max(2 * len(own & other) / (len(own) + len(other)) for other in map(_pairs, titles))


def _pairs(words: str) -> frozenset[str]:
    bare = _SIGNS.sub("", normalise(words).text)
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1)) or frozenset({bare})


def together() -> dict[str, int]:
    """How much oftener than by chance two letters stand side by side, in powers of four."""
    letters: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for path in sorted((DATA / "training").glob("*.jsonl")):
        for row in rows(path):
            for run in re.findall("[一-龥]+", normalise(row["text"]).text):
                letters.update(run)
                pairs.update(run[at : at + 2] for at in range(len(run) - 1))
    whole, ones = pairs.total(), letters.total()
    found = {}
    for pair, count in pairs.items():
        by_chance = letters[pair[0]] / ones * letters[pair[1]] / ones * whole
        degree = min(5, int(math.log2(count / by_chance) // 2))
        if count >= _LEAST_TOGETHER and degree > 0:
            found[pair] = degree
    return found


@dataclass(slots=True)
class Shown:
    """What stretches show: signs of every place they begin at, hold and end before, and their own.

    ``spans`` are rows of (first place, last place, clause); ``near`` how near each is to what
    people say, and ``texts`` where those of each text begin.
    """

    starts: list[list[str]] = field(default_factory=list)
    ends: list[list[str]] = field(default_factory=list)
    inner: list[list[str]] = field(default_factory=list)
    clauses: list[list[str]] = field(default_factory=list)
    own: list[list[str]] = field(default_factory=list)
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    near: list[float] = field(default_factory=list)
    texts: list[int] = field(default_factory=list)

    def add(self, one: Told, beside: dict[str, int]) -> None:
        """Take in the stretches of a text."""
        parts = clauses(one.shown, one.kind)
        if parts:
            self.texts.append(len(self.spans))
        for clause in parts:
            self._add_clause(one, clause, beside)

    def _add_clause(self, one: Told, clause: Clause, beside: dict[str, int]) -> None:
        text, rule, first = one.shown, ruled_stretch(one.shown, one.rule), len(self.starts)
        self.starts += start_signs(text, clause, beside)
        self.ends += reversed(list(end_signs(text, clause, beside)))
        self.inner += inner_signs(text, clause, rule)
        related = relation_signs(one.kind, rule) if rule else {}
        for start, end in spans_of(clause):
            begins = first + start - clause.start
            self.spans.append((begins, begins + end - start - 1, len(self.clauses)))
            whole = WHOLE if (start, end) == clause[:2] else ()
            told = related[relation(start, end, rule)] if rule else ()
            self.own.append([*size_signs(end - start, one.kind), *whole, *told])
            self.near.append(nearness(text[start:end], one.titles))
        self.clauses.append(list(clause.told))


def learn(found: Sequence[Told], beside: dict[str, int]) -> dict[str, int]:
    """Weights of signs, in hundredths."""
    shown = Shown()
    for one in found:
        shown.add(one, beside)
    parts = (shown.starts, shown.ends, shown.inner, shown.clauses, shown.own)
    counts = Counter(sign for part in parts for signs in part for sign in signs)
    kept = sorted(name for name, count in counts.items() if count >= RARE)
    names = {name: place for place, name in enumerate(kept)}
    starts, ends, inner, of_clause, own = (_matrix(part, names) for part in parts)
    first, last, clause = np.array(shown.spans).T
    begin = np.array(shown.texts)
    text = np.repeat(np.arange(len(begin)), np.diff([*begin, len(first)]))
    worth = np.array(shown.near) ** NEAR

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        held = np.concatenate([[0], np.cumsum(inner @ weights)])
        sums = (starts @ weights)[first] + (ends @ weights)[last] + held[last + 1] - held[first]
        sums += (of_clause @ weights)[clause] + own @ weights
        odds = np.exp(sums - np.maximum.reduceat(sums, begin)[text])
        odds /= np.add.reduceat(odds, begin)[text]
        hoped = np.maximum(np.add.reduceat(odds * worth, begin), 1e-4)
        slope = odds * (worth - hoped[text]) / hoped[text]
        at_start = np.bincount(first, slope, starts.shape[0])
        at_end = np.bincount(last, slope, ends.shape[0])
        within = np.cumsum(at_start - np.concatenate([[0], at_end[:-1]]))
        gain = (
            starts.T @ at_start + ends.T @ at_end + inner.T @ within + own.T @ slope
            + of_clause.T @ np.bincount(clause, slope, of_clause.shape[0])
        )  # fmt: skip
        return -np.log(hoped).sum() + L2 / 2 * weights @ weights, L2 * weights - gain

    best = minimize(
        loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}
    )
    rounded = {name: round(100 * float(best.x[place])) for name, place in names.items()}
    return {name: weight for name, weight in rounded.items() if abs(weight) >= SMALL}


def _matrix(part: Sequence[Sequence[str]], names: dict[str, int]) -> csr_matrix:
    known = [[names[sign] for sign in signs if sign in names] for signs in part]
    ends = np.cumsum([0, *map(len, known)])
    places = [place for signs in known for place in signs]
    return csr_matrix((np.ones(len(places)), places, ends), shape=(len(part), len(names)))


def near_share(found: Sequence[Told], model: TitleModel) -> float:
    """How near titles of these texts come on the average."""
    said = [(best_stretch(one.shown, one.kind, one.rule, model), one) for one in found]
    return sum(nearness(words, one.titles) for words, one in said if words) / len(found)


def main() -> None:
    """Judge each writer by the others, then write the weights that all teach."""
    writers = {path.stem: told(path) for path in sorted(FOLDER.glob("*.tsv"))}
    beside = together()
    for name, mine in writers.items():
        others = [one for other, found in writers.items() if other != name for one in found]
        model = TitleModel(weights=learn(others, beside), together=beside)
        near = near_share(mine, model)
        ruled = sum(nearness(one.rule.words, one.titles) for one in mine if one.rule.words) / len(
            mine
        )
        sys.stdout.write(f"titles of {name} by the others: {near:.3f}, by rules {ruled:.3f}\n")
    weights = learn([one for found in writers.values() for one in found], beside)
    degrees = {str(degree) for degree in beside.values()}
    by_degree = {
        one: "".join(pair for pair in sorted(beside) if str(beside[pair]) == one) for one in degrees
    }
    learned = {"weights": weights, "together": by_degree}
    text = json.dumps(learned, ensure_ascii=False, indent=0, sort_keys=True)
    (OUT / "titles.json").write_text(f"{text}\n", "utf8")
    sys.stdout.write(f"titles: {len(weights)} signs, {len(beside)} pairs\n")


if __name__ == "__main__":
    main()
