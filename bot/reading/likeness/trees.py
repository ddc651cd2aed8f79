"""Boosted decision trees over named signs, as they stand in a data file one can read."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

Tree = float | tuple[int, float, "Tree", "Tree"]
"""A figure; or the number of a sign, a figure, and the trees up to that figure and above it."""


class Forest(NamedTuple):
    """Trees, and the signs they ask for by their numbers."""

    signs: tuple[str, ...] = ()
    trees: tuple[Tree, ...] = ()


def read_forest(raw: Iterable[Any]) -> Forest:
    """Trees from their data file."""
    signs: dict[str, int] = {}
    trees = tuple([_tree(tree, signs) for tree in raw])
    return Forest(tuple(signs), trees)


def _tree(raw: Any, signs: dict[str, int]) -> Tree:
    if not isinstance(raw, list):
        return float(raw)
    sign, most, low, high = raw
    return signs.setdefault(sign, len(signs)), float(most), _tree(low, signs), _tree(high, signs)


def grown(forest: Forest, found: Mapping[str, float]) -> float:
    """What all trees together say of signs; a sign that was not found is 0."""
    known = [found.get(sign, 0.0) for sign in forest.signs]
    total = 0.0
    for tree in forest.trees:
        while isinstance(tree, tuple):
            sign, most, low, high = tree
            tree = low if known[sign] <= most else high
        total += tree
    return total
