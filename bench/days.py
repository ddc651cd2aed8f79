"""Days of labelled chat: class, kind, urgency and times of each message, and each day's digest."""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bench.sets import DATA, rows
from bench.shares import Share, show
from bot.app import knowledge, make_digest
from bot.config import Config
from bot.domain.digest import Digest, Line, Section
from bot.domain.message import Message
from bot.domain.reading import Earlier, Reading
from bot.importers import read_chats
from bot.reading.reader import read
from bot.reading.redact import redact
from bot.reading.thread.memory import remembered

SETS = ("days_dev", "days_more", "unseen_days")
_ANY_DAY = date(2026, 1, 1)


@dataclass(slots=True)
class Score:
    """Counts over one set, and the errors behind them."""

    counts: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    errors: list[str] = field(default_factory=list)

    def miss(self, what: str, *details: object) -> None:
        """Note an error for people to look at."""
        self.errors.append(" | ".join([what, *(str(detail) for detail in details)]))


def run(*, errors: bool = False) -> dict[str, float]:
    """Figures of every set that is there, as shares of 1 unless they are counts."""
    figures: dict[str, float] = {}
    for name in SETS:
        folders = sorted((DATA / name).glob("*/result.json"))
        if not folders:
            continue
        score = Score()
        for path in folders:
            _score_chat(path.parent, score)
        for key, value in figures_of(score).items():
            figures[f"{name}.{key}"] = show(f"{name}.{key}", value)
        if errors:
            sys.stdout.write("\n".join(score.errors) + "\n")
    return figures


def figures_of(score: Score) -> dict[str, Share | float]:
    """What these counts come to."""
    c = score.counts
    f1 = [
        2 * k["hit"] / (2 * k["hit"] + k["false"] + k["missed"])
        for k in score.kinds.values()
        if k["hit"] + k["missed"]
    ]
    notices, quiet = c["read_notices"], c["messages"] - c["urgent"]
    return {
        "class": Share(c["class"], c["messages"]),
        "notice_or_not": Share(c["told_apart"], c["messages"]),
        "unsure": Share(c["unsure"], c["messages"]),
        "notices_lost": Share(c["lost"], c["notices"]),
        "kind_macro_f1": sum(f1) / max(1, len(f1)),
        "urgent_recall": Share(c["urgent_hit"], c["urgent"]),
        "urgent_false": Share(c["urgent_false"], quiet),
        "deadline": Share(c["deadline"], notices),
        "starts_at": Share(c["starts_at"], notices),
        "issuer": Share(c["issuer"], notices),
        "cue_precision": Share(c["cue_told"] - c["cue_wrong"], c["cue_told"]),
        "cue_recall": Share(c["cue_found"], c["cue_true"]),
        "masked": Share(c["masked"], c["to_mask"]),
        "masked_wrongly": Share(c["masked_wrongly"], c["public"]),
        "right_heading": Share(c["heading"], c["placed"]),
        "in_one_line": Share(c["one_line"], c["windowed"]),
        "sums_true": Share(c["sums"], c["days"]),
    }


def _score_chat(folder: Path, score: Score) -> None:
    truth = {row["id"]: row for row in rows(folder / "truth.jsonl")}
    messages = [
        item
        for item in read_chats(folder / "result.json", default_day=_ANY_DAY)
        if isinstance(item, Message)
    ]
    for message, reading in read_all(messages):
        row = truth[message.number]
        if row["what"] != "service":
            score_message(message, reading, row, score)
    for day in json.loads((folder / "day_truth.json").read_text(encoding="utf8")):
        digest, _ = make_digest(
            messages, on=date.fromisoformat(day["day"]), config=Config(), data=None
        )
        assert digest is not None
        _score_day(digest, day, truth, score)


def read_all(messages: Iterable[Message]) -> Iterator[tuple[Message, Reading]]:
    """Messages of one chat, each with what is read in it after those before."""
    lexicon, calendar = knowledge(Config())
    thread: list[Earlier] = []
    for message in messages:
        reading = read(message, message.sent_at, thread, lexicon, calendar)
        thread = remembered([*thread, Earlier(message=message, reading=reading)])
        yield message, reading


def _accepted(row: Mapping[str, Any], key: str, value: object) -> bool:
    return value == row.get(key) or value in row.get("also", {}).get(key, [])


def _minute(at: datetime | None) -> str | None:
    return at.strftime("%Y-%m-%dT%H:%M") if at else None


def score_message(message: Message, reading: Reading, row: Mapping[str, Any], score: Score) -> None:
    """Count how one message was read."""
    c, what = score.counts, str(reading.what)
    c["messages"] += 1
    c["unsure"] += reading.unsure
    right = _accepted(row, "what", what)
    c["class"] += right
    c["told_apart"] += right or "notice" not in (what, row["what"])  # all that a digest shows
    if not right:
        score.miss("class", message.number, message.text[:60], row["what"], what)
    urgent = any(ask.urgent for ask in reading.asks)
    c["urgent"] += row["urgent"]
    c["urgent_hit"] += row["urgent"] and (urgent or _accepted(row, "urgent", False))
    c["urgent_false"] += urgent and not _accepted(row, "urgent", True)
    _score_masks(message.text, row.get("mask"), score)
    if row["what"] != "notice":
        return
    c["notices"] += 1
    c["lost"] += what != "notice" and not reading.unsure and not right
    if what == "notice":
        _score_notice(message, reading, row, score)


