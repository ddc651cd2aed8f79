"""What a level above wants, told beside one's own date."""

import re
from datetime import datetime

from bot.reading.deadline.changes import is_upper
from bot.reading.deadline.days import Setting
from bot.reading.deadline.reads import Read, Role


def upstream(text: str, ahead: list[Read], due: Read | None, setting: Setting) -> datetime | None:
    """The earliest later deadline of a level above, or of what is passed on with one's own."""
    if due is None or due.at is None:
        return None
    own, line = not _is_quoted(due, setting), _own_line(text, due)
    above = [
        read.at
        for read in ahead
        if read.at
        and read.at > due.at
        and (
            read.role is Role.UPPER
            or (read.role is not Role.EVENT and is_upper(read.here))
            or (own and read.role in _ASKED_ABOVE and _is_quoted(read, setting))
            or (read.role in _ASKED_ABOVE and read.candidate.end <= line)
        )
    ]
    return min(above, default=None)


# In quotation marks what is asked is first of all what others were asked.
_ASKED_ABOVE = (Role.DEADLINE, Role.WEAK, Role.OTHERS)


def _is_quoted(read: Read, setting: Setting) -> bool:
    return any(one.start <= read.candidate.start < one.end for one in setting.quotes)


# 【转县委组织部】请各村31日前报名单。⏎请27日前给我: what was pasted, and one's own line below.
_PASTED, _TO_ME = re.compile(r"\s*[【\[]?转"), re.compile("[^,。;\n]{0,6}(?:给|[报发交传]给?)我")


def _own_line(text: str, due: Read) -> int:
    """Where the line begins in which who pastes something says when they want it; 0 for none."""
    ours = _PASTED.match(text) and _TO_ME.match(due.here.after)
    return text.rfind("\n", 0, due.candidate.start) + 1 if ours else 0
