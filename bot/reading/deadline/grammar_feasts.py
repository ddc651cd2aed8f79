"""The grammar of holidays with days off, of other festivals, and of the lunar calendar."""

from bot.reading.deadline.atoms import Match, Rule, Say, Sort
from bot.reading.deadline.numbers import number
from bot.reading.deadline.words import BREAK_NOUN, BREAKS, CN, COUNT

_FESTIVALS = (
    "母亲节|父亲节|教师节|妇女节|植树节|学雷锋日|消费者权益日|青年节|护士节|儿童节|环境日"
    "|禁毒日|建党节|建军节"
    "|烈士纪念日|记者节|消防日|宪法日|平安夜|圣诞节?|元宵节?|龙抬头|七夕节?|中元节?|重阳节?"
    "|腊八节?|小年(?!轻)夜?"
    "|助残日|除夕夜?|大年三十|年三十|立春|惊蛰|春分|谷雨|立夏|小满|芒种|夏至|小暑|大暑|立秋|处暑"
    "|白露|秋分|寒露|霜降|立冬|(?<![到有下中降场雨大])[小大]雪(?=前|后|节|当|那|[,(]"
    "|[一二两三]天)|冬至"
)
# Days that a village names by the lunar calendar without saying so; 三月十五 is of the other one.
_FOLK = {
    "二月二": (2, 2), "三月三": (3, 3), "四月八": (4, 8), "五月五": (5, 5), "六月六": (6, 6),
    "七月七": (7, 7), "七月半": (7, 15), "七月十五": (7, 15), "八月十五": (8, 15),
    "九月九": (9, 9), "十月朝": (10, 1),
}  # fmt: skip
_NUMBERED = (
    "双十一|双11|双十二|双12|三八|五四|六一|七一|八一|3[.·•]15|3[.·•]8|6[.·•]1|7[.·•]1"
    "|8[.·•]1|[三五六七八][·•][一四八]"
)
_NUMBER_NAMES = {
    "双11": "双十一",
    "双12": "双十二",
    "3.15": "消费者权益日",
    "3.8": "三八",
    "6.1": "六一",
    "7.1": "七一",
    "8.1": "八一",
}
# 五年前, 去年前, 成年前; but 化粪池年前清完.
_OF_YEARS = rf"\d今去前明后每当本同半几多学全成周青少老中童新上下这百千万整逐历往来近常数干早两{CN}"
_FIRST = "(?:上班|头|倒数|个|工作|返岗|复工|开工|第|首|最|[一二三四五1-5]|个|天|日|的)"


def _lunar(found: Match) -> Say:
    """农历三月十五, 腊月十五, 三月廿五; 三月十五 alone is of the other calendar."""
    month, day = found["month"], found["day"]
    named = {"正": 1, "腊": 12, "冬": 11}.get(month) or number(month)
    return Say("lunar", month=named, day=number(day.strip("初")))


def _folk(found: Match) -> Say:
    month, day = _FOLK[found[0]]
    return Say("lunar", month=month, day=day)


def _new_year(found: Match) -> Say:
    """初三; every month has its 初一、十五."""
    second = number(found["second"]) if found["second"] else None
    return Say("lunar", month=1, day=number(found["day"] or found["day_"]), count=second)


def _festival(found: Match) -> Say:
    text = found["numbered"] or found["named"]
    if found["numbered"]:
        text = text.replace("·", ".").replace("•", ".")
        text = text.replace(".", "") if text[0] in "三五六七八" else text
        if "." in text:  # 3.15前 of this year, though it may be over
            month, _, day = text.partition(".")
            return Say("ymd", month=number(month), day=number(day))
        return Say("festival", word=_NUMBER_NAMES.get(text, text))
    if text in ("大年三十", "年三十"):
        return Say("festival", word="除夕")
    full = text[-1] == "节" and text[:2] in ("元宵", "七夕", "中元", "重阳", "腊八", "圣诞")
    return Say(
        "festival", word=text[:2] if full or (text[-1] == "夜" and text != "平安夜") else text
    )


def _break(found: Match) -> Say:
    """Before or after a holiday; ``word`` its name or "", ``count`` the n-th day of work after."""
    name, tail = _holiday(found["name"]), found["tail"] or ""
    if found["side"] == "前" and ("结束" in found[0] or "收假" in found[0]):
        return Say("break_day", word=f"{name}|last")
    if found["side"] == "前" and found["amount"]:
        days = number(found["amount"]) * (1 if found["unit"] == "天" else 7)
        own = "" if not name or "假" in found[0] or "休" in found[0] else "|own"
        return Say("before_break", count=days, half=True, word=name + own)
    if found["side"] == "前" and "工作日" in tail:
        which = next((number(char) for char in tail if char in f"两{CN}12345"), 1)
        return Say("before_break", count=which, word=name)
    if found["side"] == "前":
        return Say("before_break", count=1, word=name)
    count = next((number(char) for char in tail if char in "一二三四五12345"), 1)
    return Say("after_break", count=count, half=bool(tail), word=name)


