"""A time that an answer to an earlier message moves is for what it was for in that message."""

import re
from dataclasses import replace

from bot.domain.reading import Times
from bot.reading.deadline import cues
from bot.reading.deadline.candidates import Mark
from bot.reading.deadline.reads import Read, Role
from bot.reading.deadline.verbs import ASK, EVENT

_BARE = (Role.EVENT, Role.NEW, Role.DAY, Role.DEADLINE, Role.WEAK)


def as_before(reads: tuple[Read, ...], anchor: Times | None) -> tuple[Read, ...]:
    """Reads of an answer to a message with times ``anchor``, where that had times of one sort.

    改到周四下午5点 is a deadline where a list was due, and a start where a meeting was.
    """
    if anchor is None or bool(anchor.deadline) is bool(anchor.starts_at):
        return reads
    role = Role.DEADLINE if anchor.deadline else Role.EVENT
    return tuple(_as(read, role) if _moves(read, role) else read for read in reads)


def _as(read: Read, role: Role) -> Read:
    """The read in that role; 改到周四 is NEW, so that it keeps the hour as it was."""
    timed = read.candidate.clock or read.candidate.part
    role = role if timed else Role.NEW
    return replace(read, role=role, first=role)


def _moves(read: Read, role: Role) -> bool:
    bare = read.candidate.mark is Mark.NONE and not (read.candidate.every or read.candidate.other)
    if not bare or read.role not in _BARE or read.role is role:
        return False
    other = EVENT if role is Role.DEADLINE else ASK
    said = f"{read.here.before}。{read.here.after}"
    granted = not read.here.after and _GRANTED.search(read.here.before)
    moved = granted or cues.NEW_BEFORE.search(read.here.sentence_before)
    return bool(moved) and not other.search(said)


# 马鞍村可以周一上午, 同意石桥村明天下午: said after somebody asked.
_GRANTED = re.compile("(?:可以?|同意|允许|准许?|宽限)[^,。;:要]{0,6}$")
