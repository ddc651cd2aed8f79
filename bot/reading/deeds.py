"""What a message is by what it does in its thread, whatever its words are like."""

import re
from collections.abc import Sequence

from bot.domain.lexicon import Lexicon
from bot.domain.message import Message
from bot.domain.reading import Earlier
from bot.reading.seeing import Seen
from bot.reading.speaker.sender import Standing
from bot.reading.thread.answering import answers_when
from bot.reading.thread.chasing import FEW, chased
from bot.reading.thread.following import takes_back_itself
from bot.reading.thread.objects import is_paper, named_in
from bot.reading.thread.pointing import previous_notice
from bot.reading.thread.speaking_for import may_change


def speaks_for_all(
    message: Message,
    seen: Seen,
    before: Sequence[Earlier],
    taken_back: Earlier | None,
    unsure: bool,
    lexicon: Lexicon,
) -> bool:
    """Whether a message is a notice by what it does: takes one back, says when, or chases one."""
    text, times = seen.normal.text, seen.times
    official = seen.clues.standing > Standing.UNKNOWN
    if taken_back and (official or _is_theirs(message, text, taken_back, before, lexicon)):
        return True
    timed = times.deadline or times.starts_at
    if timed and (answers_when(message, text, before) or _corrects(message, text, before)):
        return True
    return unsure and chased(message, text, before) is not None


def _is_theirs(
    message: Message, text: str, asked: Earlier, before: Sequence[Earlier], lexicon: Lexicon
) -> bool:
    """Whether who sends a message may take back what was asked; an alarm, who raised it alone."""
    if asked.reading.alarm:
        return asked.message.sender == message.sender
    return may_change(message, text, asked, before, lexicon)


def is_nobodys(seen: Seen) -> bool:
    """Whether nobody knows who speaks: they may take back nothing of another's."""
    return seen.clues.standing is Standing.UNKNOWN


def tells_how_few(seen: Seen) -> bool:
    """Whether somebody official says how few have handed in what they name: 推荐表才收到3个村."""
    text = seen.normal.text
    official = seen.clues.standing > Standing.UNKNOWN and len(text) <= _SHORT
    return official and bool(_FEW.search(text)) and any(map(is_paper, named_in(text)))


_FEW, _SHORT = re.compile(FEW), 40


def _corrects(message: Message, text: str, before: Sequence[Earlier]) -> bool:
    """不好意思,是17日: of what its sender said a moment ago."""
    return takes_back_itself(text) and previous_notice(message, before, _MOMENT) is not None


_MOMENT = 15
"""Minutes within which who corrects words means the last ones."""
