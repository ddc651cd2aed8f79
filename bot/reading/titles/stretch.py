"""The stretch of a text that people would call an ask by, weighed letter by letter.

What is learned from is told in ``bench.train_titles``: where titles begin, what is in them, where
they end, and how far they are what the rules call the ask.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple

from bot.domain.lexicon import TitleModel
from bot.reading.titles.trim import GAP

LONGEST, SHORTEST, READ = 16, 2, 160
_STOP = re.compile(rf"[,。;!?~\n:|<>(){GAP}]")
_EDGE = "^$"
_TAKES = frozenset("报交填发送传带把将对领收看开做查给拍写签找要去来")
"""Letters of verbs that a thing follows, or goes before."""
_REACH = 6
_TOLD = {
    "time": re.compile(GAP),
    "hand": re.compile("[报交填发送传]"),
    "paper": re.compile("表|名单|台账|材料|数|照片|清单|情况|方案|总结|报告|计划|书|证"),
    "bid": re.compile("请|各|务必|必须|都要|要把"),
}
_MOST_CLAUSES = 12


class Ruled(NamedTuple):
    """What the rules call an ask, and what they hold that it is worth."""

    words: str
    worth: float


class Stretch(NamedTuple):
    """``text[start:end]`` is what the rules call the ask, which they are ``sure`` of, -2 to 6."""

    start: int
    end: int
    sure: int


class Clause(NamedTuple):
    """A part of a text between stops: where it is, and what is known of it."""

    start: int
    end: int
    told: tuple[str, ...]


def clauses(text: str, kind: str) -> list[Clause]:
    """The first clauses of a text that say something, each with what it and the others tell."""
    bounds, start = [], 0
    text = text[:READ]
    for stop in [*_STOP.finditer(text), None]:
        end = stop.start() if stop else len(text)
        if end - start >= SHORTEST:
            bounds.append((start, end, text[end : end + 1]))
        start = end + 1
    shown = bounds[:_MOST_CLAUSES]
    said = [
        tuple(name for name, words in _TOLD.items() if words.search(text, start, end + 1))
        for start, end, _ in shown
    ]
    return [
        Clause(start, end, tuple(_of_clause(place, said, stop, kind)))
        for place, (start, end, stop) in enumerate(shown)
    ]


def _of_clause(place: int, said: list[tuple[str, ...]], stop: str, kind: str) -> Iterator[str]:
    last = place == len(said) - 1
    where = "last" if last else str(min(place, 3))
    yield f"c{where}"
    yield f"c{where}{kind}"
    yield f"c{place} of {min(len(said), 5)}"
    if stop == ":":
        yield "c:"
    for name in said[place]:
        yield f"c{name}"
        yield f"c{name}{where}"
        yield f"c{name}{kind}"
    others = {name for other, names in enumerate(said) if other != place for name in names}
    yield from (f"o{name}" for name in others)
    yield from (f"o{name} not" for name in others.difference(said[place]))
    if place + 1 < len(said):
        yield from (f"n{name}" for name in said[place + 1])


def start_signs(text: str, at: int, clause: Clause, together: Mapping[str, int]) -> Iterator[str]:
    """What tells that a title begins at a letter of ``text``."""
    one, two = text[at], text[at : at + 2]
    before = text[max(clause.start, at - 2) : at] or _EDGE[0]
    yield f"<{one}"
    yield f"<{two}"
    yield f"<{text[at : at + 3]}"
    yield f"<{before[-1]}|{one}"
    yield f"<{before[-1]}|"
    yield f"<{before}|"
    yield f"<{before[-1]}|{two}"
    if at > clause.start:
        yield f"<cut {together.get(text[at - 1 : at + 1], 0)}"
    yield f"<at {min(at - clause.start, 7)}"
    for step in range(1, _REACH + 1):
        if at - step < clause.start:
            break
        if text[at - step] in _TAKES:
            yield f"<after {text[at - step]}"
            yield f"<after {text[at - step]}{step}"
            break


def end_signs(text: str, end: int, clause: Clause, together: Mapping[str, int]) -> Iterator[str]:
    """What tells that a title ends before ``end``."""
    one, two = text[end - 1], text[max(clause.start, end - 2) : end]
    after = text[end : min(clause.end, end + 2)] or _EDGE[1]
    yield f">{one}"
    yield f">{two}"
    yield f">{text[max(clause.start, end - 3) : end]}"
    yield f">{one}|{after[0]}"
    yield f">|{after[0]}"
    yield f">|{after}"
    yield f">{two}|{after[0]}"
    if end < clause.end:
        yield f">cut {together.get(text[end - 1 : end + 1], 0)}"
    yield f">to {min(clause.end - end, 7)}"
    for step in range(_REACH):
        if end + step >= clause.end:
            break
        if text[end + step] in _TAKES:
            yield f">before {text[end + step]}"
            yield f">before {text[end + step]}{step}"
            break


def inner_signs(text: str, at: int, rule: Stretch | None) -> Iterator[str]:
    """What a letter tells that stands in a title."""
    yield f"={text[at]}"
    yield f"={text[at : at + 2]}"
    if rule:
        where = "in" if rule.start <= at < rule.end else "beside"
        yield f"={where} rule"
        yield f"={where} rule {rule.sure}"


def span_signs(
    start: int, end: int, clause: Clause, kind: str, rule: Stretch | None
) -> Iterator[str]:
    """What the length of a title tells, and how it stands to what the rules find."""
    size = end - start
    yield f"#{size}"
    yield f"#{size // 3}{kind}"
    if size == clause.end - clause.start:
        yield "#whole"
    if rule:
        if (start, end) == rule[:2]:
            yield "#rule"
            yield f"#rule{kind}"
            yield f"#rule {rule.sure}"
        elif start <= rule.start and end >= rule.end:
            yield "#over"
        elif start >= rule.start and end <= rule.end:
            yield f"#in{kind}"
            yield "#in start" if start == rule.start else "#in end" if end == rule.end else "#in"


def ruled_stretch(text: str, ruled: Ruled) -> Stretch | None:
    """Where in a text stands what the rules call an ask; None where it is told in other words."""
    at = text.find(ruled.words, 0, READ) if ruled.words else -1
    sure = max(-2, min(6, math.floor(ruled.worth)))
    return Stretch(at, at + len(ruled.words), sure) if at >= 0 else None


def spans_of(clause: Clause) -> Iterator[tuple[int, int]]:
    """Every stretch of a clause that is neither too short nor too long for a title."""
    for start in range(clause.start, clause.end - SHORTEST + 1):
        for end in range(start + SHORTEST, min(clause.end, start + LONGEST) + 1):
            yield start, end


def best_stretch(text: str, kind: str, ruled: Ruled, model: TitleModel) -> str | None:
    """The stretch of ``text`` that names what is asked; None where there is none to choose."""
    rule = ruled_stretch(text, ruled)
    best, words = 0, None
    for clause in clauses(text, kind):
        found = _best_of(text, clause, kind, rule, model)
        if words is None or found[0] > best:
            best, words = found
    return words


def _best_of(
    text: str, clause: Clause, kind: str, rule: Stretch | None, model: TitleModel
) -> tuple[int, str]:
    """What the best stretch of a clause is worth, in hundredths, and its words."""
    together, places = model.together, range(clause.start, clause.end)

    def worth(signs: Iterable[str]) -> int:
        return sum(filter(None, map(model.weights.get, signs)))

    begins = [worth(start_signs(text, at, clause, together)) for at in places]
    ends = [0, *(worth(end_signs(text, at + 1, clause, together)) for at in places)]
    inner = [0, *accumulate(worth(inner_signs(text, at, rule)) for at in places)]
    first = clause.start
    value, start, end = max(
        (
            begins[start - first] + ends[end - first] + inner[end - first] - inner[start - first]
            + worth(span_signs(start, end, clause, kind, rule)),
            start,
            end,
        )
        for start, end in spans_of(clause)
    )  # fmt: skip
    return value + worth(clause.told), text[start:end]
