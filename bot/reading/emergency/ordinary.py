"""What only stands near a danger: a free check-up on the 23rd, a list of children due at three."""

import re
from datetime import datetime, timedelta

from bot.domain.reading import Times
from bot.reading.emergency.signs import alarm_signs, names_grave_danger
from bot.reading.emergency.urgent import is_urgent

_AT_ONCE = timedelta(minutes=90)
_PLANNED = re.compile(
    "报名|名[单册额]|表[格册]|台账|统计|登记|填|体检|培训|讲座|缴费|认证|证[明件书]|照片|材料|盖章|补贴|补助|救助金|活动(?!室|中心)|演出|排练|开会|例会|会议(?!室)|征集|投票|问卷|资料|总结|免费"
)


def is_ordinary(text: str, times: Times, now: datetime) -> bool:
    """Whether a normalised text tells of no danger itself, and wants what is planned: by a time
    that is not at once.
    """
    if is_urgent(text) or names_grave_danger(text) or not alarm_signs(text).keys().isdisjoint(_OWN):
        return False
    if _HARM.search(text):
        return False
    at = times.deadline or times.starts_at
    later = at is not None and at - now > _AT_ONCE
    return later and bool(_PLANNED.search(text))


_HARM = re.compile(
    "[咬伤血毒命困淹塌漏烟烧溃泄爆]|火(?!车)|安置|转移|撤离|疏散|避险|污染|持刀|在逃|龙卷|预警[,。;!]|"
    "(?:立即|马上|立刻)停|(?:不[要能得准许]|禁止|严禁|停止)(?:饮用|喝|取水|靠近|外出|出门|下[河水海]|上山|进入)"
)
_OWN = ("danger", "alert", "missing", "grave")
