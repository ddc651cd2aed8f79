"""The scan for time expressions tries a rule only where it can begin."""

from collections.abc import Iterable
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from bot.reading.deadline.atoms import Rule
from bot.reading.deadline.grammar_clocks import RULES as CLOCKS
from bot.reading.deadline.grammar_dates import RULES as DATES
from bot.reading.deadline.grammar_days import RULES as DAYS
from bot.reading.deadline.grammar_feasts import RULES as FEASTS

_DIGITS_AND_SPACE = {codes.CATEGORY_DIGIT: "0123456789", codes.CATEGORY_SPACE: " \t\n"}


@pytest.mark.parametrize(
    "rule", [*FEASTS, *CLOCKS, *DATES, *DAYS], ids=lambda rule: rule.pattern[:40]
)
def test_every_rule_names_the_characters_it_begins_with(rule: Rule) -> None:
    firsts, may_be_empty = _firsts(parser.parse(rule.pattern))
    assert not may_be_empty
    assert firsts == set(rule.starts)


def _firsts(items: Iterable[tuple[Any, Any]]) -> tuple[set[str], bool]:
    """Characters that can begin a parsed pattern, and whether it can match nothing."""
    found: set[str] = set()
    for code, value in items:
        chars, may_be_empty = _first(code, value)
        found |= chars
        if not may_be_empty:
            return found, False
    return found, True


def _first(code: Any, value: Any) -> tuple[set[str], bool]:
    if code is codes.LITERAL:
        return {chr(value)}, False
    if code is codes.IN:
        return {char for part in value for char in _members(*part)}, False
    if code in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
        return set(), True
    if code is codes.SUBPATTERN:
        return _firsts(value[3])
    if code is codes.MAX_REPEAT:
        chars, may_be_empty = _firsts(value[2])
        return chars, may_be_empty or value[0] == 0
    assert code is codes.BRANCH, code
    branches = [_firsts(branch) for branch in value[1]]
    return set().union(*(chars for chars, _ in branches)), any(empty for _, empty in branches)


def _members(code: Any, value: Any) -> Iterable[str]:
    if code is codes.LITERAL:
        return chr(value)
    if code is codes.RANGE:
        return map(chr, range(value[0], value[1] + 1))
    return _DIGITS_AND_SPACE[value]
