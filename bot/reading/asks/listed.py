"""Papers that one ask lists by number, or in a row: 报送:1.情况表;2.名单;3.鉴定表."""

import re

from bot.reading.papers import SHEET

_WANTED = re.compile(
    "(?=[上下交以准发填如报提收移])(?:"
    r"(?:(?:报送?|上报|填报|提交|提供|准备|[上移]?交|收集|发)[给到至]?(?:我|[^,。;:\n\d]{1,8}[办站所局科股室部])?|"
    r"(?:以下|下列|如下)[^,。;:\n]{0,12}):\s*(?=\(?(?:1|一)[、.)])"
    ")"
)
_NUMBER = re.compile(
    r"\((?:[1-9]|1\d)\)[、.]?|(?:[1-9]|1\d)[、.)](?=20\d\d年|\D)|[一二三四五六七八九十][、.]"
)
_END = re.compile(r"[,;。!?\n]")
_ASIDE = re.compile(r"\([^()]*\)|[“”\"《》]|[一两二三各]式?[一两二三四五]?份$")
# No private number, picture or line stands in what a paper is called.
_NAME = (
    r"[^,。;:()、的\s!?~@/〔〕《》\x00\u2600-\u27bf\U0001f000-\U0001faff]{1,22}?"
    rf"(?:{SHEET})+"
)
_PAPER = re.compile(_NAME)
_AND = re.compile("、|以?及|和|与")
_ROW = re.compile(
    rf"(?:报送?|上报|填报|提交|[上补]?交|提供|准备|把|将)\s?((?:{_NAME})(?:(?:{_AND.pattern})(?:{_NAME}))+)"
)
_LEAST, _READ = 2, 1000


def listed(text: str) -> tuple[str, ...]:
    """The papers that normalised ``text`` numbers behind a colon; () where it lists other things,
    or gives any of them a time of its own.
    """
    text = text[:_READ]
    head = _WANTED.search(text)
    numbers = list(_NUMBER.finditer(text, head.end())) if head else []
    ends = [*(number.start() for number in numbers[1:]), len(text)]
    said = [text[number.end() : end] for number, end in zip(numbers, ends, strict=False)]
    names = [_ASIDE.sub("", _END.split(one.strip())[0]).strip() for one in said]
    return tuple(names) if len(names) >= _LEAST and all(map(_PAPER.fullmatch, names)) else ()


def in_a_row(text: str) -> tuple[str, ...]:
    """The papers that normalised ``text`` asks for in a row (报送名单、鉴定表); else ()."""
    rows = (of_title(found[1]) for found in _ROW.finditer(text[:_READ]))
    return next(filter(None, rows), ())


def of_title(title: str) -> tuple[str, ...]:
    """The papers of a title in which nothing else stands; else ()."""
    names = _AND.split(title)
    return tuple(names) if len(names) >= _LEAST and all(map(_PAPER.fullmatch, names)) else ()


def named_of(papers: tuple[str, ...], said: str) -> tuple[str, ...]:
    """Those of several papers that a text moves, named in full or by the end of their names; ()
    where it names none, or all, or means all.
    """
    said = _STAYS.sub(" ", said)
    ends = {paper: _named(paper, said) for paper in papers}
    at = [end for end in ends.values() if end]
    # 党员名单 is no 村级名单, though both end alike.
    best = {place: max(size for where, size in at if where == place) for place, _ in at}
    found = tuple(one for one in papers if (end := ends[one]) and end[1] == best[end[0]])
    whole = len(found) == len(papers) or _WHOLE.search(said)
    return () if whole else found


# 清单不变, 其他按原时间.
_STAYS = re.compile(r"[^,。;!\n]*(?:不变|不动|照[旧常原]|(?:按|还是)原[来定]?)[^,。;!\n]*")
_WHOLE = re.compile("等[材资]料|[全一]部|所有|都|一并|一起|上述|以上")


def _named(paper: str, said: str) -> tuple[int, int] | None:
    """Where the longest end of a paper's name stops in a text, and how long it is."""
    for size in range(len(paper), 1, -1):
        place = said.find(paper[-size:])
        if place >= 0:
            return place + size, size
    return None
