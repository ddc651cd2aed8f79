"""The grammar of days: weekdays, weeks, quarters and years, 今天 and 当天, bare days."""

import re

from bot.reading.deadline.atoms import Match, Rule, Say, Sort
from bot.reading.deadline.grammar_dates import WEEKDAYS
from bot.reading.deadline.numbers import number
from bot.reading.deadline.words import (
    BEFORE,
    CN,
    COUNT,
    DAY_END,
    DAY_OF_RANGE,
    DD,
    INSIDE,
    NUMERALS,
    WEEK,
    WHICH,
    YEAR,
    maybe,
    offset_of,
    year_of,
)

_NO_MORE = f"(?![{CN}个级名份项条点时])"
# 一三五 without separators, in order; not 周一二楼会议室.
_SEVERAL = (
    r"(?=[一二三四五六日天]{2,7})一?二?三?四?五?六?[日天]?"
    r"(?=[,。;\s下上中晚早前各报交之两三值集每学开()\d]|$)(?<=[一二三四五六日天]{2})"
)
_RELATIVE = {
    "本日": 0, "今明": 1, "明后": 2, "大后": 3, "后天": 2, "后日": 2, "明": 1, "今": 0, "即日": 0,
    "后儿": 2, "后朝": 2, "昨": -1, "前天": -2, "大前天": -3,
}  # fmt: skip


def _day(found: Match) -> Say:
    return Say("day_of_month", day=maybe(found["day"]))


def _lunar_day(found: Match) -> Say:
    """廿三 after 腊月廿四 is of that month."""
    return Say("day_of_month", day=maybe(found["day"]), word="lunar")


def _weekday(found: Match) -> Say:
    which = found["which"] or ""
    days = "".join(str(WEEKDAYS[char]) for char in found["days"] if char in WEEKDAYS)
    if which[:1] in ("每", "逢", "双", "单", "隔", "固"):
        step = 2 if re.search("[双单隔两]", which) else 1
        return Say("every_weekday", count=step, half="双" in which, word=days)
    return Say("weekday", offset=offset_of(which), word=days, half=found["works"] is not None)


def _weekend(found: Match) -> Say:
    return Say("weekend", offset=offset_of(found["which"]))


def _week(found: Match) -> Say:
    return Say("week", offset=offset_of(found["which"]))


def _relative(found: Match) -> Say:
    text = found[0]
    named = next(value for word, value in _RELATIVE.items() if text.startswith(word))
    return Say("relative", offset=named, half=text[:2] in ("今明", "明后"), word=text)


