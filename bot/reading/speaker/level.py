"""At what level a group stands, and a body's name at that level: 县应急局, 镇应急办."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from bot.reading.normalise import normalise
from bot.reading.speaker.group_body import body_of_group
from bot.reading.speaker.offices import BUREAUS, OF_TOWNS


class Tier(Enum):
    """The level whose bodies speak in a group."""

    COUNTY = 1
    TOWN = 2
    VILLAGE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The level of a group and the letter it puts before bodies; "" where that is not told."""

    tier: Tier
    letter: str
    of_one_field: bool = False
    """A bureau's own or its schools' or hospitals' group; 工会 is there the bureau's."""


_TOWN = re.compile(
    r"(?:镇(?!村[振建治])|街道|乡(?![镇村]))|[一-龥]{1,9}?(?<![各全县市区旗城村下返家乡])(?<!苏木)"
    r"(?:镇|街道|苏木(?!镇|乡|街)|乡(?!镇|村(?:[振建治旅医教]|公路)))"
)
_LETTER = re.compile("镇|乡|街道|苏木")
_ALL_OF = re.compile(
    r"^全(?P<town>镇|乡|街道)|^[一-龥]{0,6}?(?:(?P<letter>[县区旗市州])(?:直(?!接)|[级委](?!干))|"
    r"全(?P<whole>[县区旗市州])|各(?:乡镇|镇街|街镇|镇乡))"
)
_COUNTY = re.compile(
    r"[一-龥]{0,6}?(?:县|旗|(?:高新|经开|开发)区|(?<![社城园片辖小景库校厂牧山灾地林街新置学])区|"
    r"(?<![城鱼菜超门集夜早花])市(?![场监政民容级直县区域]))"
)
_BUREAU = re.compile(r"^[一-龥]{2,8}?(?<![邮药布])局")
_ONE_FIELD = re.compile("[医校企]|系统|条线|(?<!乡镇)业务|(?<![邮药布])局")
INNER = frozenset({"工会", "团委", "妇联", "纪委"})
"""Bodies that every large house has one of: 教育工会 is not the county's."""
_VILLAGE = re.compile("社区|(?<![乡农])村|小区|安置[区点]|[居业]委会|网格")


@lru_cache(maxsize=4096)
def place_of(group: str) -> Place | None:
    """The level a group's name tells: 县直联络群, 青石镇工作群, 东河村村务群; None where none."""
    plain = normalise(group).text
    whole = _ALL_OF.match(plain)
    if whole and whole["town"]:
        return Place(tier=Tier.TOWN, letter=whole["town"])
    if whole:
        named = whole["letter"] or whole["whole"] or _last(_COUNTY.match(whole.group()))
        return Place(tier=Tier.COUNTY, letter=named)
    town = _TOWN.match(plain)
    if town:
        return Place(tier=Tier.TOWN, letter=_last(_LETTER.search(town.group()[-2:])))
    county = _COUNTY.match(plain)
    if county:
        one = bool(_ONE_FIELD.search(plain, county.end()))
        return Place(tier=Tier.COUNTY, letter=_last(county), of_one_field=one)
    if _BUREAU.match(plain):
        return Place(tier=Tier.COUNTY, letter="", of_one_field=True)
    return Place(tier=Tier.VILLAGE, letter="") if _VILLAGE.search(plain) else None


def _last(found: re.Match[str] | None) -> str:
    """The letter at the end of what was found; 街道 and 苏木 are one."""
    if found is None:
        return ""
    return found.group() if found.group() in ("街道", "苏木") else found.group()[-1]


# Whom a text speaks to, where the group's name tells no level.
_SPOKEN_TO = re.compile("[县区]直(?!接)|全[县区旗市镇乡]|全街道|各(?:乡镇|镇街|街镇|镇乡)")


def where_told(group: str, text: str) -> str:
    """What tells the level a notice stands at: its group's name, or whom its text speaks to."""
    if place_of(group):
        return group
    told = _SPOKEN_TO.search(text[:_READ])
    return told.group() if told else "村" if _TO_TEAMS.search(text[:_READ]) else group


