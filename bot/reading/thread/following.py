"""A few words that go on with what was asked a while ago and name nothing: 按上面的表报."""

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.domain.message import Message
from bot.domain.reading import Earlier, Times
from bot.reading.thread.objects import fits, held_by, named_in, wants_something
from bot.reading.thread.pointing import target_of
from bot.reading.thread.subject import speaks_beside

_THIS = re.compile(
    r"^(?:这|此)(?:个|项|份|件|张|[表事])(?!月|周|星期|礼拜|季|年|时|点|群)|^(?:以上|上述|上面)的?|"
    r"^(?:请)?(?:就)?[按照](?:着)?(?:上面|以上|上述|刚才|这个|这份|前面|上边)|"
    r"^(?:没有|无)(?:[^,。]{0,6})?(?:的|情况|变化)[^,。]{0,4}(?:也要?|[零0〇]报|一样)|^(?:实行)?零报告"
)
# 有同志问台账要不要附照片:要; 情况说明那条再说清楚一点: more is told of what is named.
_ASKED = (
    "(?:有(?:个|几个|些|的)?(?:同[志事学]|人|村|单位|乡镇|社区|支部|老师|朋友)?|都|好多|很多|好?几个村?|大家|刚[才刚])"
    "(?:打电话)?(?:来|在)?(?:问到?|咨询)(?![题卷责候政询计需答讯])"
)
_RETOLD = re.compile(_ASKED)
_MORE_OF = re.compile(
    rf"{_ASKED}|^[^,。:;]{{2,14}}[那这](?:[条个项件份张]|件事)(?:再|还|补充|[,:]|要|统一)|"
    r"再(?:说|讲|解释|明确|强调|啰嗦)(?:清楚|明白|细|一下|一遍|一点|一句|:)|"
    r"补充(?:说明)?(?:一下|一点|一句|两点|几点|:)|(?:统一|集中)(?:答复|回复|解释|说明)"
)
# B超机器坏了,这次体检B超不做,其他项目照常.
_REST_STAYS = re.compile("其[他它余][^,。;]{0,6}(?:照常|照旧|不变|正常|照做)[。!]*$")
_LONGEST, _LONGEST_MORE = 40, 90
_OWN, _OTHERS = timedelta(hours=6), timedelta(minutes=15)


def goes_on_with(
    message: Message, text: str, times: Times, before: Sequence[Earlier]
) -> Earlier | None:
    """The ask that short ``text`` goes on with: replied to with a time, or its sender's last.

    Where it names a thing (这个问卷…) that ask holds it, and may be another's of a moment ago; an
    apology that tells a time goes on with its sender's own alone.
    """
    replies = message.reply_to is not None and bool(times.deadline or times.starts_at)
    said = _MORE_OF.search(text) or (not times.deadline and _REST_STAYS.search(text))
    more = len(text) <= _LONGEST_MORE and bool(said and named_in(text))
    if not more and (len(text) > _LONGEST or not (_THIS.search(text) or replies)):
        return _sorry_for(message, text, times, before)
    pointed = text[:_HEAD] if text[:1] in _POINTS else ""
    things = named_in(text if replies or more else pointed)
    for earlier in reversed(before):
        if not wants_something(earlier):
            continue
        held = not things or fits(held_by(earlier, things)[0])
        if message.reply_to is not None:
            meant = held and earlier.message.number == message.reply_to
        else:
            mine = earlier.message.sender == message.sender
            age = message.sent_at - earlier.message.sent_at
            soon = more or age <= (_OWN if mine else _OTHERS)
            known = any(one.own for one in things) if more else bool(things)
            meant = held and soon and (mine or known)
        if meant:
            return earlier
    return None


def answers_unseen(message: Message, text: str, times: Times, before: Sequence[Earlier]) -> bool:
    """Whether ``text`` only answers what somebody asked of something this thread has not seen."""
    timed = times.deadline or times.starts_at
    if timed or len(text) > _LONGEST_MORE or not _RETOLD.search(text):
        return False
    return goes_on_with(message, text, times, before) is None


def answers_far(message: Message, text: str, times: Times, before: Sequence[Earlier]) -> bool:
    """Whether short ``text`` is a time, in reply to what was said before all of this thread."""
    number = message.reply_to
    if number is None or not (times.deadline or times.starts_at) or len(text) > _LONGEST:
        return False
    far = all(earlier.message.number != number for earlier in before)
    return far and not any(one.own for one in named_in(text))


_POINTS, _HEAD = ("这", "此"), 10


# 不对,15号是周日: of what was said a moment ago.
_SPOKEN = re.compile(
    r"(?:哎|哦|啊|呀|[,。!~])*"
    "(?:不对|错了|[说写打发搞弄]错|(?P<sorry>不好意思)|口误|更正)(?:了|一下)?"
)


# 不好意思这么晚打扰: who is sorry may only ask for more.
_WRONG = re.compile("错[了的]|[发写打说搞弄导填]错|有误|不对|口误|更正")


def corrects(text: str) -> bool:
    """Whether a message opens by saying that something was wrong, not only that one is sorry."""
    said = _SPOKEN.match(text)
    if said is None or not _is_sorry(text):
        return bool(said)
    rest = text[said.end() :]
    return bool(_WRONG.search(rest)) or not speaks_beside(rest, "")


def _is_sorry(text: str) -> bool:
    """Whether a message opens with an apology."""
    said = _SPOKEN.match(text)
    return said is not None and said["sorry"] is not None


def takes_back_itself(text: str) -> bool:
    """Whether a message corrects what its sender said last, and names nothing else by its name."""
    if not corrects(text):
        return False
    said = _SPOKEN.sub("", text, count=1).lstrip(",。:!")
    return not any(one.own for one in named_in(re.split("[,。;!]", said)[0]))


def _sorry_for(
    message: Message, text: str, times: Times, before: Sequence[Earlier]
) -> Earlier | None:
    """The ask of its sender that an apology names and gives a time: 不好意思,名单13号就要."""
    things = named_in(text)
    if not _is_sorry(text) or not things or not (times.deadline or times.starts_at):
        return None
    named = target_of(message, text, before, loose=False)
    if named is None or named.message.sender != message.sender:
        return None
    return named if fits(held_by(named, things)[0]) else None


# 附件2模板有误,以刚发的新表为准: of whose form it is.
_FORM = re.compile("模板|附件|新表|旧表|表样|表格|表头|样表|格式")
_ANNEX = re.compile(r"附件\d{0,2}")


def of_its_form(message: Message, text: str, before: Sequence[Earlier]) -> Earlier | None:
    """The last ask of its sender whose form a short change speaks of, that names nothing else."""
    if len(text) > _LONGEST or not _FORM.search(text):
        return None
    own = [
        one
        for one in before
        if one.message.sender == message.sender
        and wants_something(one)
        and message.sent_at - one.message.sent_at <= _OWN
    ]
    annex = _ANNEX.search(text)
    held = [one for one in own if annex and annex[0] in one.message.text]
    return next(reversed(held or own), None)
