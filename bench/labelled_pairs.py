"""Pairs of requests to learn from: the development set, and those written for training."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

from bench.days import DATA
from bench.pairs import Row, featured, rows
from bot.reading.likeness import Context, Features
from bot.reading.likeness.periods import agreement
from bot.reading.likeness.relating import hints
from bot.reading.likeness.signs import signs

STRANGERS, STRANGER_WEIGHT = 1500, 0.25
TWO_ASKS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The signs of two requests, how they relate, and the family they stay with in a fold.

    ``one`` and ``other`` are their places in ``context``, the requests around them.
    """

    context: Context
    one: int
    other: int
    found: dict[str, float]
    told: dict[str, float]
    label: str
    note: str
    family: str
    weight: float = 1.0

    @property
    def linked(self) -> bool:
        """Whether the two ask for the same."""
        return self.label != "different"


def labelled() -> list[Pair]:
    """All pairs to learn from: the development set and those written for training."""
    return [*_developed(), *_written()]


class _Set:
    """Requests of one source, all in one context."""

    def __init__(self, known: Sequence[Row]) -> None:
        self.context = Context()
        self.place = {row["id"]: self.context.add(featured(row)) for row in known}

    def pair(
        self, one: Row, other: Row, label: str, note: str, family: str, weight: float = 1.0
    ) -> Pair:
        """Two of the requests with the truth about them."""
        first, second = self.place[one["id"]], self.place[other["id"]]
        found = signs(self.context.all[first], self.context.all[second])
        told = hints(self.context.all[first], self.context.all[second], found)
        return Pair(
            context=self.context, one=first, other=second, found=found, told=told,
            label=label, note=note, family=family, weight=weight,
        )  # fmt: skip


def _developed() -> Iterator[Pair]:
    all_ = rows(DATA / "dev_requests.jsonl")
    known, developed = {row["id"]: row for row in all_}, _Set(all_)
    for pair in rows(DATA / "dev_pairs.jsonl"):
        first, second = known[pair["a"]], known[pair["b"]]
        note, family = f"dev {pair['note']}", first["cluster"][:5]
        yield developed.pair(first, second, pair["label"], note, family)


def _written() -> Iterator[Pair]:
    """Pairs of one ask are linked, of two asks of a family not; and some pairs of strangers."""
    all_ = rows(DATA / "training" / "requests" / "requests.jsonl")
    written = _Set(all_)
    families: defaultdict[str, list[Row]] = defaultdict(list)
    for row in all_:
        families[row["family"]].append(row)
    for family, members in families.items():
        heads = {row["ask"]: featured(row) for row in members if row["relation"] == "first"}
        versions = Counter(row["ask"] for row in members)
        for one, other in combinations(members, 2):
            label, note, weight = "different", "sibling", 1.0
            if one["ask"] == other["ask"]:
                label = _label({one["relation"], other["relation"]})
                note = f"{one['relation']}/{other['relation']}"
            elif _undecidable(
                featured(one), featured(other), heads[one["ask"]], heads[other["ask"]]
            ):
                continue
            else:
                # Two asks are not to count for more because one has many versions.
                weight = min(1.0, TWO_ASKS / (versions[one["ask"]] * versions[other["ask"]]))
            yield written.pair(one, other, label, note, str(family), weight)
    chance = Random(3)
    for _ in range(STRANGERS):
        one, other = chance.sample(all_, 2)
        if one["family"] != other["family"]:
            yield written.pair(
                one, other, "different", "strangers", str(one["family"]), STRANGER_WEIGHT
            )


def _label(relations: set[str]) -> str:
    """How two versions of one ask relate; "linked" where one cannot tell from their roles."""
    if relations <= {"first", "same"}:
        return "same"
    if relations <= {"first", "near"}:
        return "near"
    if "overlap" in relations and "relay_tightened" not in relations:
        return "overlap"
    if "relay_tightened" in relations and len(relations) > 1 and "overlap" not in relations:
        return "relay_tightened"
    return "linked"


def _undecidable(one: Features, other: Features, head: Features, second: Features) -> bool:
    """Whether only a period that one of two versions leaves out tells their asks apart."""
    apart = agreement(head.periods, second.periods)[1]
    return apart and not agreement(one.periods, other.periods)[1]
