"""The characters that a pattern can begin with, so that it need not be tried where it cannot."""

from collections.abc import Iterable
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

ANY = "\uffff"
"""Stands for any character: what a pattern says is more than a few."""
_WIDEST = 64


def beginnings(pattern: str) -> frozenset[str]:
    """The first two characters of whatever ``pattern`` matches; `ANY` also where it ends sooner.

    What it looks at before and after is left out of account: some of them may be none. Digits are
    those of ASCII.
    """
    return frozenset((begun + ANY)[:2] for begun in _of_sequence(parser.parse(pattern)))


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> set[str]:
    """What parsed items begin with: at most two characters, fewer where no more are needed."""
    found = {""}
    for code, value in items:
        if all(len(begun) == 2 for begun in found):
            break
        found = _followed(found, _of_one(code, value))
    return found


def _followed(found: set[str], more: set[str]) -> set[str]:
    return {(begun + then)[:2] for begun in found for then in more}


def _of_one(code: Any, value: Any) -> set[str]:
    if code is codes.LITERAL:
        return {chr(value)}
    if code is codes.IN:
        return set().union(*(_member(*part) for part in value))
    if code in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
        return {""}
    if code is codes.SUBPATTERN:
        return _of_sequence(value[3])
    if code is codes.BRANCH:
        return set().union(*map(_of_sequence, value[1]))
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        least, most, items = value
        once = _of_sequence(items)
        twice = _followed(once, once) if most > 1 else set()
        return (once if least < 2 else set()) | twice | ({""} if least == 0 else set())
    return {ANY}


def _member(code: Any, value: Any) -> set[str]:
    if code is codes.LITERAL:
        return {chr(value)}
    if code is codes.RANGE and value[1] - value[0] < _WIDEST:
        return set(map(chr, range(value[0], value[1] + 1)))
    return set("0123456789") if value is codes.CATEGORY_DIGIT else {ANY}
