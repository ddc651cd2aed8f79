"""What is only looked for is found where the plain pattern finds it, and as fast as can be."""

import re
from importlib import import_module
from pkgutil import walk_packages
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bot.reading
from bot.reading.sought import Ending, first_characters, sought

TEXTS = st.text(alphabet="不用报送表单交12a\n ,。^$年", max_size=30)


@pytest.mark.parametrize(
    ("pattern", "firsts"),
    [
        ("报送|交表", {"报", "交"}),
        ("(?<!不)报|[交送]表", {"报", "交", "送"}),
        (r"\d+年|[1-3]表", {r"\d", "1-3"}),
        (r"不?用|\s报", {"不", "用", r"\s"}),
        ("^报|表$", {"报", "表"}),
        ("(?=报)(?:报|交)", {"报", "交"}),
        (r"[\^$]|\]", {r"\^", r"\$", r"\]"}),
        ("报{0,2}", None),
        ("[^报]送", None),
        (".表", None),
        ("[一-龥]表", None),
        ("(?i)a", None),
    ],
)
def test_a_pattern_is_looked_for_where_it_can_begin(pattern: str, firsts: set[str] | None) -> None:
    assert first_characters(pattern) == firsts


@settings(max_examples=200)
@given(text=TEXTS, start=st.integers(0, 8), end=st.integers(0, 30))
@pytest.mark.parametrize(
    "pattern",
    [
        "(?<!不)报|[交送]表",
        r"\d+年|[1-3]表",
        r"不?用|\s报",
        "^报|表$",
        "报(?=送)|(?<=表)单",
        "[^报]送",
    ],
)
def test_it_stands_where_the_plain_pattern_does(
    pattern: str, text: str, start: int, end: int
) -> None:
    plain, found = re.compile(pattern).search, sought(pattern).search
    for arguments in ((text,), (text, start), (text, start, end)):
        one, other = plain(*arguments), found(*arguments)
        assert (one and one.start()) == (other and other.start())


@settings(max_examples=200)
@given(text=TEXTS)
@pytest.mark.parametrize("pattern", ["不?用$", r"(?:^|[,。])报[^,]{0,4}$", "(?<=表)单$", "报*$"])
def test_an_ending_is_what_the_plain_pattern_finds(pattern: str, text: str) -> None:
    one, other = re.compile(pattern).search(text), Ending(pattern).search(text)
    assert (one and one.span()) == (other and other.span())


def test_every_ending_ends_with_its_text() -> None:
    names = [one.name for one in walk_packages(bot.reading.__path__, "bot.reading.")]
    values = [value for name in names for value in vars(import_module(name)).values()]
    found = [value for value in values if isinstance(value, Ending)]
    assert found
    assert [one.pattern for one in found if not _ends(parser.parse(one.pattern))] == []


def _ends(items: Any) -> bool:
    code, value = list(items)[-1]
    if code is codes.SUBPATTERN:
        return _ends(value[3])
    if code is codes.BRANCH:
        return all(_ends(branch) for branch in value[1])
    return code is codes.AT and value is codes.AT_END
