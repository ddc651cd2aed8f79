"""Phrases that notices use often and that nothing here knows yet: new names for old demands."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.lexicon import Lexicon
from bot.reading.likeness.words import BACKGROUND
from bot.reading.normalise import normalise
from bot.reading.terms import content

OFTEN = 5
"""In how many requests a phrase stands before it is worth a look."""
_READ = 300
"""Characters of a notice that are looked at."""
_CORE, _LONGEST = 3, 12
_NEVER = 0.999
_MOSTLY = 0.8
"""Share of a phrase's uses with the same letter beside it, so that the letter belongs to it."""
_RUN = re.compile(r"[一-龥]{3,}")
_WHEN = re.compile(
    r"[零一二两三四五六七八九十半几]+(?:点|年|月|日|号|天|个|季度)半?|[上下]半年|季度"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A phrase, and how many requests hold it."""

    phrase: str
    requests: int


def variants(texts: Iterable[str], names: Iterable[str], lexicon: Lexicon) -> list[Variant]:
    """Phrases in `OFTEN` texts or more that no labelled notice holds, commonest first.

    Left out is what ``names`` (of groups, people, bodies) hold, and what marks a demand already.
    """
    runs = [_runs(text) for text in texts]
    known = {core for name in names for core in _pieces(name, 2)}
    seen = Counter(core for told in runs for core in {*_cores(told)})
    found: dict[str, int] = {}
    for core, count in seen.items():
        if count >= OFTEN and _is_new(core, known):
            phrase = _grown(core, [run for told in runs for run in told if core in run])
            if not _marks_already(phrase, lexicon):
                found[phrase] = max(found.get(phrase, 0), count)
    return sorted(
        (Variant(phrase=phrase, requests=count) for phrase, count in found.items()),
        key=lambda one: (-one.requests, one.phrase),
    )


def _runs(text: str) -> list[str]:
    return _RUN.findall(_WHEN.sub(" ", content(normalise(text[:_READ]).text)))


def _cores(runs: Sequence[str]) -> Iterable[str]:
    return (core for run in runs for core in _pieces(run, _CORE))


def _pieces(words: str, size: int) -> list[str]:
    return [words[place : place + size] for place in range(len(words) - size + 1)]


def _is_new(core: str, known: set[str]) -> bool:
    return any(pair not in known and BACKGROUND.weight(pair) > _NEVER for pair in _pieces(core, 2))


def _grown(phrase: str, runs: Sequence[str]) -> str:
    """The phrase with the letters that mostly stand beside it in ``runs``, which all hold it."""
    while len(phrase) < _LONGEST:
        sides = Counter[tuple[str, str]]()
        for run in runs:
            before, _, after = run.partition(phrase)
            sides.update([(before[-1:], "left"), (after[:1], "right")])
        (letter, side), uses = max(sides.items(), key=lambda one: (bool(one[0][0]), one[1]))
        if not letter or uses < _MOSTLY * len(runs):
            return phrase
        phrase = letter + phrase if side == "left" else phrase + letter
        runs = [run for run in runs if phrase in run]
    return phrase


def _marks_already(phrase: str, lexicon: Lexicon) -> bool:
    return any(re.search(pattern, phrase) for rule in lexicon.cues for pattern in rule.patterns)
