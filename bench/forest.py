"""Boosted trees over named signs of two requests, grown from examples and written to be read."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

_GROWTH = {
    "learning_rate": 0.13, "num_leaves": 16, "min_data_in_leaf": 15, "lambda_l2": 5.0,
    "feature_fraction": 0.4, "bagging_fraction": 0.7, "bagging_freq": 1,
    "seed": 1, "deterministic": True, "num_threads": 1, "verbose": -1,
}  # fmt: skip
_TREES, _TREES_OF_A_CLASS, _LEAVES_OF_A_CLASS = 60, 60, 8
# Where trees start from: what is known without data, and so rare that few examples show it.
KNOWN = {
    "born": 2.0, "numbered_lost": -4.0, "other_step": -1.5, "outlived": -1.0, "period_lost": -3.0,
    "replaced": -1.5, "siblings": -2.5, "stale": -2.0, "step_lost": -2.5, "swapped": -4.0,
}  # fmt: skip
_FOR = {
    "age", "agree", "action", "book", "born", "columns", "columns_held", "columns_rare",
    "contained", "covered", "covered_most", "head_same", "kin", "left_topics", "numbered",
    "pairs", "pairs_rare", "pairs_rarest", "period", "rest", "script", "script_held",
    "script_rare", "subject", "subject_most", "template", "topics",
}  # fmt: skip
_AGAINST = {
    "action_added", "action_left_out", "action_lost", "addressed_lost", "book_lost",
    "counted_inspected", "data_lost", "head_lost", "lead_added", "lead_left_out", "left", "lost",
    "numbered_lost", "other_step", "outlived", "over", "period_ahead", "period_lost", "replaced",
    "rest_lost", "siblings", "stale", "step_lost", "subject_lost", "subjects_apart",
    "subjects_lost", "swapped",
}  # fmt: skip
Found = Sequence[Mapping[str, float]]


def grown(found: Found, truth: Sequence[bool], share: Sequence[float]) -> list[Any]:
    """Trees that tell from signs, beyond what is known of these, whether something holds.

    More of a sign that speaks for it never speaks against it: writers who are asked to tempt make
    the likest pairs differ; life does not.
    """
    names, shown = _table(found)
    start = shown @ np.array([KNOWN.get(name, 0.0) for name in names])
    ways = [(name in _FOR) - (name in _AGAINST or name.startswith("only ")) for name in names]
    data = lightgbm.Dataset(shown, np.array(truth), weight=np.array(share), init_score=start)
    how = {**_GROWTH, "objective": "binary", "monotone_constraints": ways}
    return _trees(lightgbm.train(how, data, _TREES), names)


def grown_of_classes(found: Found, truth: Sequence[int], many: int) -> list[list[Any]]:
    """Trees of each of so many classes, of which the one with the largest sum holds."""
    names, shown = _table(found)
    how = {**_GROWTH, "objective": "multiclass", "num_class": many}
    data = lightgbm.Dataset(shown, np.array(truth))
    booster = lightgbm.train({**how, "num_leaves": _LEAVES_OF_A_CLASS}, data, _TREES_OF_A_CLASS)
    return [_trees(booster, names)[of::many] for of in range(many)]


def _table(found: Found) -> tuple[list[str], np.ndarray]:
    names = sorted({name for row in found for name in row})
    return names, np.array([[row.get(name, 0.0) for name in names] for row in found])


def _trees(booster: lightgbm.Booster, names: Sequence[str]) -> list[Any]:
    return [_plain(tree["tree_structure"], names) for tree in booster.dump_model()["tree_info"]]


def _plain(node: Mapping[str, Any], names: Sequence[str]) -> Any:
    """A tree as it is written: a figure, or a sign, up to which figure, and the two branches."""
    if "leaf_value" in node:
        return round(node["leaf_value"], 3)
    low, high = (_plain(node[side], names) for side in ("left_child", "right_child"))
    return [names[node["split_feature"]], round(node["threshold"], 4), low, high]


def write(path: Path, raw: Mapping[str, Any]) -> None:
    """One tree or weight a line, so that a change can be read."""
    parts = [f' "{key}": {_lines(value, 1)}' for key, value in raw.items()]
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", "utf8")


def _lines(value: Any, depth: int) -> str:
    """Tables by their keys, lists of trees by tree."""
    tab = " " * depth
    if isinstance(value, dict):
        rows = [f'{tab} "{key}": {_lines(one, depth + 1)}' for key, one in value.items()]
        return "{\n" + ",\n".join(rows) + f"\n{tab}}}"
    if isinstance(value, list):
        return "[\n" + ",\n".join(f"{tab} {json.dumps(one)}" for one in value) + f"\n{tab}]"
    return json.dumps(value)
