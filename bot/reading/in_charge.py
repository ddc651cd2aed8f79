"""What a message does by whoever says it: it takes one back, ends a danger, says when, chases."""

import re
from collections.abc import Sequence

from bot.domain.message import Message
from bot.domain.reading import Earlier
from bot.reading.emergency.all_clear import lifts_warning
from bot.reading.emergency.latest import is_no_ask, is_of_danger, tells_more
from bot.reading.emergency.over import OfDanger, tells_any_end
from bot.reading.emergency.signs import names_grave_danger
from bot.reading.seeing import Seen
from bot.reading.speaker.sender import Standing
from bot.reading.thread.answering import answers_when
from bot.reading.thread.chasing import chased
from bot.reading.thread.following import takes_back_itself
from bot.reading.thread.pointing import previous_notice
from bot.reading.titles.denied import denied, denies_asked


def speaks_for_all(
    message: Message,
    seen: Seen,
    before: Sequence[Earlier],
    taken_back: Earlier | None,
    unsure: bool,
    danger: OfDanger | None,
) -> bool:
    """Whether a message is a notice by what it does: takes one back, says when, chases one, or
    tells how it stands with a danger.
    """
    text, times = seen.normal.text, seen.times
    if taken_back and (_is_official(seen) or taken_back.message.sender == message.sender):
        return True
    if danger and danger.over and (danger.known or _is_in_charge(message, seen)):
        return not is_nobodys(message, seen, danger)
    if danger and not danger.over and (unsure or tells_any_end(text) or is_of_danger(text)):
        return True
    if _is_in_charge(message, seen) and denies_asked(text, before):
        return True
    timed = times.deadline or times.starts_at
    if timed and (answers_when(message, text, before) or _corrects(message, text, before)):
        return True
    return unsure and chased(message, text, before) is not None


def is_nobodys(message: Message, seen: Seen, danger: OfDanger | None) -> bool:
    """Whether who speaks may take back nothing of another's, nor lift an office's warning."""
    standing = seen.clues.standing
    lifts = danger is not None and danger.over and lifts_warning(seen.normal.text)
    if lifts and standing < Standing.UNKNOWN:
        return True
    told = danger is not None and danger.over and (danger.known or _is_in_charge(message, seen))
    return standing is Standing.UNKNOWN and not told


def how_it_stands(message: Message, seen: Seen, before: Sequence[Earlier]) -> OfDanger | None:
    """The danger that is on and of which a message tells how it stands, by who may know."""
    if denied(seen.normal.text, before):
        return None
    if not is_no_ask(seen.times, seen.normal.text, seen.now):
        return None
    official = _is_in_charge(message, seen)
    return tells_more(message, seen.normal.text, before, official=official)


def only_denies_danger(text: str, before: Sequence[Earlier]) -> bool:
    """Whether a text that denies what was asked before tells of no danger, or of one that is known
    already.
    """
    if not denies_asked(text, before):
        return False
    return not names_grave_danger(text) or any(one.reading.alarm for one in before)


def _is_in_charge(message: Message, seen: Seen) -> bool:
    """Whether who speaks has an office or a post, or speaks for a body: of a village, a house."""
    return _is_official(seen) or seen.clues.names_body or bool(_POST.search(message.sender or ""))


_POST = re.compile(
    "书记|主任|支书|村长|屯长|组长|[站所队园校院厂班楼栋]长|经理|民警|警官|网格员|村医"
)


def _is_official(seen: Seen) -> bool:
    return seen.clues.standing > Standing.UNKNOWN


def _corrects(message: Message, text: str, before: Sequence[Earlier]) -> bool:
    """不好意思,是17日: of what its sender said a moment ago."""
    return takes_back_itself(text) and previous_notice(message, before, _MOMENT) is not None


_MOMENT = 15
"""Minutes within which who corrects words means the last ones."""
