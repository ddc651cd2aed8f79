"""Learn to compare requests: `bot/data/likeness.json`, and how well it does on others' data."""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from bench.chats import OUT
from bench.forest import KNOWN, grown, grown_of_classes, write
from bench.grams import counted, learnt
from bench.labelled_pairs import COUNTS, DEVELOPED, NEIGHBOURS_NOTE, Pair, labelled
from bench.logistic import fitted
from bench.pairs import featured, labelled_set, told_by
from bot.reading.likeness import Context, Relation
from bot.reading.likeness.model import (
    Said,
    Weights,
    odds,
    of_many,
    read_weights,
    related,
    settled,
    stretched,
)

RELATIONS: tuple[Relation, ...] = ("same", "near", "overlap", "relay_tightened")
SURE, PLATEAU = 0.9875, 0.004
"""Of 98 in a hundred wanted, some are lost with writers nobody has learned from."""
FOLDS = 8
"""Sources are told by what those of other folds teach."""
ANY = 0.03
"""From here on the likest is named, so that any band can be tried."""
AS_IT_IS = {"bias": 0.0, "plain": 1.0}
NOTHING: dict[str, Any] = {
    "asks_from": ANY, "merges_from": 1.0, "known": KNOWN, "link": [], "grams": {}, "context": {},
    "picked": AS_IT_IS, "relation": {},
}  # fmt: skip
Judged = tuple[float, bool, bool, float]
"""How like something was found, whether rightly, whether there was anything, and its share."""


def link(pairs: Sequence[Pair]) -> list[Any]:
    """Trees that tell whether two are linked."""
    return grown([p.found for p in pairs], [p.linked for p in pairs], [p.weight for p in pairs])


def relation(pairs: Sequence[Pair]) -> dict[str, list[Any]]:
    """Trees of each relation, by the linked pairs with a known one.

    Each is seen twice, with who told it and without.
    """
    known = [pair for pair in pairs if pair.label in RELATIONS]
    named = [pair.found | pair.told for pair in known]
    unnamed = [{k: v for k, v in row.items() if not k.startswith("by_")} for row in named]
    truth = [RELATIONS.index(pair.label) for pair in known]
    trees = grown_of_classes([*named, *unnamed], truth * 2, len(RELATIONS))
    return dict(zip(RELATIONS, trees, strict=True))


def context(pairs: Sequence[Pair], heard: Sequence[Said], lit: Sequence[float]) -> dict[str, float]:
    """Weights of what pairs are by themselves and of what other requests say of them."""
    shown = [[stretched(plain), *said] for plain, said in zip(lit, heard, strict=True)]
    found = fitted(np.array(shown), [p.linked for p in pairs], [p.weight for p in pairs])
    return _named(("plain", *Said._fields), found)


def picked(streams: Sequence[Judged]) -> dict[str, float]:
    """Weights of how like the likeliest of many is."""
    scores, right, _, share = zip(*streams, strict=True)
    shown = np.array([[stretched(score)] for score in scores])
    return _named(("plain",), fitted(shown, right, share))


def _named(names: Sequence[str], found: np.ndarray) -> dict[str, float]:
    *weights, constant = np.round(found, 2).tolist()
    return {"bias": constant, **dict(zip(names, weights, strict=True))}


def by_the_others(pairs: Sequence[Pair]) -> tuple[dict[str, Weights], dict[str, int]]:
    """For each source what sources of other folds teach, each pair seen by itself; and what the
    grams of all tell beyond that.
    """
    sources = sorted({pair.source for pair in pairs})
    found: dict[str, Weights] = {}
    for held in (sources[fold::FOLDS] for fold in range(FOLDS)):
        others = [pair for pair in pairs if pair.source not in held]
        weights = read_weights(NOTHING | {"link": link(others), "relation": relation(others)})
        found |= dict.fromkeys(held, weights)
    lit = [stretched(_alone(pair, found[pair.source])) for pair in pairs]
    seen = counted(pairs)
    for held in (sources[fold::FOLDS] for fold in range(FOLDS)):
        told = learnt(seen, pairs, lit, [pair.source not in held for pair in pairs])
        found |= {source: replace(found[source], grams=told) for source in held}
    return found, learnt(seen, pairs, lit, [True] * len(pairs))


def _alone(pair: Pair, weights: Weights) -> float:
    one, other = pair.context.all[pair.one], pair.context.all[pair.other]
    return odds(one, other, pair.found, weights)


def _odds_by(weights: Weights) -> Callable[[Context, int, int], float]:
    known: dict[tuple[int, int, int], float] = {}

    def of(context: Context, one: int, other: int) -> float:
        key = id(context), min(one, other), max(one, other)
        if key not in known:
            mine, yours = context.all[one], context.all[other]
            known[key] = odds(mine, yours, context.signs(one, other), weights)
        return known[key]

    return of


