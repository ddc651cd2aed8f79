"""The body for which somebody speaks by the name they bear in a group."""

import re

from bot.domain.lexicon import Lexicon
from bot.reading.speaker.group_body import body_of_group
from bot.reading.speaker.halls import hall_by_title, hall_of, looks_after
from bot.reading.speaker.houses import house_of, served_in
from bot.reading.speaker.level import Tier, place_of
from bot.reading.speaker.nickname import parts_of
from bot.reading.speaker.sender import (
    BARE_TITLE,
    Standing,
    read_sender,
    unit_said,
)
from bot.reading.speaker.spokesperson import spoken_for


def by_name(name: str | None, group: str, where: str, lexicon: Lexicon) -> str | None:
    """The body a display name speaks for; "" where its bearer speaks for none, None where the name
    alone does not tell. ``where`` tells the level at which it speaks.
    """
    sender = read_sender(name, where, lexicon)
    if house_of(group) and _PARENT.search(name or ""):
        return ""
    if served := served_in(name, group):
        return served
    house = spoken_for(name, group, office=sender.standing is Standing.OFFICE)
    if house:
        return house
    if town := _town_of(name, group):
        return town
    unit = hall_of(name) or unit_said(name, where)
    leads = sender.standing is Standing.LEADER
    if (leads or sender.body is None) and (hall := hall_by_title(name, group)):
        return hall
    if sender.body and not BARE_TITLE.fullmatch(sender.body):
        # 学区 鲍校长 speaks for the one, 柳河镇 王镇长 by the title.
        titled = leads and unit and not _TOWN.search(unit)
        return unit if unit and titled and sender.body not in unit else _in_full(sender.body, group)
    if _RESIDENT.search(name or "") or any(map(looks_after, parts_of(name or "")[:1])):
        return ""
    return _in_full(unit, group) if unit else unit


def _in_full(body: str, group: str) -> str:
    """What a house calls its own office in short: 局办, 县办, 乡办公室."""
    if body.startswith("局"):
        return body_of_group(group) or body
    short = _OFFICE_ALONE.fullmatch(body)
    if short is None:
        return body
    return f"{short['county']}政府办" if short["county"] else f"{short['town']}党政办"


_OFFICE_ALONE = re.compile("(?P<county>[县区市旗])办(?:公室)?|(?P<town>[镇乡])办")


def _town_of(name: str | None, group: str) -> str | None:
    """The town for which one of its people speaks in a county's group: 岚口乡 蓝乡长."""
    place, parts = place_of(group), parts_of(name or "")
    county = place is not None and place.tier is Tier.COUNTY
    return parts[0] if county and len(parts) > 1 and _A_TOWN.fullmatch(parts[0]) else None


_PARENT = re.compile("[爸妈]$|家长$|(?:爷爷|奶奶|外公|外婆)$")
_A_TOWN = re.compile("[一-龥]{2,4}(?:镇|乡|街道|苏木)")
_TOWN = re.compile(r"[镇乡县]$|(?<!学)区$|街道$|社区$|村$")
# Who lives, works or passes by here speaks for nobody.
_RESIDENT = re.compile(
    r"\d+[幢栋号]|居民|家属|业主|村民|群众|路人|过路|司机|媳妇|[店铺]\b|外卖|"
    r"便利店"
)
