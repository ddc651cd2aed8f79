"""Short answers that give a request its time: 18号, to 几号要?; 那就台风过后,下周三前吧."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.calendar import WorkCalendar
from bot.domain.lexicon import Lexicon
from bot.domain.message import Message
from bot.domain.reading import Earlier, Times
from bot.reading.deadline import read_times
from bot.reading.normalise import Normal, normalise
from bot.reading.thread.pointing import own_last
from bot.reading.thread.relation import BARE_TIME

# 几号要, 什么时候交, 最晚到哪天
_WHEN = re.compile(
    r"(?:几号|哪[天日]|什么时[候间]|啥时候?|几点|多久|周几|时限|截止)[^,。!?]{0,6}[?吗呢啊]*\s*$"
)
_THEN = re.compile(r"那(?:就|先)?[^,。]{0,8},?[^,。]{0,12}(?:前|之前)?吧[。!]*")
_DAY = re.compile(r"\d{1,2}[日号]|(?:这|本|下)?周[一二三四五六日天]|[今明后][天日晚]")
_FACE = re.compile(r"\[[^\[\]]{1,4}\]")
_ASKED_WITHIN = 3


def answers_when(message: Message, text: str, before: Sequence[Earlier]) -> Earlier | None:
    """The sender's own notice that a normalised ``text`` of no more than a time sets a time for.

    Another one has just asked when, or the sender gives way: 那就下周三前吧.
    """
    bare = _FACE.sub("", text).strip(" ,。!")
    if not bare or not (BARE_TIME.fullmatch(bare) or _THEN.fullmatch(bare)):
        return None
    own = own_last(message, before) if message.sender else None
    if own is None or _THEN.fullmatch(bare):
        return own
    asked = any(
        earlier.message.sender != message.sender
        and _WHEN.search(normalise(earlier.message.text).text)
        for earlier in before[-_ASKED_WITHIN:]
    )
    return own if asked else None


def time_told(normal: Normal, now: datetime, calendar: WorkCalendar, lexicon: Lexicon) -> Times:
    """The deadline that an answer names, though it only says 18号 or 周五."""
    said = normal.text.strip(" ,。!吧哈啊")
    times = read_times(normalise(said + "前"), now, calendar, lexicon.clock, model=lexicon.times)
    found = times.deadline_evidence
    if not _DAY.match(said) or found is None or times.deadline is None:
        return Times()
    evidence = replace(found, start=normal.origin[0], end=normal.origin[-1], text=normal.text)
    return Times(deadline=times.deadline, deadline_evidence=evidence)
