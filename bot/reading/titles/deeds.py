"""What is to be done to a thing, and whom to go and see: 挪车, 看望独居老人."""

import re

from bot.reading.papers import is_report
from bot.reading.titles.fitting import LONGEST, joined
from bot.reading.titles.heads import last_word
from bot.reading.titles.trim import GAP, plain
from bot.reading.wanted.fields import is_column

_MOVE = "(?:挪|移|搬|推|拉|抬|开|收|拿|运|拖|撤|摘|关|锁|停|卸|扛|拆)"
_TO = (
    r"(?P<to>[到回进])(?P<place>(?![来去])[^,。;!?:\x00\s了]{2,9}?)(?:去|来|里)?"
    r"(?=[,。;!?:\x00\s]|$)"
)
_AWAY = "(?P<away>走|开|起来?|出去|出来|进来|进去|进屋|下来|回去|回来|上来|上去|好|紧|掉|了)"
# 把车挪走, 停在东边的车\0前都开走
_MOVED = re.compile(
    rf"(?:(?P<who>\d{{1,3}}(?:号楼|[楼栋幢])(?:[一二三四五六\d]单元)?)的?(?:业主|住户|居民|车主)[^,。;!?\x00]{{0,4}}\x00?前?)?"
    rf"(?:(?<!谁)[把将](?P<what>[^,。;!?:\x00把将]{{1,16}}?)|(?P<left>[^,。;!?:\x00]{{2,16}}?)(?=\x00))"
    rf"(?:\x00(?:以?前|之前)?)?(?:都|全部|全|一律|统统|统一|先|自己|自行|尽快|赶紧|抓紧|及时|马上|立即)*"
    rf"(?P<deed>{_MOVE})(?:{_TO}|{_AWAY})"
)
_CAR = re.compile("(?:.*的)?(?:私家|机动|小|汽)?车辆?(?:子)?")
_WHICH = re.compile(
    "^(?:自己|自家|各自|各家|家里|你们?)?的?(?=.)|那[个台套辆张把]|这[个台套辆张把]"
)
_OPENED = {"了": "", "进屋": "进"}
_SEE = re.compile(
    r"(?P<feast>端午|重阳|中秋|春节|六一|八一|七一|元旦|国庆|三八|腊八|冬至|教师节|儿童节|助残日|敬老月)?节?(?:\x00|前后?|期间|当天|那天)*[^,。;!?]{0,4}?"
    r"(?:想|打算|准备|计划|拟|要)(?:[到来]|组织|上门|再)*(?P<see>走访慰问|慰问|走访|去?看[看望]|去?看一[看下]|去看)(?:一下|慰问)*"
    r"(?:[一几两]批|几[户个位]|部分|一些)?(?P<whom>[^,。;!?:\x00]{0,12}?(?:老人|老兵|老党员|儿童|孩子|困难户|职工|党员|军人|军属|学生|群众|"
    r"教师|老师|妇女|病人|残疾人|环卫工人?|家庭|人员|烈属|的户))(?=[,。;!?:\x00\s]|$)"
)


_SAID = re.compile("看|慰问|走访")
_CLAUSE_BEFORE = re.compile("[^,。;!?]*$")


def moved(title: str, shown: str) -> str | None:
    """What is to be moved and how, 挪车, where ``shown`` says so of what ``title`` speaks of; None
    where it does not.
    """
    for found in _MOVED.finditer(shown) if GAP in shown or "把" in shown or "将" in shown else ():
        clause = _CLAUSE_BEFORE.search(shown, 0, found.start())
        so = found["away"] == "了" and (found["left"] or "谁" in (clause[0] if clause else ""))
        if so:  # 谁把铁门关了: that is so, nobody is asked to
            continue
        what = _WHICH.sub("", plain(found["what"] or found["left"])).strip()
        if (
            not what
            or _NONE.search(what)
            or is_report(what)
            or last_word(what)
            or is_column(what)
            or not (what in title or title in found[0])
        ):
            continue
        return _told(found, what)
    return None


def _told(found: re.Match[str], what: str) -> str:
    deed, place, away = found["deed"], found["place"], found["away"] or ""
    who = found["who"] or ""
    if _CAR.fullmatch(what) and deed in "挪移开" and away in ("走", "开"):
        of = _LEFT.sub("", what[: what.rfind("的")]) if "的" in what else ""
        return f"{who or of}挪车" if len(of) <= _PLACE else "挪车"
    if place:
        whole = f"{what}{deed}{found['to']}{place}"
        return whole if len(whole) <= LONGEST else f"{deed}{what}"
    whole = f"{deed}{_OPENED.get(away, away.rstrip('来去'))}{what}"
    return whole if len(whole) <= LONGEST else what[: LONGEST - 1]


_PLACE = 10
_LEFT = re.compile("(?<=.)停(?:放|靠|着)?$")
_NONE = re.compile("(?:人|(?<!窗)户)$|身份证|户口本")


def seen(title: str, shown: str, *, bare: bool) -> str | None:
    """端午看望独居老人名单 of 端午想去看看独居老人,把名单报我, for a ``title`` that says no more
    than the beginning of it, or is ``bare``; None where nobody is to be seen.
    """
    found = _SEE.search(shown) if _SAID.search(shown) else None
    if not found or not (bare or title in found[0]):
        return None
    whom = plain(found["whom"]).replace("的", "")
    verb = found["see"] if found["see"] in ("慰问", "走访慰问", "走访") else "看望"
    whole = f"{found['feast'] or ''}{verb}{whom}"
    return joined(whole, "名单") if "名单" in shown else whole
