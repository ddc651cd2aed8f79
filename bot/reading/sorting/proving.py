"""Whether a bare photo shows what was asked for, though nothing is said with it."""

import re
from collections.abc import Sequence

from bot.domain.message import Message
from bot.domain.reading import Earlier, Kind, What
from bot.reading.emergency.alarm import heat_of
from bot.reading.sorting.clues import replies_to_notice


def proves(message: Message, before: Sequence[Earlier]) -> bool:
    """Whether a bare photo is proof: under an ask, or after one that wants to see something."""
    if message.reply_to is not None or heat_of(message, before):
        return replies_to_notice(message, before)
    for earlier in reversed(before):
        if earlier.reading.what is What.NOTICE and earlier.message.sender != message.sender:
            asks = earlier.reading.asks
            shown = asks and asks[0].base_kind in _SHOWN
            return bool(shown or _SEEN.search(earlier.message.text))
    return False


_SHOWN = (Kind.CHECK_IN, Kind.PROMOTION)
_SEEN = re.compile(r"拍|照片|相片|截图|截屏|截个|录像|视频")
