"""Learn of what each field of work is spoken: `python -m bench.train_fields`.

Writes bot/data/fields.json from labelled chats and the opened sets of requests. What a sender said
before in the thread is learned with what they say now, as it is read. Of the notices that bear no
label of an office those are learned whose sender's name tells one. Which field the name of a
department tells is in bot/data/field_names.json: the first that fits.
"""

import json
import math
import sys
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from bench.chats import OUT, Labelled, named_chats
from bench.logistic import fitted
from bench.sets import DATA, rows
from bot.app import knowledge
from bot.config import Config
from bot.reading.likeness.words import load
from bot.reading.normalise import normalise
from bot.reading.speaker.by_name import by_name
from bot.reading.speaker.field import field_of, share_of
from bot.reading.speaker.level import where_told
from bot.reading.terms import terms
from bot.reading.thread.memory import THREAD

L2 = 0.3
ROUNDS = 40
MOST = 9000
"""So many terms are learned, those that tell fields apart best."""
RARE = 5
"""A term in fewer texts is not learned, nor a field (times four)."""
SMALL = 70
"""Weights below this many hundredths are left out."""
OF_ALL = ("党政", "政府", "驻村")
"""Who writes of the work of all others: only a label tells that it is theirs."""
OF_REQUESTS = 1.0
"""How much a request counts whose writer made sets of them, beside a notice of a chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Terms said, the field whose they are ("" for none of ours), and how much they count."""

    of: str
    said: frozenset[str]
    field: str
    share: float = 1.0
    alone: bool = True


def examples() -> Iterator[Example]:
    """All that is known to be said for a department."""
    for path in sorted(DATA.glob("opened_*/requests.jsonl")):
        for row in rows(path):
            field = field_of(row.get("source_dept"))
            if field:
                said = terms(normalise(row["text"]).text)
                yield Example(of=path.parent.name, said=said, field=field, share=OF_REQUESTS)
    for name, chat in named_chats(("training", "days_dev", "days_more", "unseen_days")):
        yield from of_chat(name, chat)
        yield from by_senders(name, chat)


def by_senders(name: str, chat: Sequence[Labelled]) -> Iterator[Example]:
    """The notices of a chat that bear no label of an office, whose sender's name tells a field."""
    lexicon, _ = knowledge(Config())
    for message, row in chat:
        if row["what"] != "notice" or "issuer" in row or message.forwarded_from:
            continue
        where = where_told(message.group, message.text)
        field = field_of(by_name(message.sender, message.group, where, lexicon))
        if field and field not in OF_ALL:
            yield Example(of=name, said=terms(normalise(message.text).text), field=field)


def of_chat(name: str, chat: Sequence[Labelled]) -> Iterator[Example]:
    """The notices of a chat whose department is labelled, alone and with those before."""
    before: deque[tuple[str | None, frozenset[str]]] = deque(maxlen=THREAD)
    for message, row in chat:
        told = row["what"] == "notice" and "issuer" in row and not message.forwarded_from
        said = terms(normalise(message.text).text) if told else frozenset()
        if told:
            field = field_of(row["issuer"])
            yield Example(of=name, said=said, field=field)
            earlier = [one for sender, one in before if sender == message.sender]
            if earlier:
                yield Example(of=name, said=said.union(*earlier), field=field, alone=False)
        before.append((message.sender, said))


def learn(found: Sequence[Example]) -> dict[str, object]:
    """The model of these examples, as it is kept."""
    counts = Counter(one.field for one in found if one.alone)
    fields = [field for field in load("field_names") if counts[field] >= 4 * RARE]
    known = {term: place for place, term in enumerate(_telling(found))}
    shown = _matrix([one.said for one in found], known)
    named = np.array([one.field for one in found])
    share = np.array([one.share for one in found])
    learned = np.array(
        [fitted(shown, named == field, share, cost=L2, rounds=ROUNDS) for field in fields]
    )
    weights = np.rint(learned * 100).astype(int)
    kept = {
        term: told
        for term, place in sorted(known.items())
        if (told := _line(weights[:, place], fields))
    }
    bias = dict(zip(fields, weights[:, -1].tolist(), strict=True))
    return {"bias": bias, "weights": kept}


def _line(weights: np.ndarray, fields: Sequence[str]) -> str:
    told = sorted(zip(weights.tolist(), fields, strict=True), reverse=True)
    return " ".join(f"{field}{weight:+}" for weight, field in told if abs(weight) >= SMALL)


def _telling(found: Iterable[Example]) -> list[str]:
    """The terms that tell fields apart, by how much they are oftener in some than in all."""
    by: defaultdict[str, Counter[str]] = defaultdict(Counter)
    texts: Counter[str] = Counter()
    for one in found:
        if one.alone:
            texts[one.field] += 1
            for term in one.said:
                by[term][one.field] += 1
    whole = sum(texts.values())
    gain = {
        term: sum(
            many * math.log(odds)
            for field, many in counts.items()
            if (odds := many * whole / (texts[field] * counts.total())) > 1
        )
        for term, counts in by.items()
        if counts.total() >= RARE
    }
    return sorted(gain, key=lambda term: (-gain[term], term))[:MOST]


def _matrix(said: Sequence[frozenset[str]], known: dict[str, int]) -> csr_matrix:
    places = [sorted(known[term] for term in one if term in known) for one in said]
    values = [share_of(len(row)) for row in places for _ in row]
    ends = np.cumsum([0, *map(len, places)])
    return csr_matrix(
        (values, [place for row in places for place in row], ends), shape=(len(said), len(known))
    )


def main() -> None:
    """Write the weights, one term a line."""
    model = learn([*examples()])
    bias, weights = model["bias"], model["weights"]
    assert isinstance(weights, dict)
    lines = (
        f"{json.dumps(term, ensure_ascii=False)}: {json.dumps(told, ensure_ascii=False)}"
        for term, told in weights.items()
    )
    (OUT / "fields.json").write_text(
        f'{{"bias": {json.dumps(bias, ensure_ascii=False)},\n"weights": {{\n'
        + ",\n".join(lines) + "\n}}\n",
        "utf8",
    )  # fmt: skip
    sys.stdout.write(f"fields: {len(weights)} terms\n")


if __name__ == "__main__":
    main()
