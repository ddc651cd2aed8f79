"""What a level above wants, told beside one's own date."""

import re
from collections.abc import Sequence
from datetime import datetime

from bot.domain.reading import DueFor
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


def of_levels(apart: Sequence[DueFor], due: Read | None) -> datetime | None:
    """The earliest deadline of a level above those of whom ``due`` is wanted, where a text tells
    both of all of their kind: 请各乡镇今天18时前报。请各村12时前报镇.
    """
    own = next((_level(one.whose) for one in apart if due and one.at == due.at), None)
    if own is None or due is None or due.at is None:
        return None
    above = [one.at for one in apart if one.at > due.at and (_level(one.whose) or own) < own]
    return min(above, default=None)


# From the top down; whoever is named is no level, but one among others.
_ALL = "(?:各|每个?|所有|全部)"
_LEVELS = tuple(
    re.compile(f"{_ALL}(?:{kind})")
    for kind in (
        "(?:地)?市(?!直)|州",
        r"[县区旗](?!直)|县区|县\(市、区\)",
        "[乡镇]|街道|苏木",
        "村|社区|嘎查|行政村|居委会",
        "[小村]?组|网格|楼栋|小区",
    )
)


def _level(whose: str) -> int | None:
    return next((rank for rank, said in enumerate(_LEVELS) if said.match(whose)), None)


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