def heard(pairs: Sequence[Pair], weights: dict[str, Weights]) -> list[Said]:
    """For each pair what the other requests of its source say of it."""
    odds_of = {source: _odds_by(known) for source, known in weights.items()}

    def said(pair: Pair) -> Said:
        known, told = pair.context, odds_of[pair.source]
        return known.said(pair.one, pair.other, lambda one, other: told(known, one, other))

    return [said(pair) for pair in pairs]


def streamed(folder: Path, weights: Weights) -> list[Judged]:
    """Each request of a set in order of time: its likest earlier one, and what is true."""
    known, _, about = labelled_set(folder)
    among, share = Context(weights), COUNTS.get(folder.name, 1.0)
    begun: list[str] = []
    found = []
    for row in known.values():
        best = among.earlier(among.add(featured(row), told_by(row)))
        thing = about[row["id"]]
        right = best is not None and begun[best[0]] == thing
        found.append((best[1].score if best else 0.0, right, thing in begun, share))
        begun.append(thing)
    return found


def bands(
    pairwise: Sequence[Judged], streams: Sequence[Judged], alone: Sequence[Judged]
) -> tuple[float, float]:
    """``(asks_from, merges_from)``: the best F1 of pairs and streams, half and half, and from
    where on pairs that are as sure ``alone`` are right as often as ``SURE`` says.
    """
    steps = [round(step / 100, 2) for step in range(5, 100)]
    f1 = {step: sum(_f1(rows, step) for rows in (pairwise, streams)) for step in steps}
    # The best figure is a plateau: its middle.
    asks = median(step for step, value in f1.items() if value >= max(f1.values()) - PLATEAU)
    return asks, min((step for step in steps if _precision(alone, step) >= SURE), default=1.0)


def _labelled_so(pairs: Iterable[Pair], scores: Iterable[float]) -> list[Judged]:
    """Only what others wrote and labelled decides: our own pairs are mostly near misses."""
    names = {folder.name for folder in DEVELOPED}
    return [
        (score, pair.linked, pair.linked, COUNTS.get(pair.source, 1.0))
        for pair, score in zip(pairs, scores, strict=True)
        if pair.source in names and pair.note != NEIGHBOURS_NOTE
    ]


def _f1(rows: Sequence[Judged], step: float) -> float:
    scores, right, true, share = np.array(rows).T
    taken = share * (scores >= step)
    return float(2 * (taken * right).sum() / (taken + share * true).sum())


def _precision(rows: Sequence[Judged], step: float) -> float:
    scores, right, _, share = np.array(rows).T
    taken = share * (scores >= step)
    return float((taken * right).sum() / max(taken.sum(), 1e-9))


def report(pairs: Iterable[tuple[Pair, float, str]], asks_from: float) -> None:
    """How pairs of each kind were told, by what other writers taught."""
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for pair, score, told in pairs:
        right[pair.note].append((score >= asks_from) == pair.linked)
        if pair.label in RELATIONS:
            right["relation exactly right"].append(score >= asks_from and told == pair.label)
    for note, marks in sorted(right.items()):
        sys.stdout.write(f"{note:36}{len(marks):6}{sum(marks) / len(marks):8.3f}\n")


def main() -> None:
    """Learn, report how each source is told by the others, and write the weights."""
    pairs = labelled()
    others, told = by_the_others(pairs)
    lit = [_alone(pair, others[pair.source]) for pair in pairs]
    said = heard(pairs, others)
    known = context(pairs, said, lit)
    whole = {source: replace(weights, context=known) for source, weights in others.items()}
    scores = [settled(x, y, whole[p.source]) for p, x, y in zip(pairs, lit, said, strict=True)]
    relations = [related(pair.found | pair.told, others[pair.source]) for pair in pairs]
    streams = [row for folder in DEVELOPED for row in streamed(folder, whole[folder.name])]
    chosen = picked(streams)
    asks_from, merges_from = bands(
        _labelled_so(pairs, scores),
        [(of_many(score, chosen), right, true, share) for score, right, true, share in streams],
        _labelled_so(pairs, map(min, lit, scores)),
    )
    report(zip(pairs, scores, relations, strict=True), asks_from)
    raw = {
        "asks_from": asks_from,
        "merges_from": merges_from,
        "context": known,
        "picked": chosen,
        "known": KNOWN,
        "link": link(pairs),
        "grams": told,
        "relation": relation(pairs),
    }
    write(OUT / "likeness.json", raw)
    sys.stdout.write(f"{len(pairs)} pairs; asks from {asks_from}, merges from {merges_from}\n")


if __name__ == "__main__":
    main()
