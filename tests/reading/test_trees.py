"""Trees over signs, as they stand in the data file."""

from bot.reading.likeness.model import WEIGHTS
from bot.reading.likeness.trees import grown, read_forest

TREES = [["template", 0.5, -1.0, ["lost", 0.2, 2.0, 0.5]], 0.25]


def test_each_tree_is_followed_by_the_signs_and_all_are_summed() -> None:
    forest = read_forest(TREES)
    assert grown(forest, {"template": 0.5}) == -0.75
    assert grown(forest, {"template": 0.6, "lost": 0.1}) == 2.25
    assert grown(forest, {"template": 0.6, "lost": 0.3}) == 0.75


def test_a_sign_that_was_not_found_is_none_of_it() -> None:
    assert grown(read_forest(TREES), {}) == grown(read_forest(TREES), {"template": 0.0})
    assert grown(read_forest([]), {"template": 1.0}) == 0


def test_more_of_what_speaks_for_a_link_never_speaks_against_it() -> None:
    for sign, way in (("covered", 1), ("topics", 1), ("lost", -1), ("left", -1)):
        told = [grown(WEIGHTS.link, {sign: step / 10}) * way for step in range(11)]
        assert told == sorted(told), sign
