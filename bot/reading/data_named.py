"""What data a request asks for, by the name it gives them: 高龄老人 of a 高龄老人名册."""

import re

from bot.reading.likeness import Features, plain_name
from bot.reading.normalise import normalise

_LONGEST = 12
_LEAD = (
    r"(?:[一-龥]{1,7}?(?:局|办|院|所|站|委|校|中心|联)需?要)?(?:20\d\d年度?|\d{1,2}月份?|[上下]半年|全年|第?[一二三四]季度|[本今去][年月季]度?|新增|现有|"
    r"更新|上报|报送|填报|统计|摸排|排查|核实|核对|全[镇乡村街]|各[村组]|辖区内?|的)*"
)
_TITLE = re.compile(
    rf"{_LEAD}([一-龥a-z0-9]{{2,{_LONGEST}}}?)(?:的|基本|个人|基础)*"
    r"(?:花名册|名册|名单|台账|清单|底册|(?:登记|统计|汇总|情况|明细|排查|摸底|信息|调查|核查)表|"
    r"底数|信息|情况|数据|数字|[人户]数)+(?:\(.*\))?"
)
_SEVERAL = re.compile("[和及与或]")


def data_named(title: str, own: Features) -> str | None:
    """The name of what a list is of, by its title, else by the item that its text names first.

    None where neither names one thing.
    """
    found = _TITLE.fullmatch("".join(normalise(title).text.split()).lower())
    name = plain_name(found[1]) if found else None
    if name and not _SEVERAL.search(name):
        return name
    return plain_name(own.spelled[own.head]) if own.head else None
