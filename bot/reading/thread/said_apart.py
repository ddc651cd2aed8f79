"""A change that is not for all of an ask, told beside it in its own words: 电子版时间不变."""

import re
from collections.abc import Sequence

from bot.domain.message import Message
from bot.domain.reading import Ask, DueFor, Earlier, Reading, Relation, Times
from bot.reading.normalise import normalise
from bot.reading.thread.due_moved import apart_from_all, part_moved
from bot.reading.thread.going_on import changes_something, told_apart, words_of_change
from bot.reading.thread.memory import said_before
from bot.reading.thread.named_apart import named_apart
from bot.reading.thread.one_of_all import of_one_alone
from bot.reading.thread.own_ask import changed_by
from bot.reading.thread.parts_off import tellable
from bot.reading.thread.pleading import is_question
from bot.reading.thread.pointing import which_ask
from bot.reading.thread.some_spared import Excused

_LONGEST = 120
# 第一个表不用报了,第二个照常: these are two asks.
_COUNTED = re.compile("第[一二三四五两123]")


def said_apart(
    message: Message, text: str, found: Reading, before: Sequence[Earlier]
) -> Excused | None:
    """The ask that a normalised text changes for some of those asked, or in a part, as the text
    itself says; ``found`` is how it was read. The ask's own times stay.

    None where it changes all of it, says for whom so that it was read, or may be of no such ask.
    """
    if not message.sender or message.forwarded_from or len(text) > _LONGEST:
        return None
    if len(found.asks) != 1 or found.alarm or is_question(text) or _COUNTED.search(text):
        return None
    times, known = found.asks[0].times, found.refers_to is not None
    if known and (times.due_for or times.only_for):
        return None
    earlier = changed_by(message, text, found, said_before(message, before))
    if earlier is None or not earlier.reading.asks or earlier.reading.alarm:
        return None
    same = earlier.message.number == found.refers_to
    if same and found.asks[0].spared:
        return None
    place = found.refers_ask if same else which_ask(earlier, text)
    place = min(place, len(earlier.reading.asks) - 1)
    asked, core = earlier.reading.asks[place], normalise(earlier.message.text).text
    # Who is left out alone is shown to nobody.
    if _is_read(asked, core, text, times) or of_one_alone(text, f"{asked.title}{core}") == "":
        return None
    off, held = found.relation is Relation.CANCEL, asked.times.starts_at is not None
    apart = told_apart(text, asked.title, core, off=off, held=held)
    if not apart and known and (off or _shows(found.asks[0]) or not changes_something(text)):
        return None
    words = words_of_change(text, apart)
    # What is not for all moves nothing, also where its words name somebody.
    told = apart or tellable(words)
    return Excused(earlier=earlier, place=place, words=words) if told else None


def _shows(ask: Ask) -> bool:
    """Whether a change tells something that is shown of itself."""
    times = ask.times
    return bool(times.deadline or times.starts_at or times.recurs or ask.venue)


def _is_read(asked: Ask, core: str, text: str, times: Times) -> bool:
    """Whether it can be told whose time, or that of which paper, a change of an ask moves."""
    before, at = asked.times.deadline or asked.times.starts_at, times.deadline or times.starts_at
    if before is None or at is None:
        return False
    whose = named_apart(text, later=at > before)
    only = (DueFor(whose=whose, at=at),) if whose else ()
    if whose and (asked.times.deadline or whose not in core) and apart_from_all(core, before, only):
        return True
    return bool(part_moved(asked.title, core, text, before, (), at))
