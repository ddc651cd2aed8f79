"""Learn the reader's weights from labelled chats: `python -m bench.train` writes bot/data/*.json.

Data: bench/data/training (written for this) and the development days. Sets that judge stay out.
"""

import json
import re
import sys
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bench.chats import OUT, Labelled, chats
from bench.sets import DATA, rows
from bot.app import knowledge
from bot.config import Config
from bot.domain.message import SHANGHAI, Message
from bot.domain.reading import Earlier, Kind, What
from bot.reading.kinds.kind import kind_features
from bot.reading.reader import read
from bot.reading.seeing import observe
from bot.reading.sorting.classify import URGENT, features, urgent_features
from bot.reading.thread.memory import THREAD

LEXICON, CALENDAR = knowledge(Config())
RARE = 2
"""A feature seen in fewer messages is not learned."""
SMALL = 6
"""Weights all below this many hundredths are left out."""
L2 = {"what": 4.0, "kind": 4.0, "urgent": 1.0}
LETTERS = {"what": 1.0, "kind": 1.0, "urgent": 0.5}
"""How freely weights of letters are learned, beside those of signs and clues."""
BY_RATIO = {"what": False, "kind": True, "urgent": False}
"""Whether weights are learned the more freely, the more a feature by itself parts the labels.

So do support vectors over naive Bayes (Wang and Manning, 2012). Kinds gain by it, classes do not.
"""

TILT = {"what": 0.0, "kind": 0.4, "urgent": 0.0}
"""How far rare labels are favoured over common ones: 1 would make all as likely beforehand."""
_GRAM = 3
"""Features up to this long are runs of letters."""

Example = tuple[frozenset[str], str, float]
"""Features, label, weight."""


def sentences() -> list[Example]:
    """Labelled requests and deadlines: all notices, mostly formal ones, without a thread."""
    known = [
        row
        for name in ("dev_requests", "dev_deadlines", "deadlines_more")
        for row in rows(DATA / f"{name}.jsonl")
    ]
    found: list[Example] = []
    for number, row in enumerate(known):
        if "deadline" in row and row["deadline"] is None:
            continue
        sent_at = datetime.fromisoformat(row.get("sent_at") or row["now"])
        message = Message(
            group=row.get("group", ""),
            number=number,
            sent_at=sent_at if sent_at.tzinfo else sent_at.replace(tzinfo=SHANGHAI),
            text=row["text"],
            sender=row.get("source_dept"),
        )
        seen = observe(message, message.sent_at, (), LEXICON, CALENDAR)
        assert seen is not None
        found.append((features(seen.normal.text, seen.clues), "notice", 1.0))
    return found


@dataclass(slots=True)
class Found:
    """Examples for each model: of all messages, and of notices alone."""

    what: list[Example] = field(default_factory=list)
    kind: list[Example] = field(default_factory=list)
    urgent: list[Example] = field(default_factory=list)

    def add(self, other: "Found") -> None:
        """Take in what another chat shows."""
        self.what += other.what
        self.kind += other.kind
        self.urgent += other.urgent


LABELS: dict[str, list[str]] = {
    "what": [str(what) for what in What],
    "kind": [str(kind) for kind in Kind],
    "urgent": [URGENT, "calm"],
}


def examples(chat: list[Labelled], weight: float) -> Found:
    """What the messages of a chat show; the thread before each has the true classes."""
    found = Found()
    thread: deque[Earlier] = deque(maxlen=THREAD)
    for message, row in chat:
        if row["what"] == "service":
            continue
        before = tuple(thread)
        reading = read(message, message.sent_at, before, LEXICON, CALENDAR)
        seen = observe(message, message.sent_at, before, LEXICON, CALENDAR)
        if seen:
            text, clues = seen.normal.text, seen.clues
            shown = features(text, clues)
            found.what.append((shown, row["what"], weight))
            # A message may well be read without its thread.
            alone = features(text, replace(clues, before=(), turn=None))
            found.what.append((alone, row["what"], weight))
            hot = urgent_features(text, clues)
            found.urgent.append((hot, URGENT if row["urgent"] else "calm", 1.0))
            if row["what"] == "notice":
                by_kind = kind_features(text, seen.times, before)
                found.kind.append((by_kind, row["kind"], weight))
        true = replace(reading, what=What(row["what"]), alarm=bool(row["urgent"]))
        thread.append(Earlier(message=message, reading=true))
    return found


