"""The weighing of two requests' signs: linked or not, how surely, and by which relation."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from bot.reading.likeness.fields import Features
from bot.reading.likeness.grams import Grams, told_by_grams
from bot.reading.likeness.relating import NOBODY, Told, hints
from bot.reading.likeness.signs import COPIED_FORM, signs
from bot.reading.likeness.trees import Forest, grown, read_forest
from bot.reading.likeness.words import load

Relation = Literal["same", "near", "overlap", "relay_tightened", "different"]
Band = Literal["merges", "asks", "silent"]


class Said(NamedTuple):
    """What is around a pair says of it: other requests against it and for it, how much surer it
    is by way of others, and whether a reminder stands where it was asked.
    """

    against: float = 0.0
    nearer: float = 0.0
    support: float = 0.0
    joined: float = 0.0
    home: float = 0.0
    last: float = 0.0


ALONE = Said()


class Way(NamedTuple):
    """How surely two are one by way of the requests between them, and whether some of these only
    want the same data.
    """

    score: float = 0.0
    overlaps: bool = False


NO_WAY = Way()

# What is said of a pair, the first that holds: (code, sign, from which value on).
_DIFFER = (
    ("period", "period_lost", 1.0),
    ("period", "year_lost", 1.0),
    ("addressee", "addressed_lost", 1.0),
    ("named", "book_lost", 1.0),
    ("named", "numbered_lost", 1.0),
    ("named", "which_lost", 1.0),
    ("subject", "sort_lost", 1.0),
    ("period", "stretch_lost", 1.0),
    ("period", "held_lost", 1.0),
    ("period", "round_lost", 1.0),
    ("action", "step_lost", 1.0),
    ("action", "action_lost", 1.0),
    ("action", "action_added", 1.0),
    ("subject", "parted", 1.0),
    ("subject", "replaced", 0.5),
    ("subject", "swapped", 0.5),
    ("subject", "subject_lost", 0.25),
    ("subject", "lost", 0.2),
)
_AGREE = (("subject", "subject", 0.5), ("period", "period", 1.0), ("action", "action", 1.0),
          ("people", "age", 1.0), ("columns", "columns", 0.4))  # fmt: skip
_SAME_TEXT, _EDITED, _BRIEF = 0.98, 0.5, 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What is known of signs, the trees that were learnt beyond it and the grams beyond these,
    weights for what other requests say of a pair and for being picked out of many, where the bands
    begin, and trees for each relation.
    """

    known: Mapping[str, float]
    link: Forest
    grams: Grams
    context: Mapping[str, float]
    picked: Mapping[str, float]
    asks_from: float
    merges_from: float
    relation: Mapping[Relation, Forest]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How two requests relate, how sure that is (0..1), and why.

    ``why`` is the main reason in a word, ``agree`` the fields that agree and ``differ`` those that
    do not (subject, period, action, people, columns, addressee, named). A pair ``merges`` by
    itself where it is as sure when seen alone, or where next to nothing is left of one; or it
    ``asks`` a person, or is ``silent`` and then ``different``.
    """

    relation: Relation
    score: float
    band: Band
    why: str
    agree: tuple[str, ...] = ()
    differ: tuple[str, ...] = ()


def read_weights(raw: Mapping[str, Any]) -> Weights:
    """Weights from their data file."""
    return Weights(
        known=raw["known"],
        link=read_forest(raw["link"]),
        grams=raw["grams"],
        context=raw["context"],
        picked=raw["picked"],
        asks_from=raw["asks_from"],
        merges_from=raw["merges_from"],
        relation={name: read_forest(trees) for name, trees in raw["relation"].items()},
    )


WEIGHTS = read_weights(load("likeness"))


class Pair(NamedTuple):
    """Two requests, their signs, and how likely they ask for the same by these alone."""

    first: Features
    second: Features
    found: Mapping[str, float]
    alone: float


def compare(
    first: Features, second: Features, tellers: tuple[Told, Told] = (NOBODY, NOBODY)
) -> Likeness:
    """How two requests relate, seen by themselves; the order of the two does not matter.

    ``tellers`` told the two; they tell only how the two relate, never whether they do.
    """
    found = signs(first, second)
    pair = Pair(first, second, found, odds(first, second, found, WEIGHTS))
    return weighed(pair, ALONE, NO_WAY, tellers, WEIGHTS)


def weighed(
    pair: Pair,
    said: Said,
    way: Way,
    tellers: tuple[Told, Told],
    weights: Weights,
    *,
    picked: bool = False,
) -> Likeness:
    """How two requests relate.

    ``said`` is what other requests say and the chats say of the pair (``Context.said``), ``way``
    how they hang together by way of others; ``picked`` whether one was picked out of many as the
    likeliest.
    """
    first, second, found, alone = pair
    sibling = is_sibling(found)
    told = alone if said is ALONE or sibling else settled(alone, said, weights)
    apart = sibling or told_apart(found)
    if found.get("parted"):
        told = alone = 0.0
    if not apart and first.plain == second.plain and first.size >= _SAID:
        told = alone = 1.0
    elif not apart:
        told = max(told, way.score)
    score = of_many(told, weights.picked) if picked and not sibling else told
    agree = tuple(code for code, sign, least in _AGREE if found.get(sign, 0.0) >= least)
    differ = dict.fromkeys(code for code, sign, least in _DIFFER if found.get(sign, 0.0) >= least)
    linked = score >= weights.asks_from
    relation: Relation = "different"
    if linked:
        relation = related({**found, **hints(first, second, *tellers)}, weights)
        if way.overlaps and relation != "overlap":
            relation = "overlap"
    least = told if found["left"] <= _LITTLE else min(alone, told)
    sure = least >= weights.merges_from and not apart
    band: Band = "merges" if sure else "asks" if linked else "silent"
    return Likeness(
        relation=relation,
        score=round(score, 3),
        band=band,
        why=_why(found, relation, tuple(differ)),
        agree=agree,
        differ=tuple(differ),
    )


def told_apart(found: Mapping[str, float]) -> bool:
    """Whether a mark parts two texts: however alike the rest is, none takes them for one."""
    return any(found.get(sign) for sign in _VETOES)


def is_sibling(found: Mapping[str, float]) -> bool:
    """Whether one is the other's form filled in for another thing: all is alike but a mark.

    A correction may change that mark, too.
    """
    return found["template"] >= COPIED_FORM and not found["updates"] and told_apart(found)


# However alike the rest is, a person is to look.
_VETOES = (
    "age_lost", "period_lost", "year_lost", "numbered_lost", "addressed_lost", "book_lost",
    "step_lost", "which_lost", "sort_lost", "stretch_lost", "round_lost", "held_lost", "parted",
)  # fmt: skip
_SAID = 4
# So many letters that the other has not may be left of what is a copy, or a short reminder.
_LITTLE = 10


def odds(one: Features, other: Features, found: Mapping[str, float], weights: Weights) -> float:
    """How likely two requests with these signs are for the same, 0..1.

    People's word that their subjects are two different things decides.
    """
    if found.get("parted"):
        return 0.0
    if is_sibling(found):
        return _SIBLING
    known = sum(told * found.get(sign, 0.0) for sign, told in weights.known.items())
    told = told_by_grams(one, other, weights.grams)
    return _squashed(known + grown(weights.link, found) + told)


def settled(plain: float, said: Said, weights: Weights) -> float:
    """That likelihood once other requests were heard, 0..1."""
    known = weights.context
    total = known["bias"] + known["plain"] * stretched(plain)
    for name, value in zip(said._fields, said, strict=True):
        total += known.get(name, 0.0) * value
    return _squashed(total)


def of_many(told: float, picked: Mapping[str, float]) -> float:
    """That likelihood for the likeliest of many: there is always one that looks like it, 0..1."""
    return _squashed(picked["bias"] + picked["plain"] * stretched(told))


def stretched(chance: float) -> float:
    """The log odds of a chance, kept within what can be told apart."""
    chance = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(chance / (1 - chance))


def _squashed(total: float) -> float:
    return 1 / (1 + math.exp(-total))


_LEAST = 1e-4
_SIBLING = 0.02


def related(found: Mapping[str, float], weights: Weights) -> Relation:
    """The likeliest relation of a linked pair, by its signs and its hints."""
    return max(weights.relation, key=lambda name: grown(weights.relation[name], found))


def _why(found: Mapping[str, float], relation: Relation, differ: tuple[str, ...]) -> str:
    if relation == "different":
        return differ[0] if differ else "unlike"
    if found["template"] >= _SAME_TEXT:
        return "same_text"
    if found["template"] >= _EDITED:
        return "edited"
    if found["short"] >= _BRIEF and relation in ("same", "near"):
        return "short_form"
    return "same_data"
