"""Pairs of requests to learn from: development sets, and those written for training."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from bench.pairs import featured, labelled_set
from bench.sets import DATA, Row, rows
from bot.reading.likeness import Context, Features
from bot.reading.likeness.periods import agreement
from bot.reading.likeness.relating import Told

NEIGHBOURS, NEIGHBOUR_WEIGHT, NEIGHBOURS_NOTE = 3, 0.4, "neighbours"
TWO_ASKS = 3
TEMPTING = 0.5
# Writers who were asked to tempt teach less each than those who merely told a county's days.
COUNTS = dict.fromkeys((folder.name for folder in DATA.glob("opened_*")), TEMPTING) | {
    "data": 2.0, "opened_requests": 2.0, "opened_third": 2.0, "opened_city": 1.0,
    "opened_families": 1.0, "opened_year": 1.0, "opened_rounds": 1.0,
}  # fmt: skip
DEVELOPED = (DATA, *sorted(DATA.glob("opened_*")))
# Its chats were drawn by lot.
INVENTED = DATA.name
WRITTEN = ("requests", "voices")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The signs of two requests, and how they relate.

    ``one`` and ``other`` are their places in ``context``, the requests around them; ``source``
    names the set they are from.
    """

    context: Context
    one: int
    other: int
    found: dict[str, float]
    told: dict[str, float]
    label: str
    note: str
    source: str
    weight: float = 1.0

    @property
    def linked(self) -> bool:
        """Whether the two ask for the same."""
        return self.label != "different"


def labelled() -> list[Pair]:
    """All pairs to learn from: the development sets and those written for training."""
    found: list[Pair] = []
    for folder in DEVELOPED:
        found += _developed(folder)
    for name in WRITTEN:
        found += _written(DATA / "training" / "requests" / f"{name}.jsonl")
    return found


class _Set:
    """Requests of one source, all in one context, each with its family."""

    def __init__(self, source: str, known: Sequence[Row], family: dict[str, str]) -> None:
        self.source, self.known, self.family = source, known, family
        self.context = Context()
        self.place = {row["id"]: self.context.add(featured(row), self._told(row)) for row in known}
        self.done: set[tuple[int, int]] = set()

    def _told(self, row: Row) -> Told:
        return Told(row.get("source_dept"), None if self.source == INVENTED else row.get("group"))

    def pair(self, one: Row, other: Row, label: str, note: str, weight: float = 1.0) -> Pair:
        """Two of the requests with the truth about them."""
        first, second = self.place[one["id"]], self.place[other["id"]]
        self.done.add((min(first, second), max(first, second)))
        found = self.context.signs(first, second)
        told = self.context.hints(first, second)
        weight *= COUNTS.get(self.source, 1.0)
        return Pair(
            context=self.context, one=first, other=second, found=found, told=told,
            label=label, note=note, source=self.source, weight=weight,
        )  # fmt: skip

    def neighbours(self) -> Iterator[Pair]:
        """Each request with those of other families that look most like it."""
        for here, row in enumerate(self.known):
            near = self.context.nearest(self.context.all[here], NEIGHBOURS * 4)
            strange = [
                self.known[place]
                for place in near
                if self.family[self.known[place]["id"]] != self.family[row["id"]]
            ]
            for other in strange[:NEIGHBOURS]:
                place = self.place[other["id"]]
                if (min(here, place), max(here, place)) not in self.done:
                    yield self.pair(row, other, "different", NEIGHBOURS_NOTE, NEIGHBOUR_WEIGHT)


def _developed(folder: Path) -> Iterator[Pair]:
    known, pairs, about = labelled_set(folder)
    family = {
        key: folder.name + str(known[key].get("cluster", of))[:5] for key, of in about.items()
    }
    developed = _Set(folder.name, [*known.values()], family)
    for pair in pairs:
        note = _kind(pair)
        yield developed.pair(known[pair["a"]], known[pair["b"]], pair["label"], note)
    yield from developed.neighbours()


def _kind(pair: Row) -> str:
    """The label, and of pairs that differ also in what."""
    if pair["label"] != "different":
        return str(pair["label"])
    return f"different {str(pair.get('note')).split(':')[0]}"


def _written(path: Path) -> Iterator[Pair]:
    """Pairs of one ask are linked, of two asks of a family not; and neighbours of others."""
    all_ = sorted(rows(path), key=lambda row: str(row["sent_at"]))
    written = _Set(path.stem, all_, {row["id"]: f"{path.stem}{row['family']}" for row in all_})
    families: defaultdict[str, list[Row]] = defaultdict(list)
    for row in all_:
        families[row["family"]].append(row)
    for members in families.values():
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
            yield written.pair(one, other, label, note, weight)
    yield from written.neighbours()


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
