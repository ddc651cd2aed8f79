"""Titles of asks: whether the word that names the thing stands in them, and nothing beside it."""

import re
import sys
from collections import Counter

from bench.sets import DATA, Row, rows
from bench.shares import Share, show
from bench.wanted import asks_of
from bot.reading.normalise import normalise

LONGEST = 18  # signs that a line of a digest has room for
_SPARE = 2  # signs beside an expected title that disturb nobody
_SIGNS = re.compile(r"[^0-9A-Za-z一-龥]")


def run(*, errors: bool = False) -> dict[str, float]:
    """Shares of good titles, of those that hold the word, and of those without noise.

    ``open`` is the half that was looked into while the rules were written, ``aside`` the other.
    """
    counts: Counter[str] = Counter()
    for row in rows(DATA / "titles.jsonl"):
        _count(row, counts, errors=errors and row["part"] == "open")
    found = {}
    for part in ("open", "aside"):
        for name in ("good", "named", "bare"):
            share = Share(counts[f"{part} {name}"], counts[part])
            found[f"{part}.{name}"] = show(f"{part}.{name}", share)
    return found


def _count(row: Row, counts: Counter[str], *, errors: bool) -> None:
    """A text of several asks is well told where one of its titles is good."""
    told = [ask.title for ask in asks_of(row["text"])]
    marks = [(_named(title, row), _bare(title, row)) for title in told]
    named, bare = max(marks, key=sum, default=(False, False))
    for name, holds in (("good", named and bare), ("named", named), ("bare", bare)):
        counts[f"{row['part']} {name}"] += holds
    counts[row["part"]] += 1
    if errors and not (named and bare):
        sys.stdout.write(f"{row['id']} {' / '.join(told)} | {row['titles'][0]} | {row['text']}\n")


def _named(title: str, row: Row) -> bool:
    return all(any(_plain(one) in _plain(title) for one in words) for words in row["keys"])


def _bare(title: str, row: Row) -> bool:
    """Whether next to nothing of a title is left without what an expected one has of it."""
    return len(title) <= LONGEST and any(
        _left(_plain(title), _plain(right)) <= _SPARE for right in row["titles"]
    )


def _left(title: str, right: str) -> int:
    """How many signs of a title stand in no stretch of two and more that ``right`` has too."""
    held = {
        at + step for at in range(len(title) - 1) for step in (0, 1) if title[at : at + 2] in right
    }
    return len(title) - len(held)


def _plain(words: str) -> str:
    return _SIGNS.sub("", normalise(words).text)