def _break_day(found: Match) -> Say:
    tail = (found["tail"] or "").strip('”"')
    which = (
        "last" if "最后" in tail else "period" if tail[:1] in ("期", "里", "中", "") else "first"
    )
    if tail[:1] in ("当", "那") or found["own"] is not None:
        which = "own"
    if "收假" in found[0]:
        which = "last"
    nth = number(tail[1]) if tail[:1] == "第" else 1
    return Say("break_day", count=nth, word=f"{_holiday(found['name'])}|{which}")


def _holiday(name: str | None) -> str:
    """The canonical name of a holiday, "" for any."""
    if not name or name == "双":
        return ""
    named = {"劳动": "五一", "十一": "国庆", "中秋国庆": "中秋", "国庆中秋": "国庆", "年": "春节"}
    if name[0] in "51":
        return "五一" if name[0] == "5" else "国庆"
    return named.get(name, name)


RULES = (
    Rule(
        Sort.DAY,
        CN + "农冬正腊阴",
        rf"(?:(?:农历|阴历)的?|(?=[正腊冬]月|[{CN}]{{1,2}}月[初廿]))(?P<month>正|腊|冬"
        rf"|[{CN}]{{1,2}})月"
        rf"(?P<day>初[{CN}]|廿[{CN}]|[{CN}]{{1,3}})(?![月年\d{CN}日号])",
        _lunar,
    ),
    Rule(
        Sort.DAY,
        "七三九二五八六十四",
        rf"(?<![{CN}\d])(?:{'|'.join(_FOLK)})(?![{CN}月年日号\d·•])",
        _folk,
    ),
    Rule(
        Sort.DAY,
        "初大正农阴",
        rf"(?:(?:大年|正月|(?<=[逢月的])(?:农历|阴历)的?)?初(?P<day>[{CN}])"
        rf"|(?<=[逢月的])(?:农历|阴历)的?(?P<day_>十[{CN}]?|廿[{CN}]?))(?:[、和与]?(?P<second>十五|(?<=[、和与])(?:三十|廿[{CN}]?|十[{CN}]?)))?(?![中年级高学等期{CN}]|毕业|、初|家长)",
        _new_year,
    ),
    Rule(
        Sort.BREAK,
        "15中五假元劳十双国小年收放春清端节返长过",
        rf"(?<![一-龥]十一月)(?<![过环细情季关春双暑寒病产婚事])(?:过(?=年))?(?:(?P<name>{BREAKS}"
        rf"|(?<![一-龥\d])年|(?<![{_OF_YEARS}])年(?=之?前))(?:{BREAK_NOUN}|休[息假])?|{BREAK_NOUN}|收假|返岗)"
        r"[”\"]?(?:[来到]临|到来|开始|结束|收假|上班|返岗|回来)?(?:之|以|过)?"
        r"(?P<side>前(?!后|期|提|述|来|夕)|后(?!勤|续|台|半))(?:夕)?的?"
        rf"(?:(?<=前)(?P<amount>{COUNT})个?(?P<unit>天|周|星期|礼拜)"
        rf"|(?P<tail>(?:(?<=前)(?:两|[2-5])个)?{_FIRST}{{0,8}}(?:工作日|上班日|上班|天|日)))?",
        _break,
    ),
    Rule(
        Sort.BREAK,
        "15中五假元劳十双国小放春未没清端节还长",
        rf"(?<=[趁在])(?P<name>{BREAKS})?{BREAK_NOUN}?(?:还没|还未|没|未)(?:放假|休息|到"
        rf"|来)(?P<side>之?前)?(?P<amount>(?!))?"
        r"(?P<unit>(?!))?(?P<tail>(?!))?",
        lambda found: Say("before_break", count=1, word=_holiday(found["name"])),
    ),
    Rule(
        Sort.BREAK,
        "收15中五元劳十国春清端双上复返",
        rf"(?P<name>{BREAKS})?收假(?:后|回来)?(?:上班)?的?(?:第(?P<count>[一二三四五])(?:[天日]|个工作日)(?:上班)?|头一?天|首日|(?<=上班)[当那]天)"
        r"|(?<!节后)(?<!假后)(?:上班|复工|返岗)第一天",
        lambda found: Say(
            "after_break", count=number(found["count"] or "一"), word=_holiday(found["name"])
        ),
    ),
    Rule(
        Sort.BREAK,
        "15中五假元劳十双国小收放春清端节长",
        rf"(?:(?P<name>{BREAKS}){BREAK_NOUN}?|{BREAK_NOUN})的?"
        r"(?P<tail>[”\"]?(?:收假(?:[当那]一?天)?|[当那]一?天|当(?=[晚夜])|第[一二三四五六七]天|首日|最后一?1?天|期间|里|中(?![秋午])"
        r"|(?=每|天天)|(?P<own>(?:(?<=[旦秋庆午明])|(?<=[旦秋庆午明春]节))(?=[上下中]午|[早晚]上|凌晨))))"
        r"|收假(?:[当那]一?天)?",
        _break_day,
    ),
    Rule(
        Sort.DAY,
        "3678七三中五儿元八六冬助双圣处夏大妇学宪寒小平年建惊护教春植母消烈父环白禁秋立腊芒记谷重除霜青龙",
        rf"(?P<named>{_FESTIVALS})|(?P<numbered>{_NUMBERED})(?=节|[”\"]?(?:前|之前|以前|当天"
        rf"|上午|下午|晚))节?",
        _festival,
    ),
)
