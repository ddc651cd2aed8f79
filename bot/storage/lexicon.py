"""The lexicon the project ships, and what a deployment adds to it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from bot.domain.catalogue import NONE, Amendments
from bot.domain.lexicon import (
    LANE,
    BurdenModel,
    Clock,
    CueRule,
    Lexicon,
    Model,
    TitleModel,
    model_of,
    shared,
)
from bot.domain.reading import Kind


@cache
def _shipped() -> Lexicon:
    data = files("bot") / "data"
    taxonomy = json.loads((data / "taxonomy.json").read_text(encoding="utf8"))
    names = json.loads((data / "departments.json").read_text(encoding="utf8"))
    return Lexicon(
        version=taxonomy["version"],
        cues=_rules(taxonomy["categories"]),
        exemptions=_rules(taxonomy["exemptions"]),
        departments=names["departments"],
        aliases=names["aliases"],
        what=_model("what"),
        kind=_model("kind"),
        urgent=_model("urgent"),
        times=_model("times"),
        burdens=_burdens(),
        titles=_titles(),
    )


def _model(name: str) -> Model:
    """Weights as `python -m bench.train` writes them."""
    learned = json.loads((files("bot") / "data" / f"{name}.json").read_text(encoding="utf8"))
    return model_of(**learned)


def _titles() -> TitleModel:
    """Weights and pairs of letters as `python -m bench.train_titles` writes them."""
    learned = json.loads((files("bot") / "data" / "titles.json").read_text(encoding="utf8"))
    together = {
        letters[place : place + 2]: int(degree)
        for degree, letters in learned["together"].items()
        for place in range(0, len(letters), 2)
    }
    return TitleModel(weights=shared(learned["weights"]), together=together)


def _burdens() -> BurdenModel:
    """Weights as `python -m bench.train_burdens` writes them; words as they stand in the data."""
    data = files("bot") / "data"
    senses = json.loads((data / "burden_words.json").read_text(encoding="utf8"))
    learned = json.loads((data / "burdens.json").read_text(encoding="utf8"))
    words: dict[str, tuple[str, ...]] = {}
    for sense, line in senses.items():
        words.update({word: (*words.get(word, ()), sense) for word in line.split()})
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[0], set()).add(len(word))
    bias = learned["bias"]
    lanes = {code: LANE * place for place, code in enumerate(bias)}

    def side_by_side(row: Mapping[str, int]) -> int:
        return sum(weight << lanes[code] for code, weight in row.items())

    # With so much more in each lane, what is more than nothing reaches its highest bit.
    brim = side_by_side(dict.fromkeys(bias, (1 << (LANE - 1)) - 1))
    return BurdenModel(
        words=words,
        lengths={letter: tuple(sorted(found, reverse=True)) for letter, found in lengths.items()},
        codes={code: 1 << (lane + LANE - 1) for code, lane in lanes.items()},
        bias=side_by_side(bias) + brim,
        weights=shared({name: side_by_side(row) for name, row in learned["weights"].items()}),
    )


def _rules(entries: list[dict[str, Any]]) -> tuple[CueRule, ...]:
    return tuple(rule for entry in entries for rule in _rules_of(entry))


def _rules_of(entry: dict[str, Any]) -> Iterator[CueRule]:
    """Words that count in any ask, and those that count in asks of some kinds only."""
    for kinds, words in {"": entry, **entry.get("in_kind", {})}.items():
        if words["cues"]:
            yield CueRule(
                code=entry["code"],
                name=entry["name"],
                patterns=tuple(words["cues"]),
                unless=tuple(words.get("unless", ())),
                letters=frozenset(words["letters"]),
                kinds=frozenset(map(Kind, kinds.split())),
            )


def load_lexicon(
    *,
    clock: Clock | None = None,
    departments: Mapping[str, str] | None = None,
    aliases: Mapping[str, str] | None = None,
    cues: Mapping[str, str] | None = None,
    catalogue: Amendments = NONE,
) -> Lexicon:
    """The shipped lexicon with what a deployment adds or says otherwise.

    ``cues`` maps phrases of the place to the code of what they mark; "" marks nothing.
    """
    shipped = _shipped()
    own = tuple(_own_rules(shipped, cues or {}))
    return replace(
        shipped,
        clock=clock or shipped.clock,
        departments={**shipped.departments, **(departments or {})},
        aliases={**shipped.aliases, **(aliases or {})},
        cues=(*shipped.cues, *own),
        own_cues=own,
        catalogue=catalogue,
    )


def _own_rules(shipped: Lexicon, cues: Mapping[str, str]) -> Iterator[CueRule]:
    names = {rule.code: rule.name for rule in shipped.cues}
    for phrase, code in cues.items():
        if code:
            yield CueRule(
                code=code,
                name=names[code],
                patterns=(re.escape(phrase),),
                letters=frozenset(phrase[:1]),
            )
