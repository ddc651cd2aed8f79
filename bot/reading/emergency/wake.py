"""What is ordered in the wake of an alarm: a part of that one, and no alarm of its own."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.message import Message
from bot.domain.reading import Earlier, Relation, Times
from bot.reading.emergency.alarm import raises_alarm
from bot.reading.emergency.all_clear import told_in
from bot.reading.emergency.same_danger import is_elsewhere, may_be_of
from bot.reading.emergency.signs import dangers
from bot.reading.emergency.urgent import is_order

_HOUR = timedelta(hours=1)
# What is done where there is danger, and hardly elsewhere.
_DONE = re.compile(
    "绕行|疏散|支援|警戒|撤离|增援|封[路锁控]|拦[路车人]|维持秩序|清点人|安置|救护车|消防车|抢险|搜[救寻]|明火|断[电气]|关阀"
)
# From where there is danger people are kept off, or brought out: 老井坎先莫走, 各家把门关好.
_KEPT_OFF = re.compile(
    "[莫别](?:走|过|去|进|靠近)|不[准许要][^,。;!?]{0,3}[走过进]|[门窗]关好|下楼"
)
_TO_ANYBODY = re.compile("大家|各[家户]|所有|马上|立即|赶紧|[莫别]|不[准许要]|过来|注意")
_LATER, _AWAY = re.compile("明[天日早晚]|后天|周[一二三四五六日]"), re.compile("撤|转移|疏散|避险")
_LONGEST, _NAME = 80, 3


def is_beside(text: str, times: Times, alarm: Earlier, now: datetime) -> bool:
    """Whether normalised ``text``, sent ``now`` after ``alarm``, is of another danger or place, or
    wants something that has until another day.
    """
    if times.deadline and times.deadline.date() > now.date():
        return True
    cry = told_in(alarm)
    return is_elsewhere(text, cry) or not may_be_of(text, cry)


def follows_alarm(
    message: Message, text: str, before: Sequence[Earlier], *, urgent: bool
) -> Earlier | None:
    """The one alarm of the last hour, still on, that normalised ``text`` tells more to do about.

    None where it names a danger or a place that the alarm does not: that may be another one. What
    is ``urgent`` by itself, or keeps people off, must be of the very place, and is no order to
    evacuate.
    """
    kept_off = bool(_KEPT_OFF.search(text))
    told = kept_off or (_DONE.search(text) and is_order(text))
    if len(text) > _LONGEST or not told or raises_alarm(text):
        return None
    if _LATER.search(text) or (urgent and _AWAY.search(text)):
        return None
    off = {one.reading.refers_to for one in before if one.reading.relation is Relation.CANCEL}
    alarms = [
        one
        for one in reversed(before)
        if one.reading.alarm
        and one.message.number not in off
        and message.sent_at - one.message.sent_at <= _HOUR
    ]
    roots = [one for one in alarms if one.reading.relation is not Relation.UPDATE]
    if len(roots) != 1 or not roots[0].message.text:
        return None
    cry = told_in(roots[0])
    if (urgent or kept_off) and not _names_in_common(text, cry):
        return None
    other = not dangers(text) <= dangers(cry) or is_elsewhere(text, cry)
    return None if other or not may_be_of(text, cry) else roots[0]


def _names_in_common(text: str, cry: str) -> bool:
    """Whether both texts have a run of letters in common that names something."""
    own = _TO_ANYBODY.sub("\n", text)
    runs = (own[at : at + _NAME] for at in range(len(own) - _NAME + 1))
    return any(_WORD.fullmatch(run) and run in cry for run in runs)


_WORD = re.compile(r"[一-龥\da-zA-Z]+")
