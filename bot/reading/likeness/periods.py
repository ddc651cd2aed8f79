"""The periods that a request's data is about, apart from when it is due."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.reading.likeness.pointed_at import MONTH as _M
from bot.reading.likeness.pointed_at import without_pointed_at

_NUMBER = {han: value for value, han in enumerate("零一二三四五六七八九十")} | {"元": 1}
_YEAR = (
    r"(?:(?P<year>(?:20)?\d\d)年(?:度)?|(?P<ago>今年|去年|前年|上年度?|本年度?|明年))?"
    r"(?:的|第|全年)?"
)
_PERIOD = re.compile(
    _YEAR + r"(?:"
    rf"(?P<first>{_M})月?(?:份)?(?:至|到|—|–|-|~|、)+(?P<last>{_M})月(?:份)?"
    r"(?![\d一二三四五六七八九十]{1,3}[日号])"
    rf"|(?P<quarters>前[二三两]个?季度)|(?:第|头)?(?P<quarter>[一二三四1-4])季度"
    r"|(?P<half>上|下)半年"
    rf"|(?P<month>{_M})月(?:份(?!起)|(?![\d一二三四五六七八九十日号底初末中上下前之起]))"
    r"|(?P<rel>本月|当月|上月|上个月|这个月|下月|本季度?|上季度|上个季度)(?!底|初|末|\d)"
    r")"
)
# A school year is told from the next by its first.
_SCHOOL_YEAR = re.compile(r"(20\d\d)[-—–~至](?:20)?\d\d学?年|([上本]|下一?)学年")
# A year within a list of columns is not the request's (名单、家庭人口及2025年人均收入).
_COLUMN_YEAR = re.compile(r"(?<=[、及含和写])20\d\d年(?=[^,。;、\d]{2})")
_SINCE = re.compile(
    r"(?:(?P<year>20\d\d)年|(?P<now>今年))?(?:(?P<month>1[0-2]|0?[1-9])月)?(?:1日|元旦)?(?:以来|至今|以后|之后)"
)
_SPOKEN_SINCE = re.compile("以[来后]|至今|之后")
_FIRST_MONTHS = re.compile(r"(?:今年)?(?:头|前|第)([二两三四五六七八九])个月")
_WHOLE = re.compile(
    r"(?P<year>20\d\d|(?<!\d)2\d)(?:年(?:度|全年)|全年)|(?P<ago>去年|前年|上年度?|上一年度?|"
    r"本年度|年度(?=[^,。]{0,4}统计))|"
    r"(?P<bare>20\d\d|(?<![\d.])2[4-9])年(?!\d|[度级来内前后以之])|(?P<now>今年|明年(?!级))|全年"
)
_FEAST = re.compile(
    r"(元旦|春节|过年|大年三十|除夕|小年|腊八|元宵|正月十五|清明|五一|劳动节|端午|六一|儿童节|七一|建党节|"
    r"八一|建军节|七夕|中秋|八月十五|国庆|十一(?!月|[个名户人岁点届])|中元|重阳|敬老月|敬老节|冬至|双节|两节|教师节|护士节|"
    r"青年节|五四|母亲节|父亲节|丰收节|火把节|泼水节|三月三|植树节|妇女节|三八|助残日|爱耳日|爱眼日|"
    r"禁毒日|环境日|安全生产月|消防宣传月|消防月|科普日|宪法日|学雷锋月|国防教育月|"
    r"寒假|暑假|暑期|(?:高考|中考)(?=期间|前|后|当天|结束)|[春秋]季(?:学期|开学)|[春夏秋冬]季|[春暑]运|年终)"
    r"(节)?(?:假期)?(前后|前|后|期间|当天)?"
)
_SAME_FEAST = {
    "过年": "春节", "大年三十": "除夕", "正月十五": "元宵", "劳动节": "五一", "十一": "国庆",
    "建军节": "八一", "建党节": "七一", "儿童节": "六一", "八月十五": "中秋", "敬老月": "重阳",
    "敬老节": "重阳", "青年节": "五四", "三八": "妇女节", "暑期": "暑假", "消防月": "消防宣传月",
    "春季学期": "春季", "春季开学": "春季", "秋季学期": "秋季", "秋季开学": "秋季",
}  # fmt: skip
# Seasons of work: they are also what is asked about, so they stay in the text.
_SEASON = re.compile(
    r"春播|秋播|秋种|夏种|春耕|备耕|三夏|三秋|双抢|夏收|麦收|秋收|春灌|冬灌|春防|秋防|春检|秋检|春训|冬训|"
    r"早造|晚造|春茶|夏茶|秋茶|头茬|二茬|休渔|开渔|迎峰度[夏冬]|汛前|入汛前|汛后|汛期结束|主?汛期|雨季|旱季|"
    r"入夏|入冬|冬春|夏秋|供暖前|停暖|[上下]学期|第[一二]学期|期中|期末|[上中下]旬(?!前|报|完|之前|交)"
)
_SAME_SEASON = {
    "入汛前": "汛期", "汛前": "汛期", "汛期结束": "汛后", "主汛期": "汛期", "麦收": "夏收",
    "备耕": "春耕", "三秋": "秋收", "三夏": "夏收", "秋种": "秋播", "第一学期": "上学期",
    "第二学期": "下学期",
}  # fmt: skip
# The day of the data; a day up to which one may report is also said to be 截至.
_ASOF = re.compile(
    rf"数据截[至止]({_M})月(?:(\d{{1,2}})[日号]|[底末])|截至({_M})月(?:(\d{{1,2}})[日号]|[底末])(?=[)已的])"
)
_ISSUE = re.compile(
    r"(?:(首)(批|轮|期|季)|第([一二三四五六七八九十]|\d{1,2})(期|批次?|轮)|"
    r"(?<![一-龥\d])([一二三四五六七八九十]|\d{1,2})(期|批))(?!间|限|望)|"
    r"([一二三四五六七八九十])(期)(?=[一-龥]{0,4}(?:进度|表|材料|报))"
)


class Span(NamedTuple):
    """Months counted from year 0, first and last; ``weak`` if it merely names the year."""

    first: int
    last: int
    weak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """What a text says of the time its data is about."""

    spans: frozenset[Span] = frozenset()
    feasts: frozenset[tuple[str, str]] = frozenset()
    issues: frozenset[str] = frozenset()
    as_of: frozenset[str] = frozenset()
    seasons: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.spans or self.feasts or self.issues or self.as_of or self.seasons)


def read_periods(text: str, sent_at: datetime) -> tuple[Periods, str]:
    """The periods named in normalised ``text``, and the text without them.

    Months without a year are those nearest to ``sent_at``.
    """
    text = without_pointed_at(text)
    school = {found[1] or found[2] for found in _SCHOOL_YEAR.finditer(text)}
    text = _SCHOOL_YEAR.sub(" ", text)
    as_of = {_day(found) for found in _ASOF.finditer(text)}
    text = _ASOF.sub(" ", text)
    text = _COLUMN_YEAR.sub(" ", text)
    spans: set[Span] = set()
    if _SPOKEN_SINCE.search(text):
        spans = {span for found in _SINCE.finditer(text) if (span := _since(found, sent_at))}
        text = _SINCE.sub(" ", text)
    spans |= {
        Span(12 * sent_at.year + 1, 12 * sent_at.year + _number(found[1].replace("两", "二")))
        for found in _FIRST_MONTHS.finditer(text)
    }
    text = _FIRST_MONTHS.sub(" ", text)
    spans |= {span for found in _PERIOD.finditer(text) if (span := _span(found, sent_at))}
    rest = _PERIOD.sub(" ", text)
    spans |= {span for found in _WHOLE.finditer(rest) if (span := _year(found, sent_at))}
    rest = _WHOLE.sub(" ", rest)
    strong = {span for span in spans if not span.weak}
    feasts = {
        (_SAME_FEAST.get(found[1], found[1]), found[3] or "") for found in _FEAST.finditer(rest)
    }
    rest = _FEAST.sub(" ", rest)
    issues = {_issue(found) for found in _ISSUE.finditer(rest)}
    return Periods(
        spans=frozenset(strong or spans),
        feasts=frozenset(feasts),
        issues=frozenset(issues | school),
        as_of=frozenset(as_of),
        seasons=frozenset(_SAME_SEASON.get(word, word) for word in _SEASON.findall(rest)),
    ), _ISSUE.sub(" ", rest)


def _day(found: re.Match[str]) -> str:
    month, day = found[1] or found[3], found[2] or found[4]
    return f"{_number(month)}/{day or '30'}"


def _since(found: re.Match[str], sent_at: datetime) -> Span | None:
    """From then until it was sent; what lies within fits, as months fit a year that is named."""
    if not (found["year"] or found["now"] or found["month"]):
        return None
    year = int(found["year"]) if found["year"] else sent_at.year
    return Span(12 * year + int(found["month"] or 1), 12 * sent_at.year + sent_at.month, True)


def _issue(found: re.Match[str]) -> str:
    number, unit = [part for part in found.groups() if part]
    return f"{1 if number == '首' else _number(number)}{unit[0]}"


def _span(found: re.Match[str], sent_at: datetime) -> Span | None:
    year = _named_year(found, sent_at)
    now = sent_at.year * 12 + sent_at.month
    rel = found["rel"]
    if rel:
        if "季" in rel:
            start = now - (sent_at.month - 1) % 3 - (3 if rel[0] == "上" else 0)
            return Span(start, start + 2)
        month = now + {"上": -1, "下": 1}.get(rel[0], 0)
        return Span(month, month)
    if found["first"]:
        first, last = _number(found["first"]), _number(found["last"])
    elif found["quarters"]:
        first, last = 1, 9 if "三" in found["quarters"] else 6
    elif found["quarter"]:
        first, last = 3 * _number(found["quarter"]) - 2, 3 * _number(found["quarter"])
    elif found["half"]:
        first, last = (1, 6) if found["half"] == "上" else (7, 12)
    elif found["month"]:
        first = last = _number(found["month"])
    else:
        return None
    if last < first:
        return None
    if year is None:
        year = min(
            (sent_at.year - 1, sent_at.year, sent_at.year + 1),
            key=lambda y: abs(2 * now - 24 * y - first - last),
        )
    return Span(12 * year + first, 12 * year + last)


def _year(found: re.Match[str], sent_at: datetime) -> Span | None:
    weak = bool(found["bare"] or found["now"])
    if found["year"] or found["bare"]:
        year = int(found["year"] or found["bare"])
        year += 2000 * (year < 100)
    elif found["now"]:
        year = sent_at.year + (found["now"] == "明年")
    elif found["ago"]:
        year = sent_at.year - {"前年": 2, "本年度": 0}.get(found["ago"], 1)
    else:
        year = sent_at.year - (sent_at.month <= _EARLY)
    return Span(12 * year + 1, 12 * year + 12, weak)


_EARLY = 2


def _named_year(found: re.Match[str], sent_at: datetime) -> int | None:
    if found["year"]:
        year = int(found["year"])
        return year + 2000 * (year < 100)
    if not found["ago"]:
        return None
    return sent_at.year + {"去年": -1, "上年": -1, "上年度": -1, "前年": -2, "明年": 1}.get(
        found["ago"], 0
    )


def _number(words: str) -> int:
    if words.isdigit():
        return int(words)
    return 10 + _NUMBER[words[1]] if len(words) == 2 else _NUMBER[words]


def outlived(one: Periods, asked: int, months: int) -> bool:
    """Whether the periods asked for in month ``asked`` lie well apart from month ``months``."""
    return bool(one.spans) and all(
        (span.last >= asked and months > span.last + _GRACE)
        or (span.weak and asked >= span.first > months + _GRACE)
        for span in one.spans
    )


def is_outside(one: Periods, at: datetime) -> bool:
    """Whether months are named, and a moment lies in none of them."""
    month = 12 * at.year + at.month
    return bool(one.spans) and not any(span.first <= month <= span.last for span in one.spans)


_GRACE = 1


def agreement(one: Periods, other: Periods) -> tuple[bool, bool]:
    """``(agree, conflict)`` of two sets of periods; neither where one of the two names none."""
    agree = conflict = False
    for same, differ in (
        _of_spans(one.spans, other.spans),
        _of_feasts(one.feasts, other.feasts),
        _of_names(one.issues, other.issues),
        _of_names(one.as_of, other.as_of),
        _of_names(one.seasons, other.seasons),
        (False, _mixed(one, other) or _mixed(other, one)),
    ):
        agree, conflict = agree or same, conflict or differ
    return agree and not conflict, conflict


def _of_spans(one: frozenset[Span], other: frozenset[Span]) -> tuple[bool, bool]:
    if not one or not other:
        return False, False
    if any(a[:2] == b[:2] for a in one for b in other):
        return True, False
    return False, not any(_fits(a, b) or _fits(b, a) for a in one for b in other)


def _fits(part: Span, year: Span) -> bool:
    return year.weak and year.first <= part.first and part.last <= year.last


def _of_feasts(
    one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]
) -> tuple[bool, bool]:
    if not one or not other:
        return False, False
    names, others = {name for name, _ in one}, {name for name, _ in other}
    if names & others:
        phases = {(a[1], b[1]) for a in one for b in other if a[0] == b[0]}
        return True, phases <= _OPPOSITE
    return False, not (names | others) & _LOOSE


_OPPOSITE = {("前", "后"), ("后", "前")}
_LOOSE = {"双节", "两节", "年终"}


def _of_names(one: frozenset[str], other: frozenset[str]) -> tuple[bool, bool]:
    return bool(one & other), bool(one and other and not one & other)


def _mixed(one: Periods, other: Periods) -> bool:
    """A month or quarter against a feast: two different stretches of time."""
    return bool(
        other.feasts
        and not other.spans
        and not one.feasts
        and any(not span.weak and span.last - span.first < _YEARLONG for span in one.spans)
    )


_YEARLONG = 11
