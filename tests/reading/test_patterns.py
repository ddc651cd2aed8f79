"""What a pattern looks for first leaves out nothing that it would find."""

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest

import bot.reading

_PARSER: Any = import_module("re._parser")
_SAMPLES = {"CATEGORY_DIGIT": "0123456789", "CATEGORY_SPACE": " \t\n\r", "CATEGORY_WORD": "a中"}


def _patterns() -> dict[str, re.Pattern[str]]:
    modules = [
        import_module(found.name)
        for found in walk_packages(bot.reading.__path__, prefix="bot.reading.")
    ]
    return {
        f"{module.__name__}.{name}{key}": one
        for module in modules
        for name, value in vars(module).items()
        for key, one in (value.items() if isinstance(value, dict) else [("", value)])
        if isinstance(one, re.Pattern) and "(?=[" in one.pattern
    }


def _letters(of_class: Any) -> set[str]:
    """Letters that stand for a class: those it names, both ends of a range, one of a category."""
    found: set[str] = set()
    for what, value in of_class:
        match str(what):
            case "LITERAL":
                found.add(chr(value))
            case "RANGE":
                found |= {chr(value[0]), chr(value[1])}
            case "CATEGORY":
                found |= set(_SAMPLES[str(value)])
            case _:
                raise AssertionError(what)
    return found


def _begins(parts: Any) -> tuple[set[str], bool]:
    """Letters that a sequence can begin with, and whether it may be empty."""
    found: set[str] = set()
    for what, value in parts:
        match str(what):
            case "AT" | "ASSERT" | "ASSERT_NOT":
                continue
            case "LITERAL":
                return found | {chr(value)}, False
            case "IN":
                return found | _letters(value), False
            case "BRANCH":
                ways = [_begins(way) for way in value[1]]
            case "SUBPATTERN":
                letters, empty = _begins(value[3])
                if value[1] & re.IGNORECASE:
                    letters = {case for one in letters for case in (one.lower(), one.upper())}
                ways = [(letters, empty)]
            case "ATOMIC_GROUP":
                ways = [_begins(value)]
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                letters, empty = _begins(value[2])
                ways = [(letters, empty or value[0] == 0)]
            case _:
                raise AssertionError(what)
        found = found.union(*(letters for letters, _ in ways))
        if not any(empty for _, empty in ways):
            return found, False
    return found, True


def _looked_for(parts: Any) -> Iterator[tuple[set[str], Any]]:
    """Each set of letters that is looked for at the start of a group, and the rest of that."""
    for place, (what, value) in enumerate(parts):
        ahead = str(what) == "ASSERT" and value[0] == 1 and len(value[1]) == 1
        if place == 0 and ahead and str(value[1][0][0]) == "IN" and len(parts) > 1:
            letters = value[1][0][1]
            if str(letters[0][0]) != "NEGATE":
                yield _letters(letters), parts[1:]
        yield from _within(value)


def _within(value: Any) -> Iterator[tuple[set[str], Any]]:
    if isinstance(value, _PARSER.SubPattern):
        yield from _looked_for(value)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _within(one)


@pytest.mark.parametrize("name", sorted(_patterns()))
def test_no_match_begins_with_a_letter_that_is_not_looked_for(name: str) -> None:
    pattern = _patterns()[name]
    parsed = _PARSER.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    for looked_for, rest in _looked_for(parsed):
        begins, _ = _begins(rest)
        assert begins <= looked_for, sorted(begins - looked_for)
