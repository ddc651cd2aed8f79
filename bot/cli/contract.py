"""The JSON contract of `read` (DESIGN §6): one reading as one object."""

import json
import sys
from datetime import datetime

from bot.domain.message import SHANGHAI, Message
from bot.domain.reading import NO_DETAILS, Ask, Details, Evidence, Reading
from bot.reading.redact import redact

VERSION = 1


def reading_object(message: Message, reading: Reading) -> dict[str, object]:
    """The contract's object for a message and its reading; every key is always there."""
    first = reading.asks[0] if reading.asks else None
    asks = [_ask(ask) for ask in reading.asks]
    top = asks[0] if asks else _EMPTY
    evidence = first.times.deadline_evidence if first else None
    return {
        "v": VERSION,
        "id": message.number,
        "what": reading.what,
        "unsure": reading.unsure,
        **top,
        "relation": reading.relation,
        "part_of": reading.part_of,
        "deadline_evidence": _evidence(message, evidence),
        "asks": asks,
    }


def _details(details: Details) -> dict[str, object]:
    return {
        "columns": list(dict.fromkeys(map(redact, details.columns))),
        "forms": list(details.forms),
        "channel": redact(details.channel) if details.channel else None,
        "sanction": redact(details.sanction) if details.sanction else None,
        "basis": list(dict.fromkeys(map(redact, details.basis))),
        "addressees": list(dict.fromkeys(map(redact, details.addressees))),
    }


_EMPTY: dict[str, object] = {
    "kind": None, "urgent": False, "issuer": None, "title": "", "deadline": None,
    "starts_at": None, "recurs": None, "cues": [], "due_for": [],
    "details": _details(NO_DETAILS),
}  # fmt: skip


def _ask(ask: Ask) -> dict[str, object]:
    return {
        "kind": ask.kind,
        "urgent": ask.urgent,
        "issuer": redact(ask.issuer) if ask.issuer else None,
        "title": redact(ask.title),
        "deadline": local(ask.times.deadline),
        "starts_at": local(ask.times.starts_at),
        "recurs": redact(ask.times.recurs) if ask.times.recurs else None,
        "cues": list(ask.cues),
        "due_for": [
            {"who": redact(one.whose), "deadline": local(one.at)} for one in ask.times.due_for
        ],
        "details": _details(ask.details),
    }


def _evidence(message: Message, evidence: Evidence | None) -> dict[str, object] | None:
    """Evidence and what its span is in: the given text or, after it, the file name."""
    if evidence is None:
        return None
    start, end, where = evidence.start, evidence.end, "text"
    if end > len(message.text):
        name = message.file_name or ""
        # Without a text the name is read from its first letter on; with one, after a line break.
        before = -len(message.text) - 1 if message.text else len(name) - len(name.lstrip())
        start, end, where = start + before, end + before, "file_name"
    return {
        "in": where,
        "span": [start, end],
        "text": redact(evidence.text),
        "assumption": evidence.assumption,
    }


def local(at: datetime | None) -> str | None:
    """A time as the contract writes it, in Asia/Shanghai."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M") if at else None


def put(value: object) -> None:
    """Write one contract line at once: whoever feeds us line by line may be waiting for it."""
    sys.stdout.buffer.write(dump(value))
    sys.stdout.buffer.flush()


def dump(value: object) -> bytes:
    """One line of UTF-8 JSON; lone surrogates are escaped."""
    try:
        return json.dumps(value, ensure_ascii=False).encode("utf8") + b"\n"
    except UnicodeEncodeError:
        return json.dumps(value).encode("ascii") + b"\n"
