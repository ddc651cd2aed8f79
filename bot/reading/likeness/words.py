"""The words requests are compared by: subjects of the catalogue, actions, columns, fillers."""

import json
import math
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any, Literal, NamedTuple

Sort = Literal["subject", "action", "column", "form", "filler", "body"]


class Word(NamedTuple):
    """A known word: its sort, what it stands for, and how long it is.

    An ``umbrella`` names what is done to a subject rather than one (慰问, 投票).
    """

    sort: Sort
    name: str
    length: int
    umbrella: bool = False


class Item(NamedTuple):
    """An item of the catalogue: what else it is called, and what it belongs to."""

    aliases: tuple[str, ...]
    parent: str | None


def load(name: str) -> Any:
    """A data file of this package."""
    return json.loads((files("bot") / "data" / f"{name}.json").read_text(encoding="utf8"))


class Table:
    """Words findable at a place of a text, the longest first; built once, then only read."""

    def __init__(self) -> None:
        self._words: dict[str, Word] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}

    def add(self, spelling: str, sort: Sort, name: str, *, umbrella: bool = False) -> None:
        """Learn a spelling; the first meaning of a spelling stays."""
        spelling = spelling.lower()
        if spelling in self._words:
            return
        self._words[spelling] = Word(sort, name, len(spelling), umbrella)
        known = self._lengths.get(spelling[:2], ())
        if len(spelling) not in known:
            self._lengths[spelling[:2]] = tuple(sorted((*known, len(spelling)), reverse=True))

    def exact(self, spelling: str) -> Word | None:
        """What is spelled just like this."""
        return self._words.get(spelling)

    def scan(self, text: str) -> Iterator[tuple[int, Word | None]]:
        """Every place of ``text`` once: the longest known word, or None for a letter of none."""
        start, end = 0, len(text)
        words, lengths = self._words, self._lengths
        while start < end:
            found = None
            # By two letters: many names begin with the same one.
            for length in lengths.get(text[start : start + 2], ()):
                found = words.get(text[start : start + length])
                if found:
                    break
            yield start, found or words.get(text[start])
            start += found.length if found else 1


ITEMS: dict[str, Item] = {
    name: Item(tuple(item["aliases"]), item.get("parent"))
    for items in load("catalogue").values()
    for name, item in items.items()
}


def words_of(items: Mapping[str, Item]) -> Table:
    """The words of a catalogue with these items."""
    table = Table()
    known = load("request_words")
    doing = {spelling for spellings in known["actions"].values() for spelling in spellings}
    for name, item in items.items():
        spellings = (name, *item.aliases)
        umbrella = not doing.isdisjoint(spellings)
        for spelling in spellings:
            table.add(spelling, "subject", name, umbrella=umbrella)
    for name, spellings in known["actions"].items():
        for spelling in spellings:
            table.add(spelling, "action", name)
    for name, spellings in known["columns"].items():
        for spelling in (name, *spellings):
            table.add(spelling, "column", name)
    for spelling in known["forms"]:
        table.add(spelling, "form", spelling)
    for spelling in known["fillers"]:
        table.add(spelling, "filler", spelling)
    return table


def _actions() -> Table:
    table = Table()
    for name, spellings in load("request_words")["actions"].items():
        for spelling in spellings:
            table.add(spelling, "action", name)
    return table


WORDS = words_of(ITEMS)
ACTIONS = _actions()


LETTER = "="
"""Before a letter by itself among the terms of the background."""


class Background:
    """How common terms are in notices of all sorts, so that rare ones weigh more."""

    def __init__(self, table: dict[str, Any]) -> None:
        top = math.log(int(table["texts"]) + 1)
        self._weights = {
            term: 1 - math.log(int(count) + 1) / top
            for count, terms in table["seen"].items()
            for term in terms.split()
        }

    def weight(self, term: str) -> float:
        """1 for a term never seen, 0 for one that stands in every text."""
        return self._weights.get(term, 1.0)


BACKGROUND = Background(load("background"))
