"""How well the learned part reads chats it has not learned from: each fifth by the other four."""

import sys
from collections import Counter
from collections.abc import Sequence

from bench.train import L2, Example, chats, examples, learned, sentences
from bot.domain.lexicon import Model
from bot.domain.reading import Kind, What
from bot.reading.classify import MAYBE_FROM, NOTICE_FROM, SURE_FROM
from bot.reading.features import probabilities

_FOLDS = 5


def run(*, errors: bool = False) -> dict[str, float]:
    """Shares of messages and of notices read right, with the band of the unsure."""
    found = [examples(chat) for chat in chats()]
    figures: dict[str, float] = {}
    counts: Counter[str] = Counter()
    for fold in range(_FOLDS):
        mine = [one for index, one in enumerate(found) if index % _FOLDS == fold]
        others = [one for index, one in enumerate(found) if index % _FOLDS != fold]
        more = [e for whats, _ in others for e in whats]
        what = _model([*sentences(), *more], list(What), L2["what"])
        kind = _model([e for _, kinds in others for e in kinds], list(Kind), L2["kind"])
        for whats, kinds in mine:
            for seen, true in whats:
                _count_class(probabilities(what, seen), true, counts)
            for seen, true in kinds:
                odds = probabilities(kind, seen)
                counts["kinds"] += 1
                counts["kind"] += max(odds, key=lambda label: odds[label]) == true
    del errors
    figures["class"] = counts["class"] / counts["messages"]
    figures["unsure"] = counts["unsure"] / counts["messages"]
    figures["notices_lost"] = counts["lost"] / counts["notices"]
    figures["false_notices"] = counts["false"] / counts["messages"]
    figures["kind"] = counts["kind"] / counts["kinds"]
    for key, value in figures.items():
        sys.stdout.write(f"{key:24} {value:8.3f}\n")
    return figures


def _model(found: Sequence[Example], labels: Sequence[str], l2: float) -> Model:
    value = learned(found, [str(label) for label in labels], l2)
    return Model(
        labels=tuple(value["labels"]),
        bias=tuple(weight / 100 for weight in value["bias"]),
        weights={f: tuple(w / 100 for w in row) for f, row in value["weights"].items()},
    )


def _count_class(odds: dict[str, float], true: str, counts: Counter[str]) -> None:
    notice = odds[What.NOTICE]
    rest = max(What.RECEIPT, What.CHATTER, key=lambda what: odds[what])
    read = What.NOTICE if notice >= NOTICE_FROM else rest
    unsure = MAYBE_FROM <= notice < SURE_FROM
    counts["messages"] += 1
    counts["class"] += read == true
    counts["unsure"] += unsure
    counts["notices"] += true == What.NOTICE
    counts["lost"] += true == What.NOTICE and read != true and not unsure
    counts["false"] += true != What.NOTICE and read == What.NOTICE
