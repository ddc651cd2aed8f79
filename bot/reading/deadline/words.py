"""Pieces of patterns that the grammar files share."""

from bot.reading.deadline.numbers import number

CN = "一二三四五六七八九十"
DIGITS = "0123456789"
NUMERALS = DIGITS + CN
DUSK = "黑"  # of 天黑前, 擦黑前: by when work ends, in other words
# Day of a month, month, and any count.
DD = rf"(?:3[01]|[12]\d|0?[1-9]|[{CN}廿卅]{{1,4}})"
MM = r"(?:1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十元])"
COUNT = rf"(?:\d{{1,3}}|[{CN}两百]{{1,4}}|[俩仨])"
# A Chinese numeral starts here: not inside a longer one, but right after a weekday (周一九点).
NOT_IN_NUMBER = rf"(?:(?<![第百{CN}])|(?<=[周期拜][{CN}]))"
# 早一点, 快一点: a bit, no clock.
A_BIT = "点早晚快慢有差多少好大高低长短近远松紧细严轻重"
# A day number is not a house, a well, a document: 3号楼, 2号井, 19号文.
NOT_A_THING = (
    r"(?!楼|栋|井|线|门|院|令|台(?!账|风)|库|厂|路|桥|泵|窗|车|柜|仓|坑|点|厅|室|岗|卡|弄|馆"
    r"|闸|洞|渠"
    r"|塘|棚|地|文|机|公|电|码|店|巷|段|铺|墙|摊|商|企|病|炉|通道|组|网格|灶|单元|工作面|档|色)"
)
DAY_END = rf"\s?(?:日(?!常|均|志|益|子|光|历|用|班|间)|号{NOT_A_THING})"
# What may follow a day that was written without 日.
TIME_FOLLOWS = r"(?=\s?(?:之?前|以前|上午|下午|中午|下班|上班|早|晚|截|交|报|给|补班|调[休班]|\(?周|\(?星期|\([一二三四五六日]\)|[012]?\d[:点时]|为止|止|当天|开会|召开|举行|集合|截|收|要(?!求)|完成|期间|改|调整|延|含|\(含|起))"  # noqa: E501
# After these a number with a point is an amount, no date.
UNIT = "(?:%|[万亿千百元米斤吨倍个级岁度℃折分公平立亩升]|km|kg|mm|cm|m)"
RANGE = r"\s?[-—–~至到]{1,2}\s?"
# 3月20各村收齐: after a month also these; after 3.2 they may be a heading's.
PEOPLE_FOLLOW = "(?=各|全[县市区镇乡街村员体]|大家|统一|务必|必须|请|一律|所有|把|将)"
DAY_OF_RANGE = rf"(?={RANGE}(?:{MM}月)?{DD}[日号]|{RANGE}{MM}月{DD}|(?:[、,]{DD}){{1,4}}{DAY_END})"
WEEK = r"(?:周|星期|礼拜)"
WHICH = (
    r"(?<![剩如余留])(?<!(?<![可所])以)下(?:下|一)?个?|(?<![这本上下首每一两三四])次|这个?|本|当|上上个?"
    r"|(?<!原则)(?<![网晚早线群会际])上个?"
)
YEAR = r"(?:19|20)\d\d\s?年|2\d年|今年|明年|[次翌来]年|后年|去年|本年|当年"
# Parts of the day as villages say them, and the word of the conventions.
PARTS = {
    "上昼": "上午", "前晌": "上午", "头晌": "上午", "上半晌": "上午", "前半晌": "上午",
    "前半晌儿": "上午", "头晌午": "上午", "早起": "早上", "下昼": "下午", "后晌": "下午",
    "下半晌": "下午", "后半晌": "下午", "过晌": "下午", "晌午": "中午", "黑夜": "夜里",
    "夜黑": "夜里", "后半夜": "半夜", "夜头": "夜里",
    "头午": "上午", "上半天": "上午", "下半天": "下午", "打早": "一早", "下晌": "下午",
    "晚夕": "晚上", "黑来": "晚上", "黑": "晚上", "晚饭后": "晚上", "晚黑": "晚上",
}  # fmt: skip
DIALECT = (
    r"晚饭后(?=[\d一二三四五六七八九十])|上昼|前晌|头晌午?|头午|[上下]半天|下晌|打早(?!饭)|后半夜|[上前]半晌|早起(?=\d|[一二三四五六七八九十]|集合|出|开|到)|下昼|后晌"
    r"|[下后]半晌"
    "|过晌|晌午(?!之前|以前|前)|黑夜|夜黑|夜头|晚夕|晚黑|(?<=[今明儿])黑(?![板名车户色])"
)
# Beginnings that a time may be counted back from: 进点前一天, 开班前三天.
STARTS = (
    "开会|散会|培训|活动|检查|进点|进驻|入驻|进场|开班|开赛|开考|开幕|开课|开学|开工|开标"
    "|开馆|开业|开演"
    "|验收|督查|督导|评审|考核|考试|比赛|演练|面试|审计|巡察|调研|参观|观摩|仪式|上会|截止"
    "|到期|抵达|出发"
    "|体检|普查|来人|发车|抽签|摇号"
)
INSIDE = r"之?内|以内"
BEFORE = r"之前|以前|前|钱(?=[给交报发传])"  # the slip of a thumb

BREAKS = (
    '中秋国庆|国庆中秋|元旦|春节|清明|五一|劳动|端午|中秋|国庆|十一(?=[”"]?(?:之?前|之?后|放假|假期|长假|期间|收假|小长假|国庆|节))'
    "|5[.·•]1|10[.·•]1|双"
)
BREAK_NOUN = "(?:小长假|长假|假期|放假|节假日|节日|节|假)"


def offset_of(text: str | None) -> int | None:
    """这/本 → 0, 下 → 1, 下下 → 2, 上 → −1; nothing → None."""
    if not text:
        return None
    named = {
        "下下": 2,
        "下": 1,
        "次": 1,
        "明年": 1,
        "次年": 1,
        "翌年": 1,
        "来年": 1,
        "后年": 2,
        "上": -1,
        "上上": -2,
        "去年": -1,
    }
    return named.get(text.rstrip("个一"), 0)


def year_of(text: str | None) -> tuple[int | None, int | None]:
    """A year as (the year, or None; the offset from now's year, or None)."""
    if not text:
        return None, None
    if text[0].isdecimal():
        year = int(text.rstrip("年 "))
        return (year if year > 99 else 2000 + year), None
    return None, offset_of(text)


def maybe(text: str | None) -> int | None:
    """The number in ``text``, None without one."""
    return number(text) if text else None
