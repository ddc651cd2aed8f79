"""A title made to fit a line: several papers told as one, long words cut where it hurts least."""

import re
from collections.abc import Sequence
from itertools import takewhile

from bot.reading.papers import ON_PAPER_OR_NOT, is_report
from bot.reading.speaker.offices import GIVEN, SURNAMES
from bot.reading.titles.heads import last_word, names
from bot.reading.titles.shown import without_numbers
from bot.reading.titles.worth import SHAPE

LONGEST = 18

_LED = re.compile(r"(?:报送|报|提交|交|送|提供|准备|备齐|补)[^,。;\n]{0,8}[:](?=\s*[(]?[1一①])")
_ITEM = re.compile(
    r"(?<![^:;。\n\s])[(]?(?:[1-9]|[一二三四五六七八九]|[①-⑨])[.、)]*\s*([^,。;:\n]{3,24})"
)
# People: to whom it is given (各网格给小唐), whom it is about (4组吴桂英).
_PERSON = re.compile(
    rf"(?:各网格|各村|直接)?(?:给|交给?|发给?|报给?|找|联系)[老小阿][{SURNAMES}].*$|"
    rf"(?<=[组村队户])[{SURNAMES}][一-龥]?[{GIVEN}]$"
)
# Of whom: 王秀英家庭的申请表, 困难户王秀英的情况说明, 李秀兰、王桂英两户.
NAME = rf"(?!蒲公英)[{SURNAMES}](?:[{GIVEN}][一-龥]?|[一-龥][{GIVEN}英珍凤淑娜洁琳])"
"""A full name that no word of work looks like, in a pattern."""
_OF_WHOM = re.compile(
    rf"(?:^|(?<=[组村队户众员童、]))(?:{NAME}、){{0,3}}{NAME}"
    r"(?:(?:家庭|夫妇|本人|同志)的?|(?:一家|[家户])?的|(?=等?[两二三四五六\d]{1,2}[户人]))(?=.{2})"
)
_WIDE = re.compile(
    r"(?:20\d\d[年届]度?|辖区[内里]?的?|所有的?|全[县镇乡区市街]|本(?:社区|片区|镇|村|乡|单位|"
    r"辖区)的?|目前|各自的?|"
    r"\d+(?:至|到|—|-|周?岁至)\d+周?岁(?:以[上下])?的?)"
)
_TELLING = 8
_BESIDE = re.compile("[、和及]")
_OF = re.compile(r"(?<![目])的(?=.{4,})")


def fitted(title: str) -> str:
    """A title of at most 18 characters: what is said for all falls off first, then what is told of
    the thing, then its end.
    """
    title = without_numbers(" ".join(title.split()))
    title = _PERSON.sub("", _OF_WHOM.sub("", title))
    if len(title) > LONGEST:
        title = _shorter(title)
    if len(title) <= LONGEST:
        return title
    return title[: LONGEST - 1] + "…"


def _shorter(title: str) -> str:
    """The title without what it can best do without; itself where nothing helps."""
    bare = _WIDE.sub("", title)
    if len(bare) <= LONGEST:
        return bare
    parts = _BESIDE.split(bare)
    if len(parts) > 2 and all(is_report(part) for part in parts):
        return told_as_one(parts)
    return _the_thing(bare, parts[-1]) or _first_of(bare, parts) or bare


def _the_thing(bare: str, last: str) -> str | None:
    """在校学生底数 of 父母双方外出、由亲友照看的在校学生底数: without what is told of it."""
    for of in _OF.finditer(bare) if "的" in last else ():
        thing = bare[of.end() :]
        if len(thing) <= LONGEST and names(thing) and not SHAPE.fullmatch(thing):
            return thing
    return None


def _first_of(bare: str, parts: list[str]) -> str | None:
    """老人、宝妈等回访 of more than there is room for."""
    for count in range(len(parts) - 1, 0, -1):
        told = f"{bare[: sum(map(len, parts[:count])) + count - 1]}等"
        told += "" if is_report(parts[0]) else last_word(bare)
        if len(told) <= LONGEST and (count > 1 or len(told) > _TELLING):
            return told
    return None


def joined(matter: str, paper: str) -> str | None:
    """补贴面积核实 and 核实表 as 补贴面积核实表; None where both together are too long."""
    for size in range(min(len(matter), len(paper)), 1, -1):
        if matter.endswith(paper[:size]):
            return _if_fits(matter + paper[size:])
    return _if_fits(matter + paper)


def _if_fits(words: str) -> str | None:
    return words if len(words) <= LONGEST else None


def papers_of(text: str) -> str | None:
    """A、B等3项 of a list of papers, numbered or in one clause; None where a text has none."""
    start = _LED.search(text) if ":" in text else None
    items = [item[1] for item in _ITEM.finditer(text, start.end())] if start else []
    papers = list(takewhile(is_report, items))
    return told_as_one(papers) if len(papers) > 1 else None


def told_as_one(papers: Sequence[str]) -> str:
    """A、B of two papers where there is room, A等3项 of many."""
    papers = [_COPY_OF.sub("", _OF_WHOM.sub("", without_numbers(paper))) for paper in papers]
    for count in range(len(papers), 0, -1):
        told = "、".join(papers[:count])
        told += f"等{len(papers)}项" if count < len(papers) else ""
        if len(told) <= LONGEST:
            return told
    first, tail = _WIDE.sub("", papers[0]), f"等{len(papers)}项"
    room = LONGEST - len(tail)
    return (first if len(first) <= room else first[: room - 1] + "…") + tail


# 会议记录复印件: which copy is wanted is told last, if at all.
_COPY_OF = re.compile(rf"(?<=.{{4}})(?:复印件|{ON_PAPER_OR_NOT})$")
