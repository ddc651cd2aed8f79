"""Who speaks for a house without naming it: a village's people, its police, a clinic's wards."""

import re
from functools import lru_cache

from bot.reading.normalise import normalise
from bot.reading.speaker.group_body import own_body
from bot.reading.speaker.level import Tier, place_of, with_level
from bot.reading.speaker.nickname import is_person, parts_of
from bot.reading.speaker.offices import BUREAUS, SURNAMES

_POLICE = re.compile(r"(?:驻村|包片)?(?:片警|辅警|民警|警长)|[一-龥]警官")
_POST = re.compile(
    r"书记|主任|支书|文书|会计|社区专干|社工(?!站)|村长|村委|村干部|[一二三四五六七八九十\d]组长|妇女主任"
)
# 东岗村老孟, 桂花社区朱, 滨江社区林主任: a village or community, and who writes for it.
_OF_A_VILLAGE = re.compile(r"([一-龥]{1,5}?(?:社区|村|嘎查))(?=[^办站所局委室小学])")
_OF_A_TOWN = re.compile(r"([一-龥]{2,4}?(?:街道|镇|乡))(?=[^办站所局委室党政])")
_NOT_OF_IT = re.compile(r"驻村|第一书记|媳妇|二小|[家]的|[婶嫂婆娃]$|村[医小]|供销|卫生|物业|网格")
# 村主任 覃大勇, 支书 祝红梅: no place is said, the committee is meant.
_OF_COMMITTEE = re.compile("村|支书|会计|主任")
_SECRETARY = re.compile("[一-龥]书记")
# 桂苑书记 is called so.
_BY_PLACE = re.compile("[一-龥]{2}(?:书记|主任)")
# 驻村 小武, 驻村第一书记 何; but 驻村办 is the county's.
_STATIONED = re.compile("驻村(?!办|帮扶办)")
# Who serves a village by trade.
_BY_SERVICE = (
    (re.compile("村医|[一-龥]医生$"), "{}卫生室"),
    (re.compile("[一-龥]?电工"), "供电所"),
    (re.compile("水管员|管水员|护林员|.*护林$"), "{}委会"),
    (re.compile("妇(?:女|联)主任"), "{}妇联"),
)
_CALLED = {
    "社区": {"{}卫生室": "{}卫生服务站", "{}委会": "{}居委会"},
    "嘎查": {"{}委会": "{}委员会"},
}
# 荷花荡书记, 杏花里卢主任 in a town's group: what is no post is a village.
_LED_PLACE = re.compile(
    rf"(?![{SURNAMES}副第老小镇乡街村社党团])(?!支部|总支|妇女|治保|办公|值班|执行|民兵|网格|驻村|包村|"
    rf"居委|常务|片区|工委|共青|组织)([一-龥]{{2,3}}?)[{SURNAMES}]?(?:书记|支书|主任|文书|会计)"
)
# Only fire brigades have them among those who speak in a county's groups.
_FIREMAN = re.compile("[一-龥]参谋")
# 3网格小曾, 二网格-丽丽: whose block it is speaks for the whole.
_OF_A_BLOCK = re.compile(r"第?[一二三四五六七八九十\d]*网格")
_CLINIC = re.compile(r"[一-龥]{2,4}?([镇乡])卫生院")
_WARD = re.compile(r"[一-龥]{1,4}科|药房|[一-龥]{1,3}室")


@lru_cache(maxsize=4096)
def spoken_for(name: str | None, group: str, *, office: bool) -> str | None:
    """The body a display name speaks for by post, in a group of this name; None where it has none.

    ``office``: the name tells an office, which is only known better where it is a clinic's ward.
    """
    parts = parts_of(name or "")
    if not parts:
        return None
    served = _by_service(parts, group)
    if served or office:
        return served or _of_clinic(parts, group)
    if any(_POLICE.match(part) for part in parts):
        return with_level("派出所", group)
    return _of_clinic(parts, group) or _of_village(parts, group)


def _by_service(parts: list[str], group: str) -> str | None:
    own, place = own_body(group), place_of(group)
    if own:
        found = (house for part in parts for said, house in _BY_SERVICE if said.match(part))
        house = next(found, None)
        return _CALLED.get(own[-2:], {}).get(house, house).format(own) if house else None
    if place and place.tier is Tier.COUNTY and any(map(_FIREMAN.fullmatch, parts)):
        return with_level("消防大队", group)
    return None


def _of_clinic(parts: list[str], group: str) -> str | None:
    """公卫科 小秦 in the group of 柳河镇卫生院."""
    clinic = _CLINIC.match(normalise(group).text)
    if clinic is None:
        return None
    ward = next((found for part in parts if (found := _WARD.match(part))), None)
    if ward:
        return f"{clinic[1]}卫生院{ward.group()}"
    return f"{clinic[1]}卫生院" if parts[0].endswith("院长") else None


def _is_of_village(group: str) -> bool:
    place = place_of(group)
    return place is not None and place.tier is Tier.VILLAGE


def _party_of(group: str) -> str:
    """What a secretary leads where the name of the group tells no village, only that it is one."""
    return "村党支部" if "村" in group else "社区党支部"


def _of_village(parts: list[str], group: str) -> str | None:
    own = own_body(group)
    if _STATIONED.match(parts[0]):
        return "驻村工作队"
    if own and _OF_A_BLOCK.match(parts[0]):
        return own + ("委会" if own.endswith("村") else "居委会")
    if own and _BY_PLACE.fullmatch(parts[0]) and own.startswith(parts[0][:2]):
        return None
    if own is None and _is_of_village(group) and _SECRETARY.fullmatch(parts[0]):
        return _party_of(group)
    if own and any(_POST.search(part) and not _NOT_OF_IT.search(part) for part in parts):
        return own + "委会" if own.endswith("村") and _OF_COMMITTEE.match(parts[0]) else own
    if own and parts[0].startswith("党建联络员"):
        return own + "党支部"
    place = place_of(group)
    if place and place.tier is Tier.TOWN and (led := _LED_PLACE.fullmatch("".join(parts))):
        return None if normalise(group).text.startswith(led[1]) else led[1]
    county = place is not None and place.tier is Tier.COUNTY
    said = _OF_A_VILLAGE.match(parts[0]) or (_OF_A_TOWN.match(parts[0]) if county else None)
    if said is None or _NOT_OF_IT.search("".join(parts)):
        return None
    whose = parts[0][said.end() :]
    called = said[1].endswith("社区") and _CALLED_SO.fullmatch(whose) and whose not in BUREAUS
    return said[1] if called or _POST.search(whose) or is_person(whose) else None


_CALLED_SO = re.compile("[一-龥]{2}(?<![办站所员])")
