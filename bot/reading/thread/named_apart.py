"""Which units a change moves, where it names them by the way: 水费三组宽限到20号."""

import re
from collections.abc import Iterable

from bot.reading.thread.objects import named_in
from bot.reading.thread.rows import spelled_out

_GROUP = (
    r"(?:(?<!第)[\d一二三四五六七八九十]{1,3}(?:[小大]?组|社(?!会)|队|网格)|"
    r"第[\d一二三四五六七八九十]{1,3}网格)(?![长员织化])"
)
_PLACE = (
    "(?!今天|明天|好多|很多|许多|不少|农|驻|在|从|全|本|我|咱|你|那|这|各|每|行政|自然|其|所有|镇|乡|县|[请把让由因为与和跟])(?:(?![个几到去给的是点]|(?<=点)半)[一-鿿]){1,5}?"
    "(?:村(?!两委|[民委级里支居干务官部庄])|社区(?![矫民干服])|[小中]学(?!生)|幼儿园|(?:[镇乡]|街道)(?=[、的,:和可延改推提缓宽放也因就再]))"
)
NAME = f"(?:{_GROUP}|{_PLACE})"
_LIST = rf"{NAME}(?:[、,和及与]?{NAME}){{0,20}}"
_HEAD = re.compile(rf"(?:^|[,。;:!\s@]|其中|另外|请|把)(?P<who>{_LIST})")
_NEXT_TO = re.compile(
    rf"(?P<who>{_GROUP}(?:[、和及与]?{_GROUP}){{0,20}})(?:的|也|就|都|可以?|再)*"
    "(?:改|延|推|提前|缓|宽|放宽|顺延)"
)
# 白沙可以18号,其他乡镇按时.
_GRANTED = re.compile(
    r"(?:^|[,。;:!\s])(?P<who>(?!大家|时间|日期|期限|时限|截止|这个|那个|都|统一|你们|我们)[一-鿿]{2,4}?(?:、[一-鿿]{2,4}?)*)的?可以?"
    r"(?:到|在|推到?|延到?|缓到?|晚到?)?(?=[今明后下周\d])"
)
_OTHERS_STAY = re.compile(r"其[他它余][^,。;!\n]{0,8}(?:不变|不动|照[旧常原]|[按准]时|按原)")
_UNITS_STAY = re.compile(
    "其[他它余](?:的|各|几个)?(?:[村组镇乡]|乡镇|社区|街道|单位|学校|网格)(?:的|还是|时间)*"
    "(?:不变|不动|照[旧常原]|[按准]时|按原)"
)
_TO_ALL = re.compile("各|都|大家|统一|一律|所有|全[部体]|其[他它余]")
_MOVES = re.compile(
    "改|延|推[迟后到]|提前|缓|宽|顺延|更正|调整|晚[点些一两几]|(?<!还)[是为](?=[今明后下]|周|\\d)"
)
# 其他村不变: they are moved by nothing.
_STAYS = re.compile(
    r"[^,。;!\n]*(?:不变|不动|照[旧常原]|[按准]时|按原|还是(?![改延推提缓])|仍)[^,。;!\n]*"
)
# 大湾村名单不用报了,台账延到20号: who is spared one thing is not whose other one moves.
_SPARES = re.compile("不用|不必|无需|不需|先不|取消|作废")
_SENTENCE, _CLAUSE = re.compile("[。;!\n]"), re.compile(",")
_READ = 200


def named_apart(said: str, *, later: bool) -> str | None:
    """The units that a normalised change names beside what it moves; None where it names none.

    三组人多,水费宽限到20号 names whose time it is a clause away: that is heeded where they have
    ``later`` only, so that nobody takes a date that was moved for all as another's.
    """
    granted = _GRANTED.search(said[:_READ]) if _OTHERS_STAY.search(said[:_READ]) else None
    if granted and not named_in(granted["who"]):
        return granted["who"]
    for sentence in _SENTENCE.split(_STAYS.sub("", said[:_READ])):
        clauses = _CLAUSE.split(sentence)
        first = next((i for i, one in enumerate(clauses) if _MOVES.search(one)), None)
        if first is None or (later and _TO_ALL.search(sentence)):
            continue
        moves = [one for one in clauses[first:] if _MOVES.search(one)]
        why = [one for one in clauses[:first] if not _SPARES.search(one)]
        for clause in (*moves, *why) if later else moves:
            found = _HEAD.search(clause) or _NEXT_TO.search(clause)
            if found and not _TO_ALL.search(clause):
                return found["who"].replace("@", "")
    return None


def others_stay(said: str) -> bool:
    """Whether a normalised change says that other units keep their time: 其他镇不变."""
    return bool(_UNITS_STAY.search(said[:_READ]))


def listed_with(core: str, names: Iterable[str]) -> list[str] | None:
    """The others of those whom a normalised ``core`` asks in one row with all of these, whose kind
    either may leave out; None where it asks no such row.
    """
    core = spelled_out(core[:_READ])
    rows = [re.findall(NAME, found[0]) for found in re.finditer(_LIST, core)]
    rows += [found[0].split("、") for found in _SHORT.finditer(core)]
    own = {stem(one) for one in names}
    for row in rows:
        if len(row) > 1 and own <= {stem(one) for one in row}:
            return [one for one in row if stem(one) not in own]
    return None


# 黄泥、下坪 of 还差黄泥、下坪,12点前: their kind left out.
_SHORT = re.compile(
    r"(?:(?<=[请@差剩缺,:])|^)(?![请各还])[一-鿿]{2,3}(?:、[一-鿿]{2,3})+?(?=[两三四五今明后上下周]|中午|\d|[,。;!]|$)"
)


def short_rows(told: str) -> list[str]:
    """The names that a normalised text lists without their kind: 请黄泥、下坪12点前报."""
    rows = (found[0].split("、") for found in _SHORT.finditer(told[:_READ]))
    return [one for row in rows for one in row]


def units_in(told: str) -> list[str]:
    """The units that a normalised text names with their kind."""
    return re.findall(NAME, spelled_out(told[:_READ]))


KIND = "村|社区|学校|[中小]学|乡镇|街道|企业|机关|网格|组"
"""What all of some sort go by, in a pattern."""
_KINDS = re.compile(rf"(?<=[各、(和及])(?:{KIND})(?![一-鿿]?[长员])")


def kinds_in(told: str) -> frozenset[str]:
    """The kinds of units that a normalised text asks: 村 and 社区 of 各村(社区), 各村、各社区."""
    return frozenset(_KINDS.findall(told[:_READ]))


def stem(name: str) -> str:
    """白杨 of 白杨镇; what is called by a number keeps its kind: 四组."""
    return re.sub("(?<=..)(?:村|社区|[镇乡]|街道)$", "", name)
