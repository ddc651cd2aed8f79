"""Pairs of requests and streams of them, beside plain likenesses, by kind of pair."""

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.peers import PEERS
from bench.sets import DATA, Row, rows
from bot.app import knowledge
from bot.cli.duplicates import Seen
from bot.config import Config
from bot.reading.deadline import read_times
from bot.reading.likeness import Context, Features, Told, features
from bot.reading.normalise import normalise

LEXICON, CALENDAR = knowledge(Config())
SHANGHAI = ZoneInfo("Asia/Shanghai")
SURE = 0.98
SETS = (DATA, DATA / "unseen_requests")


def featured(row: Row) -> Features:
    """The features of a labelled request."""
    sent_at = datetime.fromisoformat(row["sent_at"])
    if sent_at.tzinfo is None:
        sent_at = sent_at.replace(tzinfo=SHANGHAI)
    times = read_times(
        normalise(row["text"]), sent_at, CALENDAR, LEXICON.clock, model=LEXICON.times
    )
    return features(row["text"], sent_at, times.deadline, times.starts_at)


def told_by(row: Row) -> Told:
    """Who asked, and in which group."""
    return Told(row.get("source_dept"), row.get("group"))


def run(*, errors: bool = False, data: Path | None = None) -> dict[str, float]:
    """Figures for the development and the validation set, or for the set in folder ``data``."""
    figures: dict[str, float] = {}
    for folder in [data] if data else SETS:
        known, pairs, before = labelled_set(folder)
        name = folder.name
        sys.stdout.write(f"\n-- {name}: {len(known)} requests, {len(pairs)} pairs\n")
        ours = _compared(known, pairs, errors=errors)
        stream = streamed([*known.values()], before)
        figures |= {f"{name}.{key}": value for key, value in (ours | stream).items()}
        _peers(known, pairs, before, ours | stream)
    return figures


def labelled_set(folder: Path) -> tuple[dict[str, Row], list[Row], dict[str, str]]:
    """Requests by id and time, labelled pairs, and for each request the thing it is about."""
    name = "dev_" if folder == DATA else ""
    kept = ".jsonl.gz" if (folder / "pairs.jsonl.gz").exists() else ".jsonl"
    known = sorted(rows(folder / f"{name}requests{kept}"), key=lambda row: str(row["sent_at"]))
    pairs = rows(folder / f"{name}pairs{kept}")
    about = {str(row["id"]): str(row.get("cluster", row["id"])) for row in known}
    truth = folder / f"truth{kept}"
    if truth.exists():
        links = [(row["id"], row["of"]) for row in rows(truth) if row.get("of")]
    else:
        links = [(pair["a"], pair["b"]) for pair in pairs if pair["label"] != "different"]
    for one, other in links:
        old, new = about[one], about[other]
        about = {key: new if value == old else value for key, value in about.items()}
    return {row["id"]: row for row in known}, pairs, about


def _compared(known: dict[str, Row], pairs: Sequence[Row], *, errors: bool) -> dict[str, float]:
    right: defaultdict[str, list[bool]] = defaultdict(list)
    told: list[tuple[float, bool]] = []
    counts: Counter[str] = Counter()
    among = Context()
    place = {row["id"]: among.add(featured(row), told_by(row)) for row in known.values()}
    for pair in pairs:
        found = among.compare(place[pair["a"]], place[pair["b"]])
        linked, true = found.relation != "different", pair["label"] != "different"
        told.append((found.score, true))
        counts["hit"] += linked and true
        counts["linked"] += linked
        counts["true"] += true
        counts["relation"] += true and found.relation in _relations(pair)
        counts["merged"] += found.band == "merges"
        counts["merged_right"] += found.band == "merges" and true
        right[_kind(pair)].append(linked == true)
        if errors and (linked != true or (true and found.relation not in _relations(pair))):
            sys.stdout.write(f"{pair['label']} ({pair.get('note')}) told {found}\n")
            sys.stdout.write(f"  {known[pair['a']]['text']}\n  {known[pair['b']]['text']}\n")
    for kind, marks in sorted(right.items()):
        sys.stdout.write(
            f"{kind:36}{len(marks):6} pairs told right {sum(marks) / len(marks):8.3f}\n"
        )
    figures = {
        "f1": 2 * counts["hit"] / max(1, counts["linked"] + counts["true"]),
        "precision": counts["hit"] / max(1, counts["linked"]),
        "recall": counts["hit"] / max(1, counts["true"]),
        "merged_precision": counts["merged_right"] / max(1, counts["merged"]),
        "merged_recall": counts["merged_right"] / max(1, counts["true"]),
        "recall_at_98": _recall_at(told),
        "relation": counts["relation"] / max(1, counts["true"]),
    }
    for key, value in figures.items():
        sys.stdout.write(f"{key:36}{value:8.3f}\n")
    return figures


