"""A candidate in its text: the words around it, its role, its moment."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.reading import Assumption
from bot.reading.deadline.candidates import Candidate


class Role(StrEnum):
    """The part a time plays in a text."""

    DEADLINE = "deadline"
    WEAK = "weak"  # a deadline, unless the text names a plainer one
    EVENT = "event"
    RECURRING = "recurring"
    OLD = "old"  # replaced by another time of the text, or called off
    NEW = "new"  # replaces a time that only an earlier message names
    START = "start"  # 从明天开始: where a recurrence starts
    PERIOD = "period"  # 假期里: the period a recurrence runs in
    DAY = "day"  # only a day for what follows: 明天植树节!…早8点
    UPPER = "upper"  # what a level above wants, or the speaker must do
    NOTHING = "nothing"  # scope of data, status, past, validity, publicity, office hours


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a candidate, within its clause and its sentence."""

    before: str
    after: str
    sentence_before: str
    sentence_after: str
    closed: bool = False  # the time itself ends with 止 or 收齐: 统计到明天上午为止


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A candidate with its role (and the one before corrections) and its moment.

    ``inside`` is False for one that stands before the part that is read.
    """

    candidate: Candidate
    role: Role
    first: Role
    here: Around
    at: datetime | None = None
    assumption: Assumption | None = None
    inside: bool = True


_CLAUSE = re.compile(r"[,。;!?\n]")
_SENTENCE = re.compile(r"[。;!?\n]")
_REACH = 80


def around(text: str, start: int, end: int) -> Around:
    """The surroundings of ``text[start:end]``, at most 80 characters each way."""
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    return Around(
        _CLAUSE.split(before)[-1],
        _CLAUSE.split(after, maxsplit=1)[0],
        _SENTENCE.split(before)[-1],
        _SENTENCE.split(after, maxsplit=1)[0],
        text[end - 1 : end] in ("止", "齐"),
    )
