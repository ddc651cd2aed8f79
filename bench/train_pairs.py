"""Learn to compare requests: `bot/data/likeness.json`, and how well it does on others' data."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from scipy.optimize import minimize

from bench.pairs import DATA, Row, featured, rows
from bench.train import OUT
from bot.reading.likeness import Features, Relation
from bot.reading.likeness.model import Weights, odds, read_weights, related
from bot.reading.likeness.periods import agreement
from bot.reading.likeness.relating import hints
from bot.reading.likeness.signs import signs

RELATIONS: tuple[Relation, ...] = ("same", "near", "overlap", "relay_tightened")
# Where weights start from: what is known without data, so that few examples cannot deny it.
PRIOR = {
    "period_lost": -4.0, "book_lost": -1.0, "template×book_lost": -3.0, "action_lost": -2.0,
    "action_added": -2.0, "addressed_lost": -3.0, "template×lost": -2.0, "head_lost": -1.0,
    "covered": 2.0, "subject": 1.0, "data_lost": -1.0,
    "period_ahead": -2.0, "lead_added": -1.0, "lead_left_out": -1.0,
}  # fmt: skip
L2, L2_RELATION = 1.0, 3.0
FOLDS = 5
STRANGERS, STRANGER_WEIGHT = 1500, 0.25
SURE = 0.98


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The signs of two requests, how they relate, and the family they stay with in a fold."""

    found: dict[str, float]
    told: dict[str, float]
    label: str
    note: str
    family: str
    weight: float = 1.0

    @property
    def linked(self) -> bool:
        """Whether the two ask for the same."""
        return self.label != "different"


def _pair(
    first: Features, second: Features, label: str, note: str, family: str, weight: float = 1.0
) -> Pair:
    found = signs(first, second)
    told = hints(first, second, found)
    return Pair(found=found, told=told, label=label, note=note, family=family, weight=weight)


def labelled() -> list[Pair]:
    """All pairs to learn from: the development set and those written for training."""
    return [*_developed(), *_written()]


def _developed() -> Iterator[Pair]:
    known = {row["id"]: row for row in rows(DATA / "dev_requests.jsonl")}
    for pair in rows(DATA / "dev_pairs.jsonl"):
        first, second = known[pair["a"]], known[pair["b"]]
        note, family = f"dev {pair['note']}", first["cluster"][:5]
        yield _pair(featured(first), featured(second), pair["label"], note, family)


def _written() -> Iterator[Pair]:
    """Pairs of one ask are linked, of two asks of a family not; and some pairs of strangers."""
    written = rows(DATA / "training" / "requests" / "requests.jsonl")
    families: defaultdict[str, list[Row]] = defaultdict(list)
    for row in written:
        families[row["family"]].append(row)
    for family, members in families.items():
        heads = {row["ask"]: featured(row) for row in members if row["relation"] == "first"}
        for one, other in combinations(members, 2):
            first, second = featured(one), featured(other)
            label = "different"
            if one["ask"] == other["ask"]:
                label = _label({one["relation"], other["relation"]})
            elif _undecidable(first, second, heads[one["ask"]], heads[other["ask"]]):
                continue
            note = f"{one['relation']}/{other['relation']}" if label != "different" else "sibling"
            yield _pair(first, second, label, note, str(family))
    chance = Random(3)
    for _ in range(STRANGERS):
        one, other = chance.sample(written, 2)
        if one["family"] != other["family"]:
            family, weight = str(one["family"]), STRANGER_WEIGHT
            yield _pair(featured(one), featured(other), "different", "strangers", family, weight)


def _label(relations: set[str]) -> str:
    """How two versions of one ask relate; "linked" where one cannot tell from their roles."""
    if relations <= {"first", "same"}:
        return "same"
    if relations <= {"first", "near"}:
        return "near"
    if "overlap" in relations and "relay_tightened" not in relations:
        return "overlap"
    if "relay_tightened" in relations and len(relations) > 1 and "overlap" not in relations:
        return "relay_tightened"
    return "linked"


def _undecidable(one: Features, other: Features, head: Features, second: Features) -> bool:
    """Whether only a period that one of two versions leaves out tells their asks apart."""
    apart = agreement(head.periods, second.periods)[1]
    return apart and not agreement(one.periods, other.periods)[1]


def _link(pairs: Sequence[Pair]) -> dict[str, float]:
    """Weights of a logistic regression that start from what is known."""
    found = [pair.found for pair in pairs]
    names = sorted({name for row in found for name in row})
    shown = np.array([[row.get(name, 0.0) for name in names] for row in found])
    truth = np.array([pair.linked for pair in pairs], dtype=float)
    share = np.array([pair.weight for pair in pairs])
    prior = np.array([PRIOR.get(name, 0.0) for name in names])

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        scores = shown @ vector
        chances = 1 / (1 + np.exp(-scores))
        value = (share * (np.logaddexp(0, scores) - truth * scores)).sum()
        value += L2 / 2 * ((vector - prior) ** 2).sum()
        return float(value), shown.T @ (share * (chances - truth)) + L2 * (vector - prior)

    vector = minimize(loss, prior, jac=True, method="L-BFGS-B", options={"maxiter": 800}).x
    return {name: round(float(value), 2) for name, value in zip(names, vector, strict=True)}


