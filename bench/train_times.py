"""Learn what times are for: `python -m bench.train_times` writes bot/data/times.json.

Data: clauses with a hole for a time (bench/data/clauses, a file a writer), the sentences of the
opened deadline sets, and the notices of labelled chats. Prints first how many roles each writer's
clauses get right from the weights that the others teach.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bench.chats import named_chats
from bench.sets import DATA, rows
from bench.train import CALENDAR, LEXICON, Example, learned, write
from bot.domain.lexicon import NO_MODEL, model_of
from bot.domain.message import SHANGHAI, Message
from bot.reading.deadline import reads_of
from bot.reading.deadline.days import Setting
from bot.reading.deadline.place import place
from bot.reading.deadline.reads import Read, Role
from bot.reading.deadline.weighing import DUE, NEITHER, REPEATS, START, signs_of
from bot.reading.features import probabilities
from bot.reading.normalise import normalise

LABELS = (DUE, START, REPEATS, NEITHER)
SETS = (
    "dev_deadlines", "deadlines_more", "unseen_deadlines", "deadlines_third", "deadlines_fourth",
    "deadlines_fifth", "deadlines_sixth", "deadlines_seventh", "deadlines_eighth",
    "deadlines_ninth",
)  # fmt: skip
"""Six more sets (streets, days, coast …) taught nothing that shows on shut ones."""
L2 = 2.0
MOST = 20_000
"""So many signs are kept, those that tell most; what they tell is then learned once more."""
CHAT_COUNTS = 0.15
"""Labels of chats tell of a message what others tell of each time."""
HOLE = "{T}"
# Rules were mended with these sentences: how far they are to be trusted is learned elsewhere.
_BY_RULES = "role "


def of_clauses() -> dict[str, list[Example]]:
    """What the time of each clause shows, and what it is for, by writer."""
    paths = sorted((DATA / "clauses").glob("*.jsonl"))
    return {path.stem: [e for row in rows(path) for e in _of_clause(row)] for path in paths}


def _of_clause(row: dict[str, Any]) -> Iterator[Example]:
    start = row["t"].index(HOLE)
    end = start + len(row["fill"])
    reads, _ = reads_of(normalise(row["t"].replace(HOLE, row["fill"])).text, NO_MODEL)
    for read in reads:
        if read.candidate.start < end and read.candidate.end > start:
            yield signs_of(read), row["role"], 1.0
            return


def of_sentences() -> Iterator[Example]:
    """The same for the times of labelled sentences, as far as their answers tell."""
    for name in SETS:
        for row in rows(DATA / f"{name}.jsonl"):
            yield from _of_sentence(row)


def _of_sentence(row: dict[str, Any]) -> Iterator[Example]:
    now = datetime.fromisoformat(row["now"]).replace(tzinfo=SHANGHAI)
    also = row.get("also") or []
    right = {row["deadline"], *([also] if isinstance(also, str) else also)} - {None}
    reads, literal = reads_of(normalise(row["text"]).text, NO_MODEL)
    setting = Setting(now=now, calendar=CALENDAR, clock=LEXICON.clock, literal=literal)
    for read, placed in zip(reads, place(reads, setting, None), strict=True):
        label = _label(placed, row["kind"], {moment[:16] for moment in right}, now)
        if label:
            shown = {sign for sign in signs_of(read) if not sign.startswith(_BY_RULES)}
            yield frozenset(shown), label, 1.0


def _label(read: Read, kind: str, right: set[str], now: datetime) -> str | None:
    """What a time of a sentence is for; None where the answer to the sentence leaves it open."""
    at = read.at.strftime("%Y-%m-%dT%H:%M") if read.at else ""
    if at in right:
        return REPEATS if read.candidate.every else START if kind == "meeting_time" else DUE
    if read.at and read.at < now:
        return None if read.role is Role.DEADLINE else NEITHER
    if kind == "none" or read.role is Role.NOTHING:
        return NEITHER
    if at and kind in ("deadline", "recurring") and at < min(right):
        return START if read.role is Role.EVENT else NEITHER
    spare = (Role.OTHERS, Role.DAY)
    return NEITHER if at and kind == "meeting_time" and read.role in spare else None


def of_chats() -> Iterator[Example]:
    """The same for the times of notices in labelled chats, as far as their labels tell."""
    for _, chat in named_chats(("training",)):
        for message, row in chat:
            if row["what"] == "notice" and "deadline" in row and not message.forwarded_from:
                yield from _of_notice(message, row)


def _of_notice(message: Message, row: dict[str, Any]) -> Iterator[Example]:
    also = row.get("also", {})
    due = _moments(row["deadline"], also.get("deadline", ()))
    starts = _moments(row.get("starts_at"), also.get("starts_at", ()))
    reads, literal = reads_of(normalise(message.text).text, NO_MODEL)
    setting = Setting(now=message.sent_at, calendar=CALENDAR, clock=LEXICON.clock, literal=literal)
    for read in reads:
        is_due = _is_one_of(due, read, Role.DEADLINE, setting)
        starts_then = _is_one_of(starts, read, Role.EVENT, setting)
        unasked = due == {None} or read.role in (Role.NOTHING, Role.OTHERS)
        if is_due and not starts_then:
            yield signs_of(read), REPEATS if read.candidate.every else DUE, CHAT_COUNTS
        elif starts_then and not is_due:
            yield signs_of(read), START, CHAT_COUNTS
        elif unasked and not is_due:
            yield signs_of(read), NEITHER, CHAT_COUNTS


def _moments(one: str | None, others: Iterable[str | None]) -> set[datetime | None]:
    told = (one, *others)
    return {datetime.fromisoformat(at).replace(tzinfo=SHANGHAI) if at else None for at in told}


def _is_one_of(moments: set[datetime | None], read: Read, role: Role, setting: Setting) -> bool:
    """Whether a time, were it of this role, is one of ``moments``; by its day if it has no hour."""
    told = read if read.candidate.every else replace(read, role=role, first=role)
    at = place((told,), setting, None)[0].at
    if at is None or at in moments:
        return at is not None
    days = {moment.date() for moment in moments if moment}
    return read.candidate.clock is None and at.date() in days


def learn(found: Sequence[Example]) -> dict[str, Any]:
    """Weights of the signs that tell most."""
    first = learned(found, LABELS, l2=L2, letters=1.0, tilt=0.0)
    weights = first["weights"]
    telling = sorted(weights, key=lambda sign: max(map(abs, weights[sign])), reverse=True)
    kept = frozenset(telling[:MOST])
    return learned(
        [(shown & kept, label, weight) for shown, label, weight in found],
        LABELS, l2=L2, letters=1.0, tilt=0.0,
    )  # fmt: skip


def right_share(found: Sequence[Example], weights: dict[str, Any]) -> float:
    """The share of roles told right."""
    model = model_of(**weights)
    told = (probabilities(model, shown) for shown, *_ in found)
    right = [max(odds, key=odds.__getitem__) == e[1] for odds, e in zip(told, found, strict=True)]
    return sum(right) / len(right)


def main() -> None:
    """Judge each writer by the others, then write the weights that all teach."""
    writers, sentences = of_clauses(), list(of_sentences())
    for name, mine in writers.items():
        others = [e for other, found in writers.items() if other != name for e in found]
        share = right_share(mine, learn([*others, *sentences]))
        sys.stdout.write(f"clauses of {name} by the others: {share:.3f} of {len(mine)}\n")
    found = [*sentences, *of_chats(), *(e for mine in writers.values() for e in mine)]
    model = learn(found)
    write("times", model)
    sys.stdout.write(f"times: {len(found)} examples, {len(model['weights'])} signs\n")


if __name__ == "__main__":
    main()
