"""How well the learned part reads chats it has not learned from: each fifth by the other four."""

import sys
from collections import Counter
from collections.abc import Sequence

from bench.chats import chats
from bench.train import LABELS, Example, Found, examples, learn, sentences
from bot.domain.lexicon import Model, model_of
from bot.domain.reading import What
from bot.reading.features import probabilities
from bot.reading.sorting.classify import MAYBE_FROM, SURE_FROM, URGENT, cannot_wait, likeliest

_FOLDS = 5


def run(*, errors: bool = False) -> dict[str, float]:
    """Shares of messages and of notices read right, with the band of the unsure."""
    found = [examples(chat, weight) for chat, weight in chats()]
    figures: dict[str, float] = {}
    counts: Counter[str] = Counter()
    for fold in range(_FOLDS):
        others = Found(what=sentences())
        for index, one in enumerate(found):
            if index % _FOLDS != fold:
                others.add(one)
        models = {name: _model(getattr(others, name), name) for name in LABELS}
        for index, one in enumerate(found):
            if index % _FOLDS == fold:
                _count(one, models, counts)
    del errors
    figures["class"] = counts["class"] / counts["messages"]
    figures["unsure"] = counts["unsure"] / counts["messages"]
    figures["notices_lost"] = counts["lost"] / counts["notices"]
    figures["false_notices"] = counts["false"] / counts["messages"]
    figures["kind"] = counts["kind"] / counts["kinds"]
    figures["urgent_recall"] = counts["urgent_hit"] / counts["urgent"]
    figures["urgent_false"] = float(counts["urgent_false"])
    for key, value in figures.items():
        sys.stdout.write(f"{key:24} {value:8.3f}\n")
    return figures


def _model(found: Sequence[Example], name: str) -> Model:
    return model_of(**learn(name, found))


def _count(one: Found, models: dict[str, Model], counts: Counter[str]) -> None:
    for shown, true, _ in one.what:
        _count_class(probabilities(models["what"], shown), true, counts)
    for shown, true, _ in one.kind:
        odds = probabilities(models["kind"], shown)
        counts["kinds"] += 1
        counts["kind"] += max(odds, key=lambda label: odds[label]) == true
    for shown, true, _ in one.urgent:
        hot = cannot_wait(What.NOTICE, shown, models["urgent"])
        counts["urgent"] += true == URGENT
        counts["urgent_hit"] += hot and true == URGENT
        counts["urgent_false"] += hot and true != URGENT


def _count_class(odds: dict[str, float], true: str, counts: Counter[str]) -> None:
    notice = odds[What.NOTICE]
    read = likeliest(odds)
    unsure = MAYBE_FROM <= notice < SURE_FROM
    counts["messages"] += 1
    counts["class"] += read == true
    counts["unsure"] += unsure
    counts["notices"] += true == What.NOTICE
    counts["lost"] += true == What.NOTICE and read != true and not unsure
    counts["false"] += true != What.NOTICE and read == What.NOTICE
