"""Which alarms of a chat a message ends: all lines of one danger, by whoever may say so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.message import Message
from bot.domain.reading import Earlier
from bot.reading.asks.parts import split_asks, stands_alone, what_then
from bot.reading.emergency.alarm import raises_alarm
from bot.reading.emergency.all_clear import alarm_over, goes_on, may_end, tells_end, told_in
from bot.reading.emergency.elsewhere import is_told_elsewhere
from bot.reading.emergency.incident import Incident, incidents, of_which, shared
from bot.reading.emergency.relief import (
    frees_people,
    is_general_relief,
    is_relief,
    is_sure_relief,
    lets_home,
    may_relieve,
    mended_in,
    only_mends,
    tells_relief,
)
from bot.reading.emergency.same_danger import is_of_another, is_of_some, may_be_of
from bot.reading.emergency.signs import dangers
from bot.reading.thread.memory import said_before

_AWAY = re.compile("撤|转移|疏散|避险|离开|下楼")
_UNNAMED = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfDanger:
    """What a message tells of an alarm that is on: that it is ``over``, or how things stand.

    ``others`` are the numbers of the alarms of the same danger that are over with it. ``known`` is
    set where it is said by one who raised this danger, or told of it.
    """

    alarm: Earlier
    over: bool
    others: tuple[int | str, ...] = ()
    known: bool = True


def tells_any_end(text: str) -> bool:
    """Whether normalised words tell of the end of some danger, or of relief after one."""
    return tells_end(text) or tells_relief(text)


def ended(message: Message, text: str, before: Sequence[Earlier]) -> OfDanger | None:
    """The alarms that a short normalised text says are over, if it does.

    What names the danger's own end is of that one; any other relief must share a thing with what
    was said of the danger, or be told by one who told of it while no other danger is on. What may
    be of several dangers, or of some of the people alone, ends none.
    """
    before = said_before(message, before)
    if not any(one.reading.alarm for one in before):
        return None
    open_now = incidents(message.sent_at, before)
    over = alarm_over(message, text, before)
    if over and not is_told_elsewhere(text, told_in(over)):
        number = over.message.number
        its = next((one for one in open_now if one.tells(number)), None)
        others = _lines_of(message, text, its, over) if its else ()
        heard = its.heard(message.sender) if its else over.message.sender == message.sender
        return OfDanger(alarm=over, over=True, others=others, known=heard)
    text = text[: end_of_relief(text)]
    if not is_relief(text):
        return None
    its, named = of_which(message, text, open_now)
    if its is None or not (named or _is_of_only(message, text, its)):
        return None
    if over or is_told_elsewhere(text, its.cry) or not may_relieve(text, its.cry):
        return None
    if only_mends(text) and not _is_mended(text, its):
        return None
    lines = [one for one in its.lines if _ends(message, text, one, its)]
    if not lines or (len(lines) < len(its.lines) and not named):
        return None
    rest = tuple(one.message.number for one in lines[1:])
    return OfDanger(alarm=lines[0], over=True, others=rest, known=its.heard(message.sender))


def end_of_relief(text: str) -> int:
    """Where in normalised ``text`` the last sentences begin that want something at another time, if
    it tells of relief before that: 建设路解封了。明天8点开会.
    """
    starts = [one.end() for one in _SENTENCE.finditer(text)]
    cut = next((at for at in starts if _LATER.search(text, at)), len(text))
    rest = text[cut:]
    return len(text) if not rest or goes_on(rest) or not tells_relief(text[:cut]) else cut


_SENTENCE = re.compile("[。;!]")
_LATER = re.compile(r"[明后][天日早晚]|下?周[一二三四五六日]|\d+[号日]|今[天晚]|\d点")


def _is_mended(text: str, its: Incident) -> bool:
    """Whether a thing that was put right is one that the danger was told of by: no lift that was
    mended ends a fire.
    """
    cries = [one for one in its.lines if raises_alarm(told_in(one))] or its.lines[:1]
    named = shared(mended_in(text), cries)
    return bool(named) and not (its.sorts and its.sorts <= _MENDS_NOT)


_MENDS_NOT = frozenset({"fire", "water", "missing", "illness"})


def _is_of_only(message: Message, text: str, its: Incident) -> bool:
    """Whether relief that names nothing of the one danger on is of that nevertheless."""
    age = message.sent_at - its.all[-1].message.sent_at
    told = its.heard(message.sender) and (is_general_relief(text) or frees_people(text))
    return (told or is_sure_relief(text)) and age <= _UNNAMED


def _lines_of(message: Message, text: str, its: Incident, over: Earlier) -> tuple[int | str, ...]:
    return tuple(
        one.message.number
        for one in its.lines
        if one is not over and _ends(message, text, one, its)
    )


def _ends(message: Message, text: str, line: Earlier, its: Incident) -> bool:
    """Whether the end of a danger is the end of this line of it, too."""
    cry = told_in(line)
    cries = raises_alarm(cry)
    if is_of_another(text, cry, None if cries else its.cry) or is_of_some(
        text, cry, whole=bool(line.message.text)
    ):
        return False
    if not may_be_of(text, its.cry + _beside(its.cry)):
        return False
    if _AWAY.search(cry) and not lets_home(text) and not may_end(message, text, line):
        return False
    crying = sum(raises_alarm(told_in(one)) for one in its.lines)
    if frees_people(text):
        lasts = not _LASTS.isdisjoint(dangers(cry)) and not _BURIED.search(cry)
        return not lasts and (shared(text, [line]) > 0 or crying <= 1)
    own = crying > 1 and cries
    return not own or may_end(message, text, line) or shared(text, [line]) > 0


# It is a danger though nobody is in it any more.
_LASTS = frozenset({"fire", "water", "ground", "gas", "power", "attack"})
_BURIED = re.compile("[压埋困卡砸][^,。;!?]{0,4}[人娃孩生个名户]|落水|掉[^,。;!?]{0,4}[河水塘井]")
# What is cut off for a danger comes back with its end: 停止取水, 恢复供水.
_CUT = (
    (re.compile("取水|停水|断水|水厂|水源|水样|自来水|水缸"), "供水自来水水管"),
    (re.compile("停电|断电|电线|高压|线路|触电|变压器|带电"), "供电"),
    (re.compile("供热|热力|暖气|热水"), "供暖"),
    (re.compile("电梯"), "电梯"),
)


def _beside(cry: str) -> str:
    return ",".join(["", *(words for cut, words in _CUT if cut.search(cry))])


def spans_after_end(text: str) -> list[tuple[int, int]]:
    """Spans of a text that tells of an end: what does so, and what is wanted then."""
    spans, cut = what_then(text, tells_any_end), end_of_relief(text)
    rest = text[cut:]
    if len(spans) > 1 or not stands_alone(rest):
        return spans
    return [(0, cut), *((cut + begin, cut + end) for begin, end in split_asks(rest))]
