"""Other readers of times, each as it comes: the first time found that is still ahead."""

import logging
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any

# (text, kind, moment of receipt) to the answer; the kind tells only whether a start is meant.
Reader = Callable[[str, str, datetime], datetime | None]


def time_peers() -> dict[str, Reader]:
    """The peers that are installed, by name."""
    return {name: make() for name, (module, make) in _PEERS.items() if find_spec(module)}


def _jionlp() -> Reader:
    logging.disable(logging.ERROR)  # it logs a traceback for each text it gives up on
    extract = import_module("jionlp").ner.extract_time

    def read(text: str, kind: str, now: datetime) -> datetime | None:
        del kind
        try:
            found = extract(text, time_base=now.timestamp(), with_parsing=True)
        except Exception:  # it raises various errors on text it cannot parse
            return None
        return _ahead((_of_jionlp(item["detail"].get("time"), now) for item in found), now)

    return read


def _of_jionlp(found: Any, now: datetime) -> datetime | None:
    """The start of a clock time, the end of anything longer."""
    if isinstance(found, dict):
        found = (found.get("point") or {}).get("time")
    if not isinstance(found, list) or len(found) != 2:
        return None
    first, last = map(str, found)
    return _moment(first if first[:13] == last[:13] else last, now)


def _recognizers() -> Reader:
    package = import_module("recognizers_date_time")
    recognize, chinese = package.recognize_datetime, package.Culture.Chinese

    def read(text: str, kind: str, now: datetime) -> datetime | None:
        del kind
        try:
            found = recognize(text, chinese, reference=now.replace(tzinfo=None))
        except Exception:  # it, too, raises on text it cannot parse
            return None
        values = (value for item in found for value in (item.resolution or {}).get("values", ()))
        return _ahead((_of_recognizers(value, now) for value in values), now)

    return read


def _of_recognizers(value: dict[str, str], now: datetime) -> datetime | None:
    """The start of a clock time, the end of a day or anything longer."""
    told = value.get("value") or value.get("end") or ""
    return _moment(told if ":" in told else f"{told} 23:59", now)


def _dateparser() -> Reader:
    search = import_module("dateparser.search").search_dates

    def read(text: str, kind: str, now: datetime) -> datetime | None:
        del kind
        bare = now.replace(tzinfo=None)
        told = {"RELATIVE_BASE": bare, "PREFER_DATES_FROM": "future"}
        try:
            found = search(text, languages=["zh"], settings=told) or ()
        except Exception:  # as above
            return None
        return _ahead((_of_dateparser(at, bare, now) for _, at in found), now)

    return read


def _of_dateparser(at: datetime, bare: datetime, now: datetime) -> datetime:
    """A day without a clock comes with that of ``bare`` or with none: its end is meant."""
    dayless = at.time() in (bare.time(), bare.min.time())
    ended = at.replace(hour=23, minute=59) if dayless else at
    return ended.replace(tzinfo=now.tzinfo)


def _ahead(moments: Any, now: datetime) -> datetime | None:
    return next((at for at in moments if at and at >= now), None)


def _moment(text: str, now: datetime) -> datetime | None:
    try:
        return datetime.fromisoformat(text[:16]).replace(tzinfo=now.tzinfo)
    except ValueError:
        return None


_PEERS: dict[str, tuple[str, Callable[[], Reader]]] = {
    "jionlp": ("jionlp", _jionlp),
    "recognizers": ("recognizers_date_time", _recognizers),
    "dateparser": ("dateparser", _dateparser),
}
