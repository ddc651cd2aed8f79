"""Which of several a request is about: marks that two copies of one form may differ by alone.

C级 and D级危房, 第一 and 第二网格, 已缴费 and 未缴费, 小学 and 初中: all else is the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.reading.likeness.words import load

_HAN = "一二三四五六七八九十"
_N = rf"(?:\d{{1,3}}|[{_HAN}]{{1,3}})"
# 第1组, 2号水库, 一片区, 3号地块: which of several is meant.
_NUMBERED = re.compile(
    r"(?=[一七三九二五八六十四第\d])(?:"
    rf"(?:第|(?<![\d月第{_HAN}]))({_N})"
    r"(组|批|期|轮|届|片|网格|标段|周(?![一二三四五六日岁年期])|号(?=[一-龥])(?!前|之前|以前|上午|下午|下班|晚|早|中午|起|止|截|交|报|开))"
    ")"
)
# A级, Ⅱ类, 乙等, 二型, B区, C5; 三类人员 and 六类对象 count their sorts.
_GRADED = re.compile(
    "(?=[123456789abcdefghi一丁七三丙乙九二五八六十四甲])(?:"
    rf"(?<![a-z\d{_HAN}])([a-h]|i{{1,3}}|iv|[甲乙丙丁]|[{_HAN}]|[1-9])"
    r"(?:级(?!以上|及以上|联)|类(?!人|户|对|群|重|家|情|问|事|产|主|活|媒)|型(?=[一-龥])|等(?=奖|残|功)|档)"
    r"|(?<![a-z\d])([a-h])(?:[区栋座岗标包段组班线口]|标段)"
    ")"
)
_ARABIC = {han: str(value) for value, han in enumerate(_HAN, start=1)}
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
# What is, and what is not or half so: 已缴费, 未缴费; 失能, 半失能. To hand in or not says only how
# far the asking has got.
_STANCE = re.compile(
    "(?=[不副半尚已无暂有未没非])(?:"
    r"(已经?|尚?未|暂?不|非|半|副|没有?|无|(?<![没所只拥现具享国公私原未还])有)"
    r"(?![有能得要少超低足限论关效序些人以下必条问情变几多意])([一-龥])([一-龥]?)"
    ")"
)
_HANDING = frozenset("报交回填发送收到看知前后日于为按来弄做反上提签")
_TOLD_SO = frozenset("已有")


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """What a text says of which of several it means.

    ``counted`` holds pairs of a number or letter and what it counts, ``is_so`` and ``is_not`` the
    verbs that hold of those asked about, or do not, ``denied`` the latter in two letters;
    ``sorts`` a group of words that exclude each other with the one that is said.
    """

    counted: frozenset[tuple[str, str]] = frozenset()
    is_so: frozenset[str] = frozenset()
    is_not: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    sorts: frozenset[tuple[int, int]] = frozenset()


@lru_cache(maxsize=1024)
def read_which(text: str) -> Which:
    """The marks in normalised, lower-case ``text``."""
    told = [found.groups() for found in _STANCE.finditer(text) if found[2] not in _HANDING]
    return Which(
        counted=frozenset((*_numbered(text), *_graded(text))),
        is_so=frozenset(verb for how, verb, _ in told if how[0] in _TOLD_SO),
        is_not=frozenset(verb for how, verb, _ in told if how[0] not in _TOLD_SO),
        denied=frozenset(
            verb + more for how, verb, more in told if how[0] not in _TOLD_SO and more
        ),
        sorts=frozenset(_sorts(text)),
    )


def another_one(one: Which, other: Which) -> bool:
    """Whether two texts name different ones of several, counted in the same way."""
    units = {unit for _, unit in one.counted} & {unit for _, unit in other.counted}
    return any(
        {which for which, counted in one.counted if counted == unit}.isdisjoint(
            which for which, counted in other.counted if counted == unit
        )
        for unit in units
    )


def another_stance(one: Which, other: Which, mine: str, yours: str) -> bool:
    """Whether something holds of those one is about, and not of those the other is about.

    未参保 in one of these texts and plain 参保 in the other are such, too.
    """
    return (
        bool(one.is_so & other.is_not - one.is_not - other.is_so)
        or bool(one.is_not & other.is_so - one.is_so - other.is_not)
        or any(
            _is_bare(stem, yours) and not _is_bare(stem, mine) for stem in one.denied - other.denied
        )
        or any(
            _is_bare(stem, mine) and not _is_bare(stem, yours) for stem in other.denied - one.denied
        )
    )


def _is_bare(stem: str, text: str) -> bool:
    return bool(re.search(f"(?<![未不非半副没无有]){stem}", text))


def another_sort(one: Which, other: Which) -> bool:
    """Whether two texts speak of different ones of a group, and of no common one."""
    return any(
        mine.isdisjoint(yours)
        for group in {group for group, _ in one.sorts} & {group for group, _ in other.sorts}
        for mine, yours in [
            ({w for g, w in one.sorts if g == group}, {w for g, w in other.sorts if g == group})
        ]
    )


def _numbered(text: str) -> Iterator[tuple[str, str]]:
    for number, unit in _NUMBERED.findall(text):
        yield _ARABIC.get(number, number), unit[0]


def _graded(text: str) -> Iterator[tuple[str, str]]:
    for found in _GRADED.finditer(text):
        written = found[1] or found[2]
        yield _ROMAN.get(written, _ARABIC.get(written, written)), found[0][len(written) :][0]


def _sorts(text: str) -> Iterator[tuple[int, int]]:
    for found in _SORT.finditer(text):
        yield from _SORTS[found[0]]


def _groups() -> dict[str, list[tuple[int, int]]]:
    known: dict[str, list[tuple[int, int]]] = {}
    for group, words in enumerate(load("contraries")):
        for word, spellings in enumerate(words):
            for spelling in spellings.split("|"):
                known.setdefault(spelling, []).append((group, word))
    return known


_SORTS = _groups()
_SORT = re.compile("|".join(map(re.escape, sorted(_SORTS, key=len, reverse=True))))
