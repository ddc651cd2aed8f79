"""Groups of one house: a school's, a clinic's, those who live around one stairwell."""

import re
from functools import lru_cache

from bot.reading.normalise import normalise
from bot.reading.speaker.group_body import own_body
from bot.reading.speaker.level import Tier, place_of
from bot.reading.speaker.nickname import parts_of

_SCHOOL = (
    r"中心学?校|学区(?![组域])|(?<![各镇乡县区市旗中])(?:小学|中学|幼儿园|(?<!小)学校)|"
    r"(?<=[一-龥]{2})(?:初中|高中|[一二三四五六七八九]中|[一二三四五六七八九]小)"
)
_HOUSE = re.compile(
    rf"(?P<house>[一-龥]{{1,12}}?(?:(?P<school>{_SCHOOL})|卫生院|医院|敬老院|供电所))"
    r"(?![、和与及]|校长[、和])"
)
_OF_MANY = re.compile("[各全]|等|村[(社]|.村.*社区")


@lru_cache(maxsize=4096)
def house_of(group: str) -> str | None:
    """The one school, clinic or hospital whose group it is: 石桥初中 of 石桥初中防溺水专班."""
    found = _found(group)
    return _TOWN.sub("", found["house"]) if found else None


_TOWN = re.compile("^[一-龥]{2,3}(?=[镇乡](?:卫生院|中心学?校))")


def _found(group: str) -> re.Match[str] | None:
    plain = normalise(group).text
    found = _HOUSE.match(plain)
    if found is None or _OF_MANY.search(found["house"]) or "村(社" in plain:
        return None
    return found


# Who serves a school by post: 德育处马主任, 后勤 老庞, 七1班主任.
_OF_SCHOOL = re.compile(
    "后勤|保健|政教|德育|教务|教导|总务|团队|少先队|辅导员|.{0,3}班主任|.{0,3}年级|值周|校医|食堂|安全|"
    "电教|财务|会计|办公室|资助|[一-龥]?副?[校园]长|.{1,4}老师$"
)
# Those who live together, and who keeps their house.
_RESIDENTS = re.compile(
    r"小区|家园|业主|邻里|[苑府庭湾里]\d|\d[^一-龥]*[栋期]|[\d#]号?楼|栋|楼[长道组]"
)
_OF_ESTATE = re.compile(r"保安|门卫|保洁|绿化工|电梯|秩序|客服|[^()]{0,4}\(?(?:水电|维修)|工程部")
_OF_STAIRS = re.compile(r".{0,8}?(?:楼[组门栋]?长|网格员)")


@lru_cache(maxsize=4096)
def served_in(name: str | None, group: str) -> str | None:
    """The house of a group of one house for which a post in a display name speaks."""
    parts, found = parts_of(name or ""), _found(group)
    if not parts:
        return None
    if found:
        return house_of(group) if found["school"] and _OF_SCHOOL.match(parts[0]) else None
    if not is_residents(group):
        return None
    if any(map(_OF_ESTATE.match, parts)):
        return "物业"
    return "社区居委会" if any(map(_OF_STAIRS.match, parts)) else None


def is_residents(group: str) -> bool:
    """Whether those who live in a house or an estate speak in a group, and no body is told."""
    place = place_of(group)
    level = place is None or place.tier is Tier.VILLAGE
    return level and own_body(group) is None and bool(_RESIDENTS.search(normalise(group).text))