# Only a village has teams to speak to.
_TO_TEAMS = re.compile("各(?:村民)?小?组(?![室别])长?")
_READ = 400
COUNTY_LETTERS = frozenset("省州市县区旗")
_HAS_LEVEL = re.compile(
    r"省|市(?!监|场|政|容)|区|县|旗|镇|乡|街道|苏木|社区|国家|村(?!建)|中共|团[县区市旗镇乡]|"
    r"[一-龥]{2,4}(?:县|镇|乡|街道)"
)
NAMED_PLACE = re.compile(r"([一-龥]{1,4}?)(?:镇|乡|街道|社区|村|县|区|市)")
_OF_COUNTIES = re.compile(
    r"(?:局|委|办|部|大队|支队|中心|公司|馆|台|[联协社]|[工商字]会|集团|处|检察院|法院)$"
)


def with_level(name: str, group: str) -> str:
    """A bare body name with the level that the group's name tells; place names are dropped."""
    place = NAMED_PLACE.match(normalise(group).text)
    if place and name.startswith(place[1]) and len(name) > len(place[1]) + 1:
        name = name.removeprefix(place[1])
    if _HAS_LEVEL.match(name):
        return name
    place_told = place_of(group)
    house = body_of_group(group) if place_told and place_told.of_one_field else None
    return house + name if house and _is_section(name) else _raised(name, place_told)


def _is_section(name: str) -> bool:
    """Whether a name is a part of a bureau's: 燃气办, but not 防汛办, which stands by itself."""
    return bool(_SECTION.search(name)) and name not in _BY_THEMSELVES


_SECTION = re.compile("[办科股]$")
_BY_THEMSELVES = frozenset(BUREAUS.values())


def _raised(name: str, place: Place | None) -> str:
    if place is None or place.tier is Tier.VILLAGE:
        return name
    if place.of_one_field and name in INNER:
        return name
    if place.tier is Tier.TOWN:
        return name if _OF_COUNTY_ALONE.search(name) else place.letter + name
    if name not in BUREAUS and (name in OF_TOWNS or not _OF_COUNTIES.search(name)):
        return name
    return of_county(BUREAUS.get(name, name), place.letter)


# A town has no bureaus of its own, only branches.
_OF_COUNTY_ALONE = re.compile("(?<![分邮])局$|气象台$|供电公司$|融媒体?中心$")


def of_county(name: str, letter: str) -> str:
    """县 and 应急局 → 县应急局; 县 and 团{}委 → 团县委."""
    if "{}" in name:
        return name.format(letter)
    return (letter + name) if letter or not name.startswith("委") else name.removeprefix("委")


_OF_LEVEL = (
    (1, re.compile("国家|中央|省|厅$")),
    (2, re.compile("市(?![监场政容民])|州")),
    (3, re.compile("[县旗]|(?<![社小城片辖])区|局$")),
    (4, re.compile("镇|(?<!城)乡(?![村镇])|街道|苏木")),
    (5, re.compile("社区|(?<!农)村(?![建镇振])|[居村]委会")),
)
_RANKS = {"省": 1, "市": 2, "州": 2}
_OF_TIER = {Tier.COUNTY: 3, Tier.TOWN: 4, Tier.VILLAGE: 5}


def rank_of(body: str | None, group: str) -> int | None:
    """At which level a body stands that speaks in a group: 1 a province … 3 a county, 4 a town, 5 a
    village; None where neither tells.
    """
    told = [rank for rank, said in _OF_LEVEL if body and said.search(body)]
    return max(told) if told else rank_in(group)


def rank_in(group: str) -> int | None:
    """The level of those who speak in a group in their own name."""
    place = place_of(group)
    return _RANKS.get(place.letter, _OF_TIER[place.tier]) if place else None


def level_word(group: str) -> str | None:
    """What the level of a group is called: 县, 镇, 街道, 村."""
    place = place_of(group)
    return (place.letter or _BY_TIER.get(place.tier)) if place else None


_BY_TIER = {Tier.COUNTY: "县", Tier.VILLAGE: "村"}
