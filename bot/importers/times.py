"""Times as exports write them, made aware; what is no real time is None."""

from datetime import datetime

from bot.domain.message import SHANGHAI

# An unset time is exported as 1970; the far end leaves room to reckon deadlines.
_FIRST_YEAR, _LAST_YEAR = 1971, 9990
FIRST_REAL_YEAR = 2
_SHORTEST = len("20260610T08")


def from_unix(seconds: object) -> datetime | None:
    """Seconds since 1970, a number or its digits, as Asia/Shanghai time."""
    if not isinstance(seconds, int | float | str):
        return None
    try:
        return in_range(datetime.fromtimestamp(int(seconds), SHANGHAI))
    except (ValueError, OverflowError, OSError):
        return None


def from_iso(text: object, first_year: int = _FIRST_YEAR) -> datetime | None:
    """An ISO 8601 day and time; naive is Asia/Shanghai, a bare day is no time."""
    if not isinstance(text, str) or len(text.strip()) < _SHORTEST:
        return None
    try:
        at = datetime.fromisoformat(text.strip())
        return in_range(at.replace(tzinfo=SHANGHAI) if at.tzinfo is None else at, first_year)
    except (ValueError, OverflowError):
        return None


def in_range(at: datetime, first_year: int = _FIRST_YEAR) -> datetime | None:
    """``at`` as Asia/Shanghai time, None where no chat can have been."""
    local = at if at.tzinfo is SHANGHAI else at.astimezone(SHANGHAI)
    return local if first_year <= local.year <= _LAST_YEAR else None
