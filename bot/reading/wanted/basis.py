"""On what ground something is asked: 清发〔2026〕12号, 《…办法》 after 根据."""

import re
from collections.abc import Iterator
from functools import lru_cache

# However the brackets are typed; full-width ones are plain by now, letters of old type are not.
_OPEN, _SHUT = r"[〔\[(【〈<「﹝{]", r"[〕\])】〉>」﹞}]"
_NUMBER = re.compile(
    rf"(?P<by>[一-龥]{{1,12}}?)\s?{_OPEN}\s?(?P<year>(?:19|"
    rf"20)\d\d)\s?年?{_SHUT}\s?第?\s?(?P<no>\d{{1,4}})\s?号(?!楼|文件柜|[线院井桥])"
)
_BARE = re.compile(
    r"(?P<by>[一-龥]{1,12}?[发函办字电通令])(?P<year>20\d\d)(?:年第?|-|第)(?P<no>\d{1,4})号"
)
# What stands before a number and is none of it: 根据清发〔2026〕12号.
_LED = re.compile(
    r".*(?:根据|按照|依据|遵照|依照|落实|贯彻|执行|转发|文件|通知|精神|对照|参照|结合|要求|"
    r"详?见|接到?|收到|下发|印发了?|"
    r"[按依照及与的和由将把]|以及|请|即|附|为|在|文号)"
)
_ENDS = re.compile(r"[发函办字电通令文规督纪任党呈批会传]$|^[一-龥]{2,7}$")
_GROUND = r"(?:根据|按照?|依据|遵照|依照|落实|贯彻|参照|执行|转发|为贯彻|对照|结合|学习贯彻)"
_BOOK = r"《(?P<{}>[^《》\n]{{2,60}})》"
_TITLE = re.compile(rf"{_GROUND}[^,。;:!?\n《》]{{0,24}}{_BOOK.format('one')}")
_NEXT = re.compile(
    rf"(?:\([^()\n]{{0,24}}\))?[、和及与]{{1,2}}[^,。;:!?\n《》]{{0,10}}{_BOOK.format('one')}"
)
# A form to be filled in is no ground: 按《样表》填.
_PAPER = re.compile(r"(?:表|模板|样式|格式|样本|范本|名单|台账|清单)(?:\d|\([^()]{0,8}\))?$")


@lru_cache(maxsize=8)
def basis_in(text: str) -> tuple[str, ...]:
    """Numbers (in 〔〕) and titles (in 《》) of documents that normalised ``text`` goes by."""
    found = sorted([*_numbers(text), *_titles(text)])
    return tuple(dict.fromkeys(name for _, name in found))[:_MOST]


_MOST = 6


def _numbers(text: str) -> Iterator[tuple[int, str]]:
    if "号" not in text:
        return
    for pattern in (_NUMBER, _BARE):
        for one in pattern.finditer(text):
            by = _LED.sub("", one["by"])
            if _ENDS.search(by):
                yield one.start(), f"{by}〔{one['year']}〕{one['no']}号"


def _titles(text: str) -> Iterator[tuple[int, str]]:
    for one in _TITLE.finditer(text):
        more: re.Match[str] | None = one
        while more:
            if not _PAPER.search(more["one"]):
                yield more.start("one"), f"《{more['one']}》"
            more = _NEXT.match(text, more.end())
