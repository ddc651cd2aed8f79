"""What a short message says of the time of each of several units: 白杨12点,其他的还是11点半."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from bot.reading.thread.named_apart import KIND, NAME, stem
from bot.reading.thread.rows import spelled_out
from bot.reading.thread.subject import speaks_beside

_DAY = (
    r"(?:大后[天日]|[今明后](?:早晨|[天日晚早])|(?:下|本|这)?个?(?:周|星期|礼拜)[一二三四五六日天]|"
    r"(?:\d{1,2}月)?\d{1,2}[日号](?![楼院]))"
)
_PART = "(?:上午|下午|晚上|早[上晨]|一大?早|中午|早|晚|下班)"
_CLOCK = rf"{_PART}?(?:[\d一二三四五六七八九十两]{{1,3}}[点时](?:半|\d{{1,2}}分?)?|\d{{1,2}}:\d\d)"
WHEN = (
    r"(?=[一七三上下两个中九二五今八六十后周四大早明星晚本礼这\d])"
    rf"(?:{_DAY}的?(?:{_CLOCK}|{_PART})?|{_CLOCK}|{_PART})"
)
"""A day, an hour, or both, in a pattern."""
_WHEN = re.compile(WHEN)
_CLAUSE = re.compile(r"[,。;!?\n~]+")
# Of who writes without commas.
_SPACE = re.compile(r"(?<=[一-鿿])\s+(?=[一-鿿])")
_YES = "(?:嗯+|哦|可以的?|行的?|好的?|同意|没问题|ok|OK|要得|得行|中|成)[吧啊哈嘛呢噻了]*"
_TOLD = (
    "(?:更正|通知|补充|说明|[回答]复|(?:刚[才刚]?)?(?:问|请示|商量|汇报|定)[过着到好]?了?)"
    "(?:一下|下|通知)?[:,]"
)
_HEAD = re.compile(
    rf"^(?:@\S+\s|{_TOLD}|{_YES}(?:[,!\s]+|$)|同意|允许|那(?:就|么|先)?(?![个边里些份次天条]))+"
)
_MOVES = re.compile(
    "(?:换|改|调整?|挪|延[期长后]?|推[迟后]?|提前|缓|放[宽缓]?|宽[限延]?|顺延|晚|拖)[到至成为在]|"
    "再[报交来填发送](?!一[次遍份])|改(?=[大今明后下周\\d])"
)
_CHANGES = re.compile(f"{_MOVES.pattern}|延期|推迟|提前|改期|顺延")
_LATER = re.compile("延|推|缓|宽|拖|晚")
_STAYS = re.compile("还是|仍|照[旧常原]|不变|不动|[按准]时|按原")
_KINDS = "(?:乡镇|社区|单位|学校|街道|网格|小组|代表|[村组镇乡队])"
_OTHERS = "(?:其[他它余]|别|剩下|余下|剩余)(?:的|各)?(?:[几两三]个)?"
_REST = re.compile(f"{_OTHERS}{_KINDS}?(?<!别)")
_REST_OF_UNITS = re.compile(f"{_OTHERS}{_KINDS}")
_TELLS_REST = re.compile(f"{_REST.pattern}[^,。;]{{0,6}}(?:抓紧|尽[快早]|正常|{WHEN})")
# 沿江三个村(河口、大湾).
_SOME = re.compile(
    r"[^,。;()]{0,6}[两三四五六七八九几]个(?P<kind>村|社区|镇|网格)\((?P<who>[^()]{2,40})\)"
)
# 村里的16号不变.
_KIND_ALONE = re.compile(f"各?(?:{KIND})(?:[里上]|那边)?的?(?![长干员])")
# 进度表大湾村18号报.
_PAPER = re.compile("(?<=[表册单账款费料])(?=[一-鿿]{2,3}(?:村(?!民)|社区|街道))")
# 除河口村外,都延到18号.
_BUT = re.compile(
    "^(?=除|[^,。]{2,16}?(?:[以之]外|外[,、都均]))(?:除了?)?(?P<who>[^,。]{1,16}?)(?:以外|之外|外)[,、]?"
)
_HURRY = re.compile("抓紧|尽[快早]|正常")
_ALONG = re.compile("[跟和与同][^,]{1,8}(?:一起|一块|一样|一道)")
_YOU = re.compile(
    "(?P<you>你们?)(?:那[边里])?(?:[两三四几]个?)?(?:[村组镇乡]|社区)?|"
    f"(?:他们|这(?:[两三四几]个|些)){_KINDS}"
)
_ASKS_MORE = re.compile("请|另外|还要|同时|通知|务必|必须|[报交填][^,]{0,4}[表册单]")
# 礁石岭17点:88/79/191 tells what was counted by then.
_FIGURES = re.compile(r"[:/\d]")
# What stands before a name, or after it, where it is whose time is told and not 新塘水库.
_BEFORE = r"(?:^|(?<=[、和及与,@\s们让给请把]))"
_AFTER = (
    r"(?=$|[、和及与的,:\s\d你那这]|(?:也|就|都|可以?|再|统一|最[晚迟]|先|要)|"
    r"[换改调挪延推缓宽放顺提晚还仍照不按]|(?:[今明后上下中早]|周|星期|礼拜))"
)
# 双桥和石门两地山区村路远: a row as people say it.
_PEOPLE_SAY = re.compile(
    r"(?P<start>^|[,。;!\s])(?:考虑到|鉴于|由于|因为?|请)?(?P<row>(?![这那因请各其])[一-鿿]{2,3}?(?:[、和及与]"
    r"(?!其[他它余]|别的)[一-鿿]{2,3}?){1,9})(?<![表单册料账款据费票证])"
    r"(?:的(?![一-鿿]?[村镇乡])|这?[两三四几][地个](?:山区|偏远)?(?:村|社区|[镇乡]|街道)?(?:的|由于|因为?)?|"
    r"(?=人[手员口]?[太比很]?[多少]|路[远断不太]|(?:还|提前|最近)|[改延推放拖缓换挪]|离得?|雨|停[电水]|统计|[太很]))"
)
# 上午人会比较挤: why, though it names half a day.
_CROWDED = re.compile(
    "^(?:上午|下午|早上|早晨|中午|晚上)[^,\\d]{0,6}(?:人[^,]{0,4}[多挤]|挤|热|忙|排队)"
)
# Not that of 和平村.
_LISTED = re.compile("(?<=[一-鿿]{2})[和及与](?=[一-鿿]{2})")
_CUT_BEFORE, _CUT_AFTER = re.compile("[、和及与][一-鿿]{0,3}$"), re.compile("[、和及与][一-鿿]")
# 15号到石坞村: where somebody goes.
_GOES = re.compile(r"[到去赴]\s?$")
_KIND = "(?:村|社区|[镇乡]|街道)"
# 白杨12点, where 其他的还是11点半.
_ALONE = (
    "^(?!大家|时间|日期|截[止至]|最[迟晚早]|这|那|都|统一|你们|我|咱|今|明|后[天日晚]|上午|下午|中午|晚上)"
    "(?!报|上[报交]|交|提[交前]|[^、]{0,2}[期限])[一-鿿]{2,3}(?:、[一-鿿]{2,3})*?"
    "(?=(?:可以?|也|就){0,2}(?:[\\d今明后]|[上下]午|中午|晚上|[下本]?周))"
)
# 河口、大湾这两天忙, where 其他村还是周五.
_ROW = (
    "^(?:(?![这那因请各其])[一-鿿]){2,3}(?:、[一-鿿]{2,3}){1,9}?(?<![表单册料账款据费票证])"
    r"(?=[的这正在因还要改延推放拖缓换挪\s]|提前|最近|[两三四几]个)"
)
LONGEST, _MOST = 60, 6


class Share(NamedTuple):
    """Whose time is told, by which words (none where it stays), and what else the clause says;
    ``names`` are as they are said, none where all others are meant. Those of a clause that tells
    only why (三组人少,放到20号) are meant ``by_the_way``. ``later`` is said to be so (延到周四).
    """

    names: tuple[str, ...]
    when: str
    stays: bool
    moves: bool
    beside: str
    by_the_way: bool = False
    later: bool = False


def may_share(text: str, *, pleaded: bool) -> bool:
    """Whether a normalised text tells a time, and changes or keeps one, or answers who ``pleaded``
    for another.
    """
    keeps = _STAYS.search(text) or _TELLS_REST.search(text)
    changes = pleaded or _MOVES.search(text) or keeps
    return bool(changes and _WHEN.search(text))


def shares_in(text: str, units: Collection[str], asker: str | None) -> Sequence[Share]:
    """The shares of a normalised text in which each time is somebody's; () where any is not.

    It is no longer than LONGEST. ``units`` are those known by their full names; 你们 are those just
    named, else the ``asker``.
    """
    return _shares_in(text, units, asker) or _shares_in(_SPACE.sub(",", text), units, asker)


def _shares_in(text: str, units: Collection[str], asker: str | None) -> Sequence[Share]:
    clauses = _clauses_of(spelled_out(text))
    alone = any(map(_others_keep, clauses))
    row = alone and any(_REST_OF_UNITS.search(one) for one in clauses)
    # 延期了,19日前报,大湾村还是17号: that is for the others, though none of them is named.
    others = any(map(some_keep, clauses)) and not any(map(_REST.search, clauses))
    # What is said of none of the units needs no pattern of their names, which is slow to make.
    told = f"{asker or ''} {','.join(clauses)}"
    units = [one for one in units if stem(one) in told]
    first, other = _name_of(units, alone=alone, row=row), _name_of(units, alone=False, row=False)
    whole = _whole_of(units)
    found: list[Share] = []
    named: tuple[str, ...] = ()
    for place, clause in enumerate(clauses):
        name = other if place else first
        said = whole.sub(r" \g<0>", _ALONG.sub(" ", _HEAD.sub("", clause))).strip()
        share = _share(said, name, named, asker)
        why = _tells_why(found, named)
        if share is None and alone and why:
            # 一组今天停电,水费明天交,其他组不变.
            share = _share(f"{'、'.join(named)} {said}", first, named, asker)
        if share is None and others and _CHANGES.search(text):
            share = _share(f"其他 {said}", name, named, asker)
        if share is None:
            return ()
        if isinstance(share, Share):
            again = bool(found) and why and share.names == named == found[-1].names
            found = [*(found[:-1] if again else found), share]
            named = share.names
        else:
            named = share or named
    return found if len(found) <= _MOST and _tell_apart(found) else ()


def _clauses_of(text: str) -> list[str]:
    said = _PAPER.sub(" ", _SOME.sub(_with_kind, _HEAD.sub("", text)))
    said = _PEOPLE_SAY.sub(_as_a_row, said)
    said = _BUT.sub(r"\g<who>不变,其他", said) if _MOVES.search(said) else said
    return [one for one in map(str.strip, _CLAUSE.split(said)) if one]


def _as_a_row(said: re.Match[str]) -> str:
    return f"{said['start']}{_LISTED.sub('、', said['row'])} "


def _with_kind(some: re.Match[str]) -> str:
    names = re.split("[、,和及与]", some["who"])
    return "、".join(f"{one.removesuffix(some['kind'])}{some['kind']}" for one in names)


def others_keep(clause: str) -> bool:
    """其他村不变: whether a normalised clause says that other units are due as before."""
    return bool(_REST_OF_UNITS.search(clause) and _STAYS.search(clause))


def some_keep(clause: str) -> bool:
    """大湾村还是17号: whether a normalised clause says that units it names are due as before."""
    if _REST.search(clause) or not _STAYS.search(clause):
        return False
    return bool(_KIND_ALONE.match(clause) or re.search(NAME, spelled_out(clause)))


def others_told(clause: str) -> bool:
    """其他村延到18号, 除河口村外: whether a clause tells some units from others."""
    but = _BUT.match(clause)
    if but:
        return bool(re.search(NAME, spelled_out(but["who"])))
    rest = _REST.match(clause)
    return bool(rest or _REST_OF_UNITS.search(clause)) and bool(_WHEN.search(clause))


def _others_keep(clause: str) -> bool:
    """其他的抓紧: the same, be it not told what they are."""
    if not _REST.search(clause):
        return False
    return bool(_STAYS.search(clause)) or bool(_HURRY.search(clause) and not _WHEN.search(clause))


def _tell_apart(found: Sequence[Share]) -> bool:
    """Whether some have a time of their own, or keep theirs where the others do not."""
    named = [one for one in found if one.names]
    if any(one.when and not one.stays for one in named):
        return True
    return any(one.stays for one in named) and any(one.moves for one in found if not one.names)


def _tells_why(found: Sequence[Share], named: Sequence[str]) -> bool:
    """Whether what was said last of those who were ``named`` may be what befell them."""
    if not named:
        return False
    last = found[-1] if found and found[-1].names == named else None
    return last is None or not (last.moves or last.stays)


def _whole_of(units: Iterable[str]) -> re.Pattern[str]:
    """The known units by their whole names, whatever stands before: 癌症筛查东河村."""
    whole = sorted((one for one in units if stem(one) != one), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, whole)) or "(?!)")


def _name_of(units: Iterable[str], *, alone: bool, row: bool) -> re.Pattern[str]:
    """Any known unit, its kind told or not, and those in a row with it; else whose kind is told, or
    where others keep their time whatever stands ``alone`` before another one, or in a ``row``.
    """
    stems = sorted({stem(one) for one in units if len(stem(one)) > 1}, key=len, reverse=True)
    other = "|".join([NAME, *([_ALONE] if alone else []), *([_ROW] if row else [])])
    if not stems:
        return re.compile(other)
    known = f"(?:{'|'.join(map(re.escape, stems))}){_KIND}?"
    beside = f"[一-鿿]{{2,3}}?{_KIND}?"
    listed = f"(?:{beside}、){{0,{_MOST}}}{known}(?:、{beside}){{0,{_MOST}}}"
    return re.compile(f"{_BEFORE}{listed}{_AFTER}|{other}")


def _share(
    clause: str, name: re.Pattern[str], named: tuple[str, ...], asker: str | None
) -> Share | tuple[str, ...] | None:
    """What a clause tells of whose time; the names in one that tells no time; None where it tells
    a time that is nobody's, or asks for more. Those were ``named`` in the clause before it.
    """
    times, rest = list(_WHEN.finditer(clause)), _REST.search(clause)
    if _CROWDED.search(clause) and len(times) == 1:
        return named
    stays, moves = bool(_STAYS.search(clause)), bool(_MOVES.search(clause))
    others = _YOU.sub(" ", clause)
    if any(_GOES.search(others, 0, one.start()) for one in name.finditer(others)):
        return None
    if _is_cut(others, name):
        return None
    rows = [] if rest else name.findall(others)
    names = tuple(one for row in rows for one in row.split("、"))
    if not times:
        if (stays and (names or rest)) or _others_keep(clause):
            return Share(names, "", True, False, "")
        return None if moves or _ASKS_MORE.search(clause) else names
    if (len(times) > 1 and not moves) or _FIGURES.search(clause, times[-1].end()):
        return None
    beside = clause
    for words in (_REST, _YOU, name, _STAYS, _MOVES, _WHEN):
        beside = words.sub(" ", beside)
    by_the_way = False
    you = _YOU.search(clause)
    if not names and not rest and you:
        names = named or ((asker,) if asker and you["you"] else ())
    elif not names and not rest and moves and "提前" not in clause:
        by_the_way = not speaks_beside(beside, "")
        names = named if by_the_way else ()
    if not names and not rest:
        return None
    later = moves and not stays and bool(_LATER.search(clause))
    return Share(names, times[-1][0], stays, moves, beside, by_the_way, later)


def _is_cut(clause: str, name: re.Pattern[str]) -> bool:
    """Whether a row has more in it than the names that are found: 后山 of 东坪和后山."""
    end = 0
    for one in name.finditer(clause):
        before = clause[end : one.start()]
        if not (end and before in ("、", "和", "及", "与")) and _CUT_BEFORE.search(before):
            return True
        end = one.end()
        if _CUT_AFTER.match(clause, end) and not name.match(clause, end + 1):
            return True
    return False
