"""Corrections of what was read: what they change, what they teach, and who suggests one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

Value = str | int | None
"""What a cell of a table holds."""


class Fix(StrEnum):
    """What can be put right about a line, or about whom a member stands for.

    JOINED is a merge by whoever asks for both, which is their own word and no correction of ours.
    """

    NOT_NOTICE = "not_notice"
    NOTICE = "notice"
    KIND = "kind"
    DEADLINE = "deadline"
    ISSUER = "issuer"
    TITLE = "title"
    MERGE = "merge"
    JOINED = "joined"
    SPLIT = "split"
    APART = "apart"
    SAME_DATA = "same_data"
    UNIT = "unit"
    ALIAS = "alias"


class Cell(NamedTuple):
    """One cell of a table; without a ``column``, the row itself (made or not)."""

    table: str
    row: str
    column: str = ""


class Change(NamedTuple):
    """What a cell was and what a correction made of it."""

    cell: Cell
    before: Value
    after: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction as it is kept (its ``id`` is ignored when it is added).

    ``chat`` is the group it was made for, ``ref`` the line. ``form`` and ``ask`` name the text it
    teaches about: the hash of its normal form, and which ask of it; ``value`` is what it set.
    """

    id: int
    member: int
    chat: int
    at: datetime
    fix: Fix
    ref: str
    value: str | None
    form: bytes | None
    ask: int
    changes: tuple[Change, ...]
    undone_at: datetime | None = None

    @property
    def joined(self) -> tuple[int, int] | None:
        """The request that was merged into another one, and that other one; None of other fixes."""
        if self.fix not in (Fix.MERGE, Fix.JOINED):
            return None
        pointers = (one for one in self.changes if one.cell.column == "merged_into")
        own = next((one for one in pointers if one.before is None), None)
        return (int(own.cell.row), int(own.after or 0)) if own else None


class Lesson(NamedTuple):
    """What a correction taught about one ask of a text that comes again."""

    fix: Fix
    ask: int
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What a member thinks is wrong about a line; an admin of the group decides."""

    id: int
    member: int
    chat: int
    ref: str
    words: str
