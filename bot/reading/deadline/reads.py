"""A candidate in its text: the words around it, its role, its moment."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.reading import Assumption
from bot.reading.deadline.candidates import Candidate
from bot.reading.sought import Ending


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
    OTHERS = "others"  # of other people; all it does is to name the day of what follows
    NOTHING = "nothing"  # scope of data, status, past, validity, publicity, office hours


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a candidate, within its clause and its sentence."""

    before: str
    after: str
    sentence_before: str
    sentence_after: str
    beyond: str = ""  # what follows the sentence
    earlier: str = ""  # the short sentence before it
    questioned: bool = False  # the sentence ends with a question mark
    quoted: bool = False  # inside a short quotation
    closed: bool = False  # the time itself ends with 止, 为限 or 收齐: 统计到明天上午为止

    @property
    def alone(self) -> bool:
        """Whether the time is all that its sentence says."""
        if _WORD.search(self.sentence_after):
            return False
        return not _WORD.search(self.sentence_before) or bool(_SAYING.match(self.sentence_before))

    @property
    def rest(self) -> str:
        """The sentence after the clause; the next ones where the time stands alone in its own."""
        return self.beyond if self.alone else self.sentence_after[len(self.after) :]


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

    def at_moment(self, at: datetime, assumption: Assumption | None) -> "Read":
        """The same read with its moment (``replace`` is slow, and this runs for every time)."""
        return Read(
            candidate=self.candidate, role=self.role, first=self.first, here=self.here, at=at,
            assumption=assumption, inside=self.inside,
        )  # fmt: skip


_CLAUSE = re.compile(r"[,。;!?\n]")
_SENTENCE = re.compile(r"[。;!?\n]")
_REACH = 80
# “三天内核完”,说得轻松; but 通知:“三天内核完”.
_OPEN = Ending('(?<![:说求知发文])[“"「][^”"」。;!?\n]{0,24}$')
_CLOSE = re.compile('[^“"「。;!?\n]{0,24}[。;!?]?[”"」](?:[,。;!?—到怎,还也这那]|之类)')
# 报过来,懂? asks nothing.
_TAG = re.compile(
    "(?:^|[, ])(?:都)?(?:懂|明白|知道|清楚|听[到见清]|看[到见]|记住|收到|谁[去来](?!过)|谁有空)"
    "(?:了?[没吗吧么不]?|没有)$"
)
_WORD = re.compile(r"\w")
# 我再说一遍,明天中午!
_SAYING = re.compile(
    "[^,。;]{0,3}(?:再(?:次)?(?:说|强调|提醒|讲)|重申|注意|听好|记[住好]|强调)[^,。;]{0,4}[,:]$"
)


def _is_question(sentence: str, sign: str) -> bool:
    """Whether a sentence that ends so, and with ``sign``, asks something."""
    return (sign == "?" or sentence[-1:] in ("吗", "嘛", "么")) and not _TAG.search(sentence)


def around(text: str, start: int, end: int) -> Around:
    """The surroundings of ``text[start:end]``, at most 80 characters each way."""
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    ends = _CLAUSE.search(after)
    clause = after[: ends.start()] if ends else after
    if clause and not _WORD.search(clause) and ")" not in clause:
        clause = ""  # 下午5:30⏰⏰
    *former, opening = _SENTENCE.split(before)
    sentence, *beyond = _SENTENCE.split(after, maxsplit=1)
    return Around(
        _CLAUSE.split(opening)[-1],
        clause,
        opening,
        sentence,
        "".join(beyond),
        former[-1] if former else "",
        _is_question(sentence, text[end + len(sentence) : end + len(sentence) + 1]),
        bool(_OPEN.search(before)) and bool(_CLOSE.match(after)),
        text[end - 1 : end] in ("止", "齐", "限"),
    )
