"""Short ways to read bytes as a chat."""

import io
import json
from datetime import date, datetime
from typing import Any

from bot.domain.message import SHANGHAI, Message
from bot.importers import Problem, read_stream

DAY = date(2026, 6, 11)


def read(data: bytes | str, file: str = "群.x") -> list[Message | Problem]:
    raw = data.encode() if isinstance(data, str) else data
    stem = file.rpartition(".")[0]
    return list(read_stream(io.BytesIO(raw), file, stem, default_day=DAY))


def messages(data: bytes | str, file: str = "群.x") -> list[Message]:
    return [item for item in read(data, file) if isinstance(item, Message)]


def problems(data: bytes | str, file: str = "群.x") -> list[Problem]:
    return [item for item in read(data, file) if isinstance(item, Problem)]


def at(hour: int, minute: int, second: int = 0, *, day: int = 10) -> datetime:
    return datetime(2026, 6, day, hour, minute, second, tzinfo=SHANGHAI)


def row(number: int, **more: Any) -> dict[str, Any]:
    base = {"type": "message", "date": "2026-06-10T08:12:00", "from": "周敏", "text": "通知"}
    return {"id": number, **base, **more}


def chat(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    head = {"name": "青石群", "type": "private_supergroup", "id": 1, **more}
    return {**head, "messages": list(rows)}


def export(*rows: dict[str, Any], **more: Any) -> bytes:
    return json.dumps(chat(*rows, **more), ensure_ascii=False, indent=1).encode()
