"""What of a text is another message's, and when that was said: its 明天 counts from there."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice

from bot.domain.lexicon import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """``text[start:end]`` was said in another message, at ``at``; None where that is not told.

    ``told`` is the span of the words that tell so: a heading, or what it is signed with.
    """

    start: int
    end: int
    at: datetime | None
    told: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """Words that say that a quote begins: ``text[start:end]``, and when it was said."""

    start: int
    end: int
    at: datetime | None


_MONTH = r"(?:1[0-2]|0?[1-9])\s?[月./-]"
_YEAR = r"20\d\d\s?[年./-]\s?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_ON = rf"(?:(?:{_YEAR})?{_MONTH}\s?{_DAY}[日号]?)"
_AGO = "(?:昨[天日晚]|前[天日]|今[天日早])"
_PART = "(?:上午|下午|晚上?|傍晚)"
_CLOCK = rf"(?:{_PART}?\s?(?:2[0-3]|[01]?\d)[:点时](?:[0-5]\d)?(?::[0-5]\d)?分?|{_PART})"
_WHEN = rf"(?:(?:{_ON}|{_AGO})(?:\s{{0,3}}{_CLOCK})?)"
# 周一发的通知, 上周五县局通知: a weekday is told where words say that it was said then.
_WEEKDAY = "(?:[上这本]?(?:周|星期|礼拜)[一二三四五六日天])"
_SAID = rf"(?:{_WHEN}|{_WEEKDAY}(?:\s{{0,3}}{_CLOCK})?)"
_MOMENT = re.compile(
    r"(?:(?P<week>[上这本]?)(?:周|星期|礼拜)(?P<of>[一二三四五六日天])|(?P<ago>[昨前今])(?P<late>晚)?|(?:(?P<year>20\d\d)\s?[年./-]\s?)?"
    r"(?P<month>\d{1,2})\s?[月./-]\s?(?P<day>\d{1,2})(?!\d))[日号天早]?\s{0,3}"
    rf"(?P<part>{_PART})?\s?(?:(?P<hour>\d{{1,2}})[:点时](?P<minute>[0-5]\d)?)?"
)
_OFFICE = (
    "[\u4e00-\u9fff]{0,12}?(?:局|办公室|[办委部院站所]|中心|防指|指挥部|领导小组|街道|妇联|残联|工会|气象台"
    "|[镇乡县市区](?:里|政府|人民政府)?|[省州]里|上级|公司|学校)"
)
_PERSON = r"[^\s,。;:!?()【】\[\]\d]{2,16}(?:[ \t][^\s,。;:!?()【】\[\]\d]{2,8})?"
_BEGINS = r"(?:^|(?<=[\n。;!,:】\]]))[ \t]*"
# “…” at the very beginning, 转: 转发: 转发县水利局3月11日通知: 【转发】 [聊天记录]
_PASSED_ON = re.compile(
    rf"(?:(?:\A\s*|{_BEGINS}{_OFFICE}的?(?:通知|来文|要求|发来?的?):?\s*)(?=[“「『][^”」』]{{10}})|{_BEGINS}(?:[【〔\[(]转发?[】〕\])]|[\[【(「]?[^\s,。;:]{{0,16}}聊天记录[\]】)」]?(?=\s)"
    rf"|转发?(?:一下)?(?:{_OFFICE})?的?\(?{_SAID}?\)?的?(?:{_OFFICE})?"
    r"(?:关于[^\n:。]{2,40}的)?(?:发的|来的|通知|来文|文件|消息){0,2}:)\s*)"
)
_PASSES = re.compile("转|聊天记录|[“「『]")
# 县局昨天发的:“…”, 昨天县里通知:
_TOLD = re.compile(
    rf"{_BEGINS}(?:{_OFFICE}[ \t]?{_SAID}|{_SAID}[ \t]?(?:{_OFFICE})?)"
    r"(?:的?(?:[发转下印]发?[来给到]?(?:我们)?的?|发布的?|通知|来文|消息)){1,2}(?:说|讲)?"
    r"(?::\s*|\s*(?=[“\"「『]))"
)
# A line, or brackets, of no more than who and when.
_WHO_AND_WHEN = rf"(?P<who>{_PERSON})[ \t,:]{{0,3}}(?P<when>{_WHEN})"
_WHEN_AND_WHO = rf"(?P<when>{_WHEN})[ \t,]{{0,3}}(?P<who>{_PERSON})"
_LINE = r"(?:^|(?<=\n))[ \t]*"
_HEADS = tuple(
    re.compile(shape)
    for shape in (
        rf"{_LINE}{_WHO_AND_WHEN}[ \t]*:?[ \t]*\n",
        rf"{_LINE}{_WHEN_AND_WHO}[ \t]*:?[ \t]*\n",
        rf"[【\[]{_WHO_AND_WHEN}[】\]]:?\s*",
        rf"[【\[]{_WHEN_AND_WHO}[】\]]:?\s*",
        rf"{_LINE}[【\[](?P<who>{_PERSON})[】\]][ \t]*(?P<when>{_WHEN})(?:[ \t]*\n|:\s*)",
        rf"{_LINE}[【\[](?P<when>{_WHEN})[】\]][ \t]*(?P<who>{_PERSON})(?:[ \t]*\n|:\s*)",
    )
)
_IS_OFFICE = re.compile(rf"{_OFFICE}(?:$|[-—_·\s])")
# What a line tells a time of: it does not say who wrote.
_NO_WRITER = re.compile("截[止至]|时[间限]|日期|期限|会议|地点|开始|结束|到期|更新|前$|报送|报名")
# Chats are pasted with seconds, and hardly anything else is.
_STAMPED = re.compile(r"\d:\d\d:\d\d")
_TIMED = re.compile("[:点时]")
# 柳河镇民政办 2026年3月10日, on a line of its own or after the last sentence.
_SIGNED = re.compile(
    r"(?:(?<=\n)|(?<=[。;!])|(?P<after>(?<=[”」』])[,。—\-(]{0,2})|\((?=[\u4e00-\u9fff]))[ \t]*"
    rf"(?:(?P<who>[\u4e00-\u9fff]{{0,16}}{_OFFICE})[ \t,]*\n?[ \t]*)?"
    rf"(?P<on>(?P<year>{_YEAR})?{_MONTH}\s?{_DAY}日?)(?:发的?|的?通知)?[ \t]*(?=\n|$|[”」』]|\))"
)
# Whoever quotes says so, opens quotation marks, or sets a line apart.
_HINT = re.compile(r'转|聊天记录|["“「『\n【\[]|[发知文息转的说讲布]:|\d日?\s*$')
# Who passes it on speaks again: 大家今天下午就报给我.
_OWN = re.compile(
    r"[\s↑]*(?:——|(?:请|麻烦|辛苦|那)?(?:大家|各位|咱们?)|以上|上面|@|(?:我们?|本)[镇村社乡街]|[镇乡]里要)"
    r"[^。;!?\n]*|[^。;!?\n]{1,24}[报交发送传给回]给?我(?![们县市省区局镇])[^。;!?\n]*"
)
_SENTENCE = re.compile(r"[。;!?\n]+\s*")
_PARAGRAPH = re.compile(r"\n[ \t]*\n|\n[ \t]*[-—=*]{3,}")
_CLOSES = {"“": "”", "「": "」", "『": "』", '"': '"'}
_ANNOUNCES = ":,、-至到"
_MOST, _END, _LEAST = 12, 600, 8
_OLDEST = timedelta(days=100)
_EVENING, _HALF = time(20, 0), 12


def quotes(text: str, now: datetime, clock: Clock) -> tuple[Quote, ...]:
    """The quotes of normalised ``text``, sent at ``now`` (aware), in order, none overlapping.

    A whole text that is signed with a day before ``now`` is one. A day without an hour counts
    from the start of work.
    """
    return _quotes(text, now, clock) if _HINT.search(text) else ()


# A message that asks several things is looked at for each of them.
@lru_cache(maxsize=8)
def _quotes(text: str, now: datetime, clock: Clock) -> tuple[Quote, ...]:
    marks = list(_marks(text, now, clock))
    found = []
    for index, mark in enumerate(marks):
        limit = marks[index + 1].start if index + 1 < len(marks) else len(text)
        end, told = _end(text, mark.end, limit), (mark.start, mark.end)
        found.append(Quote(start=mark.end, end=end, at=mark.at, told=told))
    signed = _signature(text, now, clock)
    if signed is None:
        return tuple(found)
    told = (signed.start, signed.end)
    if not found:
        own = _OWN.match(text)
        start = own.end() if own else 0
        return (Quote(start=start, end=signed.end, at=signed.at, told=told),)
    return tuple(
        replace(one, at=signed.at, told=told)
        if one.at is None and one.start < signed.start
        else one
        for one in found
    )


def without_origins(text: str, found: Iterable[Quote]) -> str:
    """``text`` with empty lines where it tells who said what is quoted, and when."""
    for one in found:
        if one.at:
            start, end = one.told
            text = text[:start] + "\n" * (end - start) + text[end:]
    return text


def _marks(text: str, now: datetime, clock: Clock) -> Iterator[_Mark]:
    """Where quotes begin; what stands over one right after 转: tells when it was said."""
    passed_on = [
        _Mark(start=one.start(), end=one.end(), at=_moment(one[0], now, clock))
        for one in islice(_PASSED_ON.finditer(text), _MOST if _PASSES.search(text) else 0)
    ]
    told = [
        _Mark(start=one.start(), end=one.end(), at=at)
        for one in islice(_TOLD.finditer(text), _MOST)
        if (at := _moment(one[0], now, clock))
    ]
    pasted = passed_on[0].end if passed_on else len(text)
    heads = [
        _Mark(start=one.start(), end=one.end(), at=at)
        for shape in _HEADS
        for one in islice(shape.finditer(text), _MOST)
        if (at := _moment(one["when"], now, clock))
        and _is_head(text, one, pasted=one.start() >= pasted)
    ]
    last = None
    for mark in sorted((*passed_on, *told, *heads), key=lambda one: (one.start, one.end)):
        if last and mark.start < last.end:
            continue
        if last and mark.start > last.end:
            yield last
        last = replace(mark, at=mark.at or last.at) if last and mark.start == last.end else mark
    if last:
        yield last


def _is_head(text: str, found: re.Match[str], *, pasted: bool) -> bool:
    """An office and a day over a text; a person and an hour in what is pasted."""
    who, when = found["who"], found["when"]
    if _NO_WRITER.search(who) or not text[found.end() :].strip():
        return False
    timed = bool(_TIMED.search(when))
    if _IS_OFFICE.match(who):
        return timed or pasted or not text[: found.start()].strip()
    return timed and (pasted or bool(_STAMPED.search(when)))


def _moment(said: str, now: datetime, clock: Clock) -> datetime | None:
    """The moment that ``said`` names; None where it names none, or none before ``now``."""
    found = _MOMENT.search(said)
    day = _day(found, now.date()) if found else None
    if found is None or day is None:
        return None
    part = (found["part"] or "")[:1]
    if found["hour"]:
        hour = int(found["hour"])
        late = part in ("下", "晚", "傍") and hour < _HALF
        at = time(hour + _HALF if late else hour, int(found["minute"] or 0)) if hour < 24 else None
    elif day == now.date():
        return now
    else:
        evening = found["late"] or part in ("晚", "傍")
        afternoon = clock.afternoon_start if part == "下" else clock.start_of_work
        at = _EVENING if evening else afternoon
    moment = datetime.combine(day, at, now.tzinfo) if at else None
    return moment if moment and moment <= now else None


def _day(found: re.Match[str], today: date) -> date | None:
    """昨天, or the last such day of the calendar not after ``today``."""
    if found["ago"]:
        return today - timedelta(days="今昨前".index(found["ago"]))
    if found["of"]:
        index = "一二三四五六日".index(found["of"].replace("天", "日"))
        monday = today - timedelta(days=today.weekday())
        last = found["week"] == "上" or (not found["week"] and index > today.weekday())
        day = monday + timedelta(days=index - 7 * last)
        return day if day <= today else None
    for year in (int(found["year"]),) if found["year"] else (today.year, today.year - 1):
        try:
            day = date(year, int(found["month"]), int(found["day"]))
        except ValueError:
            continue
        if day <= today and (found["year"] or today - day <= _OLDEST):
            return day
    return None


def _end(text: str, start: int, limit: int) -> int:
    """Where a quote ends: at its closing mark, a blank line, or whoever passes it on speaks."""
    closing = _CLOSES.get(text[start : start + 1])
    if closing:
        closed = text.find(closing, start + 1, limit)
        return limit if closed < 0 else closed
    paragraph = _PARAGRAPH.search(text, start, limit)
    limit = paragraph.start() if paragraph else limit
    for stop in _SENTENCE.finditer(text, start, limit):
        if stop.start() - start >= _LEAST and _OWN.match(text, stop.end(), limit):
            return stop.end()
    return limit


def _signature(text: str, now: datetime, clock: Clock) -> _Mark | None:
    """The day a notice is signed with: after its office, or as the last of its lines."""
    begun = max(0, len(text) - _END)
    for found in _SIGNED.finditer(text, begun):
        said = text[: found.start()].rstrip()
        last = not text[found.end() :].strip("”」』) \n")
        named = bool(found["who"]) and not _NO_WRITER.search(found["who"])
        full = found["year"] and last and not found["who"]
        if (
            len(said) < _LEAST
            or said[-1] in _ANNOUNCES
            or not (named or full or found["after"] is not None)
        ):
            continue
        at = _moment(found["on"], now, clock)
        if at:
            return _Mark(start=found.start(), end=found.end(), at=at)
    return None
