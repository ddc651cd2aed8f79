"""What says that an emergency of the thread is over: 火灭了, 人找到了, 没有险情."""

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.domain.message import Message
from bot.domain.reading import Earlier
from bot.reading.emergency.signs import dangers

_LONGEST = 60
_ANY = "any"
_PERSON = "(?:人|娃|孩子?|老人|被困的?)[^,。;!?]{0,4}"
# By the sort of danger: 表找到了 ends no fire, and 值班表都出来了 ends nothing.
_OVER = {
    "fire": re.compile(
        r"火情?[^,。;!?]{0,6}(?:灭了|扑灭|熄了|打灭)|(?:^|[,。;!])灭了|"
        r"(?:已经?|都)(?:[扑打浇][灭熄]?|[灭熄])了?(?=[,。!]|$)"
    ),
    "gas": re.compile(r"(?:阀门?|总闸)[^,。;!?]{0,4}关[^。;!?]{0,10}无人?(?:员)?[伤被]"),
    "missing": re.compile(rf"(?:{_PERSON}|^)(?:找到|找着|捞上来|接到)了|联系上了|进港了|靠岸了"),
    _ANY: re.compile(
        rf"(?:{_PERSON}|^都?)(?:救出来?|救下来|出来)了|脱险|得救|没有?险情|虚惊一场|是虚惊|"
        r"险情(?:已)?(?:排除|解除)|(?:警报|预警|响应)(?:已)?解除"
    ),
}
_NOT_YET = re.compile(
    r"还(?!好)|仍|继续|余火|复燃|没(?!事|有?险情|有?人)|未|正在|不|[?吗]|演练|如果|要是|等[^,。]{0,6}再"
)
_LONGEST_ALARM = timedelta(hours=12)


def alarm_over(message: Message, text: str, before: Sequence[Earlier]) -> Earlier | None:
    """The alarm of the thread that this short normalised text says is over, if it does.

    One of the same danger, or else the speaker's own, or the only one.
    """
    sorts = {sort for sort, over in _OVER.items() if len(text) <= _LONGEST and over.search(text)}
    if not sorts or _NOT_YET.search(text):
        return None
    alarms = [
        one
        for one in reversed(before)
        if one.reading.alarm
        and message.sent_at - one.message.sent_at <= _LONGEST_ALARM
        and (_ANY in sorts or sorts & dangers(one.message.text))
    ]
    named = dangers(text)
    like = [one for one in alarms if named & dangers(one.message.text)]
    own = [one for one in alarms if one.message.sender == message.sender]
    return next(iter(like or own or (alarms if len(alarms) == 1 else [])), None)
