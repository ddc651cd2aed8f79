"""The grammar of dates: days of months, parts of months, n-th weekdays and working days."""

from bot.reading.deadline.atoms import Match, Rule, Say, Sort
from bot.reading.deadline.numbers import number
from bot.reading.deadline.words import (
    BEFORE,
    CN,
    DAY_END,
    DAY_OF_RANGE,
    DD,
    DIGITS,
    INSIDE,
    MM,
    NUMERALS,
    PEOPLE_FOLLOW,
    RANGE,
    TIME_FOLLOWS,
    UNIT,
    WEEK,
    WHICH,
    YEAR,
    maybe,
    offset_of,
    year_of,
)

_PART_OF_MONTH = (
    rf"月?[底末尾](?:的?最后一[天日])?|结束(?=之?前)|半(?={BEFORE})|月?初|头(?=[上交报把前]|之前|就)|月?中旬|月?上旬|月?下旬"
    rf"|[上下]半月(?={INSIDE}|{BEFORE}|报|交)|月?中(?![午国央共心秋小学药高考层])"
    "|最后一[天日]"
)
_YEAR_MONTH = rf"(?<![\d.])(?:(?P<year>{YEAR})度?的?\s?)?(?P<month>{MM})\s?月份?的?\s?"
WEEKDAYS = dict(zip("一二三四五六日天1234567", (*range(7), 6, *range(7)), strict=True))


def _ymd(found: Match) -> Say:
    year, offset = year_of(found["year"])
    month, day = maybe(found["month"]), maybe(found["day"])
    return Say("ymd", year=year, offset=offset, month=month, day=day)


def _md(found: Match) -> Say:
    return Say("ymd", month=maybe(found["month"]), day=maybe(found["day"]))


def _part_of_month(found: Match) -> Say:
    year, offset = year_of(found["year"])
    return Say(
        "month_part", year=year, offset=offset, month=maybe(found["month"]), word=found["part"]
    )


def _whole_month(found: Match) -> Say:
    year, offset = year_of(found["year"])
    return Say("month", year=year, offset=offset, month=maybe(found["month"]))


def _this_month(found: Match) -> Say:
    offset = offset_of(found["which"])
    if found["day"]:
        return Say("day_of_month", offset=offset, day=maybe(found["day"]))
    return Say("part_of_this_month", offset=offset, word=found["part"] or "")


def _nth(found: Match) -> int:
    """Which one in its month; from the end below 0."""
    if found["back"]:
        return -number(found["back"])
    last = any(char in found[0] for char in "后末底") and not found["number"]
    return -1 if last else number(found["number"] or "一")


def _nth_weekday(found: Match) -> Say:
    which = _nth(found)
    offset = offset_of((found["which"] or "")[:-1])
    second = maybe(found["second"])
    word = str(WEEKDAYS[found["day"]])
    return Say("nth_weekday", offset=offset, count=which, day=second, word=word)


def _window_end(_: Match) -> Say:
    return Say("window_end")


def _window_start(_: Match) -> Say:
    return Say("window_start")


def _month_workday(found: Match) -> Say:
    period = found["which"] or ""
    unit = period.rstrip("度")[-1:] or "月"
    offset = offset_of(period.rstrip("周月季度"))
    return Say("nth_workday", offset=offset, count=_nth(found), word=unit)


