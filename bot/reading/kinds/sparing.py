"""Who alone need not do what all were asked: 城关镇没有山塘,不用报排查表; 80岁以上的不用认证."""

import re
from typing import NamedTuple

from bot.reading.kinds.excusing import NEED_NOT
from bot.reading.papers import is_paper
from bot.reading.speaker.offices import SURNAMES
from bot.reading.titles.fitting import NAME


class Spared(NamedTuple):
    """The ``names`` of those who are spared, or of what ``sort`` they are if they are not named;
    the ``words`` that spare them, "" where these tell nobody who that is (城关镇不用报), and the
    ``clause`` that does by the words ``off``.
    """

    names: tuple[str, ...]
    sort: str
    words: str
    clause: str
    off: str


class _Whom(NamedTuple):
    names: tuple[str, ...]
    sort: str
    said: str


_LETTER = (
    "(?![各每全本我你咱他她它这那其个由被把让请转据接经按已在从给的了是和与及都也就到去因为有没无行自相所整乡农])"
    "[一-鿿]"
)
_KIND = (
    "(?:村(?![民委里级医官务居组支干]|书记|主任)|社区(?![居矫])|[镇乡](?![里上村])|街道|教学点|[小中]学(?!生)|幼儿园|"
    "卫生[院室]|[林农]场)"
    "(?!已?(?:通知|要求|来电|明确|说|反映|提出|问|打电话))"
)
# 红星村 of 党建总结红星村: within a word two letters are taken for its name.
_PLACE = rf"(?:(?<![一-鿿])(?:{_LETTER}){{1,3}}|(?<=[一-鿿])(?:{_LETTER}){{2}}){_KIND}"
_COUNT = r"(?<![\d月第])第?[一二三四五六七八九十\d]{1,3}"
_NUMBERED = rf"{_COUNT}(?:号?(?:组长?|队|栋|楼|院)|社(?![区会保])|网格(?!员)|支部|片区)"
_HOUSE = "^(?!那[一二三四五六七八九十])[一-鿿]{1,3}?(?:家|户|组|队)(?=的|那|就|都|可以|先|暂|$)"
_OWN = re.compile(f"{_PLACE}|{_NUMBERED}|{_HOUSE}")
_PLACE_NAME = re.compile(f"(?:{_LETTER}){{2,3}}")
# What stands between who is spared and that they are: 交通局本期就免报.
_LIGHT = re.compile("(?:[就都也先]|可以?|暂时|[今明]天|今[年晚]|[本这]?[次期回])+$")
# 交通局、水利局: offices are spared where nothing else is said of them.
_BODY = "[一-鿿]{2,6}?(?:局|办|所|站|院|中心|公司|合作社)"
_BODIES = re.compile(rf"(?:.*:)?(?P<who>{_BODY}(?:[、和]{_BODY})*)")
_ROW = re.compile("[、和及与]")
# 城边几个组通自来水的, 去世的老人, 挂职干部, 三组长: of what sort those are who are not named.
# 张德福户, 老刘, 困难户王秀英的, 张德福去世了: one of all, by name.
_BY_NAME = re.compile(
    rf"^(?:[一-鿿]{{2,4}}[户员者人])?(?:{NAME}|[老小][{SURNAMES}](?![村镇乡组社])|"
    rf"[{SURNAMES}][一-鿿]{{1,2}}(?=(?:家|户)(?![庭家])|死|去世|过世|病了|住院|外出))"
)
_SOMEBODY = re.compile(rf"(?:的|那边)?(?:{NAME}|[{SURNAMES}][一-鿿]{{1,2}}(?=家|户|[、的](?!村)))")
_FULL_NAME = re.compile(f"的?[{SURNAMES}][一-鿿]{{1,2}}")
_COUNTED = re.compile(
    r"(?:[这那](?:[几两三四五六七八九十\d]个?|些)|[几两]个)"
    "(?:村|社区|乡?[镇乡]|[组队]|网格|单位|支部|学校|站所)"
)
_SORT = re.compile(
    r"(?P<sort>[一-鿿\d]{2,16})的(?:各?(?:村|社区|单位|支部|网格|学校|老人|组|户|人))?$|"
    "(?<![一-鿿])(?P<group>[一-鿿]{2,6}?)"
    "(?:户|企业|干部|人员|党员|学生|老人|群众|家庭|对象|职工|[老教]师|[村居]民|支部)$|"
    "(?P<one>(?<![各体有])(?:组长|书记|主任|会计|文书|专干|委员)|(?<![一-鿿])[老小][一-鿿])$"
)
# 昨天发的, 还没报的: of all that is asked.
_SAID_OF = re.compile(
    "[我咱]|[发说讲要求定知置排到][过了]?$|[昨今前][天日]$|刚[才刚]$|上[次回周]$|^[那这]个?.?$|"
    "没有?[上填]?[报交填做来去开发写]"
)
# 今晚的会他就不用来了, 你们村不用报: who was spoken of just now.
_JUST_SAID = re.compile("(?:^|[的会])[他她]们?$|你(?:们?(?:[村组队]|社区|单位|学校)|家)")
_SPARES = re.compile(
    rf"(?:{NEED_NOT}|先[不别]|免(?=[报交填于予])|不(?=[报交]了?$|要了?$)|"
    "(?:莫|别|不要)(?=再?[报交填写做弄搞来去带拿]了$))(?!再?[谢急怕担客催回问等停愁慌改])"
    "(?:(?:再|单独|重复)?(?:上报|报送|参加|提交|填报|报名(?![单册])|推荐|认证|整改|登记|参会|复核|"
    "[报交填发送写做弄搞来去带附传给评查管排录]|[一-鿿]{1,6}?(?=了?$)))?"
)
# 西沟就算了,不用拍,其他村都要
_NEVER_MIND = re.compile(
    r"(?:^|[,。;!\s])(?P<clause>(?P<who>[一-鿿、]{2,9}?)就算了"
    rf"(?:[,\s]*(?P<off>{NEED_NOT}[一-鿿]{{1,3}}?)了?(?=[,。;!\s]|$))?)(?=[,。;!\s]|$)"
)
_ALL = re.compile("[各每]|大家|所有|全[镇乡县体部]")
_OTHER = "(?:其[他它余]|剩下|别的?[村组镇乡社单])"
_OTHERS, _OWE = re.compile(f"^[^,]{{0,8}}{_OTHER}"), re.compile(f"{_OTHER}[^,。;!]{{0,8}}[要照]")
# 社区不用报: as many as there are.
_WHOLE_KIND = re.compile("^(?:[村镇乡组]里?|社区|街道|单位|部门|学校)(?:[就都也先]|可以?)*$")
# 请石桥村转告, 由石桥村汇总: what they are to do spares nobody.
_TELLS, _AGENT = re.compile("请|转告|[?吗]"), re.compile("(?:[由让找]|[交报发]给)$")
_SENTENCE, _CLAUSE = re.compile(r"[。;!?\n]"), re.compile(r"[,\s]+")
_BACK, _READ, _LONG, _STEM = 2, 200, 18, 2


