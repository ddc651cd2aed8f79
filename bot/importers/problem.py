"""What an importer could not read: where it stands and why, without any message text."""

from dataclasses import dataclass
from enum import StrEnum


class ProblemKind(StrEnum):
    """Why something could not be read; the words for it live in wording."""

    BROKEN_OBJECT = "broken_object"
    TRUNCATED = "truncated"
    BAD_TIME = "bad_time"
    BAD_LINE = "bad_line"
    NO_COLUMNS = "no_columns"
    NOT_A_GROUP = "not_a_group"
    UNKNOWN_FORMAT = "unknown_format"
    EMPTY = "empty"
    HTML_EXPORT = "html_export"
    SPREADSHEET = "spreadsheet"
    BAD_CHARACTERS = "bad_characters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing left out: the file's name, the line (from 1; 0 for the whole file), the reason."""

    file: str
    line: int
    reason: ProblemKind
    detail: str = ""
