"""JSON lines of the contract (DESIGN §6), also what `jianfu read` takes in."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.message import SHANGHAI, Message
from bot.importers.problem import Problem, ProblemKind

_REQUIRED = ("id", "sent_at", "text")
_OPTIONAL = ("group", "sender", "forwarded_from", "forwarded_at", "reply_to", "file_name")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineError:
    """Why a line is not one of the contract; ``id`` where it could be read."""

    code: str
    key: str = ""
    id: str | None = None


def parse_line(raw: bytes, *, group: str = "") -> Message | LineError:
    """One line (without its LF) as a message; naive times are Asia/Shanghai. Never raises."""
    try:
        value = json.loads(raw.decode("utf8"))
    except UnicodeDecodeError:
        return LineError(code="not_utf8")
    except (ValueError, RecursionError):
        return LineError(code="not_json")
    if not isinstance(value, dict):
        return LineError(code="not_object")
    name = value["id"] if isinstance(value.get("id"), str) else None
    for key in _REQUIRED:
        if key not in value:
            return LineError(code="missing", key=key, id=name)
        if not isinstance(value[key], str):
            return LineError(code="not_string", key=key, id=name)
    for key in _OPTIONAL:
        if value.get(key) is not None and not isinstance(value[key], str):
            return LineError(code="not_string", key=key, id=name)
    return _message(value, name or "", group)


def _message(value: dict[str, str | None], name: str, group: str) -> Message | LineError:
    sent_at = _time(value["sent_at"])
    if sent_at is None:
        return LineError(code="bad_time", key="sent_at", id=name)
    forwarded_at = _time(value.get("forwarded_at"))
    if value.get("forwarded_at") and forwarded_at is None:
        return LineError(code="bad_time", key="forwarded_at", id=name)
    return Message(
        group=value.get("group") or group,
        number=name,
        sent_at=sent_at,
        text=value["text"] or "",
        sender=value.get("sender"),
        forwarded_from=value.get("forwarded_from"),
        forwarded_at=forwarded_at,
        reply_to=value.get("reply_to"),
        file_name=value.get("file_name"),
    )


def _time(text: str | None) -> datetime | None:
    """An ISO 8601 time as an aware one; None for none and for what is no real time."""
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text.strip())
        if len(text.strip()) <= len("2026-01-01"):
            return None
        aware = at.replace(tzinfo=SHANGHAI) if at.tzinfo is None else at.astimezone(SHANGHAI)
        aware.timestamp()
    except (ValueError, OverflowError):
        return None
    return aware if 1970 < aware.year < 9998 else None


def read_jsonl(lines: Iterable[bytes], file: str, stem: str) -> Iterator[Message | Problem]:
    """Messages of a file of contract lines; a bad line becomes a Problem."""
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        parsed = parse_line(raw.rstrip(b"\r\n"), group=stem)
        if isinstance(parsed, Message):
            yield parsed
        else:
            reason = ProblemKind.BAD_TIME if parsed.code == "bad_time" else ProblemKind.BAD_LINE
            yield Problem(file=file, line=number, reason=reason, detail=parsed.key or parsed.code)
