"""The columns of a list as a text names them one after the other, known to a table or not."""

import re
from collections.abc import Iterator

from bot.reading.likeness.words import WORDS
from bot.reading.redact import redact

# What a list of columns begins after; a bracket may hold one, too.
_OPENS = re.compile(
    r"(?:含有?|包[括含]|注明|[标写]明|写清楚?|填[写报]?|栏目|字段|要素|另[附需要]|提供|需要|"
    r"(?<![^,。;:])(?:要(?![求的])|附上?(?![表件])))[有为是]?:?|[(:]"
)
_ENDS = re.compile(r"[。;!?()\n\"“”「」《》]")
_BETWEEN = re.compile(r"、|(?<=[^、,]{2})(?:以及|[和及]|与(?!户主|本人))(?=[^、,]{2})")
# What follows the last one: 等信息, 各一张, 报卫生院, 发我.
_AFTER = re.compile(
    r"(?:等|各[一二两三\d]|共[一二两三\d]|于?\d{1,2}[月日号]|(?:上报|报送|报[给至到]|[发交送][我到至给]).*|"
    r"报(?=[一-龥]{0,6}(?:局|办|院|所|站|校|镇|村|群|中心)$)).*$"
)
_COLUMN = re.compile(r"[一-龥][一-龥A-Za-z0-9]{1,9}")
# Whom or what the list is of, and who makes it: no columns of it.
_OF_WHOM = re.compile(
    r"(?:[一-龥]户|人员|对象|群众|党员|儿童|学生|老人|家庭|[镇村局办所站校院]|社区)$"
)
_BEGINS_OTHER = re.compile(r"[请各按把将在对以凡]|不|必须|务必|已|未")


def listed_columns(plain: str, known: frozenset[str]) -> tuple[str, ...]:
    """What stands in lists of columns of a normalised text and holds none of the ``known`` words.

    A list is one of columns where it names a known one, too. Nothing that was to be hidden.
    """
    found: dict[str, None] = {}
    for items in _lists(plain):
        if any(word in item for item in items for word in known):
            found.update((item, None) for item in items if _is_column(item, known))
    return tuple(found)


def _lists(plain: str) -> Iterator[list[str]]:
    """Each run of two and more things named one after the other."""
    reached = 0
    for opened in _OPENS.finditer(plain):
        if opened.start() < reached:
            continue
        end = _ENDS.search(plain, opened.end())
        inside = plain[opened.end() : end.start() if end else len(plain)]
        closed = opened[0] == "(" and bool(end) and plain[end.start()] == ")" if end else False
        clause = inside if closed else inside.partition(",")[0]
        items = [_AFTER.sub("", one) for one in _BETWEEN.split(clause)]
        if closed and len(items) == 1:
            items = clause.split(",")
        if len(items) > 1:
            reached = opened.end() + len(clause)
            yield items


def _is_column(item: str, known: frozenset[str]) -> bool:
    if not _COLUMN.fullmatch(item) or _OF_WHOM.search(item) or _BEGINS_OTHER.match(item):
        return False
    if any(word in item for word in known) or redact(item) != item:
        return False
    whole = next(WORDS.scan(item.lower()), (0, None))[1]
    return whole is None or whole.length < len(item)
