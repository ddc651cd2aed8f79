"""Chats kept as CSV or TSV, with the usual Chinese or English column names."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from bot.domain.message import SHANGHAI, Media, Message
from bot.importers.media import read_media
from bot.importers.problem import Problem, ProblemKind
from bot.importers.times import from_iso, from_unix, in_range

# The names of a column, the likeliest first.
_COLUMNS = {
    "sent_at": (
        "发送时间", "消息时间", "时间", "日期时间", "sent_at", "datetime", "time", "timestamp",
        "日期", "date", "createtime", "strtime",
    ),
    "day": ("日期", "date"),
    "sender": (
        "发送人", "发送者", "发言人", "发信人", "群昵称", "昵称", "姓名", "sender", "sender_name",
        "from", "nickname", "name", "talker",
    ),
    "text": (
        "消息内容", "内容", "正文", "消息", "文本", "text", "content", "message", "body", "msg",
        "strcontent",
    ),
    "group": ("群名称", "群名", "群聊", "群聊名称", "群", "group", "chat", "room"),
    "kind": ("消息类型", "类型", "type", "media_type"),
    "file_name": ("文件名", "文件名称", "附件", "file_name", "filename", "file"),
    "forwarded_from": ("转发自", "转发来源", "forwarded_from"),
}  # fmt: skip
_KINDS = (
    ("图片|照片|image|photo|picture", Media.PHOTO),
    ("视频|video", Media.VIDEO),
    ("语音|voice|audio", Media.VOICE),
    ("表情|sticker|emoji", Media.STICKER),
    ("位置|location", Media.LOCATION),
    ("名片|contact", Media.CONTACT),
    ("链接|小程序|link", Media.LINK),
    ("投票|poll", Media.POLL),
    ("文件|file|document", Media.FILE),
)
_SYSTEM = re.compile("系统|撤回|service|system", re.I)
_SHORT_NAME = 12
_LONGEST_HEADER = 2000
_LARGEST_CELL = 1 << 24
_NAMES_SHOWN = 80
_DELIMITERS = "\t,;"
_TIME = re.compile(
    r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?"
    r"(?:(?:\s+|T|(?<=日))(上午|下午|AM|PM)?\s?(\d{1,2})[:时点](\d{1,2})(?:[:分](\d{1,2}))?"
    r"(?:\.\d+|秒|分)?\s?(AM|PM)?)?$",
    re.I,
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_UNIX = re.compile(r"1\d{9}(?:\d{3})?")
_EXCEL_EPOCH = datetime(1899, 12, 30, tzinfo=SHANGHAI)


def is_header(line: str) -> bool:
    """Whether a first line names columns: two of ours, or a time among other short names."""
    names = _split(line) if len(line) <= _LONGEST_HEADER else []
    known = {key for key, words in _COLUMNS.items() if any(word in names for word in words)}
    if len(known) > 1:
        return True
    return "sent_at" in known and len(names) > 2 and all(len(n) <= _SHORT_NAME for n in names)


def read_table(lines: Iterable[str], file: str, stem: str) -> Iterator[Message | Problem]:
    """Messages of a table, numbered from 1 by row; a row without a real time becomes a Problem."""
    csv.field_size_limit(_LARGEST_CELL)
    rows = iter(lines)
    header = next(rows, "")
    names = _split(header)
    columns = {key: _column(names, words) for key, words in _COLUMNS.items()}
    if columns["sent_at"] is None or (columns["text"] is None and columns["file_name"] is None):
        shown = "、".join(names)[:_NAMES_SHOWN]
        yield Problem(file=file, line=1, reason=ProblemKind.NO_COLUMNS, detail=shown)
        return
    clean = (row.replace("\0", "") for row in rows)
    reader = csv.reader(clean, delimiter=_delimiter(header))
    number, line = 0, 2
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Problem(file=file, line=line, reason=ProblemKind.BAD_LINE)
        else:
            if any(cell.strip() for cell in row):
                number += 1
                yield _message(_Row(columns, row), number, file, line, stem)
        line = reader.line_num + 2


class _Row:
    """One row, its cells told by what they are and not by where they stand."""

    def __init__(self, columns: dict[str, int | None], cells: list[str]) -> None:
        self._columns = columns
        self._cells = cells

    def __getitem__(self, key: str) -> str:
        index = self._columns[key]
        return "" if index is None or index >= len(self._cells) else self._cells[index].strip()


def _message(row: _Row, number: int, file: str, line: int, stem: str) -> Message | Problem:
    sent_at = _time(row["sent_at"]) or _time(f"{row['day']} {row['sent_at']}")
    if sent_at is None:
        return Problem(file=file, line=line, reason=ProblemKind.BAD_TIME)
    media, text, file_name = read_media(row["text"])
    file_name = row["file_name"] or file_name
    return Message(
        group=row["group"] or stem,
        number=number,
        sent_at=sent_at,
        text=text,
        sender=row["sender"] or None,
        forwarded_from=row["forwarded_from"] or None,
        file_name=file_name,
        media=media or (Media.FILE if file_name else _media(row["kind"])),
        service=bool(_SYSTEM.search(row["kind"])),
    )


def _media(kind: str) -> Media | None:
    found = (media for words, media in _KINDS if re.search(words, kind, re.I))
    return next(found, None) if kind else None


def _split(header: str) -> list[str]:
    try:
        cells = next(csv.reader([header.strip("\ufeff\n")], delimiter=_delimiter(header)), [])
    except csv.Error:
        return []
    return [cell.strip().lower() for cell in cells]


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def _column(names: list[str], words: tuple[str, ...]) -> int | None:
    return next((names.index(word) for word in words if word in names), None)


def _time(cell: str) -> datetime | None:
    """A time as people and Excel write it: 2026/6/10 8:12, 2026年6月10日 下午2:30, 46183.34."""
    if _UNIX.fullmatch(cell):
        return from_unix(cell[:10])
    found = _TIME.match(cell.strip())
    try:
        if _SERIAL.fullmatch(cell):
            # Excel keeps days as a binary fraction; what lies beyond a second is noise.
            return in_range(_EXCEL_EPOCH + timedelta(seconds=round(float(cell) * 86400)))
        if found is None:
            return from_iso(cell)
        year, month, day, before, hour, minute, second, after = found.groups(default="0")
        half = (before + after).strip("0").lower()
        shift = 12 if half in ("下午", "pm") and int(hour) < 12 else 0
        midnight = half in ("上午", "am") and int(hour) == 12
        at = datetime(int(year), int(month), int(day), tzinfo=SHANGHAI)
        return in_range(
            at.replace(
                hour=0 if midnight else int(hour) + shift, minute=int(minute), second=int(second)
            )
        )
    except (ValueError, OverflowError):
        return None
