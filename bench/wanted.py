"""What asks want beside the thing itself, field by field: asks of ours, and of another writer."""

import re
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from bench.sets import DATA, Row, rows
from bench.shares import Share, show
from bot.app import knowledge
from bot.config import Config
from bot.domain.message import SHANGHAI, Message
from bot.domain.reading import NO_DETAILS, Ask, Format, Kind
from bot.reading.normalise import normalise
from bot.reading.reader import read

FIELDS = ("columns", "forms", "channel", "sanction", "basis", "addressees")
_SENT = datetime(2026, 3, 11, 9, 10, tzinfo=SHANGHAI)


def run(*, errors: bool = False) -> dict[str, float]:
    """Precision and recall of each field over single values (a column, a form, a place)."""
    figures = {}
    for name in ("wanted", "wanted_opened"):
        for key, share in scored(rows(DATA / f"{name}.jsonl"), errors=errors).items():
            figures[f"{name}.{key}"] = show(f"{name}.{key}", share)
    return figures


def scored(labelled: Iterable[Row], *, errors: bool = False) -> dict[str, Share]:
    """The same as shares of counts, for one set."""
    counts: Counter[str] = Counter()
    for row in labelled:
        _count(row, asks_of(row["text"]), counts, errors=errors)
    figures = {}
    for field in FIELDS:
        hit = counts[f"{field} hit"]
        figures[f"{field}.precision"] = Share(hit, counts[f"{field} told"])
        figures[f"{field}.recall"] = Share(hit, counts[field])
    return figures | {"all_of_an_ask": Share(counts["whole"], counts["asks"])}


def asks_of(text: str) -> tuple[Ask, ...]:
    """The asks of a text that somebody of an office wrote in a town's group."""
    lexicon, calendar = knowledge(Config())
    message = Message(group="青石镇工作群", number="1", sent_at=_SENT, text=text, sender="镇里小王")
    return read(message, _SENT, (), lexicon, calendar).asks


def _count(row: Row, asks: tuple[Ask, ...], counts: Counter[str], *, errors: bool) -> None:
    wanted = row["asks"]
    if len(asks) > len(wanted):
        # What only tells something is an ask of ours, and none to whoever labels.
        asks = tuple(ask for ask in asks if ask.kind is not Kind.INFO)
    told = [ask.details for ask in asks] if len(asks) == len(wanted) else [NO_DETAILS] * len(wanted)
    for right, found in zip(wanted, told, strict=True):
        whole = True
        for field in FIELDS:
            expected, given = _values(right.get(field)), _values(getattr(found, field))
            hits = sum(_is_one_of(one, expected, field) for one in given)
            counts[field] += len(expected)
            counts[f"{field} told"] += len(given)
            counts[f"{field} hit"] += hits
            same = hits == len(given) == len(expected)
            whole = whole and same
            if errors and not same:
                sys.stdout.write(f"{row['id']} {field}: {expected} | {given} | {row['text']}\n")
        counts["whole"] += whole
        counts["asks"] += 1


def _values(said: str | Iterable[str] | None) -> list[str]:
    """Single values: a channel may name several, as may a line of addressees.

    In plain form, for what is read is: with half-width signs, no quotes and no address of mail.
    """
    told = [said] if isinstance(said, str) else list(said or ())
    plain = [_LEFT_OUT.sub("", normalise(one).text.replace("|", "、")) for one in told]
    return [_CALLED.get(one, one) for part in plain for one in part.split("、")]


_LEFT_OUT = re.compile(r"[“”\"]|\s*[\w.+-]+@[\w.-]+")
_CALLED = {"system": str(Format.IN_SYSTEM)}


def _is_one_of(one: str, expected: list[str], field: str) -> bool:
    """Whether a value is one that is expected; of a threat, whether it is in the same words."""
    if field == "sanction":
        return any(one in known or known in one for known in expected)
    return one in expected
