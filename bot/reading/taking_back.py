"""Few words that take an earlier notice back or move it: 名单不用报了, 低保那个延到周五."""

import re
from collections.abc import Sequence

from bot.domain.message import Message
from bot.domain.reading import Earlier, Times
from bot.reading.kind import MOVE, calls_off
from bot.reading.pointing import target_of

_LONGEST = 40
_ASKS = re.compile(
    r"[??吗呢]|吧\s*[,。!]?$|能不能|能否|可不可以|可以|要不要|是不是|申请|听说|希望|建议"
)
_OWN = re.compile(r"^(?:我|咱|俺|本村|我们)")


def takes_back(
    message: Message, text: str, times: Times, before: Sequence[Earlier]
) -> Earlier | None:
    """The notice of the thread that this short normalised text withdraws or moves, if it does.

    Whether whoever says it may do so is for the caller to decide.
    """
    if len(text) > _LONGEST:
        return None
    moves = (times.deadline or times.starts_at) and MOVE.search(text)
    if not moves and not calls_off(text):
        return None
    if _ASKS.search(text) or _OWN.search(text):
        return None
    return target_of(message, text, before, loose=False)


# 慰问方案我来写,你们不用报材料: told of what its sender does, no ask.
_MYSELF = re.compile(
    r"我们?(?:自己)?来(?:写|做|弄|报|填|统计|汇总|整理|准备|安排)[^。;!\n]{0,8}?"
    r"(?:你们|大家|各位|各[一-鿿]{1,3})(?:就|都)?(?:不用|不必|无需|不需要?)(?:再)?[报交写做填弄]"
)
_WANTS = re.compile("请|务必|必须|抓紧|尽快")


def does_itself(message: Message, text: str, times: Times, before: Sequence[Earlier]) -> bool:
    """Whether a sender only says to do himself what this thread has not been asked for."""
    if times.deadline or times.starts_at or _WANTS.search(text) or not _MYSELF.search(text):
        return False
    return target_of(message, text, before, loose=False) is None
