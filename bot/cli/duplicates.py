"""`jianfu duplicates`: contract lines in, one answer a line: which earlier message it repeats."""

import json
from datetime import datetime
from pathlib import Path

import click

from bot.app import knowledge
from bot.cli.contract import VERSION, put
from bot.cli.read import error_object, opened, parsed_lines
from bot.cli.spoken import Spoken
from bot.config import Config, load_config
from bot.domain.errors import InputError
from bot.domain.message import SHANGHAI, Message
from bot.importers.jsonl import LineError
from bot.reading.deadline import read_times
from bot.reading.likeness import NOBODY, Context, Features, Likeness, Told, catalogue, features
from bot.reading.normalise import normalise
from bot.services.rematching import Difference, differences
from bot.storage.connection import Snapshot, connect
from bot.wording import help as words
from bot.wording.problems import line_error, why


@click.command("duplicates", cls=Spoken, help=words.DUPLICATES)
@click.argument("file", metavar="FILE|-", required=False)
@click.option("--pairs", type=click.Path(), help=words.PAIRS)
@click.option("--stored", is_flag=True, help=words.STORED)
@click.option("--config", type=click.Path(path_type=Path), help=words.CONFIG)
def command(file: str | None, pairs: str | None, stored: bool, config: Path | None) -> int:
    """Look for repeats in the messages of ``file``; exit code 2 when a line could not be used.

    With ``stored``, tell of what a running bot has kept what would be linked differently today.
    """
    if (file is None) is not stored or (stored and (pairs or config is None)):
        raise InputError(words.FILE_OR_STORED)
    if file is None:
        return _compare_stored(load_config(config))
    lexicon, calendar = knowledge(load_config(config))
    items = catalogue(lexicon.catalogue)

    def of(message: Message) -> Features:
        normal = normalise(message.text)
        times = read_times(normal, message.sent_at, calendar, lexicon.clock, model=lexicon.times)
        return features(message.text, message.sent_at, times.deadline, times.starts_at, items)

    with opened(file) as stream:
        if pairs:
            among = Context()
            places = {
                m.number: among.add(of(m), Told(m.sender, m.group))
                for m in parsed_lines(stream)
                if isinstance(m, Message)
            }
            return _answer_pairs(pairs, among, places)
        bad, seen = False, Seen()
        for parsed in parsed_lines(stream):
            if isinstance(parsed, LineError):
                bad = True
                put(error_object(parsed))
            else:
                told, to = Told(parsed.sender, parsed.group), parsed.reply_to
                put(
                    seen.answer(
                        str(parsed.number), of(parsed), told, None if to is None else str(to)
                    )
                )
    return 2 if bad else 0


def _compare_stored(settings: Config) -> int:
    path = settings.folder / settings.data / "jianfu.db"
    if not path.exists():
        raise InputError(words.NOTHING_KEPT)
    snapshot = Snapshot(connect(path, read_only=True))
    try:
        for one in differences(snapshot, datetime.now(SHANGHAI)):
            put(_difference(one))
    finally:
        snapshot.close()
    return 0


def _difference(one: Difference) -> dict[str, object]:
    first, second = one.pair
    return {
        "v": VERSION,
        "a": first.key,
        "b": second.key,
        "titles": [first.title, second.title],
        "stored": one.stored,
        "now": one.now,
        "score": one.likeness.score,
        "why": why(one.likeness.why),
    }


class Seen:
    """The messages so far."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._known = Context()
        self._request: list[str] = []
        self._place: dict[str, int] = {}

    def answer(
        self, number: str, own: Features, told: Told = NOBODY, reply_to: str | None = None
    ) -> dict[str, object]:
        """The contract's answer for the next message, which is then remembered.

        It is of the request it repeats where that is sure, or where it merely points at one; what
        a person would be asked about is one of its own.
        """
        here = self._known.add(own, told)
        to = self._place.get(reply_to) if reply_to and own.points else None
        best = self._known.earlier(here) if to is None else (to, self._known.replied(here, to))
        request = self._request[best[0]] if best and _joins(own, best[1]) else number
        self._place.setdefault(number, here)
        self._ids.append(number)
        self._request.append(request)
        return {
            "v": VERSION,
            "id": number,
            "of": self._ids[best[0]] if best else None,
            "relation": best[1].relation if best else None,
            "score": best[1].score if best else 0.0,
            "why": why(best[1].why if best else "new"),
            "request": request,
        }


def _joins(own: Features, like: Likeness) -> bool:
    return like.relation != "overlap" and (own.points or like.band == "merges")


def _answer_pairs(path: str, among: Context, places: dict[int | str, int]) -> int:
    bad = False
    with opened(path) as stream:
        for raw in stream:
            if not raw.strip():
                continue
            answer = _pair(raw, among, places)
            bad = bad or "error" in answer
            put(answer)
    return 2 if bad else 0


def _pair(raw: bytes, among: Context, places: dict[int | str, int]) -> dict[str, object]:
    try:
        pair = json.loads(raw.decode("utf8"))
    except (ValueError, RecursionError):
        return {"id": None, "error": line_error("not_json", "")}
    if not isinstance(pair, dict):
        return {"id": None, "error": line_error("not_object", "")}
    for key in ("a", "b"):
        if not isinstance(pair.get(key), str):
            return {"id": None, "error": line_error("not_string", key)}
        if pair[key] not in places:
            return {"id": None, "error": line_error("unknown", key)}
    found = among.compare(places[pair["a"]], places[pair["b"]])
    return {"a": pair["a"], "b": pair["b"], "relation": found.relation, "score": found.score}
