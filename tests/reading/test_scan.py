"""The scan for time expressions tries a rule only where it can begin."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from bot.reading.deadline.atoms import Rule, Scanner
from bot.reading.deadline.grammar_clocks import RULES as CLOCKS
from bot.reading.deadline.grammar_dates import RULES as DATES
from bot.reading.deadline.grammar_days import RULES as DAYS
from bot.reading.deadline.grammar_feasts import RULES as FEASTS
from bot.reading.deadline.grammar_periods import RULES as PERIODS
from bot.reading.normalise import normalise

_DIGITS_AND_SPACE = {codes.CATEGORY_DIGIT: "0123456789", codes.CATEGORY_SPACE: " \t\n"}


@pytest.mark.parametrize(
    "rule", [*FEASTS, *CLOCKS, *DATES, *DAYS], ids=lambda rule: rule.pattern[:40]
)
def test_every_rule_names_the_characters_it_begins_with(rule: Rule) -> None:
    firsts, may_be_empty = _firsts(parser.parse(rule.pattern))
    assert not may_be_empty
    assert firsts == set(rule.starts)


def test_a_number_that_is_passed_over_begins_no_time() -> None:
    rules = [*PERIODS, *FEASTS, *CLOCKS, *DATES, *DAYS]
    scanner, tried = Scanner(rules), [(rule.starts, re.compile(rule.pattern)) for rule in rules]
    lines = (Path(__file__).parent / "deadlines.jsonl").read_text("utf8").splitlines()
    for text in (normalise(json.loads(line)["text"]).text for line in lines):
        position, spans = 0, []
        while position < len(text):
            found = next((m for m in _matches(text, position, tried)), None)
            spans += [found.span()] if found else []
            position = found.end() if found else position + 1
        assert [(atom.start, atom.end) for atom in scanner.scan(text, len(text))] == spans


def _matches(
    text: str, position: int, tried: list[tuple[str, re.Pattern[str]]]
) -> Iterable[re.Match[str]]:
    for starts, pattern in tried:
        found = pattern.match(text, position) if text[position] in starts else None
        if found:
            yield found


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