def learned(
    found: Sequence[Example],
    labels: Sequence[str],
    *,
    l2: float,
    letters: float,
    tilt: float,
    by_ratio: bool = False,
) -> dict[str, Any]:
    """Weights of a multinomial logistic regression, in hundredths."""
    counts = Counter(feature for seen, _, _ in found for feature in seen)
    names = sorted(feature for feature, count in counts.items() if count >= RARE)
    place = {feature: index for index, feature in enumerate(names)}
    columns = [[place[f] for f in seen if f in place] for seen, _, _ in found]
    starts = np.cumsum([0, *(len(row) for row in columns)])
    flat = np.concatenate([np.array(row, dtype=int) for row in columns])
    truth = np.eye(len(labels))[[labels.index(label) for _, label, _ in found]]
    scale = np.array([letters if len(name) <= _GRAM else 1.0 for name in names])
    shape = len(found), len(names)
    if by_ratio:
        scale *= _ratios(csr_matrix((np.ones(len(flat)), flat, starts), shape=shape), truth)
    seen_matrix = csr_matrix((scale[flat], flat, starts), shape=shape)
    counts_for = np.array([[weight] for *_, weight in found])

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        weights = vector[: -len(labels)].reshape(len(names), len(labels))
        scores = seen_matrix @ weights + vector[-len(labels) :]
        scores -= scores.max(axis=1, keepdims=True)
        odds = np.exp(scores)
        odds /= odds.sum(axis=1, keepdims=True)
        error = (odds - truth) * counts_for
        missed = -np.log((odds * truth).sum(axis=1) + 1e-12) @ counts_for
        value = missed.item() + l2 / 2 * (weights**2).sum()
        slope = np.concatenate([(seen_matrix.T @ error + l2 * weights).ravel(), error.sum(axis=0)])
        return float(value), slope

    size = (len(names) + 1) * len(labels)
    vector = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    vector[-len(labels) :] -= tilt * np.log((truth * counts_for).sum(axis=0) + 1)
    vector[: -len(labels)] *= np.repeat(scale, len(labels))
    rounded = np.rint(vector * 100).astype(int)
    rows = rounded[: -len(labels)].reshape(len(names), len(labels)).tolist()
    kept = {f: row for f, row in zip(names, rows, strict=True) if max(map(abs, row)) >= SMALL}
    return {"labels": list(labels), "bias": rounded[-len(labels) :].tolist(), "weights": kept}


def _ratios(seen: csr_matrix, truth: np.ndarray) -> np.ndarray:
    """How far each feature by itself parts the labels: spread of its log odds, 1 for the usual."""
    odds = np.log((seen.T @ truth + 1) / (truth.sum(axis=0) + 1))
    spread = np.minimum(odds.std(axis=1), _MOST_APART)
    counts = np.asarray(seen.sum(axis=0)).ravel()
    return np.asarray(spread / np.sqrt((spread**2 @ counts) / counts.sum()))


_MOST_APART = 3.0


def learn(name: str, found: Sequence[Example]) -> dict[str, Any]:
    """The model of this name, from examples."""
    return learned(
        found,
        LABELS[name],
        l2=L2[name],
        letters=LETTERS[name],
        by_ratio=BY_RATIO[name],
        tilt=TILT[name],
    )


def write(name: str, model: dict[str, Any]) -> None:
    """Keep a model, one feature a line, so that a change can be read."""
    text = json.dumps(model, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    lines = _END_OF_ROW.sub("],\n", text)
    (OUT / f"{name}.json").write_text(f"{lines}\n", "utf8")


# A feature may be ``],`` itself.
_END_OF_ROW = re.compile(r'(?<=[\d"])\],(?="(?!:))')


def main() -> None:
    """Write the three models."""
    found = Found(what=sentences())
    for chat, weight in chats():
        found.add(examples(chat, weight))
    for name in LABELS:
        mine: list[Example] = getattr(found, name)
        model = learn(name, mine)
        write(name, model)
        sys.stdout.write(f"{name}: {len(mine)} examples, {len(model['weights'])} features\n")


if __name__ == "__main__":
    main()
