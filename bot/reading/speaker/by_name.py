"""The body for which somebody speaks by the name they bear in a group."""

import re

from bot.domain.lexicon import Lexicon
from bot.reading.speaker.group_body import body_of_group
from bot.reading.speaker.sender import (
    BARE_TITLE,
    Standing,
    hall_by_title,
    hall_of,
    read_sender,
    unit_said,
)
from bot.reading.speaker.spokesperson import spoken_for


def by_name(name: str | None, group: str, where: str, lexicon: Lexicon) -> str | None:
    """The body a display name speaks for; "" where its bearer speaks for none, None where the name
    alone does not tell. ``where`` tells the level at which it speaks.
    """
    sender = read_sender(name, where, lexicon)
    house = spoken_for(name, group, office=sender.standing is Standing.OFFICE)
    if house:
        return house
    unit = hall_of(name) or unit_said(name, where)
    leads = sender.standing is Standing.LEADER
    if leads and (hall := hall_by_title(name, group)):
        return hall
    if sender.body and not BARE_TITLE.fullmatch(sender.body):
        # 学区 鲍校长 speaks for the one, 柳河镇 王镇长 by the title.
        titled = leads and unit and not _TOWN.search(unit)
        return unit if unit and titled and sender.body not in unit else sender.body
    if _RESIDENT.search(name or ""):
        return ""
    if unit and unit.startswith("局"):
        return body_of_group(group) or unit
    return unit


_TOWN = re.compile(r"[镇乡县]$|(?<!学)区$|街道$|社区$|村$")
# Who lives, works or passes by here speaks for nobody.
_RESIDENT = re.compile(
    r"\d+[幢栋号]|居民|家属|业主|村民|群众|路人|过路|司机|媳妇|[店铺]\b|外卖|"
    r"便利店"
)
