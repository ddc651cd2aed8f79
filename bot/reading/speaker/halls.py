"""The house of a town for which somebody speaks as one of those who lead it."""

import re
from functools import lru_cache

from bot.reading.normalise import normalise
from bot.reading.speaker.level import Tier, place_of
from bot.reading.speaker.nickname import is_person, parts_of
from bot.reading.speaker.offices import SURNAMES


@lru_cache(maxsize=4096)
def hall_by_title(name: str | None, group: str) -> str | None:
    """The house of a town that somebody heads by title: 何书记, 程副镇长, 德曲乡才让乡长."""
    place, plain = place_of(group), normalise(name or "").text.strip()
    led = _HEADS.fullmatch(plain) or _HEADS_SHORT.fullmatch(plain)
    if place is None or place.tier is not Tier.TOWN:
        return None
    if any(map(looks_after, parts_of(plain)[:1])):
        return "街道办" if place.letter == "街道" else place.letter + "政府"
    if led is None:
        return None
    if led["town"] and not normalise(group).text.startswith(led["town"]):
        return None
    if led["title"] == "主任":
        return "街道办" if place.letter == "街道" else None
    if led["title"] == "书记":
        return place.letter + ("党工委" if place.letter == "街道" else "党委")
    return place.letter + ("人大" if led["title"] == "主席" else "政府")


_HEADS = re.compile(
    r"(?:(?P<town>[一-龥]{2,3}(?:镇|乡|街道)?)[-\s]?)?[一-龥]{1,2}副?(?P<title>书记|[镇乡]长|主任|主席)"
)
# 徐镇, 林副镇: so a town calls those who head it.
_HEADS_SHORT = re.compile(rf"(?P<town>)[{SURNAMES}](?:副?(?P<title>[镇乡])|副)")


def looks_after(part: str) -> bool:
    """Whether a part of a name says that a town has its bearer look after some villages: 包片."""
    return bool(_LOOKS_AFTER.fullmatch(part))


_LOOKS_AFTER = re.compile(
    "(?:[包联挂](?:片|村|社区)|驻片|[镇乡]?分管)(?:领导|干部)?|[镇乡]长助理.*"
)
_HALLS = {
    "街道": "街道办",
    **dict.fromkeys(("镇", "镇里", "镇长", "镇包村"), "镇政府"),
    **dict.fromkeys(("乡", "乡里", "乡长", "乡包村"), "乡政府"),
}
# 镇里小吴: without a gap.
_OF_HALL = re.compile("([镇乡](?:里|包村))")


@lru_cache(maxsize=4096)
def hall_of(name: str | None) -> str | None:
    """The town for which somebody speaks by name: 孔主任(街道), 陈立(镇长)."""
    parts = parts_of(name or "")
    hall = next((_HALLS[part] for part in parts if part in _HALLS), None)
    joined = _OF_HALL.match(parts[0]) if len(parts) == 1 else None
    if joined:
        return _HALLS[joined[1]] if is_person(parts[0][joined.end() :]) else None
    return hall if any(map(is_person, parts)) else None