RULES = (
    Rule(
        Sort.DAY,
        "2",
        r"(?<![\d.])(?P<year>20\d\d)[-/.](?P<month>1[0-2]|0?[1-9])[-/.]"
        r"(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)日?",
        _ymd,
    ),
    Rule(
        Sort.DAY,
        "2",
        r"(?<![\d.])(?P<year>2\d)[./](?P<month>1[0-2]|0?[1-9])[./](?P<day>3[01]|[12]\d|0?[1-9])"
        rf"(?!\d)(?:日|号|{TIME_FOLLOWS})",
        _ymd,
    ),
    Rule(
        Sort.DAY,
        "2",
        r"(?<!\d)(?P<year>20[2-4]\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        _ymd,
    ),
    Rule(
        Sort.SCOPE,
        NUMERALS + "今元去后当明本次翌来",
        rf"(?:{YEAR})?{MM}(?:月份?)?{RANGE}{MM}月份?(?!\d|[{CN}]+[日号]|[底末初中上下])"
        r"|20\d\d[.-]\d{1,2}[-—–~]{1,2}(?:20\d\d[.-])?\d{1,2}(?!\d)|(?<=第)\d{1,3}[日天]",
        lambda _: Say("scope"),
    ),
    Rule(
        Sort.DAY,
        NUMERALS + "今元去后当明本次翌来",
        rf"{_YEAR_MONTH}(?P<day>{DD})(?:{DAY_END}|{TIME_FOLLOWS}|{PEOPLE_FOLLOW}"
        rf"|{DAY_OF_RANGE}|(?=$|[,。;!)\n]))",
        _ymd,
    ),
    Rule(
        Sort.DAY,
        DIGITS,
        rf"(?<=[-—–~至到])(?P<year>(?!))?(?P<month>1[0-2]|0?[1-9])月(?P<day>{DD})(?![\d{CN}])",
        _ymd,
    ),
    Rule(
        Sort.DAY,
        NUMERALS + "今元去后当明本次翌来",
        rf"{_YEAR_MONTH}(?P<part>{_PART_OF_MONTH})",
        _part_of_month,
    ),
    Rule(
        Sort.DAY,
        "月",
        rf"(?<![\d{CN}个])月(?=内(?!容))",
        lambda _: Say("part_of_this_month", offset=0),
    ),
    Rule(
        Sort.DAY,
        NUMERALS + "今元去后当明本次翌来",
        rf"{_YEAR_MONTH}(?=(?:{INSIDE}|{BEFORE})(?!期)|起|开始)",
        _whole_month,
    ),
    Rule(
        Sort.DAY,
        "上下初周底当最月末本次的第这首头倒季今年全",
        rf"(?P<which>(?:{WHICH})(?:[月周]|季度?)|(?<=每)[月周]|季度?(?=[末底])|[今本全]年|年(?=[末底]))?(?:末|底|初)?的?(?:最后一?"
        rf"|末|倒数第?(?P<back>[{CN}\d])|第(?P<number>[{CN}\d])|首|头一)个?工作日",
        _month_workday,
    ),
    Rule(
        Sort.DAY,
        "上下当最月本次的第这首头末底倒",
        rf"(?:(?P<which>(?:{WHICH})月|(?<=每)月)?的?(?:最后一?|末(?=个)|倒数第?(?P<back>[{CN}\d])"
        rf"|第(?P<number>[{CN}\d])(?:个?(?:[、和及]|以及)第?(?P<second>[{CN}\d]))?|首|头一)个?"
        rf"|(?:(?<=每月)|(?<=每个月)|(?<=[,。;(])月)[末底]的?那?个?)"
        rf"{WEEK}(?P<day>[一二三四五六日天])",
        _nth_weekday,
    ),
    Rule(
        Sort.DAY,
        "旬本这",
        rf"[本这]个?旬(?:[底末内])?|旬(?:[底末]|(?={INSIDE}))",
        lambda _: Say("ten_days"),
    ),
    Rule(
        Sort.DAY,
        "下后明次",
        "(?:下一?|次一?)个?工作日|(?:明|后)一个工作日",
        lambda _: Say("next_workday"),
    ),
    Rule(
        Sort.DAY,
        "公报活",
        r"(?:公示|公告|报名|活动)期?(?:的|间)?(?:最后一?[天日]|满|结束)|公示期(?=内)",
        _window_end,
    ),
    Rule(Sort.DAY, "第首", "(?<=[,。;:(])(?:第一[天日]|首[天日])", _window_start),
    Rule(
        Sort.DAY,
        "上下当本次这",
        rf"(?P<which>{WHICH})月份?的?"
        rf"(?:(?P<day>{DD})(?:{DAY_END}|{TIME_FOLLOWS}|{PEOPLE_FOLLOW}|{DAY_OF_RANGE})"
        rf"|(?P<part>{_PART_OF_MONTH}))?",
        _this_month,
    ),
    Rule(
        Sort.DAY,
        DIGITS,
        r"(?<![\d./-])(?<!\d:)(?P<month>1[0-2]|0?[1-9])[/.·-](?P<day>3[01]|[12]\d|0?[1-9])"
        r"(?!\d)(?:(?=\s?[-—–~至到]{1,2}\s?(?:1[0-2]|0?[1-9])[/.·](?:3[01]|[12]\d|0?[1-9])"
        rf"(?!\d|[./]\d|\s?{UNIT}))|(?![/%万亿]|[./:-]\d)"
        rf"(?:日|号|{TIME_FOLLOWS}|(?=[县市省区镇街]|[\u4e00-\u9fff]{{1,8}}[日节](?:[那当]天"
        rf"|前|[,上下早晚]))))",
        _md,
    ),
    Rule(
        Sort.DAY,
        DIGITS,
        rf"(?<=[-—–~至到])(?P<month>1[0-2]|0?[1-9])[/.](?P<day>3[01]|[12]\d|0?[1-9])"
        rf"(?!\d|[./:-]\d|\s?{UNIT})",
        _md,
    ),
    Rule(
        Sort.DAY,
        "01",
        rf"(?<![\d./])(?P<month>0[1-5]|(?:0[6-9]|1[0-2])(?=\d\d(?:[上下]班|[上下中]午)))"
        rf"(?P<day>0[1-9]|[12]\d|3[01])(?=(?:{BEFORE})|截止|[上下]班|[上下中]午|\s\d\d?:\d\d)",
        _md,
    ),
    Rule(
        Sort.DAY,
        DIGITS + " \t\n:",
        r"(?:(?<=[于至到止:在])\s?(?=\d+/)|(?<=改[成为到])|(?<=截止)\s?|(?<=ddl)[\s:]?"
        r"|(?<=DDL)[\s:]?)(?P<month>1[0-2]|0?[1-9])[/.](?P<day>3[01]|[12]\d"
        r"|0?[1-9])(?![\d/])",
        _md,
    ),
)
