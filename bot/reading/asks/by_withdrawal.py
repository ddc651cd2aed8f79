"""A thing called off, and another one wanted by a time: 水库台账不用报了。请各村20日前报山塘表."""

import re

from bot.reading.kinds.excusing import NEED_NOT

_PAPER = (
    "(?:表|[名花]册|台账|名单|清单|报告|总结|材料|方案|数据|情况|照片|信息|汇总|统计数?|面积|小结|计划|"
    "册子)"
)
# 水库台账不用再报了: nothing but what is called off, and that it is.
_OFF = re.compile(
    rf"(?:另外|还有|同时|对了)?,?(?P<what>[^,。;:!?\n\s]{{0,14}}?{_PAPER})"
    rf"(?:[就可以先都也暂时今年这次本周月]{{0,4}})(?:{NEED_NOT}|不|免)再?(?:上?报送?|[上提]?交|填报?|做|弄|统计|汇总)?了?[啊哈吧]?"
)
_WANTED = re.compile(
    rf"(?=.{{0,60}}(?:\d[日号点:]|[今明后][天晚]|周[一二三四五六日天]|下班|月底)[^,。;!\n]{{0,6}}前)"
    rf"(?=.{{0,60}}?(?P<what>[^,。;:!?\n\s前把将的报交填]{{0,10}}?{_PAPER}))(?=.*[报交填发])"
)
# What goes on as it was, or is told of the same thing: 之前说的…还是要报, 20日前报电子版.
_SAME = re.compile(
    "还是|照[旧常样]|不变|继续|之前|原来|电子|纸质|口头|直接|改[为成用报]|推迟|延|提前"
)
_STOP = re.compile(r"[。;,!\n]\s*|\s+(?=[一-鿿\d])")
_ITEM = re.compile(r"\s*[(]?\d{1,2}[)]?[、.)]\s*")
_LONGEST, _MAY = 200, re.compile("[不免无甭]")


def split_by_withdrawal(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The span of a normalised text as two, where one clause at its head or tail does no more than
    call a paper off, and the rest wants another one by a time.
    """
    if end - start > _LONGEST or not _MAY.search(text, start, end):
        return [(start, end)]
    stops = [(stop.start(), stop.end()) for stop in _STOP.finditer(text, start, end)]
    for cut, onward in stops:
        if cut == start or onward >= end:
            continue
        head, rest = text[start:cut], text[onward:end]
        if _are_apart(head, rest) or _are_apart(rest, head):
            return [(start, cut), (onward, end)]
    return [(start, end)]


def calls_paper_off(part: str) -> bool:
    """Whether a part does no more than call a paper off."""
    return bool(_OFF.fullmatch(_ITEM.sub("", part, count=1).strip(" ,。;!\n")))


def _are_apart(off: str, wanted: str) -> bool:
    said = _ITEM.sub("", off, count=1).strip(" ,。;!\n")
    one, two = _OFF.fullmatch(said), _WANTED.match(wanted.lstrip(" ,。;!\n"))
    if one is None or two is None or _SAME.search(wanted):
        return False
    if one["what"] in wanted:
        return False
    # 残疾人名单 and 孤儿名单 are papers of one form; 残疾人 and 重度残疾人 may be one.
    of, other = (_FORM.sub("", found["what"]) for found in (one, two))
    alone = min(len(set(of) - set(other)), len(set(other) - set(of))) > 1
    return alone or two["what"][-2:] not in one["what"]


_FORM = re.compile(f"^(?:请|另外|还有|同时|对了|各[村镇组单乡校]位?)+|{_PAPER}$")
