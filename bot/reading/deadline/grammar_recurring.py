"""The grammar of what recurs: 每天, 每两周, 双月, 一月两报, 逢三六九, 每季度首月."""

import re

from bot.reading.deadline.atoms import Match, Rule, Say, Sort
from bot.reading.deadline.numbers import number
from bot.reading.deadline.words import CN, COUNT, MM, NUMERALS, WEEK, maybe

_OFTEN = (
    r"(?=[一两二三四][报次调更交回测查巡]"
    r"|[^,。;前内]{0,2}[报交查巡测盘][一两二三四2-4][次回遍趟])"
)
_HOURS = ("小时", "钟头", "分钟")
_SCHOOL_DAYS = ("上学日", "教学日", "上课日", "上班日")
_BETWEEN = re.compile("(?:月份?)?[、,和及与]|月份?$")


def _every(found: Match) -> Say:
    if found["tens"]:
        ends = "".join(str(number(char) % 10) for char in found["tens"] if char not in "逢、和")
        return Say("every", word=f"逢{ends}")
    amount = found["amount"] or found["rate"] or found["whole"]
    unit = (
        found["unit"]
        or found["full"]
        or found["rate_unit"]
        or found["whole_unit"]
        or found["gap"]
        or found[0]
    )
    count = maybe(amount) or 1
    if "隔" in found[0][:2] and count == 1 and unit not in _HOURS:
        count = 2
    months = _months(found)
    if unit in _SCHOOL_DAYS:
        unit = "工作日"
    if found["lunar"] or (months and unit[:1] != "季"):
        unit = "月"
    return Say("every", count=count, half=amount == "半", word=unit, months=months)


def _months(found: Match) -> tuple[int, ...]:
    """The months that are meant: 双月, 每年4月、10月, 每季度首月; none are all."""
    if found["parity"]:
        return tuple(range(1 if found["parity"] in "单奇" else 2, 13, 2))
    if found["months"]:
        return tuple(number(one) for one in _BETWEEN.split(found["months"]) if one)
    which = found["which"]
    if not which:
        return ()
    first = 2 if "二" in which else 1 if which[0] in "首初" or "第一" in which else 3
    return tuple(range(first, 13, 3))


RULES = (
    Rule(
        Sort.EVERY,
        NUMERALS + "两仨俩半单双奇偶天工每百逢隔农阴",
        rf"(?:农历|阴历)?每年的?(?P<months>(?:{MM}(?:月份?)?[、,和及与])+{MM}月份?)的?"
        rf"|(?P<lunar>(?:每?逢|每个?月的?)(?=农历|阴历|初[{CN}])|(?:农历|阴历)的?每个?月的?)"
        r"|(?:每个?(?:小时)?|每?逢)(?P<full>整点)"
        r"|隔一?个?(?P<gap>周|星期|礼拜|月)(?=[报交查开巡测送填])"
        rf"|每(?:隔)?个?(?P<amount>{COUNT}|半)?个?"
        rf"(?P<unit>工作日|[上教]学日|上[课班]日|天|日|晚|早|{WEEK}(?![{CN}日天末期边]"
        rf"|[1-7](?![\d次天年岁:点时个月/.期节份]))|月(?:逢(?=\d+[日号][、和]\d))?"
        r"|季度?(?P<which>末月|首月|第[一二三]个月|最后一个月"
        rf"|首|初)?的?(?!最后一[天日])|半年|年(?!度)|旬(?:[末底]|的?最后一[天日])?|小时|钟头|分钟)"
        rf"|(?P<rate>半|{COUNT})个?(?P<rate_unit>小时|钟头|天|(?<=[一两])日|周|星期|礼拜){_OFTEN}"
        rf"|(?<![\d{CN}])(?P<whole>[一半])个?(?P<whole_unit>月|季度?|年){_OFTEN}"
        r"|(?:每月)?(?P<tens>逢[一二三四五六七八九十\d](?:[、和]?逢?[一二三四五六七八九十\d]){0,3})"
        r"(?=[日号上报前送交时出赶开去早晚圩墟场集(]|的日)(?![日号][、和]\d)[日号]?"
        r"|(?:每?逢|每个?)[双单][日号]|[双单]日(?=[早晚前报交]|上午|下午)|天天"
        r"|(?:每?逢|每个?)?(?P<parity>[单双奇偶])数?月"
        rf"(?=的?(?:\d|[{CN}]+[日号]|最后|[末底初首头第倒上中下]|月[初底末]))"
        r"|隔[天日](?=一?报|[^,。;]{0,4}一次)|工作日(?:每[天日])?(?=[上下]?午|中午|早|晚|傍|\d|下班)",
        _every,
    ),
)
