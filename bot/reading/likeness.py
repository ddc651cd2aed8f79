"""How two requests compare: the same, edited, passed down tighter, the same data, or different."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from bot.reading.normalise import normalise
from bot.reading.terms import terms

Relation = Literal["same", "near", "overlap", "relay_tightened", "different"]

_WRAPPER = re.compile(
    r"^(?:\s|催报[:]?|转发(?:上级)?通知[:,]?|[县市区]局转来通知[:,]?|@全体成员|@所有人|【[^】]{1,6}】|#接龙|各位好[,]?|"
    r"转上级要求[,]?|按(?:上级通知精神|县局安排)[,]?|再次提醒[:,]?|温馨提醒[:,]?)+"
)
_POLITE = re.compile(
    r"(?:谢谢(?:各位|大家)?|抓紧报!?|请回复收到|OK的请扣1|还没报的请尽快|\(已发过两遍\)|收到请回复|"
    r"有问题打我电话[。]?|附件见群里[。]?|注意保密[。]?|请用统一模板[。]?|不得瞒报漏报[。]?|[👍🙏!。,\s])+$"
)
_WHEN = re.compile(
    r"(?:20\d\d年)?\d{1,2}月\d{1,2}[日号](?:之前|以前|前)?|(?:下?周[一二三四五六日]|[今明后]天|下班前)(?:之前|前)?|之前|前(?=[上报完检推核组])"
)
_PERIOD = re.compile(
    r"(?P<quarter>[一二三四1-4])季度|(?P<first>\d{1,2})月?(?:至|到|—|-|~)(?P<last>\d{1,2})月(?!\d|[一-龥]?\d+日)|"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]|十一|十二)月(?:份|(?=[^\d日号前]))|(?P<half>上|下)半年|(?P<year>20\d\d)年(?:度)?(?!\d{1,2}月\d)|"
    r"(?P<ago>去年|前年|今年|本年度)"
)
# Whom it is about: born between two months, from an age on.
_BORN = re.compile(
    r"((?:19|20)\d\d)[年.](\d{1,2})月?(?:\d{1,2}日)?(?:至|到|[—~–-]{1,2})((?:19|20)\d\d)[年.]"
    r"(\d{1,2})月?(?:\d{1,2}日)?(?=[^,。;]{0,4}出生)"
)
_AGED = re.compile(r"(\d{1,3})周?岁(?:及)?以上")
_HAN = {han: number for number, han in enumerate("零一二三四五六七八九十")}
_DEMAND = re.compile(
    r"镇里?(?:定在|先交|要求|上)|加报|加码|签字|盖章|扫描件|影像资料|定位|视频\+|通报|点名|手写|不少于|每日(?:报数|零报告)|"
    r"附表|缺一不可|提前|退回|出镜|每个[^,。]{1,6}\d+个|我镇"
)
# Words that may be exchanged without changing what is asked.
_SAME_WORDS = re.compile(
    r"^(?:上报|报送?|填报|汇总|有关|认真|如实|积极|择优|务必|\(社区\)|台账|清单|花名册|名单|表|清册|名册|之?前|请|的|各|于|将|把|并|及|和|[,。;:、!\s\d()+])*$"
)
_ALIKE = 0.5
_DATA = 0.26
_SHORT = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What a request is compared by; ``periods`` are (year, first month, last month).

    ``people`` are whom it is about: ("born", year, month, year, month) or ("aged", years).
    """

    core: str
    whole: str
    terms: frozenset[str]
    periods: frozenset[tuple[int, int, int]]
    people: frozenset[tuple[str, ...]]
    demands: int
    deadline: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How two requests relate, how sure that is (0..1), and why, in a word."""

    relation: Relation
    score: float
    why: str


@lru_cache(maxsize=4096)
def features(text: str, sent_at: datetime, deadline: datetime | None = None) -> Features:
    """The features of a request's text; periods like 去年 count from ``sent_at``.

    The deadline tells only whether a link was tightened, never whether there is one.
    """
    plain = _POLITE.sub("", _WRAPPER.sub("", normalise(text[:1000]).text))
    undated = _WHEN.sub("", plain)
    return Features(
        core=re.sub(r"[\s,。;:、!()《》“”\"]", "", undated),
        whole=plain,
        terms=terms(undated),
        periods=frozenset(_periods(_BORN.sub(" ", plain), sent_at)),
        people=frozenset(_people(plain)),
        demands=len(set(_DEMAND.findall(plain))),
        deadline=deadline,
    )


def _periods(text: str, sent_at: datetime) -> list[tuple[int, int, int]]:
    found = []
    for match in _PERIOD.finditer(_WHEN.sub(" ", text)):
        year = sent_at.year
        if match["quarter"]:
            quarter = _number(match["quarter"])
            found.append((year, 3 * quarter - 2, 3 * quarter))
        elif match["first"]:
            found.append((year, int(match["first"]), int(match["last"])))
        elif match["month"]:
            month = _number(match["month"])
            found.append((year, month, month))
        elif match["half"]:
            found.append((year, 1, 6) if match["half"] == "上" else (year, 7, 12))
        elif match["year"]:
            found.append((int(match["year"]), 1, 12))
        else:
            ago = {"去年": 1, "前年": 2}.get(match["ago"], 0)
            if ago:
                found.append((year - ago, 1, 12))
    return found


def _people(text: str) -> Iterator[tuple[str, ...]]:
    yield from (("born", *born.groups()) for born in _BORN.finditer(text))
    yield from (("aged", aged[1]) for aged in _AGED.finditer(text))


def _number(words: str) -> int:
    if words.isdigit():
        return int(words)
    return 10 + _HAN[words[1]] if len(words) == 2 else _HAN[words]


def compare(first: Features, second: Features) -> Likeness:
    """How two requests relate; the order of the two does not matter."""
    if first.periods and second.periods and first.periods != second.periods:
        return Likeness(relation="different", score=0.02, why="period")
    tightened = _tightened(first, second)
    if first.core == second.core:
        relation: Relation = "relay_tightened" if tightened else "same"
        return Likeness(relation=relation, score=1.0, why="same_text")
    ratio, replaced = _difference(first.core, second.core)
    shared = _shared(first.terms, second.terms)
    if replaced and ratio >= _ALIKE:
        return Likeness(relation="different", score=0.1, why="subject")
    if ratio >= _EDITED or (ratio >= _ALIKE and shared >= _CONTAINED):
        relation = "relay_tightened" if tightened else "near"
        return Likeness(relation=relation, score=round(max(ratio, shared), 3), why="edited")
    if min(len(first.core), len(second.core)) <= _SHORT and shared >= _CONTAINED - 0.1:
        relation = "relay_tightened" if tightened else "same"
        return Likeness(relation=relation, score=0.8, why="short_form")
    alike = bool(first.people & second.people)
    if shared >= (_DATA_OF_SAME_PEOPLE if alike else _DATA):
        relation = "relay_tightened" if tightened and first.demands != second.demands else "overlap"
        return Likeness(relation=relation, score=round(0.4 + shared / 2, 3), why="same_data")
    return Likeness(relation="different", score=round(shared, 3), why="unlike")


_EDITED, _CONTAINED, _DATA_OF_SAME_PEOPLE = 0.8, 0.7, 0.1


def _tightened(first: Features, second: Features) -> bool:
    """One of the two wants it earlier or asks for clearly more on top."""
    if first.deadline and second.deadline and first.deadline != second.deadline:
        harder, easier = (first, second) if first.deadline < second.deadline else (second, first)
        return harder.demands > easier.demands
    return abs(first.demands - second.demands) >= _CLEARLY_MORE


_CLEARLY_MORE = 2


def _shared(first: frozenset[str], second: frozenset[str]) -> float:
    if not first or not second:
        return 0.0
    return len(first & second) / min(len(first), len(second))


def _difference(first: str, second: str) -> tuple[float, bool]:
    """``(ratio, replaced)``: likeness of letters, and whether content replaced content."""
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.quick_ratio() < _ALIKE:
        # It is never more than that; and of what is less alike neither figure decides anything.
        return 0.0, False
    replaced = any(
        tag == "replace"
        and not _SAME_WORDS.match(first[i1:i2])
        and not _SAME_WORDS.match(second[j1:j2])
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
    )
    return matcher.ratio(), replaced
