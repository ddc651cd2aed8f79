"""The weighing of two requests' signs: linked or not, how surely, and by which relation."""

import math
from dataclasses import dataclass
from typing import Literal

from bot.reading.likeness.fields import Features
from bot.reading.likeness.signs import signs

Relation = Literal["same", "near", "overlap", "relay_tightened", "different"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How two requests relate, how sure that is (0..1), and why, in a word."""

    relation: Relation
    score: float
    why: str


def compare(first: Features, second: Features) -> Likeness:
    """How two requests relate; the order of the two does not matter."""
    raise NotImplementedError
