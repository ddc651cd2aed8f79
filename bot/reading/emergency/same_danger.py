"""Whether two texts may tell of one danger: of the same sort, and of which of its places."""

import re

# 森林火险预警解除 ends no alarm of a flood.
_SORTS = {
    "fire": re.compile("火[险灾情势头]|[山林起着失明]火|森林防火|火[已全都]?灭|冒烟|扑灭"),
    "water": re.compile("雨|洪|汛|涝|水位|[涨进漫]水|溃坝|管涌"),
    "wind": re.compile("台风|大风|风暴潮|龙卷"),
    "ground": re.compile("地质灾害|地灾|滑坡|泥石流|塌方|垮塌|崩塌|落石"),
    "gas": re.compile("燃气|煤气|天然气|漏气|液化气|氨"),
    "cold": re.compile("寒潮|低温|冰冻|结冰|暴雪|霜冻"),
    "heat": re.compile("高温|中暑"),
    "missing": re.compile("走失|走丢|失踪|失联|寻人|落水|溺水"),
}
_COUNTED = "组|号楼|栋|幢|单元"
_NUMBER = r"(?:[一二三四五六七八九十]{1,3}|\d{1,3})"
_PLACE = re.compile(
    r"(?:(?![各每全几本请两个所有去到往在回从])[一-龥]){2}(?:村(?!民|委|支|干)|社区|屯|寨)|"
    rf"{_NUMBER}(?:{_COUNTED})"
)
_SUFFIX = re.compile("(?:村|社区|屯|寨|[镇乡]|街道)$")
_AND = "[、和及]"
# A place is read in one way alone, or a long row of them would be read for ever.
_ONE = (
    rf"(?:{_NUMBER}(?:{_COUNTED})?|"
    rf"(?!{_NUMBER}(?:{_COUNTED})?(?:{_AND}|$))[一-龥](?:(?!{_AND})[一-龥]){{1,4}}?)"
)
# 河口、大湾两个村, 疏散3、4、5栋, 河口村和大湾村的住户; but 不准按电梯、打电话 lists no places.
_LISTED = re.compile(
    rf"(?P<all>{_ONE}(?:{_AND}{_ONE}){{1,12}}?)(?:等?[两二三四五六七\d几]{{0,2}}个?(?P<of>村|社区|屯|寨|[镇乡]|街道|{_COUNTED})|"
    r"(?:[^,。;!?]{0,3}(?:低洼|沿河|沿线|河边|群众|居民|住户|人员|村民|的人)))"
)


def may_be_of(text: str, cry: str, *, surely: bool = False) -> bool:
    """Whether normalised ``text`` may speak of the danger that the alarm ``cry`` tells of; or
    ``surely`` does, for both name one sort of danger.

    Not where they name sorts and share none, nor where ``text`` names other places alone.
    """
    named, raised = _sorts_in(text), _sorts_in(cry)
    alike = not named.isdisjoint(raised)
    if (named and raised and not alike) or (surely and not alike):
        return False
    if _is_of_else(text, cry):
        return False
    there = _places_in(text)
    if not there or any(_bare(place) in cry for place in there):
        return True
    return alike and not _places_in(cry)


# 蓝色预警 is not the red one; 电梯抢修完毕 ends no leak.
_COLOUR, _ELSE = (
    re.compile("[红橙黄蓝]色"),
    re.compile("电梯|水管|自来水|供[水电暖]|路灯|网络|信号塔"),
)


def _is_of_else(text: str, cry: str) -> bool:
    """Whether a text tells of another warning, or of another thing that was out of order."""
    told, raised = set(_COLOUR.findall(text)), set(_COLOUR.findall(cry))
    if told and raised and not told & raised:
        return True
    return any(one not in cry for one in _ELSE.findall(text))


def is_of_another(text: str, cry: str, danger: str | None = None) -> bool:
    """Whether both texts name sorts of danger, or places, or warnings, and share none of these; the
    sorts are those of all that was told of the ``danger``, where that is given.
    """
    told, raised = set(_COLOUR.findall(text)), set(_COLOUR.findall(cry))
    there, here = _places_in(text), _places_in(cry)
    named, meant = _sorts_in(text), _sorts_in(cry if danger is None else danger)
    if any(one and other and not one & other for one, other in ((told, raised), (named, meant))):
        return True
    return bool(there and here) and not any(_bare(place) in cry for place in there)


def places_shared(text: str, cry: str) -> int:
    """How many of the places that normalised ``text`` names stand in ``cry``."""
    return sum(_bare(place) in cry for place in _places_in(text))


def sorts_in(text: str) -> frozenset[str]:
    """The sorts of danger that a normalised text names in so many words."""
    return frozenset(_sorts_in(text))


def is_elsewhere(text: str, cry: str) -> bool:
    """Whether normalised ``text`` names any place that ``cry`` does not."""
    return any(_bare(place) not in cry for place in _places_in(text))


def is_of_some(text: str, cry: str, *, whole: bool) -> bool:
    """Whether normalised ``text`` names some of several places in ``cry`` and not the others: any
    place at all, where ``cry`` is not the ``whole`` of what was said.
    """
    if not whole:
        return bool(_places_in(text))
    one = _ONE_PERSON.search(text)
    if one and one[1] not in cry:
        return True
    rows = list(_LISTED.finditer(cry))
    listed = {place for row in rows for place in _each(row)}
    told = {place for place in listed if place in text}
    # 5栋漏气,疏散3、4、5栋: over where it was is over for all.
    head = cry[: rows[0].start()] if rows else ""
    where = any(_bare(place) in head for place in _places_in(text))
    where = where or any(place in head for place in told)
    return bool(told) and told != listed and not where


# 一个人救出来了: who else is in there nobody says.
_ONE_PERSON = re.compile(
    r"(?<!最后)([一二两三四五\d][个名位])[^,。;!?都全]{0,5}(?:救出|救下|救上|找到)"
)


def _each(row: re.Match[str]) -> list[str]:
    """The short names of places that stand in a row: 河口, 大湾; 3栋, 4栋, 5栋."""
    names = re.split(_AND, row["all"])
    counted = re.search(f"(?:{_COUNTED})$", names[-1])
    of = counted[0] if counted else row["of"] or ""
    return [_short(name, of) for name in names]


def _short(name: str, of: str) -> str:
    if re.fullmatch(_NUMBER, name):
        return f"{name}{of}"
    return name if re.match(_NUMBER, name) else _bare(name)[-2:]


def _sorts_in(text: str) -> set[str]:
    return {sort for sort, words in _SORTS.items() if words.search(text)}


def _places_in(text: str) -> set[str]:
    return {found[0] for found in _PLACE.finditer(text)}


def _bare(place: str) -> str:
    return _SUFFIX.sub("", place)
