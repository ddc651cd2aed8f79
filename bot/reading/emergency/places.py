"""The places that an emergency names: where it is, and where people are to go."""

import re

_NAMED = re.compile(
    "[一-龥]{1,3}(?:村(?!小)|社区|[镇乡屯寨湾沟河江溪桥堤坝山坡岭路街巷厂矿]|水库|村小|[中小]学|学校|广场|"
    "礼堂|祠堂|文化站|卫生院|敬老院|安置点|避难所)"
)
_NUMBERED = re.compile(
    r"(?:[A-Za-z\d]+|[一二三四五六七八九十]+)(?:组|队|社|号楼|栋|幢|单元|区|弄|巷|楼)"
)
# Whither, in whatever words the place is told.
_GOAL = re.compile(
    "(?:转移|撤离?|疏散|搬|集合|集中|避险|躲|赶|安置|送|绕)(?:到|至|往|去|在|向)[^,。;!?、\\s]{1,10}|"
    "[在到往去][^,。;!?、\\s]{2,10}(?=集合|集中|避险|安置|会合)"
)


def places_in(text: str) -> frozenset[str]:
    """The places named in a normalised text, each with the words next to it; to be compared only.

    It finds rather too much: other words beside a place make it another one.
    """
    return frozenset(
        found[0] for each in (_NAMED, _NUMBERED, _GOAL) for found in each.finditer(text)
    )


def sends_people(text: str) -> bool:
    """Whether a normalised text tells people whither to go."""
    return bool(_GOAL.search(text) or _TO_SAFETY.search(text))


_TO_SAFETY = re.compile(
    "(?:先|都|快|请|马上|全部)?[到往去在][^,。;!?\\s]{0,8}(?:操场|广场|学校|[中小]学|村部|村委会?|礼堂|祠堂|空地|晒谷[坪坝场]|安置点|"
    "避难所|高处|坡上|花坛|体育馆|文化站|活动室)"
)
