"""How offices are called by their field of work: in a county, in a town, and outside both."""

import json
from importlib.resources import files
from typing import Any


def _load(name: str) -> Any:
    return json.loads((files("bot") / "data" / f"{name}.json").read_text(encoding="utf8"))


_DATA = _load("offices")
BUREAUS: dict[str, str] = _DATA["bureaus"]
"""A field's body in a county, without its level; ``{}`` stands where the level is inside."""
STATIONS: dict[str, str] = _DATA["stations"]
"""A field's body in a town where no department of the lexicon tells it."""
SECTIONS: dict[str, str] = _DATA["sections"]
"""A part of a body, and the field whose body it is of: 国库 → 财政."""
OUTSIDE: dict[str, str] = _DATA["outside"]
"""Firms that serve a place and are of no level."""
LETTERS: dict[str, str] = _DATA["letters"]
"""A letter behind a name that stands for a field: 钱姐(妇)."""
OF_FIELDS: dict[str, list[str]] = _DATA["of_fields"]
"""What does a field's work in a town and in a county where its word alone tells neither."""
EVERYDAY = frozenset(_DATA["everyday"])
"""Fields that are wishes, goods or given names as well: 平安是福, 王建设."""
SURNAMES: str = _DATA["surnames"]
GIVEN: str = _DATA["given"]
"""With which given names begin and hardly a word of work does: 晓雯, 丽华."""
NOT_PEOPLE: tuple[str, ...] = tuple(_DATA["not_people"])
OF_TOWNS = {word + tail for word, tail in _load("departments")["departments"].items() if tail} - {
    *BUREAUS.values(),
    *BUREAUS,
}
"""Whole names that only a town's bodies bear: 民政办."""
