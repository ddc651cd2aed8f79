"""Chats kept as CSV or TSV, with the usual Chinese or English column names."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from bot.domain.message import SHANGHAI, Message
from bot.importers.problem import Problem, ProblemKind

_COLUMNS = {
    "sent_at": ("发送时间", "消息时间", "时间", "日期时间", "日期", "sent_at", "time",
                "date", "datetime"),
    "sender": ("发送人", "发送者", "发言人", "昵称", "姓名", "sender", "from", "name"),
    "text": ("消息内容", "内容", "正文", "消息", "text", "content", "message", "body"),
    "group": ("群名称", "群名", "群聊", "群", "group", "chat"),
    "file_name": ("文件名", "附件", "file_name", "file"),
    "forwarded_from": ("转发自", "来源", "forwarded_from"),
}  # fmt: skip
_LARGEST_CELL = 1 << 24
_TIME = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]*(\d{1,2})[:时点](\d{1,2})(?:[:分](\d{1,"
    r"2}))?)?"
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_EXCEL_EPOCH = datetime(1899, 12, 30, tzinfo=SHANGHAI)


def read_table(lines: Iterable[str], file: str, stem: str) -> Iterator[Message | Problem]:
    """Messages of a table, numbered from 1; rows without a real time become Problems."""
    csv.field_size_limit(_LARGEST_CELL)
    rows = iter(lines)
    header = next(rows, "")
    delimiter = max(",;\t", key=header.count)
    names = [
        name.strip().strip('"\ufeff').lower()
        for name in next(csv.reader([header], delimiter=delimiter), [])
    ]
    at = {key: _column(names, words) for key, words in _COLUMNS.items()}
    if at["sent_at"] is None or at["text"] is None:
        yield Problem(
            file=file, line=1, reason=ProblemKind.NO_COLUMNS, detail="、".join(names)[:80]
        )
        return
    reader = csv.reader((row.replace("\0", "") for row in rows), delimiter=delimiter)
    number = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Problem(file=file, line=reader.line_num + 1, reason=ProblemKind.BAD_LINE)
            continue
        if not any(cell.strip() for cell in row):
            continue
        number += 1
        cells = {
            key: row[i].strip() if i is not None and i < len(row) else "" for key, i in at.items()
        }
        sent_at = _time(cells["sent_at"])
        if sent_at is None:
            yield Problem(file=file, line=reader.line_num + 1, reason=ProblemKind.BAD_TIME)
            continue
        yield Message(
            group=cells["group"] or stem,
            number=number,
            sent_at=sent_at,
            text=cells["text"],
            sender=cells["sender"] or None,
            forwarded_from=cells["forwarded_from"] or None,
            file_name=cells["file_name"] or None,
        )


def _column(names: list[str], words: tuple[str, ...]) -> int | None:
    return next((names.index(word) for word in words if word in names), None)


def _time(cell: str) -> datetime | None:
    found = _TIME.match(cell)
    try:
        if found:
            numbers = [int(part or 0) for part in found.groups()]
            return datetime(*numbers, tzinfo=SHANGHAI)  # type: ignore[arg-type,misc]
        if _SERIAL.fullmatch(cell):
            return _EXCEL_EPOCH + timedelta(days=float(cell))
        at = datetime.fromisoformat(cell)
    except (ValueError, OverflowError):
        return None
    return at.replace(tzinfo=SHANGHAI) if at.tzinfo is None else at.astimezone(SHANGHAI)
