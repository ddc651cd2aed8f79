"""What a request is about: the words of its text that a table knows, and what is left of it."""

import re
from typing import NamedTuple

from bot.reading.likeness.catalogue import Catalogue
from bot.reading.likeness.marks import DETAILS, PLACES, PURPOSE
from bot.reading.likeness.words import BACKGROUND

MARK = "#"
"""Before the name of an item among the terms of a request."""


class Token(NamedTuple):
    """A word of a request in its order: what it stands for, as written, how much it tells."""

    name: str
    written: str
    told: float


class Content(NamedTuple):
    """Subjects with their weights and how they are written, other terms with theirs, columns, all
    words in their order, and the subject named first.
    """

    subjects: dict[str, float]
    spelled: dict[str, str]
    rest: dict[str, float]
    columns: dict[str, str]
    heads: frozenset[str]
    tokens: list[Token]
    head: str | None


def content_of(text: str, catalogue: Catalogue, *, reminds: bool) -> Content:
    """What a text without its dates and bodies says; a reminder's aside is told otherwise."""
    marks = (PURPOSE, DETAILS, PLACES) if reminds else (PURPOSE, DETAILS)
    aside = [found.span() for mark in marks for found in mark.finditer(text)]
    plain = catalogue.noise.sub(_blank, text)
    subjects: dict[str, float] = {}
    spelled: dict[str, str] = {}
    rest: dict[str, float] = {}
    columns: dict[str, str] = {}
    heads: set[str] = set()
    tokens: list[Token] = []
    head: str | None = None
    run, ended = "", -1
    for start, word in (*catalogue.words.scan(plain), (len(plain), None)):
        if word is None and start < len(plain) and "一" <= plain[start] <= "龥":
            run += plain[start]
            continue
        if run:
            share = _ASIDE if any(a <= start - 1 < b for a, b in aside) else 1.0
            tokens.append(Token(run, run, _take_run(rest, run, share)))
            run = ""
        if word is None:
            continue
        told, written = 0.0, plain[start : start + word.length]
        if word.sort == "subject":
            share = _ASIDE if any(a <= start < b for a, b in aside) else 1.0
            if word.umbrella:
                share *= _UMBRELLA
            if ended < 0 and share == 1.0:
                ended = _end_of_clause(plain, start + word.length)
            elif 0 <= ended < start:
                share *= _LATER
            told = share * _SUBJECT * max(0.35, BACKGROUND.weight(MARK + word.name))
            spelled.setdefault(word.name, written)
            subjects[word.name] = max(told, subjects.get(word.name, 0.0))
            if head is None and ended >= 0:
                head = word.name
        elif word.sort in ("column", "form"):
            heads.add(word.name)
            if word.sort == "column" and not _MEASURED.search(text, start - 1, start):
                columns.setdefault(word.name, written)
        tokens.append(Token(word.name, written, told))
    return Content(subjects, spelled, rest, columns, frozenset(heads), tokens, head)


def _blank(found: re.Match[str]) -> str:
    """As many blanks, but for a name that holds a number."""
    return found[0] if found.lastgroup else " " * len(found[0])


# What the clauses after the first say is less likely what is asked for.
_ASIDE, _SUBJECT, _SINGLE, _UMBRELLA, _LATER = 0.35, 2.0, 0.3, 0.5, 0.6


# 60周岁 is an age, and 各单位 are called upon: no columns of a list.
_MEASURED = re.compile("[0-9各]")


def _end_of_clause(text: str, start: int) -> int:
    found = _CLAUSE.search(text, start)
    return found.start() if found else len(text)


_CLAUSE = re.compile(r"[,。;:!?\n]")


def _take_run(rest: dict[str, float], run: str, share: float) -> float:
    """Weigh the pairs of letters of a stretch of text that no table knows; answers their sum."""
    if len(run) == 1:
        pairs = {run: share * _SINGLE * BACKGROUND.weight(run)}
    else:
        grams = (run[i : i + 2] for i in range(len(run) - 1))
        pairs = {gram: share * BACKGROUND.weight(gram) for gram in grams}
    for pair, told in pairs.items():
        rest[pair] = max(rest.get(pair, 0.0), told)
    return sum(pairs.values())