def _relation(pairs: Sequence[Pair]) -> dict[str, list[float]]:
    """Weights of a multinomial logistic regression over the linked pairs with a known role."""
    linked = [pair for pair in pairs if pair.label in RELATIONS]
    found = [pair.told for pair in linked]
    names = sorted({name for row in found for name in row})
    shown = np.array([[row.get(name, 0.0) for name in names] for row in found])
    truth = np.eye(len(RELATIONS))[[RELATIONS.index(pair.label) for pair in linked]]  # type: ignore[arg-type]

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        weights = vector.reshape(len(names), len(RELATIONS))
        scores = shown @ weights
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores)
        chances /= chances.sum(axis=1, keepdims=True)
        value = -np.log((chances * truth).sum(axis=1) + 1e-12).sum()
        value += L2_RELATION / 2 * (weights**2).sum()
        return float(value), (shown.T @ (chances - truth) + L2_RELATION * weights).ravel()

    start = np.zeros(len(names) * len(RELATIONS))
    vector = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 800}).x
    rounded = vector.reshape(len(names), len(RELATIONS)).round(2).tolist()
    return dict(zip(names, rounded, strict=True))


def learned(pairs: Sequence[Pair], asks_from: float = 0.5, merges_from: float = 0.9) -> Weights:
    """What these pairs teach."""
    return read_weights(_raw(pairs, asks_from, merges_from))


def _raw(pairs: Sequence[Pair], asks_from: float, merges_from: float) -> dict[str, Any]:
    return {
        "asks_from": asks_from,
        "merges_from": merges_from,
        "link": _link(pairs),
        "relations": list(RELATIONS),
        "relation": _relation(pairs),
    }


def crossed(pairs: Sequence[Pair]) -> list[tuple[float, str]]:
    """For each pair its likelihood and relation, by what the other families teach."""
    families = sorted({pair.family for pair in pairs})
    fold = {family: index % FOLDS for index, family in enumerate(families)}
    told: list[tuple[float, str]] = [(0.0, "")] * len(pairs)
    for number in range(FOLDS):
        weights = learned([pair for pair in pairs if fold[pair.family] != number])
        for index, pair in enumerate(pairs):
            if fold[pair.family] == number:
                told[index] = odds(pair.found, weights), related(pair.told, weights)
    return told


def bands(pairs: Sequence[Pair], told: Sequence[tuple[float, str]]) -> tuple[float, float]:
    """``(asks_from, merges_from)``: the best F1, and from where on 98 of 100 are right."""
    scores = np.array([score for score, _ in told])
    truth = np.array([pair.linked for pair in pairs])
    share = np.array([pair.weight for pair in pairs])
    steps = [round(step / 100, 2) for step in range(5, 100)]
    f1 = {}
    sure = steps[-1]
    for step in reversed(steps):
        taken = scores >= step
        hit = (share * (taken & truth)).sum()
        f1[step] = 2 * hit / ((share * taken).sum() + (share * truth).sum())
        if hit >= SURE * (share * taken).sum():
            sure = step
    return max(f1, key=lambda step: f1[step]), sure


def report(pairs: Sequence[Pair], told: Sequence[tuple[float, str]], asks_from: float) -> None:
    """How pairs of each kind were told, by models that had not seen their families."""
    right: defaultdict[str, list[bool]] = defaultdict(list)
    related_right: list[bool] = []
    for pair, (score, relation) in zip(pairs, told, strict=True):
        right[pair.note].append((score >= asks_from) == pair.linked)
        if pair.label in RELATIONS:
            related_right.append(score >= asks_from and relation == pair.label)
    for note, marks in sorted(right.items()):
        sys.stdout.write(f"{note:36}{len(marks):6}{sum(marks) / len(marks):8.3f}\n")
    sys.stdout.write(f"{'relation exactly right':36}{len(related_right):6}"
                     f"{sum(related_right) / len(related_right):8.3f}\n")  # fmt: skip


def write(path: Path, raw: Mapping[str, Any]) -> None:
    """One weight a line, so that a change can be read."""
    parts = []
    for key, value in raw.items():
        shown = json.dumps(value, ensure_ascii=False)
        if isinstance(value, dict):
            lines = [
                f"  {json.dumps(k, ensure_ascii=False)}: {json.dumps(v)}" for k, v in value.items()
            ]
            shown = "{\n" + ",\n".join(lines) + "\n }"
        parts.append(f' "{key}": {shown}')
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", "utf8")


def main() -> None:
    """Learn, report each fold's figures, and write the weights."""
    pairs = labelled()
    told = crossed(pairs)
    asks_from, merges_from = bands(pairs, told)
    report(pairs, told, asks_from)
    write(OUT / "likeness.json", _raw(pairs, asks_from, merges_from))
    sys.stdout.write(f"{len(pairs)} pairs; asks from {asks_from}, merges from {merges_from}\n")


if __name__ == "__main__":
    main()
