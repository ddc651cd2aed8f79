"""What a notice demands beside the thing itself, and how much of it: 盖章纸质版, 60岁以上, 近五年.

Of what is passed down these tell, in its own words, what was laid on top.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.domain.levels import Demand, Scope
from bot.reading.burden.laid import laid_on_readers
from bot.reading.terms import terms

_COUNT = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_SEAL = (
    "(?:加?盖(?:[村社镇单][一-龥]{0,3})?(?:公|印)?章|签字盖章|签字背书|手写签名|"
    "(?:支?书记|主任|负责人|经办人|本人)?签[字名]|按手印)"
)
_COPIES = rf"(?:(?:各)?一式{_COUNT}份)"
_DEMANDS = (
    ("paper", rf"(?:{_SEAL}[后的并、和及]*)?纸质(?:版|件|稿|材料|档案|表册?)?{_SEAL}?{_COPIES}?"),
    ("copies", _COPIES),
    ("seal", rf"{_SEAL}(?:[、并和及]*{_SEAL})*(?:的?(?:扫描件|原件|版|件))?"),
    ("photo", r"(?:(?:现场|实景|带?水印|工作|前后|整改前后|入户|走访|对比|全景|正面)的?){0,3}"
     rf"(?:照片|相片|视频|录像|截图)(?:(?:不少于|至少)?{_COUNT}张)?|拍照(?:带水印)?|拍(?:小)?视频"),
    ("daily", r"(?:每[天日](?:[早晚][上间]?|[上下]午)?(?:\d{1,2}[点时:](?:\d\d)?(?:之?前)?)?|日)"
     r"(?:一?报(?!告|名|[社纸刊])|上报|报送|调度|更新)(?:一次)?(?:[一-龥]{0,4}?(?:进度|进展|情况))?"),
    ("zero", "零报告(?:制度)?"),
    ("proof", "承诺书|佐证(?:材料)?|情况说明|证明材料|流水"),
    ("attach", r"[另还再]附[一-龥\d]{2,10}|会议记录|签到表|台账复印件|总结材料|工作总结"),
    ("place", "定位(?:截图)?|经纬度|坐标"),
    ("system", "(?:同步|同时|逐一)?录入[一-龥]{0,8}?(?:系统|平台|小程序)"),
    ("roll", "打卡|接龙"),
    ("threat", r"(?:(?:逾期|漏报|迟报|未报|不报|错报|超时)[一-龥]{0,6}?)?"
     r"(?:(?:全[镇县乡区]|点名)?通报(?:批评)?|扣分|追责|约谈|问责|纳入考核|扣减?考核分)(?:[、并和及]*(?:扣分|通报(?:批评)?|约谈|追责))*"),
)  # fmt: skip
DEMANDS = tuple((code, re.compile(said)) for code, said in _DEMANDS)
THREAT = "threat"
# What a plain handing in says anyway, and what stands in the name of the thing.
_NAME = re.compile(r"《[^》]{1,40}》|[“\"「][^”\"」]{1,24}[”\"」]")

_NUMBER = {han: value for value, han in enumerate("零一二三四五六七八九十")} | {"两": 2}
_AGE = re.compile(r"(?:年?满)?(?P<n>\d{2,3}|[五六七八九]十)周?岁?(?:\(含\))?(?:及)?(?:以上|[\+])")
_BACK = re.compile(rf"(?:近|最近|前|过去)(?P<n>{_COUNT})(?P<unit>年|个月)(?:来|内|以来)?")
_LEAST = re.compile(
    r"(?:不(?:得|能)?(?:少|低)于|至少|不下)(?P<n>\d{1,4})(?P<unit>%|[人户份张条篇处个次名字遍场])"
)
_SAMPLE = re.compile(
    rf"(?:随机)?抽(?:取|查|选|样|检|访|测)[^,。;]{{0,6}}?(?:{_COUNT}[户人家处个份所栋]|\d{{1,2}}%)|"
    rf"(?:{_COUNT}[户人家处个份所栋]|\d{{1,2}}%)(?:进行)?(?:随机)?抽(?:查|样|检|访|测)|抽查|抽样"
)
_ALL = re.compile(
    "逐户[一-龥]{0,2}|逐人|逐栋|逐一|逐个|全覆盖|全部|全面|全数|所有|每一?户|家家户户|挨家挨户|一户不漏|100%"
)
_OFTEN = (
    (30.0, re.compile("每(?:天|日|晚)|天天|逐日|日报")),
    (15.0, re.compile("每两天|隔天")),
    (
        4.0,
        re.compile("每(?:周|星期|个?礼拜)[一二三四五六日天末]?(?![一-龥]{0,3}?[两三]次)|周报|逐周"),
    ),
    (3.0, re.compile("每旬|旬报")),
    (1.0, re.compile("每个?月|逐月|月报")),
    (1 / 3, re.compile("每个?季度?|季报")),
)


def demands(text: str) -> tuple[Demand, ...]:
    """What a normalised text wants beside the thing itself, one of a sort, in its own words."""
    plain = _NAME.sub(";", laid_on_readers(text))
    found: dict[str, tuple[int, str]] = {}
    for code, said in DEMANDS:
        one = said.search(plain)
        if one and code not in found:
            found[code] = one.start(), one.group()
            inside = one.group()
            plain = plain[: one.start()] + ";" * len(inside) + plain[one.end() :]
            for other in _WITHIN.get(code, ()):
                if dict(DEMANDS)[other].search(inside):
                    found.setdefault(other, (one.start(), ""))
    return tuple(Demand(code, said) for code, (_, said) in found.items())


# 盖章纸质版一式两份 also says that it is to be sealed.
_WITHIN = {"paper": ("seal", "copies")}


@lru_cache(maxsize=1024)
def scopes(text: str) -> tuple[Scope, ...]:
    """How much a normalised text wants, one of a sort: from which age on, how many, how often."""
    return tuple({one.of: one for one in reversed(list(_scopes(text)))}.values())


def _scopes(text: str) -> Iterator[Scope]:
    if age := _AGE.search(text):
        # The younger they may be, the more they are.
        yield Scope("age", -_value(age["n"]), age.group())
    if back := _BACK.search(text):
        months = _value(back["n"]) * (12 if back["unit"] == "年" else 1)
        yield Scope("back", months, back.group())
    for least in _LEAST.finditer(text):
        yield Scope(f"least{least['unit']}", _value(least["n"]), least.group())
    sampled, whole = _SAMPLE.search(text), _ALL.search(text)
    if sampled or whole:
        yield Scope("share", 0.0, sampled.group()) if sampled else Scope("share", 1.0, _said(whole))
    for times, said in _OFTEN:
        if often := said.search(text):
            yield Scope("often", times, often.group())
            return


def _said(found: re.Match[str] | None) -> str:
    return found.group() if found else ""


def _value(words: str) -> float:
    """35, 三, 十二, 六十; the lesser one of 两三 and 十二三."""
    if words.isdigit():
        return float(words)
    tens, ten, ones = words.partition("十")
    if not ten:
        return float(_NUMBER[words[0]])
    return 10.0 * (_NUMBER[tens[0]] if tens else 1) + (_NUMBER[ones[0]] if ones else 0)


def without_more(text: str) -> str:
    """A normalised text without the clauses that only lay something on top, and without how much is
    wanted: what is left tells which request it is.
    """
    first, *rest = _CLAUSES.split(text)
    plain = "".join((first, *(one for one in rest if not _only_lays(one))))
    for said in _HOW_MUCH:
        plain = said.sub("", plain)
    return plain


@lru_cache(maxsize=1024)
def thing_of(text: str) -> frozenset[str]:
    """The terms of what a normalised text wants, whoever is to hand it in, to whom, in what form,
    and however much of it.
    """
    return terms(_BESIDE.sub(" ", without_more(text)))


_CLAUSES = re.compile(r"(?=[,。;!\n])")
_HOW_MUCH = (_AGE, _BACK, _LEAST, _SAMPLE, _ALL, *(said for _, said in _OFTEN))
_LINKS = re.compile(
    r"每[户处人栋村点][均都]?|一律|必须|实行|落实|严格|逾期|未报|漏报|不报|同时|另外|以及|[须需要附带另并还加报交由后的和将予对者及也送]|"
    r"[^一-龥]"
)


def _only_lays(clause: str) -> bool:
    """Whether hardly anything is left of a clause without what it demands."""
    plain = clause
    for _, said in DEMANDS:
        plain = said.sub("", plain)
    return plain != clause and len(_LINKS.sub("", plain)) <= _LITTLE


_LITTLE = 3
_BESIDE = re.compile(
    r"(?:按照?|根据|依据|落实|接到?|转发?|传达)[^,。;:!?\n]{2,16}?(?:要求|通知|安排|部署|来电)[,:。]?|"
    r"请?各(?:乡镇|镇街|街镇|镇乡|乡|镇|街道|村|社区|单位|部门|组|[、和及(\)])+|"
    r"(?:报|交|发)(?:送|到|至|给)?[县市区镇乡][一-龥]{1,7}[局办所站委](?![一-龥]{0,2}[名台表])|"
    r"(?:excel|Excel|EXCEL|word|Word|wps|WPS)(?:电子)?(?:版|表格?|文档|格式)?|电子(?:版|表格?|件|档)"
)