def _score_masks(text: str, private: list[str] | None, score: Score) -> None:
    """What is private must not be told; where a set says what is, nothing else may be masked."""
    c, shown = score.counts, redact(text)
    for said in private or ():
        c["to_mask"] += 1
        c["masked"] += said not in shown
        if said in shown:
            score.miss("not masked", said, shown[:60])
    c["public"] += private == []
    if private == [] and shown != text:
        c["masked_wrongly"] += 1
        score.miss("masked wrongly", shown[:100])


def _score_notice(message: Message, reading: Reading, row: Mapping[str, Any], score: Score) -> None:
    c, ask, true = score.counts, reading.asks[0], row["kind"]
    c["read_notices"] += 1
    kind = true if _accepted(row, "kind", str(ask.kind)) else str(ask.kind)
    score.kinds[true]["hit" if kind == true else "missed"] += 1
    if kind != true:
        score.kinds[kind]["false"] += 1
        score.miss("kind", message.number, message.text[:60], true, kind)
    for key, at in (("deadline", ask.times.deadline), ("starts_at", ask.times.starts_at)):
        right = _accepted(row, key, _minute(at))
        c[key] += right
        if not right:
            score.miss(key, message.number, message.text[:60], row.get(key), _minute(at))
    _score_cues(message, {cue for one in reading.asks for cue in one.cues}, row, score)
    ours = ask.issuer or ""
    names = [name or "" for name in (row["issuer"], *row.get("also", {}).get("issuer", []))]
    right = any(
        ours == name or bool(ours and name and (ours in name or name in ours)) for name in names
    )
    c["issuer"] += right
    if not right:
        score.miss("issuer", message.number, message.sender, message.text[:40], names, ours)


def _score_cues(message: Message, told: set[str], row: Mapping[str, Any], score: Score) -> None:
    """Cues the labels call as good either way are neither right nor wrong."""
    c, true = score.counts, set(row.get("cues") or ())
    either = set(row.get("also", {}).get("cues_ok", ()))
    c["cue_told"] += len(told)
    c["cue_wrong"] += len(told - true - either)
    c["cue_true"] += len(true - either)
    c["cue_found"] += len((true - either) & told)
    if told - true - either or true - either - told:
        score.miss("cues", message.number, message.text[:60], sorted(true), sorted(told))


def _score_day(
    digest: Digest, day: Mapping[str, Any], truth: Mapping[int, Any], score: Score
) -> None:
    c = score.counts
    c["days"] += 1
    lines = [line for part in digest.sections.values() for line in part]
    requests = sum(not line.carried for line in lines if not line.key.startswith("unsure"))
    c["sums"] += digest.requests == requests
    ids = {
        number: row["request"]
        for number, row in truth.items()
        if row["what"] == "notice" and row.get("request")
    }
    where = {
        number: [line for line in lines if any(s.number == number for s in line.sources)]
        for number in ids
    }
    mentioned = {n for n, found in where.items() if found}
    for number in _window_ids(day, mentioned):
        c["windowed"] += 1
        c["one_line"] += len(where.get(number, [])) == 1
    for key, section in _expected(day, truth).items():
        numbers = [n for n, request in ids.items() if request == key and where[n]]
        line = _main_line(numbers, where)
        c["placed"] += 1
        found = _section_of(digest, line)
        right = found == section or found in day.get("also_sections", {}).get(key, [])
        c["heading"] += right
        if not right:
            score.miss("heading", day["day"], key, section, found, line and line.title)


def _window_ids(day: Mapping[str, Any], mentioned: set[int]) -> list[int]:
    return list(day.get("notice_ids", mentioned))


def _main_line(numbers: list[int], where: Mapping[int, list[Line]]) -> Line | None:
    votes = Counter(line.key for n in numbers for line in where[n])
    if not votes:
        return None
    best = votes.most_common(1)[0][0]
    return next(line for n in numbers for line in where[n] if line.key == best)


def _section_of(digest: Digest, line: Line | None) -> str | None:
    return next((str(s) for s, part in digest.sections.items() if line in part), None)


def _expected(day: Mapping[str, Any], truth: Mapping[int, Any]) -> dict[str, str]:
    """The home section of each request of a day, by the order of DESIGN §5."""
    if "sections" in day:
        return {key: name for name, keys in day["sections"].items() for key in keys}
    stopped = [key for key in day["changed_or_cancelled"] if _stopped(key, day, truth)]
    order = (
        (Section.URGENT, day["urgent_passed_at_once"]),
        (Section.CHANGED, stopped),
        (Section.CLOSED_TODAY, day["already_past_at_digest"]),
        (Section.MEETINGS, day["meetings"]),
        (Section.INSPECTIONS, day["inspections"]),
        (Section.DUE_SOON, day["due_today_tomorrow"]),
        (Section.DUE_LATER, [*day["due_later"], *day["no_deadline"]]),
        (Section.INFO, day["info"]),
    )
    expected: dict[str, str] = {}
    for section, keys in order:
        for key in keys:
            expected.setdefault(key, str(section))
    return expected


def _stopped(key: str, day: Mapping[str, Any], truth: Mapping[int, Any]) -> bool:
    mentions = [
        row
        for number, row in truth.items()
        if row.get("request") == key and number <= max(day["notice_ids"])
    ]
    return bool(mentions) and mentions[-1]["relation"] == "cancel"
