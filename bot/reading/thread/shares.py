"""What a short message says of the time of each of several units: 白杨12点,其他的还是11点半."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from bot.reading.thread.named_apart import NAME, stem
from bot.reading.thread.subject import speaks_beside

_DAY = (
    r"(?:[今明后][天日晚早]|(?:下|本|这)?个?(?:周|星期|礼拜)[一二三四五六日天]|"
    r"(?:\d{1,2}月)?\d{1,2}[日号](?![楼院]))"
)
_PART = "(?:上午|下午|晚上|早上|中午|早|晚|下班)"
_CLOCK = rf"{_PART}?(?:[\d一二三四五六七八九十两]{{1,3}}[点时](?:半|\d{{1,2}}分?)?|\d{{1,2}}:\d\d)"
WHEN = rf"(?:{_DAY}的?(?:{_CLOCK}|{_PART})?|{_CLOCK}|{_PART})"
"""A day, an hour, or both, in a pattern."""
_WHEN = re.compile(WHEN)
_CLAUSE = re.compile(r"[,。;!?\n~]+")
_YES = "(?:嗯+|哦|可以的?|行的?|好的?|同意|没问题|ok|OK|要得|得行|中|成)[吧啊哈嘛呢噻了]*"
_HEAD = re.compile(
    rf"^(?:@\S+\s|{_YES}(?:[,!\s]+|$)|同意|允许|那(?:就|么|先)?(?![个边里些份次天条]))+"
)
_MOVES = re.compile(
    "(?:换|改|调整?|挪|延[期长后]?|推[迟后]?|提前|缓|放[宽缓]?|宽[限延]?|顺延|晚)[到至成为在]"
)
_STAYS = re.compile("还是|仍|照[旧常原]|不变|不动|[按准]时|按原")
_REST = re.compile(
    "(?:其[他它余]|别|剩下|余下|剩余)(?:的|各)?(?:[几两三]个)?(?:[村组镇乡]|乡镇|社区|单位|学校)?(?<!别)"
)
_ALONG = re.compile("[跟和与同][^,]{1,8}(?:一起|一块|一样|一道)")
_YOU = re.compile("你们?(?:那[边里])?(?:[两三四几]个?)?(?:[村组镇乡]|社区)?")
_ASKS_MORE = re.compile("请|另外|还要|同时|通知|务必|必须|[报交填][^,]{0,4}[表册单]")
# 礁石岭17点:88/79/191 tells what was counted by then.
_FIGURES = re.compile(r"[:/\d]")
# What stands before a name, or after it, where it is whose time is told and not 新塘水库.
_BEFORE = r"(?:^|(?<=[、和及与,@\s们让给请把]))"
_AFTER = (
    r"(?=$|[、和及与的,:\s\d你那这]|(?:也|就|都|可以?|再|统一|最[晚迟]|先|要)|"
    r"[换改调挪延推缓宽放顺提晚还仍照不按]|(?:[今明后上下中早]|周|星期|礼拜))"
)
# 15号到石坞村: where somebody goes.
_GOES = re.compile(r"[到去赴]\s?$")
_KIND = "(?:村|社区|[镇乡]|街道)"
# 白杨12点, where 其他的还是11点半.
_ALONE = (
    "^(?!大家|时间|日期|截[止至]|最[迟晚早]|这|那|都|统一|你们|我|咱|今|明|后[天日晚]|上午|下午|中午|晚上)"
    "(?!报|上[报交]|交|提[交前]|[^、]{0,2}[期限])[一-鿿]{2,3}(?:、[一-鿿]{2,3})*?"
    "(?=(?:可以?|也|就){0,2}(?:[\\d今明后]|[上下]午|中午|晚上|[下本]?周))"
)
LONGEST, _MOST = 60, 6


class Share(NamedTuple):
    """Whose time is told, by which words (none where it stays), and what else the clause says;
    ``names`` are as they are said, none where all others are meant. Those of a clause that tells
    only why (三组人少,放到20号) are meant ``by_the_way``.
    """

    names: tuple[str, ...]
    when: str
    stays: bool
    moves: bool
    beside: str
    by_the_way: bool = False


def may_share(text: str, *, pleaded: bool) -> bool:
    """Whether a normalised text tells a time, and changes or keeps one, or answers who ``pleaded``
    for another.
    """
    changes = pleaded or _MOVES.search(text) or _STAYS.search(text)
    return bool(changes and _WHEN.search(text))


def shares_in(text: str, units: Collection[str], asker: str | None) -> Sequence[Share]:
    """The shares of a normalised text in which each time is somebody's; () where any is not.

    It is no longer than LONGEST. ``units`` are those known by their full names; 你们 are those just
    named, else the ``asker``.
    """
    clauses = [one for one in map(str.strip, _CLAUSE.split(_HEAD.sub("", text))) if one]
    alone = any(_REST.search(one) and _STAYS.search(one) for one in clauses)
    first, other = _name_of(units, alone=alone), _name_of(units, alone=False)
    whole = _whole_of(units)
    found: list[Share] = []
    named: tuple[str, ...] = ()
    for place, clause in enumerate(clauses):
        name = other if place else first
        said = whole.sub(r" \g<0>", _ALONG.sub(" ", _HEAD.sub("", clause))).strip()
        share = _share(said, name, named, asker)
        if share is None and alone and named and _tells_why(found):
            # 一组今天停电,水费明天交,其他组不变.
            share = _share(f"{'、'.join(named)} {said}", name, named, asker)
            found.pop()
        if isinstance(share, Share):
            found.append(share)
        if share is None:
            return ()
        named = share.names if isinstance(share, Share) else share or named
    some = any(one.names and one.when and not one.stays for one in found)
    return found if some and len(found) <= _MOST else ()


def _tells_why(found: Sequence[Share]) -> bool:
    """Whether the time that was told last may be that of what befell those whose it is."""
    return bool(found) and bool(found[-1].names) and not (found[-1].moves or found[-1].stays)


def _whole_of(units: Iterable[str]) -> re.Pattern[str]:
    """The known units by their whole names, whatever stands before: 癌症筛查东河村."""
    whole = sorted((one for one in units if stem(one) != one), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, whole)) or "(?!)")


def _name_of(units: Iterable[str], *, alone: bool) -> re.Pattern[str]:
    """Any known unit, its kind told or not, and those in a row with it; else whose kind is told, or
    where others keep their time whatever stands ``alone`` before another one.
    """
    stems = sorted({stem(one) for one in units if len(stem(one)) > 1}, key=len, reverse=True)
    other = f"{NAME}|{_ALONE}" if alone else NAME
    if not stems:
        return re.compile(other)
    known = f"(?:{'|'.join(map(re.escape, stems))}){_KIND}?"
    beside = f"[一-鿿]{{2,3}}?{_KIND}?"
    row = f"(?:{beside}、){{0,{_MOST}}}{known}(?:、{beside}){{0,{_MOST}}}"
    return re.compile(f"{_BEFORE}{row}{_AFTER}|{other}")


def _share(
    clause: str, name: re.Pattern[str], named: tuple[str, ...], asker: str | None
) -> Share | tuple[str, ...] | None:
    """What a clause tells of whose time; the names in one that tells no time; None where it tells
    a time that is nobody's, or asks for more. Those were ``named`` in the clause before it.
    """
    times, rest = list(_WHEN.finditer(clause)), _REST.search(clause)
    stays, moves = bool(_STAYS.search(clause)), bool(_MOVES.search(clause))
    others = _YOU.sub(" ", clause)
    if any(_GOES.search(others, 0, one.start()) for one in name.finditer(others)):
        return None
    rows = [] if rest else name.findall(others)
    names = tuple(one for row in rows for one in row.split("、"))
    if not times:
        if stays and (names or rest):
            return Share(names, "", True, False, "")
        return None if moves or _ASKS_MORE.search(clause) else names
    if (len(times) > 1 and not moves) or _FIGURES.search(clause, times[-1].end()):
        return None
    beside = clause
    for words in (_REST, _YOU, name, _STAYS, _MOVES, _WHEN):
        beside = words.sub(" ", beside)
    by_the_way = False
    if not names and not rest and _YOU.search(clause):
        names = named or ((asker,) if asker else ())
    elif not names and not rest and moves and "提前" not in clause:
        by_the_way = not speaks_beside(beside, "")
        names = named if by_the_way else ()
    return Share(names, times[-1][0], stays, moves, beside, by_the_way) if names or rest else None
