"""The body whose group it is: a bureau's line group, a community's group of its own."""

import re
from functools import lru_cache

from bot.reading.normalise import normalise

_BUREAU = re.compile(
    "(?<![一-龥]镇)(?P<level>[县区]|市(?![监场政]))(?P<stem>民政|教育|教体|卫健|卫生健康|农业农村|水利|水务|林业|林草|"
    "应急管理|应急|医保|人社|财政|统计|住建|城管|交通运输|交通|自然资源|生态环境|市场监管|文旅|"
    "司法|公安|信访|退役军人|商务|发改|审计|乡村振兴|残联|妇联|团委|总工会|气象)"
    "(?!、|和|与|及|财政|统计|民政|人社|税务)"
)
# Where bureaus meet over the work of one of them.
_OF_SEVERAL = re.compile("会商|联席|联动|联合|指挥|协调|专班")
_OWN = re.compile(
    "(?:[一-龥]{1,4}?(?:街道|镇|乡))?((?!城区|各|全|[一-龥]{1,5}各)[一-龥]{1,5}?(?<!街道)(?<![镇乡])"
    "(?:社区(?!干|组(?!长)|书|级)|(?<![驻包联生])村(?!支|级|镇|组(?!长)|书|居|医)|嘎查))"
)
_NO_BUREAU = frozenset({"残联", "妇联", "团委", "总工会"})


@lru_cache(maxsize=4096)
def body_of_group(group: str) -> str | None:
    """Who speaks in a group of this name when nobody says for whom; None where that is open.

    A bureau's line group and a village's own are one body's; a town's has many offices in it.
    """
    plain = normalise(group).text
    bureau = _BUREAU.search(plain)
    if bureau and not _OF_SEVERAL.search(plain):
        return bureau["level"] + bureau["stem"] + ("" if bureau["stem"] in _NO_BUREAU else "局")
    return own_body(group)


def own_body(group: str) -> str | None:
    """The one community or village whose group it is."""
    found = _OWN.match(normalise(group).text)
    if found is None or _OF_MANY.search(found.group()):
        return None
    return None if found[1].endswith("新村") and _BLOCKS.search(group) else found[1]


# 锦绣新村2-3栋居民群: an estate, and no village.
_BLOCKS = re.compile("栋|号楼|小区|业主|老旧|[0-9]期")


# 雾坪镇茶山七村, 港镇渔村: so many, or such, villages of a town.
_OF_MANY = re.compile("(?:街道|镇|乡)(?:[一-龥]{0,4}(?<!第)[两二三四五六七八九十]|[渔农山牧])村$")