def _relations(pair: Row) -> tuple[str, ...]:
    """The relations that a pair may as well be given."""
    return (pair["label"], *pair.get("also", ()))


def _kind(pair: Row) -> str:
    """The label, and for pairs that differ the part of the note before its colon."""
    note = str(pair.get("note") or "")
    return f"{pair['label']} {note.split(':')[0] if ':' in note or '_' in note else ''}".strip()


def _recall_at(told: Sequence[tuple[float, bool]]) -> float:
    """The largest share of true pairs above one score, of which 98 in 100 are right."""
    hit, best = 0, 0
    ranked = sorted(told, key=lambda item: (-item[0], item[1]))
    for taken, (_, true) in enumerate(ranked, start=1):
        hit += true
        if hit >= SURE * taken:
            best = hit
    return best / max(1, sum(true for _, true in told))


def streamed(known: Sequence[Row], about: dict[str, str]) -> dict[str, float]:
    """Each request in order of time linked to an earlier one of its thing, or called new."""
    seen = Seen()
    answers = [seen.answer(row["id"], featured(row), told_by(row))["of"] for row in known]
    figures = _stream_figures(known, about, [str(of) if of else None for of in answers])
    for key, value in figures.items():
        sys.stdout.write(f"{key:36}{value:8.3f}\n")
    return figures


def _stream_figures(
    known: Sequence[Row], about: dict[str, str], answers: Sequence[str | None]
) -> dict[str, float]:
    begun: set[str] = set()
    hit = told = true = 0
    for row, of in zip(known, answers, strict=True):
        thing = about[row["id"]]
        true += thing in begun
        told += of is not None
        hit += of is not None and about[of] == thing
        begun.add(thing)
    return {
        "stream_f1": 2 * hit / max(1, told + true),
        "stream_precision": hit / max(1, told),
        "stream_recall": hit / max(1, true),
    }


def _peers(
    known: dict[str, Row], pairs: Sequence[Row], about: dict[str, str], ours: dict[str, float]
) -> None:
    """The same figures of plain likenesses, their thresholds from the development set."""
    dev, dev_pairs, dev_about = labelled_set(DATA)
    line = "{:20}{:>8}{:>10}{:>8}{:>10}{:>10}\n"
    sys.stdout.write(line.format("", "F1", "precision", "recall", "R@P98", "stream F1"))
    keys = ("f1", "precision", "recall", "recall_at_98", "stream_f1")
    sys.stdout.write(line.format("jianfu", *(f"{ours[key]:.3f}" for key in keys)))
    for name, peer in PEERS.items():
        from_ = _best(lambda step, p=peer: _peer_f1(p, dev, dev_pairs, step)[0])  # type: ignore[misc]
        stream_from = _best(lambda step, p=peer: _peer_stream(p, dev, dev_about, step))  # type: ignore[misc]
        told = [
            (peer(known[p["a"]]["text"], known[p["b"]]["text"]), p["label"] != "different")
            for p in pairs
        ]
        figures = (
            *_peer_f1(peer, known, pairs, from_),
            _recall_at(told),
            _peer_stream(peer, known, about, stream_from),
        )
        sys.stdout.write(line.format(name, *(f"{value:.3f}" for value in figures)))


def _best(figure: Callable[[float], float]) -> float:
    return max((step / 20 for step in range(1, 20)), key=figure)


def _peer_f1(
    peer: Callable[[str, str], float], known: dict[str, Row], pairs: Sequence[Row], from_: float
) -> tuple[float, float, float]:
    hit = told = true = 0
    for pair in pairs:
        linked = peer(known[pair["a"]]["text"], known[pair["b"]]["text"]) >= from_
        told, true = told + linked, true + (pair["label"] != "different")
        hit += linked and pair["label"] != "different"
    return 2 * hit / max(1, told + true), hit / max(1, told), hit / max(1, true)


def _peer_stream(
    peer: Callable[[str, str], float], known: dict[str, Row], about: dict[str, str], from_: float
) -> float:
    order = list(known.values())
    answers: list[str | None] = []
    for index, row in enumerate(order):
        best = max(
            ((peer(row["text"], other["text"]), other["id"]) for other in order[:index]),
            default=(0.0, ""),
        )
        answers.append(best[1] if best[0] >= from_ else None)
    return _stream_figures(order, about, answers)["stream_f1"]
