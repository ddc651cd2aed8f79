"""JSON lines of the contract (DESIGN §6), also what `jianfu read` takes in."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.message import Media, Message
from bot.importers.problem import Problem, ProblemKind
from bot.importers.times import FIRST_REAL_YEAR, from_iso

_REQUIRED = ("id", "sent_at", "text")
_OPTIONAL = ("group", "sender", "forwarded_from", "forwarded_at", "reply_to", "file_name")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineError:
    """Why a line is not one of the contract: a code, the key it is about, and the line's id.

    Codes: not_utf8, not_json, not_object, missing, not_string, bad_time.
    """

    code: str
    key: str = ""
    id: str | None = None


def parse_line(raw: bytes, *, group: str = "") -> Message | LineError:
    """One line (without its LF) as a message of its own group or ``group``. Never raises."""
    try:
        # No key asks for a number, and int() refuses very long ones.
        value = json.loads(raw.decode("utf-8-sig"), parse_int=float)
    except UnicodeDecodeError:
        return LineError(code="not_utf8")
    except (ValueError, RecursionError):
        return LineError(code="not_json")
    if not isinstance(value, dict):
        return LineError(code="not_object")
    name = value["id"] if isinstance(value.get("id"), str) else None
    wrong = _wrong_key(value)
    if wrong:
        return LineError(code=wrong[0], key=wrong[1], id=name)
    return _message(value, group)


def _wrong_key(value: dict[str, object]) -> tuple[str, str] | None:
    for key in _REQUIRED:
        if key not in value:
            return "missing", key
        if not isinstance(value[key], str):
            return "not_string", key
    for key in _OPTIONAL:
        if value.get(key) is not None and not isinstance(value[key], str):
            return "not_string", key
    return None


def _message(value: dict[str, str], group: str) -> Message | LineError:
    sent_at = from_iso(value["sent_at"], FIRST_REAL_YEAR)
    forwarded_at = from_iso(value.get("forwarded_at"), FIRST_REAL_YEAR)
    if sent_at is None:
        return LineError(code="bad_time", key="sent_at", id=value["id"])
    if value.get("forwarded_at") and forwarded_at is None:
        return LineError(code="bad_time", key="forwarded_at", id=value["id"])
    return Message(
        group=value.get("group") or group,
        number=value["id"],
        sent_at=sent_at,
        text=value["text"],
        sender=value.get("sender"),
        forwarded_from=value.get("forwarded_from"),
        forwarded_at=forwarded_at,
        reply_to=value.get("reply_to"),
        file_name=value.get("file_name"),
        media=Media.FILE if value.get("file_name") else None,
    )


def read_jsonl(lines: Iterable[bytes], file: str, stem: str) -> Iterator[Message | Problem]:
    """Messages of a file of contract lines, each ended by LF; a bad line becomes a Problem."""
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        parsed = parse_line(raw, group=stem)
        if isinstance(parsed, Message):
            yield parsed
        else:
            reason = ProblemKind.BAD_TIME if parsed.code == "bad_time" else ProblemKind.BAD_LINE
            yield Problem(file=file, line=number, reason=reason, detail=parsed.key)
