"""Fields that are named in quotes: “是否出租”“今年新建”两项, 加一栏“愿不愿当讲师”."""

import re
from collections.abc import Iterator

_QUOTED = re.compile(r'[“"「]([^“”"「」,。\n]{2,14})[”"」]')
# “是否出租”“今年新建”两项; 加一栏“愿不愿当讲师”.
_NAMED = re.compile(
    rf"(?:{_QUOTED.pattern}[、和及]?){{1,6}}(?:这|那)?[一两三四五六]?个?(?:列|栏|项|字段|指标)|"
    rf"[加增添补](?:加|上|了)?(?:[一两三]|个){{0,2}}(?:列|栏|项|字段|"
    rf"指标)[:]?(?:{_QUOTED.pattern}[、和及]?){{1,6}}"
)
_LISTED = re.compile(r"[、/+]")


def quoted_in(text: str) -> Iterator[str]:
    """The fields that normalised ``text`` names in quotes, in their order."""
    for named in _NAMED.finditer(text):
        for one in _QUOTED.findall(named[0]):
            yield from _LISTED.split(one)
