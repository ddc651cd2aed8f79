"""A few words that go on with what was asked a while ago and name nothing: 按上面的表报."""

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.domain.message import Message
from bot.domain.reading import Earlier, Kind, Times, What
from bot.reading.thread.objects import fits, held_by, named_in

_THIS = re.compile(
    r"^(?:这|此)(?:个|项|份|件|张|[表事])(?!月|周|星期|礼拜|季|年|时|点|群)|^(?:以上|上述|上面)的?|"
    r"^(?:请)?(?:就)?[按照](?:着)?(?:上面|以上|上述|刚才|这个|这份|前面|上边)|"
    r"^(?:没有|无)(?:[^,。]{0,6})?(?:的|情况|变化)[^,。]{0,4}(?:也要?|[零0〇]报|一样)|^(?:实行)?零报告"
)
_LONGEST = 40
_OWN, _OTHERS = timedelta(hours=6), timedelta(minutes=15)


def goes_on_with(
    message: Message, text: str, times: Times, before: Sequence[Earlier]
) -> Earlier | None:
    """The ask that short ``text`` goes on with: replied to with a time, or its sender's last.

    Where it names a thing (这个问卷…) that ask holds it, and may be another's of a moment ago.
    """
    replies = message.reply_to is not None and bool(times.deadline or times.starts_at)
    if len(text) > _LONGEST or not (_THIS.search(text) or replies):
        return None
    pointed = text[:_HEAD] if text[:1] in _POINTS else ""
    things = named_in(text if replies else pointed)
    for earlier in reversed(before):
        asks = any(ask.base_kind is not Kind.INFO for ask in earlier.reading.asks)
        if earlier.reading.what is not What.NOTICE or not asks:
            continue
        held = not things or fits(held_by(earlier, things)[0])
        if message.reply_to is not None:
            meant = held and earlier.message.number == message.reply_to
        else:
            mine = earlier.message.sender == message.sender
            age = message.sent_at - earlier.message.sent_at
            meant = held and age <= (_OWN if mine else _OTHERS) and (mine or bool(things))
        if meant:
            return earlier
    return None


def answers_far(message: Message, text: str, times: Times, before: Sequence[Earlier]) -> bool:
    """Whether short ``text`` is a time, in reply to what was said before all of this thread."""
    number = message.reply_to
    if number is None or not (times.deadline or times.starts_at) or len(text) > _LONGEST:
        return False
    far = all(earlier.message.number != number for earlier in before)
    return far and not any(one.own for one in named_in(text))


_POINTS, _HEAD = ("这", "此"), 10


# 不对,15号是周日: of what was said a moment ago.
_SPOKEN = re.compile(r"(?:哎|哦|啊|呀|[,。!~])*(?:不对|错了|[说写打发搞弄]错|不好意思|口误|更正)")


def takes_back_itself(text: str) -> bool:
    """Whether a message corrects what its sender said last, and names nothing else by its name."""
    said = _SPOKEN.match(text)
    head = re.split("[,。;!]", text[said.end() :].lstrip(",。:!"))[0] if said else ""
    return bool(said) and not any(one.own for one in named_in(head))
