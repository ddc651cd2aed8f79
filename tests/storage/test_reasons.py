"""The plain reasons: together they stand for every category, and each has an official basis."""

import json
from importlib.resources import files

from bot.storage.reasons import load_reasons

_SHORT = 16
"""Letters that a button still shows whole."""


def test_every_category_has_a_plain_reason() -> None:
    text = (files("bot") / "data" / "taxonomy.json").read_text(encoding="utf8")
    codes = {one["code"] for one in json.loads(text)["categories"]}
    assert {code for one in load_reasons().values() for code in one.categories} == codes


def test_each_is_short_and_has_a_basis() -> None:
    found = list(load_reasons().values())
    assert len({one.words for one in found}) == len(found)
    for one in found:
        assert len(one.words) <= _SHORT
        assert all("《" in basis for basis in one.basis)
        assert one.basis
