"""What an emergency is told by: its signs together, how loud it is, and the alarms before it."""

import re
from bisect import bisect
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import combinations

from bot.domain.message import Message
from bot.domain.reading import Earlier
from bot.reading.emergency.signs import (
    DANGERS,
    READ,
    alarm_signs,
    may_alarm,
    names_grave_danger,
)

_TOGETHER = frozenset(
    {"danger", "grave", "alert", "people", "cry", "order", "leave", "act", "at once", "over",
     "drill", "forecast", "past", "paper", "question", "answers", "joke", "near", "no answer",
     "nobody", "child near", "later"}
)  # fmt: skip
_CALM = frozenset({"over", "drill", "forecast", "past", "paper", "joke", "rumour"})
_SERIOUS = frozenset({"people", "cry", "order", "leave", "act", "at once", "alert", "missing"})
_MARKS = re.compile("[!‼]|⚠|🆘|🔥|🔴")
_CLAUSE = re.compile(r"[,。;!?\n:]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """Alarms raised in a thread within the last hour: how many, how old the last, by whom."""

    alarms: int
    minutes: float
    own: bool


def heat_of(message: Message, before: Sequence[Earlier]) -> Heat | None:
    """The alarms of the thread before a message, if there are any."""
    raised = [e for e in before if e.reading.alarm and message.sent_at - e.message.sent_at <= _HOUR]
    if not raised:
        return None
    return Heat(
        alarms=len(raised),
        minutes=(message.sent_at - raised[-1].message.sent_at) / timedelta(minutes=1),
        own=any(e.message.sender == message.sender for e in raised),
    )


_HOUR = timedelta(hours=1)


def _in_heat(found: Collection[str], heat: Heat) -> Iterator[str]:
    yield "heat"
    yield f"heat {bisect(_AGES, heat.minutes)}"
    yield f"heat of {min(heat.alarms, 3)}"
    if heat.own:
        yield "heat own"
    yield from (f"heat {name}" for name in found)
    if not found:
        yield "heat nothing"


_AGES = (5, 20)


def raises_alarm(text: str) -> bool:
    """Whether a text names a grave danger, and cries for help, names people in it, tells what to do
    or what happens now, while nothing speaks against it.
    """
    if not names_grave_danger(text):
        return False
    found = alarm_signs(text).keys()
    if not _CALM.isdisjoint(found):
        return False
    told = "order" in found and not _DO.isdisjoint(found)
    loud = len(_MARKS.findall(text[:READ])) >= _LOUD
    return loud or told or not _PRESENT.isdisjoint(found)


_DO = frozenset({"leave", "act", "missing"})
_PRESENT, _LOUD = frozenset({"cry", "people", "at once"}), 2


def warns_off(text: str) -> bool:
    """Whether a text tells of a danger at hand and warns all off: 野猪伤人了,大家别上山."""
    head = _FALLEN.sub("", text[:READ])
    warned = may_alarm(head) and _KEEP_OFF.search(head)
    found = alarm_signs(head).keys() if warned else frozenset()
    told = bool(_ALL.search(head)) or not _AT_HAND.isdisjoint(found)
    return "danger" in found and told and _NO_WARNING.isdisjoint(found)


_KEEP_OFF = re.compile(
    "(?=[不关别大房绕莫让躲锁门])(?:"
    "(?:[莫别]|不[要准许得])(?:再|往|朝|到|从|上|去|靠|走)?[^,。;!?]{0,3}"
    "(?:过[来去]|靠近|走近|上山|出[来门]|[这那][边里头儿]|[走去](?=[,。!]|$))|"
    "绕(?:开|道|着)|躲开|让开|(?:关好|锁好)[大房]?门|[大房]?门[^,。;!?]{0,2}[关锁]好"
    ")"
)
# 掉下来了 sounds like 救下来了; a stranger is no hearsay from elsewhere.
_FALLEN = re.compile("(?<=[掉垮塌滚倒砸落滑冲])下来了?|外地(?=[人男女])|疯狗(?=一样|似的)")
_ALL = re.compile(
    "(?=[任倒压各咬哪垮塌大娃孩所撞断淹砸谁路过都])(?:"
    "大家|各[家户位]|大伙|所有人|任何人|[谁哪]个?[都也]|路过|过路|都[莫别]|[娃孩]|"
    "[倒塌垮断撞砸咬淹]了|[压砸撞咬][到中住]"
    ")"
)
_AT_HAND = frozenset({"grave", "at once", "alert"})
_NO_WARNING = _CALM | {"later", "last night", "question"}


def is_bulletin(text: str) -> bool:
    """Whether a text is headed as telling of a danger, tells what may happen or happens, and keeps
    people off: 紧急情况通报:…随时可能倒向路面…绕行, whatever it is that is in danger.
    """
    head = text[:READ]
    if not _BULLETIN.match(head) or not _DISTANCE.search(head):
        return False
    threatens = _ANY_MOMENT.search(head) or (may_alarm(head) and "danger" in alarm_signs(head))
    return bool(threatens) and _NO_BULLETIN.isdisjoint(alarm_signs(head))


_NO_BULLETIN = frozenset({"over", "drill", "joke", "rumour", "later", "last night"})


_BULLETIN = re.compile(
    r"[\W\s]*(?:紧急|险情|突发|特急)+(?:情况|事件|警情)?(?:通报|通知|提醒|提示|预警|报告|播报|警示|求助)?[】\]」]?\s*[!:,。]"
)
_ANY_MOMENT = re.compile(
    "随时(?:可能|会|有|都)|有(?:[^,。;!?]{0,8})?(?:危险|风险)|眼看|就要|快要|正[往向朝在]|严重|可能(?:倒|塌|垮|爆|坠|掉|滑|溃|坍|砸)"
)
_DISTANCE = re.compile(
    "绕行|绕道|绕开|改道|远离|避开|(?:不要|不得|不准|禁止|严禁|请勿|切勿|勿|莫|别)[^,。;!?]{0,8}(?:靠近|接近|进入|围观|通行|经过|通过|逗留|停留|上岭|上山|下[河水]|出[门海港])|"
    "(?:立即|马上|迅速|全部)[^,。;!?]{0,10}(?:撤|疏散|转移|避险)|关(?:好|闭|紧)门窗|关门(?:停业|别)"
)


def alarm_features(text: str, heat: Heat | None) -> Iterator[str]:
    """Signs alone and by twos, how loud the text is, what it begins with, and what went before."""
    found = alarm_signs(text)
    if heat:
        yield from _in_heat(found, heat)
    yield from (f"alarm {name}" for name in found)
    yield from _pairs(_TOGETHER.intersection(found))
    loud = len(_MARKS.findall(text[:READ]))
    yield f"alarm loud {min(loud, 4)}"
    if loud and "danger" in found:
        yield "alarm loud danger"
    if "danger" in found and _CALM.isdisjoint(found):
        yield "alarm bare"
        yield from (f"alarm bare {name}" for name in _SERIOUS.intersection(found))
        if loud:
            yield "alarm bare loud"
    yield f"alarm dangers {min(len(DANGERS.keys() & found.keys()), 4)}"
    first = _CLAUSE.search(text)
    end = first.start() if first else len(text)
    yield from (f"alarm first {name}" for name, start in found.items() if start < end)


@lru_cache(maxsize=2048)
def _pairs(found: frozenset[str]) -> tuple[str, ...]:
    return tuple(f"alarm {one} and {other}" for one, other in combinations(sorted(found), 2))
