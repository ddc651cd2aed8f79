"""What people write about a line that is wrong: 改 3 不是通知, 改 3 时限 周五17点."""

import re
from datetime import datetime
from typing import NamedTuple

from bot.domain.calendar import WorkCalendar
from bot.domain.correction import Fix
from bot.domain.lexicon import Clock
from bot.domain.message import SHANGHAI
from bot.domain.reading import NO_TIMES, Kind, Times
from bot.reading.deadline import read_times
from bot.reading.normalise import normalise

_LINE = re.compile(r"\s*第?\s*(\d{1,3})\s*(?:件|条|号|行)?[\s,,::、]*(.*)", re.DOTALL)
_UNDO = re.compile(r"撤销|撤消|反悔|还原")
_NONE = re.compile(r"\s*(?:无|没有|不写|不限|去掉|删除?)\s*[。.]?\s*")
_END = re.compile(r"[\s。.!!]*")
_STOP = re.compile(r"\s*(?:取消|不改了?|算了)\s*[。.]?\s*")
_VERBS = (
    (Fix.NOT_NOTICE, re.compile(r"(?:这?不是|不算|非)通知")),
    (Fix.APART, re.compile(r"(?:不是|没有|不)重复")),
    (Fix.NOTICE, re.compile(r"(?:这?是|算)通知")),
    (Fix.MERGE, re.compile(r"合并(?:到|进|成)?\s*(?:第\s*)?")),
    (Fix.SPLIT, re.compile(r"拆(?:开|分)?")),
    (Fix.KIND, re.compile(r"(?:换|改)?类型\s*(?:是|为|改成|[::])?\s*")),
    (
        Fix.DEADLINE,
        re.compile(r"改?(?:时限|截止(?:时间)?|期限|时间)\s*(?:是|为|改成|[::])?\s*"),
    ),
    (Fix.ISSUER, re.compile(r"(?:改)?(?:发布单位|单位)\s*(?:是|为|改成|[::])?\s*")),
    (Fix.TITLE, re.compile(r"(?:改)?(?:标题|题目)\s*(?:是|为|改成|[::])?\s*")),
)
_KINDS = (
    (Kind.CHECK_IN, re.compile("打卡|接龙|签到")),
    (Kind.PROMOTION, re.compile("转发|投票|答题|宣传")),
    (Kind.MEETING, re.compile("会议|开会|培训|会$")),
    (Kind.INSPECTION, re.compile("检查|督查|调研|考核")),
    (Kind.REPORT, re.compile("报送|报|交|填")),
    (Kind.TASK, re.compile("办理|办|落实|工作")),
    (Kind.INFO, re.compile("知悉|知道|周知")),
)
_FREE = (Fix.NOT_NOTICE, Fix.NOTICE, Fix.APART, Fix.SPLIT)


class Wish(NamedTuple):
    """Which line, and what of it; ``words`` are what follows, ``text`` all after the number."""

    number: int | None = None
    fix: Fix | None = None
    words: str = ""
    undo: bool = False
    text: str = ""


def read_wish(text: str) -> Wish:
    """What stands after 改."""
    if _UNDO.match(text.strip()):
        return Wish(undo=True)
    found = _LINE.fullmatch(text)
    if found is None:
        return Wish(words=text.strip())
    fix, words = read_fix(found[2].strip())
    return Wish(int(found[1]), fix, words, text=found[2].strip())


def read_fix(text: str) -> tuple[Fix | None, str]:
    """What is to be put right, and with what; None and the whole text where that is not said."""
    for fix, pattern in _VERBS:
        found = pattern.match(text)
        if found and (fix not in _FREE or _END.fullmatch(text, found.end())):
            return fix, text[found.end() :].strip()
    return None, text


def kind_in(words: str) -> Kind | None:
    """The kind that words name."""
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), None)


def time_in(words: str, now: datetime, calendar: WorkCalendar, clock: Clock) -> Times:
    """The time that words name, also bare ones: 周五17点, 3月18日."""
    for said in (words, f"请于{words}上报"):
        times = read_times(normalise(said), now.astimezone(SHANGHAI), calendar, clock)
        if times.deadline or times.starts_at:
            return times
    return NO_TIMES


def says_none(words: str) -> bool:
    """无: there is none."""
    return bool(_NONE.fullmatch(words))


def says_stop(words: str) -> bool:
    """取消: leave it as it is."""
    return bool(_STOP.fullmatch(words))
