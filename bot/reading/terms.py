"""Terms of a text for search and likeness: bigrams of what is left without time and politeness."""

import re
from functools import lru_cache
from operator import add

# No match begins with another letter: most places need no try.
_TIME = re.compile(
    r"(?=[\d上下中之今以傍凌前后周截早明星昨晚本礼这])(?:(?:20\d{2}年)?\d{1,2}月(?:\d{1,2}[日号]?)?|\d{1,2}[日号](?![楼栋井桥网组池库])|(?:本|这|"
    r"下|上)?(?:周|星期|礼拜)[一二三四五六日天末]|今[天日晚早]|明[天日晚早]|后天|昨[天日晚]|"
    r"(?:上午|下午|中午|晚上|凌晨|早上|傍晚)|\d{1,2}[:点时](?:\d{1,2}分?|半|整)?|下班前|之前|"
    r"以前|截止|前(?=[,。;、:!\s报交发送填完请把将各上提统反回]|$))"
)
_POLITE = re.compile(
    r"请(?:各[村位社区单网格组支部]{1,3}|大家)?|务必|抓紧|尽快|及时|按时|立即|马上|收到请?回复|"
    r"谢谢(?:大家|各位)?|各位好?|大家|各(?:村|社区|网格|组|单位|支部|位)|同志们|转发[^,。:]{0,"
    r"6}通知|催报|@全体成员|@所有人|"
    r"重要|紧急|通知|提醒|一下|报送|上报|填报|报|交|发我|给我|发|的|了|吧|哈|啊|呢|把|将|于|在|"
    r"和|与|及|到|我|你|他|都|也|还|要|有|没|不|是|就|那个|这个|一个"
)
_RUN = re.compile(r"[一-龥]+|[A-Za-z]{2,}|\d{2,}")


@lru_cache(maxsize=1024)
def terms(text: str) -> frozenset[str]:
    """Bigrams of the content of normalised ``text``; Latin words and longer numbers whole."""
    found: set[str] = set()
    for run in _RUN.findall(content(text[:2000])):
        if not "一" <= run[0] <= "龥":
            found.add(run.lower())
        else:
            found.update(map(add, run, run[1:]))
    return frozenset(found)


def content(text: str) -> str:
    """``text`` with blanks where times and politeness stood."""
    return _POLITE.sub(" ", timeless(text))


def timeless(text: str) -> str:
    """``text`` with blanks where times stood."""
    return _TIME.sub(" ", text)


_VISIT = re.compile(
    "[来到下入进][镇村组户]|检查|督查|督导|调研|考核|巡查|核查|抽查|工作|情况|开展|专项|现场|台账|进行"
)


def subject(text: str) -> frozenset[str]:
    """The terms of what an inspection is about, without what any of them is called."""
    return terms(_VISIT.sub(" ", text))


def containment(part: frozenset[str], whole: frozenset[str]) -> float:
    """Share of the smaller set's terms that stand in the other, 0..1; 0 when either is empty."""
    if not part or not whole:
        return 0.0
    return len(part & whole) / min(len(part), len(whole))


_CLAUSE_END = re.compile(r"[,。;!?\n]|改(?:到|成|为|在|期)|取消|延期|推迟|提前到|作废")


def first_clause(text: str) -> str:
    """What stands before the first break or word of change: often the only name of the thing."""
    return _CLAUSE_END.split(text, maxsplit=1)[0]
