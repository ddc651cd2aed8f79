"""Tables as files: CSV and XLSX in which nothing that somebody wrote can be a formula."""

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

import xlsxwriter

from bot.domain.message import SHANGHAI

Cell = str | int
_MOST = 30_000
"""Letters of a cell; programs for tables take little more."""
_FORMULA = frozenset("=+-@＝＋－＠﹢﹣﹦﹫−")
_DROPPED = frozenset("\ufffe\uffff")
_JOINERS = "\u200c\u200d"
"""They hold letters of some scripts, and the parts of a picture, together."""
# They reorder what is shown of a cell, or hide what it begins with.
_FORMATS = frozenset("\u00ad\u061c\u180e\ufeff") | {
    chr(one)
    for bounds in ((0x200B, 0x2010), (0x202A, 0x202F), (0x2060, 0x2070))
    for one in range(*bounds)
}  # fmt: skip


def plain(text: str) -> str:
    """``text`` on one line, without what cannot be seen, no longer than a cell may be."""
    # Nearly all is, and each letter costs.
    kept = text if text.isprintable() else "".join(_visible(char) for char in text)
    return " ".join(kept.split())[:_MOST]


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Cc", "Zl", "Zp"):
        return " " if char.isspace() else ""
    if char in _JOINERS:
        return char
    return "" if category == "Cs" or char in _DROPPED or char in _FORMATS else char


def is_formula(text: str) -> bool:
    """Whether a program for tables may take a cell for something to be worked out."""
    begins = next((char for char in text if not char.isspace() and char not in _FORMATS), "")
    return begins in _FORMULA


class Sheet(Protocol):
    """A table that is being written, row by row."""

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Write more rows."""

    def close(self) -> Path:
        """Nothing more comes; where the file is."""


class CsvSheet:
    """UTF-8 with a mark by which programs know it, lines as the standard has them."""

    def __init__(self, folder: Path, _title: str, _now: datetime) -> None:
        self._path = folder / "table.csv"
        self._file = self._path.open("w", encoding="utf-8-sig", newline="")
        self._lines = csv.writer(self._file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Write more rows; an apostrophe makes what looks like a formula text."""
        self._lines.writerows([_as_text(cell) for cell in row] for row in rows)

    def close(self) -> Path:
        """Nothing more comes."""
        self._file.close()
        return self._path


def _as_text(cell: Cell) -> Cell:
    if isinstance(cell, int):
        return cell
    text = plain(cell)
    return f"'{text}" if is_formula(text) else text


class XlsxSheet:
    """One sheet, of which no more than a row is in memory; every text is of the type text."""

    def __init__(self, folder: Path, title: str, now: datetime) -> None:
        self._path = folder / "table.xlsx"
        self._book = xlsxwriter.Workbook(
            str(self._path),
            {
                "constant_memory": True, "tmpdir": str(folder), "strings_to_formulas": False,
                "strings_to_numbers": False, "strings_to_urls": False,
            },
        )  # fmt: skip
        self._book.set_properties({"title": title, "created": now.astimezone(SHANGHAI)})
        self._sheet = self._book.add_worksheet(title)
        self._at = 0

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Write more rows."""
        for row in rows:
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    self._sheet.write_number(self._at, column, cell)
                else:
                    self._sheet.write_string(self._at, column, plain(cell))
            self._at += 1

    def close(self) -> Path:
        """Nothing more comes."""
        self._book.close()
        return self._path
