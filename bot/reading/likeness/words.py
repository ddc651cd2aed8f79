"""The words requests are compared by: subjects of the catalogue, actions, columns, fillers."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
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

    def add(self, words: Iterable[tuple[str, Word]]) -> None:
        """Learn words by their spellings in small letters; the first meaning of one stays."""
        known, lengths = self._words, self._lengths
        for spelling, word in words:
            if spelling in known:
                continue
            known[spelling] = word
            told = lengths.get(spelling[:2], ())
            if word.length not in told:
                lengths[spelling[:2]] = tuple(sorted((*told, word.length), reverse=True))

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


_Spelled = tuple[str, Word]
_KNOWN = load("request_words")
_DOING = frozenset(one for spellings in _KNOWN["actions"].values() for one in spellings)


def _spelled(
    sort: Sort, name: str, spellings: Iterable[str], *, umbrella: bool = False
) -> tuple[_Spelled, ...]:
    """A word by each of its spellings."""
    return tuple(
        (small, Word(sort, name, len(small), umbrella)) for small in map(str.lower, spellings)
    )


def _of_item(name: str, item: Item) -> tuple[_Spelled, ...]:
    spellings = (name, *item.aliases)
    return _spelled("subject", name, spellings, umbrella=not _DOING.isdisjoint(spellings))


_SUBJECTS = {name: _of_item(name, item) for name, item in ITEMS.items()}
_ACTIONS = tuple(
    one
    for name, spellings in _KNOWN["actions"].items()
    for one in _spelled("action", name, spellings)
)
_COLUMNS = tuple(
    one
    for name, spellings in _KNOWN["columns"].items()
    for one in _spelled("column", name, (name, *spellings))
)
_FORMS = tuple(one for form in _KNOWN["forms"] for one in _spelled("form", form, (form,)))
_FILLERS = tuple(one for word in _KNOWN["fillers"] for one in _spelled("filler", word, (word,)))


def words_of(items: Mapping[str, Item]) -> Table:
    """The words of a catalogue with these items."""
    table = Table()
    for name, item in items.items():
        # Most are as they are shipped.
        shipped = ITEMS.get(name) is item
        table.add(_SUBJECTS[name] if shipped else _of_item(name, item))
    for words in (_ACTIONS, _COLUMNS, _FORMS, _FILLERS):
        table.add(words)
    return table


def _actions() -> Table:
    table = Table()
    table.add(_ACTIONS)
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
