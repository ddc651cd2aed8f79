"""Burden cues F01–F20 of a notice, exemptions first; patterns are data in the lexicon."""

import re
from datetime import datetime, timedelta
from functools import lru_cache

from bot.domain.lexicon import CueRule, Lexicon
from bot.domain.reading import Kind, Times
from bot.reading.kind import REFUSED

_EMERGENCY = "X01"
# Codes an emergency may rightly ask for: presence, quick answers, pictures of the place.
_EMERGENCY_MAY = frozenset({"F01", "F02", "F03", "F08", "F09", "F11", "F16", "F20"})
# For these a word alone says too little; the second pattern must be there as well.
_ONLY_WITH = {
    "F06": re.compile(
        r"同(?:一|样)[^,。]{0,4}(?:表|数据|名单)|再(?:填|报|交)一?[遍次份]|各报一?份|分别报|"
        r"也要(?:报|一份)|口要|又要"
    ),
    "F07": re.compile(
        r"[县区市镇]里?[^。]{0,14}(?:前|截止)[^。]{0,20}(?:提前|先|我们)|提前[^,。]{0,6}(?:报|交|完成)|"
        r"再(?:细化|分解|制定)|必须[^,。]{0,4}(?:100%|全覆盖)|镇里?(?:定在|要求|先)"
    ),
    "F10": re.compile(
        r"大会|全体|一把手|主要(?:领导|负责人)|不得(?:请假|缺席)|无特殊情况|着正装|座签|签到|观摩|"
        r"陪会|传达学习|转发[^。]{0,10}(?:文件|讲话)|提前\d+分钟"
    ),
    "F12": re.compile(
        r"台账|纸质|盖章|签字|档案盒|佐证|证明材料|痕迹|软件资料|手印|补齐|归档|备查|复印件|记录表|"
        r"存档"
    ),
}
_SHORT_NOTICE = timedelta(hours=16)
_EVENING = 17


def find_cues(
    text: str, kind: Kind, urgent: bool, times: Times, now: datetime, lexicon: Lexicon
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """``(cues, exemptions)``: codes found in normalised ``text``, in code order.

    What is expressly not wanted (不拍照不签到) is no cue. Notices that ask nothing have none.
    F08 (short notice) is told from the deadline, not from words.
    """
    plain = REFUSED.sub("", text)
    exemptions = tuple(rule.code for rule in lexicon.exemptions if _matches(rule, plain))
    if kind is Kind.INFO or urgent:
        return (), exemptions
    found = [rule.code for rule in lexicon.cues if _applies(rule, plain, times, now)]
    if _EMERGENCY in exemptions and kind is Kind.TASK:
        found = [code for code in found if code not in _EMERGENCY_MAY]
    return tuple(found), exemptions


def _applies(rule: CueRule, text: str, times: Times, now: datetime) -> bool:
    if rule.code == "F08":
        return _is_short_notice(times, now)
    wanted = _ONLY_WITH.get(rule.code)
    if wanted and not wanted.search(text):
        return False
    return rule.code == "F06" or _matches(rule, text)


def _is_short_notice(times: Times, now: datetime) -> bool:
    """Due the same day, or by the next noon when it was asked in the evening."""
    if times.deadline is None or times.recurs or times.deadline < now:
        return False
    if times.deadline.date() == now.date():
        return True
    return now.hour >= _EVENING and times.deadline - now <= _SHORT_NOTICE + timedelta(hours=3)


def _matches(rule: CueRule, text: str) -> bool:
    return bool(_compiled(rule.patterns).search(text))


@lru_cache(maxsize=256)
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
