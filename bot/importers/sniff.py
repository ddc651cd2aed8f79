"""Which format a file has, told from its beginning and not from its name."""

import json
import re
from enum import Enum, auto

from bot.importers.table import is_header


class Format(Enum):
    """What a file can turn out to be."""

    EMPTY = auto()
    SPREADSHEET = auto()
    HTML = auto()
    JSONL = auto()
    TELEGRAM = auto()
    TABLE = auto()
    TEXT = auto()
    UNKNOWN = auto()


_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_HTML = re.compile(
    r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)", re.I | re.S
)
_JSON_LIST = re.compile(r"\[\s*[\[{\]\"]")
_TABLES = (".csv", ".tsv")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff", b"{\0", b"\0{")


def sniff(file: str, head: bytes, text: str) -> Format:
    """The format of a file that begins with the bytes ``head``, which read as ``text``.

    The name ``file`` matters only for a table that does not begin with known column names.
    """
    start = text.lstrip()
    if head.startswith(_PACKED):
        return Format.SPREADSHEET
    if b"\0" in head and not head.startswith(_UTF16_MARKS):
        return Format.UNKNOWN
    if not start:
        return Format.EMPTY
    if _HTML.match(start):
        return Format.HTML
    first = start.partition("\n")[0]
    if first.startswith("{"):
        return Format.JSONL if _is_contract(first) else Format.TELEGRAM
    if _JSON_LIST.match(start):
        return Format.UNKNOWN
    named = file.lower().endswith(_TABLES) and any(mark in first for mark in ",;\t")
    return Format.TABLE if named or is_header(first) else Format.TEXT


def _is_contract(first: str) -> bool:
    """Whether the first line is an object by itself and no export, or would be one."""
    try:
        value = json.loads(first, parse_int=float)
    except (ValueError, RecursionError):
        return '"sent_at"' in first and first.rstrip().endswith("}")
    return isinstance(value, dict) and not value.keys() & {"messages", "chats", "left_chats"}
