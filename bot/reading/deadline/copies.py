"""Copies of one paper that are due apart: 名单25日前发邮箱,纸质版26日前送."""

import re
from collections.abc import Iterable

from bot.domain.reading import DueFor
from bot.reading.deadline.reads import Read, Role
from bot.reading.papers import COPY, ON_PAPER, ON_PAPER_OR_NOT

_BEFORE = re.compile(
    rf"(?P<whose>{COPY})(?:[(][^()]{{1,12}}[)])?"
    r"(?:[^,。;:\d]{0,8}(?:签字|盖[^,。;:\d]{0,4}章)+[后好]?|一式[一二三四五两\d]份|[的请于在须要需也先再]|"
    "务必|必须|统一|最迟){0,4}$"
)
_BROUGHT = re.compile("[就再一并]{0,2}(?:补?[报交送]|带|拿|捎|寄|递)(?!了|过(?!来|去))")
_AFTER = re.compile(rf"[先请]?[报交发传送](?!通)(?:来|送|至|到|给?我)?(?P<whose>{COPY})")
_WIRED = re.compile("[^,。;!\n]{0,12}(?:发|传|邮箱|微信|群|系统|平台)")
_BOTH = re.compile(f"{ON_PAPER_OR_NOT}(?:[和、及与]|以及)")
_DUE = (Role.DEADLINE, Role.WEAK)
_BARE = (Role.DAY, Role.NOTHING)
_WIRE, _REST = "电子版", "其他"


def due_of_copies(reads: Iterable[Read]) -> tuple[DueFor, ...]:
    """Which copy is due when, in the order told; nothing unless a later one is due by itself."""
    due = [read for read in reads if read.at and not read.candidate.every and _is_due(read)]
    told = [_told(read) for read in due]
    if len(due) < _TWO or not all(told[1:]):
        return ()
    first = told[0] or (_WIRE if _sent_by_wire(due[0], told[1]) else _REST)
    whose = (first, *map(str, told[1:]))
    found = [
        DueFor(whose=name, at=read.at) for name, read in zip(whose, due, strict=True) if read.at
    ]
    apart = len({one.at for one in found}) == len(found) == len(set(whose))
    return tuple(found) if apart else ()


_TWO = 2


def _is_due(read: Read) -> bool:
    """Whether a time is a deadline, or the bare day on which a copy is brought (纸质版周一送)."""
    bare = read.role in _BARE and read.candidate.day and _BEFORE.search(read.here.before)
    return read.role in _DUE or bool(bare and _BROUGHT.match(read.here.after))


def _told(read: Read) -> str | None:
    said = _BEFORE.search(read.here.before)
    if said and not _BOTH.search(read.here.before):
        return said["whose"]
    said = _AFTER.match(read.here.after)
    return said["whose"] if said and not _BOTH.match(read.here.after, said.start("whose")) else None


def _sent_by_wire(first: Read, second: str | None) -> bool:
    return bool(second and ON_PAPER.search(second) and _WIRED.match(first.here.after))
