"""The grammar of days: dates, weekdays, parts of months, quarters and years, 今天 and 当天."""

from bot.reading.deadline.atoms import Match, Rule, Say, Sort
from bot.reading.deadline.numbers import number
from bot.reading.deadline.words import (
    BEFORE,
    CN,
    DAY_END,
    DAY_OF_RANGE,
    DD,
    INSIDE,
    MM,
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

_PART_OF_MONTH = "底|末|初|中旬|上旬|下旬|中(?![午国央共心秋小学药高考层])|最后一[天日]"
_YEAR_MONTH = rf"(?<![\d.])(?:(?P<year>{YEAR})度?的?\s?)?(?P<month>{MM})\s?月份?的?"
_WEEKDAYS = dict(zip("一二三四五六日天", (0, 1, 2, 3, 4, 5, 6, 6), strict=True))
_NO_MORE = f"(?![{CN}个级名份项条点时])"
# 一三五 without separators, in order; not 周一二楼会议室.
_SEVERAL = (
    r"(?=[一二三四五六日天]{2,7})一?二?三?四?五?六?[日天]?"
    r"(?=[,。;\s下上中晚早前各报交之两三值集每学开()\d]|$)(?<=[一二三四五六日天]{2})"
)
_RELATIVE = {
    "本日": 0, "今明": 1, "明后": 2, "大后天": 3, "后天": 2, "后日": 2, "明": 1, "今": 0, "即日": 0,
    "后儿": 2, "后朝": 2, "昨": -1, "前天": -2, "大前天": -3,
}  # fmt: skip


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


def _bare_part(found: Match) -> Say:
    return Say("part_of_this_month", word=found["part"])


def _day(found: Match) -> Say:
    return Say("day_of_month", day=maybe(found["day"]))


def _weekday(found: Match) -> Say:
    which = found["which"] or ""
    days = "".join(str(_WEEKDAYS[char]) for char in found["days"] if char in _WEEKDAYS)
    if which[:1] in ("每", "逢", "双", "单"):
        step = 2 if "双" in which or "单" in which else 1
        return Say("every_weekday", count=step, half="双" in which, word=days)
    return Say("weekday", offset=offset_of(which), word=days)


def _weekend(found: Match) -> Say:
    return Say("weekend", offset=offset_of(found["which"]))


def _week(found: Match) -> Say:
    return Say("week", offset=offset_of(found["which"]))


def _relative(found: Match) -> Say:
    text = found[0]
    named = next(value for word, value in _RELATIVE.items() if text.startswith(word))
    return Say("relative", offset=named, half=text[:2] in ("今明", "明后"), word=text)


def _same(found: Match) -> Say:
    offset = {"次": 1, "翌": 1, "第": 1, "前": -1, "头": -1}.get(found[0][0], 0)
    return Say("same", offset=offset)


def _nth_weekday(found: Match) -> Say:
    which = -1 if "最后" in found[0] else number(found["number"] or "一")
    offset = offset_of((found["which"] or "")[:-1])
    return Say("nth_weekday", offset=offset, count=which, word=str(_WEEKDAYS[found["day"]]))


def _window_end(_: Match) -> Say:
    return Say("window_end")


def _month_workday(found: Match) -> Say:
    which = -1 if "最后" in found[0] else number(found["number"] or "一")
    unit = "week" if "周" in (found["which"] or "") else "month"
    return Say("nth_workday", offset=offset_of((found["which"] or "")[:-1]), count=which, word=unit)


def _quarter(found: Match) -> Say:
    year, offset = year_of(found["year"])
    which = offset_of(found["which"])
    named = maybe(found["number"]) if found["number"] else None
    start = "初" in found[0]
    return Say("quarter", year=year, offset=offset, count=named, day=which, half=start)


def _half_year(found: Match) -> Say:
    year, offset = year_of(found["year"])
    return Say("half_year", year=year, offset=offset, count=2 if found["half"] == "下" else 1)


def _year_end(found: Match) -> Say:
    offset = {"明": 1, "去": -1, "后": 2}.get(found["which"] or "", 0)
    return Say("year_end", year=maybe(found["year"]), offset=offset)


RULES = (
    Rule(
        Sort.DAY,
        r"(?<![\d.])(?P<year>20\d\d)[-/.](?P<month>1[0-2]|0?[1-9])[-/.]"
        r"(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)日?",
        _ymd,
    ),
    Rule(
        Sort.DAY,
        r"(?<![\d.])(?P<year>2\d)[./](?P<month>1[0-2]|0?[1-9])[./](?P<day>3[01]|[12]\d|0?[1-9])"
        rf"(?!\d)(?:日|号|{TIME_FOLLOWS})",
        _ymd,
    ),
    Rule(
        Sort.DAY,
        r"(?<!\d)(?P<year>20[2-4]\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        _ymd,
    ),
    Rule(
        Sort.SCOPE,
        rf"(?:{YEAR})?{MM}(?:月份?)?{RANGE}{MM}月份?(?!\d|[{CN}]+[日号]|[底末初中上下])"
        r"|20\d\d[.-]\d{1,2}[-—–~]{1,2}(?:20\d\d[.-])?\d{1,2}(?!\d)|(?<=第)\d{1,3}[日天]",
        lambda _: Say("scope"),
    ),
    Rule(
        Sort.DAY,
        rf"{_YEAR_MONTH}(?P<day>{DD})(?:{DAY_END}|{TIME_FOLLOWS}|{DAY_OF_RANGE}|(?=$|[,。;!)\n]))",
        _ymd,
    ),
    Rule(Sort.DAY, rf"{_YEAR_MONTH}(?P<part>{_PART_OF_MONTH})", _part_of_month),
    Rule(
        Sort.DAY,
        rf"(?<![\d{CN}个])月(?=内(?!容))",
        lambda _: Say("part_of_this_month", offset=0),
    ),
    Rule(Sort.DAY, rf"{_YEAR_MONTH}(?=(?:{INSIDE}|{BEFORE})(?!期)|起|开始)", _whole_month),
    Rule(
        Sort.DAY,
        rf"(?P<which>(?:{WHICH})[月周]|(?<=每)[月周])?(?:末|底|初)?的?(?:最后一?|第(?P<number>[{CN}\d])|首)个?工作日",
        _month_workday,
    ),
    Rule(
        Sort.DAY,
        rf"(?P<which>(?:{WHICH})月|(?<=每)月)?的?(?:最后一?|第(?P<number>[{CN}\d])|首)个?"
        rf"{WEEK}(?P<day>[一二三四五六日天])",
        _nth_weekday,
    ),
    Rule(
        Sort.DAY,
        r"(?:公示|公告|报名|活动)期?(?:的|间)?(?:最后一?[天日]|满|结束)|公示期(?=内)",
        _window_end,
    ),
    Rule(
        Sort.DAY,
        rf"(?P<which>{WHICH})月份?的?"
        rf"(?:(?P<day>{DD})(?:{DAY_END}|{TIME_FOLLOWS}|{DAY_OF_RANGE})|(?P<part>{_PART_OF_MONTH}))?",
        _this_month,
    ),
    Rule(
        Sort.DAY,
        r"(?<![\d./-])(?<!\d:)(?P<month>1[0-2]|0?[1-9])[/.·-](?P<day>3[01]|[12]\d|0?[1-9])"
        r"(?!\d)(?:(?=\s?[-—–~至到]{1,2}\s?(?:1[0-2]|0?[1-9])[/.·](?:3[01]|[12]\d|0?[1-9])"
        rf"(?!\d|[./]\d|\s?{UNIT}))|(?![/%万亿]|[./:-]\d)"
        rf"(?:日|号|{TIME_FOLLOWS}|(?=[县市省区镇街])))",
        _md,
    ),
    Rule(
        Sort.DAY,
        rf"(?<=[-—–~至到])(?P<month>1[0-2]|0?[1-9])[/.](?P<day>3[01]|[12]\d|0?[1-9])"
        rf"(?!\d|[./:-]\d|\s?{UNIT})",
        _md,
    ),
    Rule(
        Sort.DAY,
        rf"(?<![\d./])(?P<month>0[1-5]|(?:0[6-9]|1[0-2])(?=\d\d(?:[上下]班|[上下中]午)))"
        rf"(?P<day>0[1-9]|[12]\d|3[01])(?=(?:{BEFORE})|截止|[上下]班|[上下中]午)",
        _md,
    ),
    Rule(
        Sort.DAY,
        r"(?:(?<=[于至到止:在])\s?(?=\d+/)|(?<=改[成为到])|(?<=截止)\s?|(?<=ddl)[\s:]?|(?<=DDL)[\s:]?)(?P<month>1[0-2]|0?[1-9])[/.](?P<day>3[01]|[12]\d|0?[1-9])(?![\d/])",
        _md,
    ),
    Rule(
        Sort.DAY,
        rf"(?:(?P<which>每个?|逢?双|逢单|(?<![\u4e00-\u9fff])单|逢|{WHICH})的?)?(?<![老小大阿]){WEEK}"
        rf"(?P<days>{_SEVERAL}|[一二三四五六日天](?:[、/和及]\s?{WEEK}?[一二三四五六日天]{_NO_MORE})*)"
        "(?![次趟遍回期])",
        _weekday,
    ),
    Rule(Sort.DAY, rf"(?:(?P<which>{WHICH})的?)?(?:{WEEK}末|双休日)", _weekend),
    Rule(
        Sort.DAY,
        rf"(?P<which>{WHICH}){WEEK}(?:底|末)?(?![{CN}日天期边])|(?<![{CN}两\d每])周(?=内(?!容))",
        _week,
    ),
    Rule(
        Sort.DAY,
        "(?<![聪光文证声表说指简])明(?:朝|个(?![月人])儿?|黑(?![板]))|后儿个?|后朝|今(?:朝|个|黑)|本日|今明(?:两[天日]|天)|明后(?:两[天日]|天(?:两天)?)|大后天|后天|后日|今[天日]|今儿个?|今(?=晚|早|夜|下午|上午|晨)|明[天日]|明儿个?"
        "|明(?=早|晚|上午|下午|晨)|大前天|前天|昨[天日]|昨(?=晚|夜|早|晨)|即日",
        _relative,
    ),
    Rule(
        Sort.DAY,
        "当[天日]|当(?=晚)|次日|翌日|第二天|次(?=晨)|前一[天日]|头一?天",
        _same,
    ),
    Rule(
        Sort.DAY,
        rf"(?:(?P<year>{YEAR})的?)?(?:第?(?P<number>[一二三四1-4])|(?P<which>{WHICH}))季度?"
        rf"(?:末|底|初|最后一[天日]|(?={INSIDE}|{BEFORE}))|(?<![每年四])季度?[末底](?!月)",
        _quarter,
    ),
    Rule(
        Sort.DAY,
        rf"(?:(?P<year>{YEAR})的?)?(?P<half>[上下])半年(?:底|末|最后一[天日]|(?={INSIDE}|{BEFORE}))",
        _half_year,
    ),
    Rule(
        Sort.DAY,
        r"(?<![半多几\d])(?P<year>20\d\d)?(?P<which>[今本明去当后])?年(?:底|末|终(?=前)|内(?!容)|度内)",
        _year_end,
    ),
    Rule(
        Sort.DAY,
        rf"(?<![\d{CN}两])月份?(?P<part>底|末|初|头(?=[上交报把前]|之前|就)|中(?![午国央心]))|(?<!月)(?P<part_>上旬|中旬|下旬)|(?<=每月)的?(?P<part__>最后一[天日]|底|末|初|[上中下]旬|中(?!午))",
        lambda found: Say(
            "part_of_this_month", word=found["part"] or found["part_"] or found["part__"]
        ),
    ),
    Rule(
        Sort.DAY,
        rf"(?<![\d.第字〕\]:/{CN}])(?P<day>{DD})(?:{DAY_END}|{DAY_OF_RANGE})",
        _day,
    ),
)
