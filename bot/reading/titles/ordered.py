"""What an alarm is called that names a warning first: who must get away, not who sent it round."""

import re
from collections.abc import Sequence

from bot.reading.titles.fitting import LONGEST, fitted
from bot.reading.titles.shown import shown_of
from bot.reading.titles.trim import GAP

_WARNING = re.compile("预警|警报|响应|紧急|通知")
_AWAY = "(?:转移|撤离|撤出|撤|疏散|避险)"
_GOES = re.compile(_AWAY)
_CLAUSE = re.compile(r"[,。;!?\n]+|(?<!\d):|:(?!\d)")
# 群众立即转移到村小: who, and that they are to go; whither falls off where it is too long.
_ORDER = re.compile(
    rf"(?P<who>[^,。;!?:]{{2,24}}?)(?P<go>{_AWAY})(?P<to>[到至往去向][^,。;!?:]{{1,12}})?(?:[上下出]?[来去])?(?:完|好)?$"
)
_HASTE = re.compile(
    "现在|马上|立即|立刻|即刻|赶[紧快]|迅速|火速|连夜|必须|务必|请|紧急|组织|全部|全员|尽快|就|都(?=转|撤)|要(?=转|撤)|^(?:和|并|及时|做好)"
)
# What was done, or is not to be done, is no order.
_NO_ORDER = re.compile("已|正在|[不别莫没未]|如|准备|随时|待命|转完|了|演练")


def ordered(title: str, text: str, time_spans: Sequence[tuple[int, int]]) -> str:
    """``title``, or of an alarm that it calls by its warning alone who must get away, as normalised
    ``text`` says.
    """
    if not _WARNING.search(title) or _GOES.search(title):
        return title
    for clause in _CLAUSE.split(shown_of(text, time_spans).replace(GAP, "")):
        found = None if _NO_ORDER.search(clause) else _ORDER.search(clause.strip())
        who = _HASTE.sub("", found["who"]).strip() if found else ""
        if found and len(who) >= _LEAST:
            whole = f"{who}{found['go']}{found['to'] or ''}"
            return fitted(whole if len(whole) <= LONGEST else f"{who}{found['go']}")
    return title


_LEAST = 3
