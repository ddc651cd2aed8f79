"""What a message does to a danger that is on, by whoever says it: ends it, tells of it, denies."""

import re
from collections.abc import Sequence

from bot.domain.lexicon import Lexicon
from bot.domain.message import Message
from bot.domain.reading import Earlier
from bot.reading.deeds import speaks_for_all
from bot.reading.emergency.all_clear import lifts_warning
from bot.reading.emergency.latest import is_no_ask, is_of_danger, tells_more
from bot.reading.emergency.over import OfDanger, tells_any_end
from bot.reading.emergency.signs import names_grave_danger
from bot.reading.seeing import Seen
from bot.reading.speaker.sender import Standing
from bot.reading.titles.denied import denied, denies_asked


def is_notice(
    message: Message,
    seen: Seen,
    before: Sequence[Earlier],
    taken_back: Earlier | None,
    unsure: bool,
    lexicon: Lexicon,
    danger: OfDanger | None,
) -> bool:
    """Whether a message is a notice by what it does: in its thread, or to a danger that is on."""
    by_deed = speaks_for_all(message, seen, before, taken_back, unsure, lexicon)
    return by_deed or speaks_of_danger(message, seen, before, unsure, danger)


def speaks_of_danger(
    message: Message, seen: Seen, before: Sequence[Earlier], unsure: bool, danger: OfDanger | None
) -> bool:
    """Whether a message is a notice by what it tells of a danger: that it is over, or how it stands
    with it, or that what was asked of it before is not so.
    """
    text = seen.normal.text
    if danger and danger.over and (danger.known or _is_in_charge(message, seen)):
        return not may_not_end(message, seen, danger)
    if danger and not danger.over and (unsure or tells_any_end(text) or is_of_danger(text)):
        return True
    return _is_in_charge(message, seen) and denies_asked(text, before)


def may_not_end(message: Message, seen: Seen, danger: OfDanger) -> bool:
    """Whether who speaks may not end a danger, or not lift an office's warning."""
    if lifts_warning(seen.normal.text) and seen.clues.standing < Standing.UNKNOWN:
        return True
    told = danger.known or _is_in_charge(message, seen)
    if not told and _RESIDES.search(message.sender or ""):
        return True
    return seen.clues.standing is Standing.UNKNOWN and not told


_RESIDES = re.compile("村民|居民|群众|业主|家长|住户")


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
