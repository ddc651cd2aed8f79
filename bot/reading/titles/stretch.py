"""The stretch of a text that people would call an ask by, weighed letter by letter.

What is learned from is told in ``bench.train_titles``: where titles begin, what is in them, where
they end, and how far they are what the rules call the ask.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import accumulate, repeat
from operator import add, sub
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


OUTRIGHT = math.inf
"""What a name is worth that is told outright, and not to be weighed against any other."""


class Ruled(NamedTuple):
    """What the rules call an ask ("" for nothing), and what they hold that it is worth."""

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


def start_signs(text: str, clause: Clause, together: Mapping[str, int]) -> Iterator[list[str]]:
    """What tells that a title begins there, of each letter of a clause of ``text``."""
    takes = -_REACH
    for at in range(clause.start, clause.end):
        one, two = text[at], text[at : at + 2]
        before = text[max(clause.start, at - 2) : at] or _EDGE[0]
        last = before[-1]
        signs = [
            f"<{one}", f"<{two}", f"<{text[at : at + 3]}", f"<{last}|{one}", f"<{last}|",
            f"<{before}|", f"<{last}|{two}", f"<at {min(at - clause.start, 7)}",
        ]  # fmt: skip
        if at > clause.start:
            signs.append(f"<cut {together.get(last + one, 0)}")
        if at - takes <= _REACH and takes >= clause.start:
            signs += (f"<after {text[takes]}", f"<after {text[takes]}{at - takes}")
        if one in _TAKES:
            takes = at
        yield signs


def end_signs(text: str, clause: Clause, together: Mapping[str, int]) -> Iterator[list[str]]:
    """What tells that a title ends behind it, of each letter of a clause, the last one first."""
    takes = clause.end + _REACH
    for end in range(clause.end, clause.start, -1):
        one, two = text[end - 1], text[max(clause.start, end - 2) : end]
        after = text[end : min(clause.end, end + 2)] or _EDGE[1]
        first = after[0]
        signs = [
            f">{one}", f">{two}", f">{text[max(clause.start, end - 3) : end]}", f">{one}|{first}",
            f">|{first}", f">|{after}", f">{two}|{first}", f">to {min(clause.end - end, 7)}",
        ]  # fmt: skip
        if end < clause.end:
            signs.append(f">cut {together.get(one + first, 0)}")
            if first in _TAKES:
                takes = end
        if takes - end < _REACH and takes < clause.end:
            signs += (f">before {text[takes]}", f">before {text[takes]}{takes - end}")
        yield signs


def inner_signs(text: str, clause: Clause, rule: Stretch | None) -> Iterator[list[str]]:
    """What each letter of a clause tells that stands in a title."""
    told: dict[bool, list[str]] = {True: [], False: []}
    if rule:
        for within, where in ((True, "in"), (False, "beside")):
            told[within] = [f"={where} rule", f"={where} rule {rule.sure}"]
    for at in range(clause.start, clause.end):
        within = rule is not None and rule.start <= at < rule.end
        yield [f"={text[at]}", f"={text[at : at + 2]}", *told[within]]


def size_signs(size: int, kind: str) -> tuple[str, ...]:
    """What the length of a title tells."""
    return f"#{size}", f"#{size // 3}{kind}"


WHOLE = ("#whole",)
"""What it tells that a title is all of a clause."""


def relation(start: int, end: int, rule: Stretch) -> str:
    """How a title stands to what the rules call the ask; "" for neither over nor in it."""
    if start <= rule.start and end >= rule.end:
        return "rule" if (start, end) == rule[:2] else "over"
    if start < rule.start or end > rule.end:
        return ""
    return "in start" if start == rule.start else "in end" if end == rule.end else "in"


def relation_signs(kind: str, rule: Stretch) -> dict[str, tuple[str, ...]]:
    """What each ``relation`` to what the rules call the ask tells."""
    within = ("in", "in start", "in end")
    return {
        "": (),
        "rule": ("#rule", f"#rule{kind}", f"#rule {rule.sure}"),
        "over": ("#over",),
        **{one: (f"#in{kind}", f"#{one}") for one in within},
    }


def ruled_stretch(text: str, ruled: Ruled) -> Stretch | None:
    """Where in a text stands what the rules call an ask; None where it is told in other words."""
    at = text.find(ruled.words, 0, READ) if ruled.words else -1
    sure = max(-2, min(6, math.floor(ruled.worth)))
    return Stretch(at, at + len(ruled.words), sure) if at >= 0 else None


# 60周岁以上老年人花名册 is not 80周岁以上老年人花名册.
_MARKED = re.compile(r"\d")


def tells_which(ruled: str, said: str) -> bool:
    """Whether the rules' name is that of a stretch with a number before it."""
    return ruled.endswith(said) and bool(_MARKED.search(ruled, 0, len(ruled) - len(said)))


def spans_of(clause: Clause, first: int = 0, last: int = READ) -> Iterator[tuple[int, int]]:
    """Every stretch of a clause that is neither too short nor too long for a title, of those that
    begin from ``first`` on and before ``last``.
    """
    for start in range(max(first, clause.start), min(last, clause.end - SHORTEST + 1)):
        for end in range(start + SHORTEST, min(clause.end, start + LONGEST) + 1):
            yield start, end


def best_stretch(text: str, kind: str, ruled: Ruled, model: TitleModel) -> str | None:
    """The stretch of ``text`` that names what is asked; None where there is none to choose.

    Its worth is the sum of all that its first letter, its last one, those it holds, its clause, its
    length and what the rules found tell of it.
    """
    rule, weigh = ruled_stretch(text, ruled), _scales(model)
    sizes = [weigh(size_signs(size, kind)) for size in range(SHORTEST, LONGEST + 1)]
    related = relation_signs(kind, rule) if rule else {}
    relations = {one: weigh(signs) for one, signs in related.items()}
    best, words = -math.inf, None
    for clause in clauses(text, kind):
        begins, rows = _rows(text, clause, rule, model, sizes)
        if rule:
            for start, end in spans_of(clause, min(rule.start, rule.end - LONGEST), rule.end):
                told = relations[relation(start, end, rule)]
                rows[start - clause.start][end - start - SHORTEST] += told
        if clause.end - clause.start <= LONGEST:
            rows[0][-1] += weigh(WHOLE)
        found = list(map(add, begins, map(max, rows)))
        worth = max(found) + weigh(clause.told)
        if worth > best:
            at = found.index(max(found))
            size = SHORTEST + rows[at].index(max(rows[at]))
            best, words = worth, text[clause.start + at : clause.start + at + size]
    return words


def _rows(
    text: str, clause: Clause, rule: Stretch | None, model: TitleModel, sizes: list[int]
) -> tuple[list[int], list[list[int]]]:
    """What is told, in hundredths, of each place where a stretch of a clause may begin, and of
    those that begin there: a row for each place, the shortest first.
    """
    weigh = _scales(model)
    starts = map(weigh, start_signs(text, clause, model.together))
    ends = list(map(weigh, end_signs(text, clause, model.together)))
    held = [0, *accumulate(map(weigh, inner_signs(text, clause, rule)))]
    tails = list(map(add, reversed(ends), held[1:]))
    rows = [list(map(add, tails[at + 1 : at + LONGEST], sizes)) for at in range(len(tails) - 1)]
    return list(map(sub, starts, held[: len(rows)])), rows


def _scales(model: TitleModel) -> Callable[[Iterable[str]], int]:
    """What weighs signs, in hundredths."""
    known = model.weights.get
    return lambda signs: sum(map(known, signs, repeat(0)))
