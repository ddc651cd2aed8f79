"""Bodies of government, and whether two of them answer for different fields of work."""

import re
from collections.abc import Iterable

from bot.reading.likeness.words import load
from bot.reading.speaker.issuer import passes_on

_STEM = re.compile(
    "|".join(sorted(map(re.escape, load("departments")["departments"]), key=len, reverse=True))
    + "|中心校|中心学校"
)
# They pass on what others ask, so they are of every field.
_OF_ALL = frozenset({"党政", "督查", "便民", "便民服务", "公共服务", "公共管理", "党群"})


def apart(one: str | None, other: str | None) -> bool:
    """Whether two bodies answer for different fields: 教育局 and 卫生院, not 卫健局 and 卫生院.

    False where either field is not known, as of an office that passes on what others ask.
    """
    fields = _fields(one), _fields(other)
    return all(fields) and fields[0].isdisjoint(fields[1])


def _fields(body: str | None) -> frozenset[str]:
    """The fields a body's name tells, each by its first letter; bodies of one field share it."""
    stems = _STEM.findall(body or "")
    if _OF_ALL.intersection(stems):
        return frozenset()
    return frozenset(_FIELD_OF.get(stem, stem[0]) for stem in stems)


# What a town calls the office that does a county bureau's work.
_FIELD_OF = {
    "中心校": "教", "中心学校": "教", "村建": "住", "城建": "住", "规建": "住", "安监": "应",
    "国土": "自", "社保": "人", "劳保": "人", "就业": "人", "食安": "市", "畜牧": "农",
    "兽医": "农", "动防": "农", "河长": "水", "环保": "生",
}  # fmt: skip


def town_named(group: str) -> str | None:
    """The town whose group bears this name (柳河镇村居工作群 → 柳河)."""
    found = _TOWN.match(group)
    return found[1] if found else None


def town_asking(issuer: str | None, text: str, groups: Iterable[str]) -> str | None:
    """The town that asks in its own name, in groups of these names; None where a body above does.

    The same words of two towns are two requests; a county's are one, wherever they are told.
    """
    if passes_on(text) or _TO_TOWNS.search(text) or (issuer and _ABOVE.match(issuer)):
        return None
    towns = {town for town in map(town_named, groups) if town}
    return towns.pop() if len(towns) == 1 else None


_TOWN = re.compile(r"(?:[一-龥]{2,3}(?:省|市|县|区))*(?!各)([一-龥]{2,3})(?:镇|乡|街道)")
_TO_TOWNS = re.compile("各(?:乡镇|镇|街道|乡)")
_ABOVE = re.compile("[一-龥]{0,3}?(?:[省州县区国]|市(?!监|场|政|容))")
