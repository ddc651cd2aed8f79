"""The grammar of clocks, parts of the day, durations and shifts."""

from bot.reading.deadline.atoms import Match, Rule, Say, Sort
from bot.reading.deadline.numbers import number
from bot.reading.deadline.words import (
    A_BIT,
    BEFORE,
    CN,
    COUNT,
    DIALECT,
    DIGITS,
    DUSK,
    INSIDE,
    NOT_IN_NUMBER,
    NUMERALS,
    PARTS,
    STARTS,
)

_QUARTERS = {"半": 30, "一刻": 15, "1刻": 15, "三刻": 45, "3刻": 45, "整": 0}
_UNIT = "工作日|小时|钟头|分钟|刻钟|天|日|周|星期|礼拜|月|年"
# 8点 is a clock, 8个点位, 8点要求, 3.5点, 一点20株 are not.
_NOT_A_CLOCK = (
    "(?!击|位|名|赞|验|评(?!议会|审会|选会|估会)|建议|要求|意见|注意|说明|希望|体会|感受|想法|心得"
    "|情况|事|问题|以上|以下|[0-9]{1,3}[株棵斤袋瓶筐箱盆])"
)

# 周三下班合卷 is the end of Wednesday's work whatever follows; 周三下班路上 is later.
_ENDS_THE_DAY = (
    r"(?:(?<=[天日号末底儿晚午)明]下[班斑])|(?<=[周期拜][一二三四五六1-6]下[班斑]))"
    "(?!高峰|[路途]|时间|[以之过]?后|前后|晚|早|回家)"
)
_HELLO = "好(?:[,。!~ 啊呀]|各|大家|$)"
_LACK = f"一刻|[1-9]分|1[0-5]分|[{CN}]分|十五分"
_HOUR = rf"(?:1?\d|2[0-4]|十[一二]|[{CN}两])"
_NINE = CN.removesuffix("十")
_SPAN_STARTS = r"(?<![第近过\d.每隔第])"
_AMOUNT = rf"(?:{COUNT}|\d{{1,2}}\.5)"


def _clock(found: Match) -> Say:
    """8点半, 17时30分, 六点差五分; ``word`` is 点 or 时."""
    tail = found["tail"] or ""
    hour = number(found["hour"] or found["hour_"])
    if "差" in tail:
        return _to_the_hour(hour, tail.partition("差")[2])
    minute = _QUARTERS[tail] if tail in _QUARTERS else number(tail.strip("过零分 ") or "零")
    return Say("clock", hour=hour, minute=minute, word=found["unit"] or found["unit_"])


def _to_the_hour(hour: int, lack: str) -> Say:
    minutes = _QUARTERS[lack] if lack in _QUARTERS else number(lack.rstrip("分"))
    before = (hour - 2) % 12 + 1 if hour <= 12 else hour - 1
    return Say("clock", hour=before, minute=60 - minutes, word="点")


def _short_of(found: Match) -> Say:
    """差五分六点."""
    return _to_the_hour(number(found["hour"]), found["tail"])


def _digital(found: Match) -> Say:
    """9:30; ``half`` tells a leading zero, which leaves no doubt about the half of the day."""
    hour = found["hour"]
    return Say("clock", hour=int(hour), minute=int(found["minute"]), half=hour[0] == "0", word=":")


def _work(found: Match) -> Say:
    if found["dark"]:
        return Say("end_of_work", word=DUSK if DUSK in found["dark"] else "")
    if found["meal"]:
        word = found["meal"].lstrip("吃食")
        if word[0] == "睡":
            return Say("end_of_day")
        noon, evening = (
            word[0] in "午中饭晌开昼",
            word[:2] in ("晚饭", "夜饭", "天黑", "擦黑", "傍黑"),
        )
        dusk = DUSK if DUSK in word else ""
        return Say("noon" if noon else "end_of_work" if evening else "start_of_work", word=dusk)
    if found["begin"] or found["verb"] == "上班":
        return Say("afternoon_start" if found["part"] in ("下午", "中午") else "start_of_work")
    named = {"上午": "noon", "中午": "noon", "晚上": "end_of_day"}
    return Say(named.get(found["part"] or "", "end_of_work"))


def _span(found: Match) -> Say:
    unit = found["unit"]
    return _lasting(
        found, {"h": "小时", "钟": "小时", "d": "天", "min": "分钟"}.get(unit.lower(), unit)
    )


def _months(found: Match) -> Say:
    """两个月, 半月; 两月 is February."""
    return _lasting(found, "月")


def _lasting(found: Match, unit: str) -> Say:
    whole, _, fraction = (found["amount"] or "半").partition(".")
    half = bool(fraction) or "半" in whole + (found["measure"] or "") + (found["and_half"] or "")
    return Say("span", count=0 if whole == "半" else number(whole), half=half, word=unit)


