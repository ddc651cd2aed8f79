"""`jianfu duplicates`: contract lines in, one answer a line: which earlier message it repeats."""

import json
from collections import defaultdict
from heapq import nlargest
from pathlib import Path

import click

from bot.app import knowledge
from bot.cli.contract import VERSION, put
from bot.cli.read import error_object, opened, parsed_lines
from bot.cli.spoken import Spoken
from bot.config import load_config
from bot.domain.message import Message
from bot.importers.jsonl import LineError
from bot.reading.deadline import read_times
from bot.reading.likeness import Features, Likeness, compare, features
from bot.reading.normalise import normalise
from bot.wording import help as words
from bot.wording.problems import line_error, why

_CANDIDATES = 40
_COMMON = 400


@click.command("duplicates", cls=Spoken, help=words.DUPLICATES)
@click.argument("file", metavar="FILE|-")
@click.option("--pairs", type=click.Path(), help=words.PAIRS)
@click.option("--config", type=click.Path(path_type=Path), help=words.CONFIG)
def command(file: str, pairs: str | None, config: Path | None) -> int:
    """Look for repeats in the messages of ``file``; exit code 2 when a line could not be used."""
    lexicon, calendar = knowledge(load_config(config))

    def of(message: Message) -> Features:
        normal = normalise(message.text)
        times = read_times(normal, message.sent_at, calendar, lexicon.clock)
        return features(message.text, message.sent_at, times.deadline)

    with opened(file) as stream:
        if pairs:
            known = {m.number: of(m) for m in parsed_lines(stream) if isinstance(m, Message)}
            return _answer_pairs(pairs, known)
        bad, seen = False, Seen()
        for parsed in parsed_lines(stream):
            if isinstance(parsed, LineError):
                bad = True
                put(error_object(parsed))
            else:
                put(seen.answer(str(parsed.number), of(parsed)))
    return 2 if bad else 0


class Seen:
    """The messages so far, findable by the terms they share."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._features: list[Features] = []
        self._by_term: dict[str, list[int]] = defaultdict(list)
        self._request: dict[int, str] = {}

    def answer(self, number: str, own: Features) -> dict[str, object]:
        """The contract's answer for the next message, which is then remembered."""
        best: tuple[float, int, Likeness] | None = None
        for index in self._candidates(own):
            found = compare(self._features[index], own)
            if found.relation != "different" and (best is None or found.score > best[0]):
                best = (found.score, index, found)
        request = number
        if best and best[2].relation != "overlap":
            request = self._request[best[1]]
        self._remember(number, own, request)
        return {
            "v": VERSION,
            "id": number,
            "of": self._ids[best[1]] if best else None,
            "relation": best[2].relation if best else None,
            "score": best[0] if best else 0.0,
            "why": why(best[2].why if best else "new"),
            "request": request,
        }

    def _candidates(self, own: Features) -> list[int]:
        shared: defaultdict[int, float] = defaultdict(float)
        for term, told in own.terms.items():
            for index in self._by_term[term][-_COMMON:]:
                shared[index] += told
        return nlargest(_CANDIDATES, shared, key=lambda index: (shared[index], index))

    def _remember(self, number: str, own: Features, request: str) -> None:
        index = len(self._ids)
        self._ids.append(number)
        self._features.append(own)
        self._request[index] = request
        for term in own.terms:
            self._by_term[term].append(index)


def _answer_pairs(path: str, known: dict[int | str, Features]) -> int:
    bad = False
    with opened(path) as stream:
        for raw in stream:
            if not raw.strip():
                continue
            answer = _pair(raw, known)
            bad = bad or "error" in answer
            put(answer)
    return 2 if bad else 0


def _pair(raw: bytes, known: dict[int | str, Features]) -> dict[str, object]:
    try:
        pair = json.loads(raw.decode("utf8"))
    except (ValueError, RecursionError):
        return {"id": None, "error": line_error("not_json", "")}
    if not isinstance(pair, dict):
        return {"id": None, "error": line_error("not_object", "")}
    for key in ("a", "b"):
        if not isinstance(pair.get(key), str):
            return {"id": None, "error": line_error("not_string", key)}
        if pair[key] not in known:
            return {"id": None, "error": line_error("unknown", key)}
    found = compare(known[pair["a"]], known[pair["b"]])
    return {"a": pair["a"], "b": pair["b"], "relation": found.relation, "score": found.score}
