"""The lexicon the project ships, and what a deployment adds to it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from bot.domain.lexicon import Clock, CueRule, Lexicon, Model


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
    )


def _model(name: str) -> Model:
    """Weights as `python -m bench.train` writes them."""
    return Model(**json.loads((files("bot") / "data" / f"{name}.json").read_text(encoding="utf8")))


def _rules(entries: list[dict[str, object]]) -> tuple[CueRule, ...]:
    return tuple(
        CueRule(code=str(e["code"]), name=str(e["name"]), patterns=tuple(e["cues"]))  # type: ignore[arg-type]
        for e in entries
    )


def load_lexicon(
    *,
    clock: Clock | None = None,
    departments: Mapping[str, str] | None = None,
    aliases: Mapping[str, str] | None = None,
) -> Lexicon:
    """The shipped lexicon with a deployment's clock conventions, departments and aliases added."""
    shipped = _shipped()
    return replace(
        shipped,
        clock=clock or shipped.clock,
        departments={**shipped.departments, **(departments or {})},
        aliases={**shipped.aliases, **(aliases or {})},
    )