def spared_in(text: str) -> Spared | None:
    """Who alone need not do what was asked, by a normalised text; None where it spares all.

    Where why stands in clauses of its own, they are looked for in these.
    """
    left_out = _left_out(text[:_READ])
    if left_out:
        return left_out
    nothing = None
    for sentence in _SENTENCE.split(text[:_READ]):
        clauses = [one for one in _CLAUSE.split(sentence) if one]
        for place, clause in enumerate(clauses):
            off = _SPARES.search(clause)
            if off is None:
                continue
            head = clause[: off.start()]
            if _ALL.search(head) or _OTHERS.match(head) or _WHOLE_KIND.search(head):
                continue
            back = clauses[max(0, place - _BACK) : place]
            found = _whom(_LIGHT.sub("", head))
            if found is None or not found.said:
                found = _before(back) or found
            if found:
                words = f"{found.said}{off[0]}" if found.said else ""
                spared = Spared(found.names, found.sort, words, clause, off[0])
                if not found.sort.startswith(("没", "无")):
                    return spared
                # 没有的不用报 goes without saying; who is named after it does not.
                nothing = nothing or spared
    return nothing


def _left_out(text: str) -> Spared | None:
    """Who is let off by 就算了: units, or whoever is named where all others still owe it."""
    found = _NEVER_MIND.search(text)
    if found is None:
        return None
    row = _names_in(found["who"])
    names = tuple(one[0] for one in row) or tuple(_ROW.split(found["who"]))
    named = row or (_OWE.search(text) and all(_PLACE_NAME.fullmatch(one) for one in names))
    if not named or any(is_paper(one) for one in names):
        return None
    off = found["off"] or "就算了"
    return Spared(names, "", f"{'、'.join(names)}{off}", found["clause"], off)


def _before(clauses: list[str]) -> _Whom | None:
    """Whom the nearest of these clauses tells something of: 一组名单早上就给我了."""
    for clause in reversed(clauses):
        if _ALL.search(clause) or _TELLS.search(clause) or _SPARES.search(clause):
            return None
        row = _names_in(clause)
        if row and _is_somebody(clause, row[-1].end()):
            return _Whom((), "", "")  # 大湾村的刘桂芳住院了
        if row and row[-1].end() < len(clause):
            return None if _AGENT.search(clause[: row[0].start()]) else _named(row)
        if clause.endswith("的") and not clause.startswith("是") and (some := _whom(clause)):
            return some
    return None


def _is_somebody(said: str, start: int) -> bool:
    """Whether one person of a unit is named there: 二组李四."""
    rest = said[start:]
    return bool(_SOMEBODY.match(rest) or (_FULL_NAME.fullmatch(rest) and not is_paper(rest)))


def _names_in(said: str) -> list[re.Match[str]]:
    """The names of units in words; 述职报告街道今年不要了 names none."""
    return [one for one in _OWN.finditer(said) if not is_paper(one[0][:_STEM])]


def _named(row: list[re.Match[str]]) -> _Whom:
    names = tuple(one[0] for one in row)
    return _Whom(names, "", "、".join(names))


def _whom(head: str) -> _Whom | None:
    """Who a clause speaks of, by what stands in it before that they are spared."""
    row = _names_in(head)
    if row and _is_somebody(head, row[-1].end()):
        return _Whom((), "", "")  # 二组王秀英的: not all of 二组
    if row:
        return _named(row)
    bodies = _BODIES.fullmatch(head)
    if bodies:
        return _Whom(tuple(_ROW.split(bodies["who"])), "", bodies["who"])
    if _JUST_SAID.search(head):
        return _Whom((), "", "")
    found = _SORT.search(head)
    sort = (found["sort"] or found["group"] or "") if found else ""
    named = _BY_NAME.match(head)
    if named and not found:
        return _Whom((), named[0], "")
    if _SAID_OF.search(sort) or not (found or _COUNTED.search(head)):
        return None
    return _Whom((), sort, head if len(head) <= _LONG else "")
