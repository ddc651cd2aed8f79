"""Boosted decision trees over named signs, as they stand in a data file one can read."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Tree = float | tuple[str, float, "Tree", "Tree"]
"""A figure; or a sign, a figure, and the trees for a sign up to that figure and for one above."""


def read_trees(raw: Iterable[Any]) -> tuple[Tree, ...]:
    """Trees from their data file."""
    return tuple(map(_tree, raw))


def _tree(raw: Any) -> Tree:
    if not isinstance(raw, list):
        return float(raw)
    sign, most, low, high = raw
    return str(sign), float(most), _tree(low), _tree(high)


def grown(trees: Sequence[Tree], found: Mapping[str, float]) -> float:
    """What all trees together say of signs; a sign that was not found is 0."""
    total, get = 0.0, found.get
    for tree in trees:
        while isinstance(tree, tuple):
            sign, most, low, high = tree
            tree = low if get(sign, 0.0) <= most else high
        total += tree
    return total