def _shift(found: Match) -> Say:
    sign = -1 if found["verb"][0] in "提早前" or "前" in found["verb"] else 1
    amount = found["amount"]
    half = "半" in amount + (found["measure"] or "")
    count = 0 if amount == "半" else number(amount)
    return Say("shift", offset=sign, count=count, half=half, word=found["unit"])


def _event(found: Match) -> Say:
    amount = found["amount"] or ""
    offset = -1 if found["side"] == "前" or found[0] == "到会" else 1
    count = 0 if amount in ("", "半") else number(amount)
    ends = not amount and found[0][:2] in ("到期", "截止")
    return Say(
        "expiry" if ends else "event",
        offset=offset,
        count=count,
        half=amount == "半",
        word=found["unit"] or "",
    )


def _english(found: Match) -> Say:
    """5pm, 9:30 am."""
    hour = int(found["hour"]) % 12 + (12 if found["half"] in "pP" else 0)
    return Say("clock", hour=hour, minute=int(found["minute"] or 0), half=True, word=":")


RULES = (
    Rule(
        Sort.SHIFT,
        "再前后向宽延往推提放早顺缓",
        "(?P<verb>(?<![延暂])再?缓|(?:再)?[往向]前[倒推数退]|推迟|推后|[往向]?后[推延移挪]|延后|延期|延迟"
        "|延长|顺延|顺移|再延|宽限|放宽|提前|提早|[往向]前提|前移"
        "|(?<![趁及尽])早(?=[一两三四五二]个?[天日周工]))了?"
        rf"(?P<amount>半|{COUNT})(?P<measure>个半|个)?(?P<unit>{_UNIT})(?!\d)",
        _shift,
    ),
    Rule(
        Sort.EVENT,
        "上仪会体入出到参培审巡开截抵散普来检比活演督考观评调赛进面验发抽摇",
        rf"(?:{STARTS}|开完会|会开完|会议(?:召开|开始|结束)?|(?<=[,。;:!\n于在请])会(?!同)|到会(?=(?:现场|时|上)?[交带])"
        rf"|会(?=后(?:半|{COUNT})个?(?:{_UNIT}))|[会赛考](?=前(?:半|{COUNT})个?(?:{_UNIT}))"
        "|(?<=[办委例务调度公])会(?=之?前,)|会(?=前[^,。;]{0,6}(?:报|交|发|给|完成|反馈|上|送|看|准备|打印|告)))(?:之|以)?"
        rf"(?P<side>前(?!期|往|来)|(?<=到会)(?=(?:现场|时|上)?[交带])|(?<=完会|开完)|后(?=(?:半|{COUNT})个?(?:{_UNIT})))"
        rf"的?(?:(?P<amount>半|{COUNT})个?(?P<unit>{_UNIT})(?:{INSIDE})?)?",
        _event,
    ),
    Rule(
        Sort.SPAN,
        NUMERALS + "两仨俩半百",
        rf"{_SPAN_STARTS}(?P<amount>半|{_AMOUNT})\s?(?P<measure>个半|个)?(?:自然|法定)?"
        rf"(?P<unit>工作日|小时|钟头|(?<=个)钟|[hH](?![a-zA-Z])|[dD](?![a-zA-Z])|min|分钟|刻钟|天"
        rf"|日(?={INSIDE})|周(?![{CN}日边年期转])"
        rf"|星期(?![{CN}日天])|礼拜(?![{CN}日天])|年(?!\d|度|级))(?P<and_half>半)?",
        _span,
    ),
    Rule(
        Sort.SPAN,
        NUMERALS + "两仨俩半百",
        rf"{_SPAN_STARTS}(?:(?<![上下])半\s?(?:个半|个)?|(?P<amount>{_AMOUNT})\s?(?P<measure>个半"
        rf"|个|(?<=[俩仨])))(?:自然|法定)?月(?!\d|份)(?P<and_half>半)?",
        _months,
    ),
    Rule(
        Sort.SPAN,
        NUMERALS + "两仨俩百",
        rf"(?:(?<=[时期]限)|(?<=[时期]限[为是:]))(?P<amount>{COUNT})(?P<unit>日)"
        r"(?P<measure>(?!))?(?P<and_half>(?!))?(?=[,。;!)]|$)",
        _span,
    ),
    Rule(
        Sort.CLOCK,
        "123456789",
        r"(?<![\d:/.])(?P<hour>1[0-2]"
        r"|[1-9])(?::(?P<minute>[0-5]\d))?\s?(?P<half>[apAP])\.?[mM](?![a-zA-Z])",
        _english,
    ),
    Rule(
        Sort.CLOCK,
        DIGITS,
        r"(?<![\d:/.])(?P<hour>[01]?\d|2[0-4])[:∶](?P<minute>[0-5]\d)(?::[0-5]\d)?分?(?![\d:]|/\d)",
        _digital,
    ),
    Rule(
        Sort.CLOCK,
        "差",
        rf"差(?P<tail>{_LACK})钟?(?:到|就)?(?P<hour>{_HOUR})点",
        _short_of,
    ),
    Rule(
        Sort.CLOCK,
        NUMERALS + "两零",
        rf"(?:(?<![\d.第])(?P<hour>[01]?\d|2[0-4])"
        rf"|{NOT_IN_NUMBER}(?<![{A_BIT}](?=一点))(?P<hour_>十[{_NINE}]?|二十[一二三四]?"
        rf"|[{CN}两零]))"
        rf"\s?(?:(?P<unit>点){_NOT_A_CLOCK}|(?P<unit_>时)(?!间|候|段|效|常|许|期|代|半会))"
        rf"(?P<tail>半|(?:钟|还)?差(?:{_LACK})|一刻|三刻|1刻|3刻|整|(?:过|\s)?(?:[0-5]\d(?!\d)\s?分?|\d分|零?[{CN}]分|零五"
        rf"|(?:[二三四五]?十|廿|卅)[{_NINE}]?分?)(?!天|日|个|次|钟|点))?"
        r"(?:钟)?",
        _clock,
    ),
    Rule(
        Sort.CLOCK,
        DIGITS,
        r"(?<=[午早晨晚上])(?P<hour>[01]?\d|2[0-3])[.。;](?P<minute>[0-5]\d)(?![\d%万亿元])",
        _digital,
    ),
    Rule(
        Sort.CLOCK,
        "12",
        rf"(?<![\d.])(?P<hour>1[3-9]|2[0-3])[.。;](?P<minute>[0-5]\d)(?=\s?(?:{BEFORE}|截止|开))",
        _digital,
    ),
    Rule(
        Sort.CLOCK,
        "012",
        rf"(?<![\d.])(?P<hour>(?:(?<=[日天早晨号])0[0-5]|0[6-9]|1\d"
        rf"|2[0-3]))(?P<minute>[0-5]\d)(?=(?:{BEFORE})|时|截止)时?",
        _digital,
    ),
    Rule(
        Sort.CLOCK,
        DIGITS,
        r"(?<![\d.:/月第-])(?P<hour>1?\d|2[0-4])(?=[-—–~至到、]{1,2}(?:1?\d|2[0-4])[点时](?!间))",
        lambda found: Say("clock", hour=int(found["hour"]), minute=0, word="点"),
    ),
    Rule(
        Sort.CLOCK,
        "上下中傍午吃食昼夜天开擦收放早晌晚睡赶饭走",
        rf"(?P<part>上午|中午|下午|晚上)?(?P<verb>下[班斑]|收工(?=(?:{BEFORE})|[后时就报交])|(?<!提前)(?<!推迟)放[工学]|上班(?=(?:{BEFORE})"
        rf"|时(?!间)|[就交报给]|第一))(?=(?:{BEFORE})|第"
        rf"|[时为截止算关收锁停给交报我把就必统再还没未,。!;\n点)]|[以之过]?后|$|{_ENDS_THE_DAY})时?"
        rf"|(?<=[一刚])(?P<begin>上班)|(?P<meal>[吃食]?(?:中午?饭|昼饭|午饭|午休|晚饭|夜饭|早饭)|饭点"
        rf"|开饭|晌午|天黑了?|擦黑|傍黑|天亮|睡觉|睡)(?=(?:{BEFORE})|时[交报给发送])时?|(?P<dark>赶(?:天"
        rf"|擦)?黑|(?<=今天)走(?=之?前))(?!了)",
        _work,
    ),
    Rule(
        Sort.PART,
        "一上下中傍凌前午半后夜大头早晌晚晨正深清过黑打",
        rf"{DIALECT}|[上下]午(?!班|{_HELLO})|中午(?!{_HELLO})|正午|午间|清早|一大早|一早|大早上?(?![班学])"
        rf"|早上(?![班学]|{_HELLO})|早晨|清晨|凌晨|傍晚|晚上(?!{_HELLO})|晚间|夜间|夜里|半夜|午夜|深夜|午后|午前"
        "|(?<=[今明昨次])晨|(?<=[今明昨当每天日号一二三四五六])[早晚夜](?![间里报]|上(?![班学]))"
        rf"|(?<![提最更尽及趁])[早晚](?=\d|(?!一点)[{CN}]{{1,3}}[点时])",
        lambda found: Say("part", word=PARTS.get(found[0], found[0])),
    ),
)
