"""How long hostile texts take: one word of the reader's patterns, or two, again and again."""

import random
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib import import_module
from pkgutil import walk_packages
from re import Pattern
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import bot.reading
from bot.app import knowledge
from bot.config import Config
from bot.domain.message import SHANGHAI, Message
from bot.reading.deadline.atoms import Rule
from bot.reading.reader import read

_NOW = datetime(2026, 3, 17, 9, 5, tzinfo=SHANGHAI)
_LENGTH, _LONGER = 5_000, 20_000
_UNITS, _SHOWN, _WATCHED = 600, 10, 25
# What people put between words, and what begins an ask of its own.
_BETWEEN = ("", ",", "。", "\n", "1", "(", "\n1.", "。另外", "前报送")


def run(*, errors: bool = False) -> dict[str, float]:
    """Milliseconds for 5 000 characters, and how much longer four times as many take."""
    del errors
    words, chosen = sorted(_words()), random.Random(1)
    units = chosen.sample(words, _UNITS // 2)
    for _ in range(_UNITS // 2):
        units.append("".join(chosen.choice(words) + chosen.choice(_BETWEEN) for _ in range(2)))
    spent = sorted(((_spent(unit, _LENGTH), unit) for unit in units), reverse=True)
    grown = [
        (_spent(unit, _LONGER) / _spent(unit, _LENGTH), first, unit)
        for first, unit in spent[:_WATCHED]
    ]
    for growth, first, unit in grown[:_SHOWN]:
        sys.stdout.write(f"{first:8.2f} ms, four times as long {growth:4.1f} times  {unit!r}\n")
    return {
        "median_ms": spent[len(spent) // 2][0],
        "worst_ms": spent[0][0],
        "worst_growth": max(growth for growth, _, _ in grown),
    }


def _spent(unit: str, length: int) -> float:
    """The fastest of three readings of ``unit`` repeated, in milliseconds."""
    lexicon, calendar = _KNOWN
    text = (unit * (length // len(unit) + 1))[:length]
    message = Message(group="", number=1, sent_at=_NOW, text=text, sender="")
    found = []
    for _ in range(3):
        begun = time.process_time()
        read(message, _NOW, (), lexicon, calendar)
        found.append(time.process_time() - begun)
    return 1e3 * min(found)


_KNOWN = knowledge(Config())


def _words() -> set[str]:
    """Every run of letters in the patterns of the reader, and each of a class."""
    found: set[str] = set()
    for module in walk_packages(bot.reading.__path__, "bot.reading."):
        for value in vars(import_module(module.name)).values():
            for pattern in _patterns(value):
                found.update(_runs(parser.parse(pattern)))
    return {word for word in found if word.strip()}


def _patterns(value: object) -> Iterator[str]:
    if isinstance(value, Pattern | Rule):
        yield value.pattern
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _patterns(one)
    elif isinstance(value, dict):
        yield from _patterns(list(value.values()))


def _runs(items: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    run = ""
    for code, value in items:
        if code is codes.LITERAL:
            run += chr(value)
            continue
        yield run
        run = ""
        if code is codes.IN:
            yield from (chr(one) for kind, one in value if kind is codes.LITERAL)
        elif code is codes.BRANCH:
            for branch in value[1]:
                yield from _runs(branch)
        elif code in (codes.SUBPATTERN, codes.MAX_REPEAT, codes.MIN_REPEAT):
            yield from _runs(value[-1])
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _runs(value[1])
    yield run
