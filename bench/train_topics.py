"""Weigh what letters tell of the catalogue's items: `python -m bench.train_topics`.

Writes bot/data/topics.json from the catalogue and from how people say what it names
(bench/data/sayings.jsonl). Run it after `bench.train_background`, before `bench.train_pairs`.
"""

import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from bench.chats import OUT
from bench.sets import DATA, rows
from bot.reading.likeness.topics import SHARED
from bot.reading.likeness.words import BACKGROUND, load

MOST = 60
"""A gram tells of so many items at most, those it tells most of."""
SCALE = 50
_SAID = ("said", "formal", "with")


def sayings() -> dict[str, list[str]]:
    """All that is said for each item of the catalogue: its names, and how people put it."""
    found = {
        name: [name, *item["aliases"]]
        for items in load("catalogue").values()
        for name, item in items.items()
    }
    for row in rows(DATA / "sayings.jsonl"):
        parts = [part for gap in row["described"] for part in gap.split("…")]
        found[row["item"]] += [*(said for sort in _SAID for said in row[sort]), *parts]
    return found


def _grams(said: str) -> set[str]:
    return {*map("".join, pairwise(said.lower()))}


def weighed(sayings: Iterable[list[str]]) -> dict[str, list[tuple[int, int]]]:
    """For each gram the numbers of the items it tells of, and how much it does, 1..99."""
    counts = [Counter(g for one in said for g in _grams(one)) for said in sayings]
    items = Counter(gram for count in counts for gram in count)
    rare = {gram: math.log(len(counts) / many) for gram, many in items.items()}
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, count in enumerate(counts):
        told = {gram: (1 + math.log(times)) * rare[gram] for gram, times in count.items()}
        length = math.sqrt(sum(weight * weight for weight in told.values())) or 1.0
        for gram, weight in told.items():
            share = round(SCALE * weight / length * rare[gram] * BACKGROUND.weight(gram))
            found[gram].append((number, min(max(share, 1), SHARED - 1)))
    return {gram: sorted(rows, key=lambda row: -row[1])[:MOST] for gram, rows in found.items()}


def main() -> None:
    """Write the weights, one gram a line."""
    found = weighed(sayings().values())
    lines = (
        f"{json.dumps(gram, ensure_ascii=False)}: "
        f'"{" ".join(str(number * SHARED + weight) for number, weight in found[gram])}"'
        for gram in sorted(found)
    )
    (OUT / "topics.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf8")
    sys.stdout.write(f"topics: {len(found)} grams, {sum(map(len, found.values()))} weights\n")


if __name__ == "__main__":
    main()