def _same(found: Match) -> Say:
    offset = {"次": 1, "翌": 1, "第": 1, "后": 1, "隔": 1, "前": -1, "头": -1}.get(found[0][0], 0)
    if found["nth"]:
        return Say("same", offset=number(found["nth"]) - 1)
    count = number(found["amount"] or "一") * (7 if found["week"] else 1)
    return Say("same", offset=offset * count)


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
        "上下单双周当星本次每礼这逢隔固",
        rf"(?:(?P<which>每逢?个?|(?:逢?双|每?隔一?|每两个?)(?=周)(?:周的?)?|逢单|固定[在于]?"
        rf"|(?<![\u4e00-\u9fff])单(?:周的?)?|逢|{WHICH})的?)?"
        rf"(?<![老小大阿]){WEEK}"
        rf"(?P<days>{_SEVERAL}|[1-7](?![\d次天年岁号:点时个月/.期节份至到~-])"
        rf"|[一二三四五六日天](?:[、/和及]\s?{WEEK}?[一二三四五六日天]{_NO_MORE})*)"
        "(?![次趟遍期]|回(?![复话执我信传]))(?:(?=(?P<works>[(,]?(?:调[休班]|补班|要上班)))|)",
        _weekday,
    ),
    Rule(
        Sort.DAY,
        "上下双周当星本次礼这",
        rf"(?:(?P<which>{WHICH})的?)?(?:{WEEK}末|双休日)",
        _weekend,
    ),
    Rule(
        Sort.DAY,
        "上下周当本次这",
        rf"(?P<which>{WHICH}){WEEK}(?:底|末)?(?![{CN}日天期边])|(?<![{CN}两\d每])周(?=内(?!容))",
        _week,
    ),
    Rule(
        Sort.DAY,
        "今前即后大明昨本",
        "(?<![聪光文证声表说指简])明(?:朝|个(?![月人])儿?|黑(?![板]))|后儿个?|后朝|今(?:朝"
        "|个|黑)|本日|今明(?:两[天日]|天)|明后(?:两[天日]|天(?:两天)?)|大后[天日儿]|后天|后日"
        "|今[天日]|今儿个?|今(?=晚|早|夜|下午|上午|晨)|明[天日]|明儿个?"
        "|明(?=早|晚|上午|下午|晨)|大前天|前天|昨[天日]|昨(?=晚|夜|早|晨)|即日",
        _relative,
    ),
    Rule(
        Sort.DAY,
        "前后头当次第翌隔那",
        rf"当[天日]|(?<![旦节明一阳班庆夕日号])那[天日](?=[上下中]午|早|晚|[前就交报给]|之前|\d)|当(?=晚)|次日|翌日|第二天|次(?=晨)|前一[天日]|(?<!最)后一[天日]|头一?天"
        rf"|隔[天日]|第(?P<nth>[三四五六七])天"
        rf"|(?<=[^\s,。;:、()])前(?P<amount>{COUNT})(?:[天日]|个?(?P<week>{WEEK}))(?!之?内)",
        _same,
    ),
    Rule(
        Sort.DAY,
        "最",
        "(?<=[票卷费报写申投保题龙卡记领录证理交稿收取])最后一[天日](?=[了啦]?(?:[,。;!]|$))",
        lambda found: Say("relative", offset=0, word=found[0]),
    ),
    Rule(
        Sort.DAY,
        "1234一三上下二今去后四季底当明最末本次翌来的第这",
        rf"(?:(?P<year>{YEAR})的?)?(?:第?(?P<number>[一二三四1-4])|(?P<which>{WHICH}))季度?"
        rf"(?:末|底|初|最后一[天日]|结束(?={BEFORE})|(?={INSIDE}|{BEFORE}|开始|起))"
        rf"|(?<![年四])季度?[末底](?!月)"
        r"|(?<=每季度)(?:[末底](?!月)|的?最后一[天日])|(?<=每个季度)(?:[末底](?!月)|的?最后一[天日])"
        r"|(?<=每季)(?:[末底](?!月)|的?最后一[天日])",
        _quarter,
    ),
    Rule(
        Sort.DAY,
        "12上下今去后当明本次翌来",
        rf"(?:(?P<year>{YEAR})的?)?(?P<half>[上下])半年(?:底|末|最后一[天日]|结束(?={BEFORE})"
        rf"|(?={INSIDE}|{BEFORE}))",
        _half_year,
    ),
    Rule(
        Sort.DAY,
        "2今去后年当明本",
        r"(?<![半多几\d])(?P<year>20\d\d)?(?P<which>[今本明去当后])?(?:年(?=年[底末尾]))?年(?:底|末|尾|终(?=前)"
        r"|内(?!容)|度内|的?最后一[天日])",
        _year_end,
    ),
    Rule(
        Sort.DAY,
        "上下中初底最月末的",
        rf"(?<![\d{CN}两])月份?(?P<part>[底末尾](?:的?最后一[天日])?|结束(?=前)|初"
        rf"|头(?=[上交报把前]|之前|就)|中(?![午国央心])|半(?={BEFORE}))"
        rf"|(?<!月)(?P<part_>上旬|中旬|下旬|[上下]半月(?={INSIDE}|{BEFORE}|报|交))"
        rf"|(?:(?<=每月)|(?<=每个月)|(?<=[单双]月)|(?<=[两三四六]个月))的?"
        r"(?P<part__>最后一[天日]|底|末|初|[上中下]旬|中(?!午))",
        lambda found: Say(
            "part_of_this_month", word=found["part"] or found["part_"] or found["part__"]
        ),
    ),
    Rule(
        Sort.DAY,
        "廿",
        rf"(?<!月)(?P<day>廿[{CN}]?)(?={BEFORE}|[上下]午|早|晚|中午|那天|一早)",
        _lunar_day,
    ),
    Rule(
        Sort.DAY,
        NUMERALS + "卅廿",
        rf"(?<![\d.第〕\]/{CN}])(?<!(?<![签打写])字)(?<!\d:)(?P<day>{DD})(?:{DAY_END}|{DAY_OF_RANGE})",
        _day,
    ),
)
