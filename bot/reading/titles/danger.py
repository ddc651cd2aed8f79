"""What nobody may do, told with what an alarm is called: 大湾漫水桥过水,人和车不准过."""

import re
from collections.abc import Sequence

from bot.reading.titles.fitting import LONGEST
from bot.reading.titles.shown import shown_of
from bot.reading.titles.trim import GAP

_HAPPENED = (
    "过水|漫水(?!桥)|漫[桥路堤坝]|上水|进水|被淹|淹了|山火|起火|着火|失火|火灾|滑坡|塌方|垮塌|坍塌|塌陷|塌了|垮了|"
    "溃[口坝堤]|决[口堤]|管涌|渗水|泄[漏露]|漏气|[燃煤天]然?气味|爆炸|爆燃|落石|泥石流|疯狗|断裂|断了|超警|涨水|中毒|"
    "洪水|冲[垮断毁]|触电|漏电|倒塌|裂[开缝]|裂了|要倒|倾斜|野猪|马蜂"
)
_DANGER = re.compile(f"{_HAPPENED}|[塌垮断淹裂]")
_CLAUSE = re.compile(r"[,。;!?\n\s]+|(?<!\d):|:(?!\d)")
_ALL = (
    "(?:一律|全部|都|先|大家|所有|请|各位|暂时|千万|任何人|立即|马上|"
    "[一-龥]{0,4}(?:住户|居民|村民|群众)){0,4}"
)
# 人和车一律不准过, 船只停航, 绕行老省道
_BAN = re.compile(
    rf"(?:[上下]游|附近|周边)?{_ALL}(?P<who>人和车|人车|行人|车辆?|船只|过往车辆)?{_ALL}"
    r"(?P<ban>(?:严禁|禁止|不准|不许|不得|不要|不能|莫|别|勿)(?:再|往)?(?:过[来去桥河路]?|走|通行|通过|进[入去]?|靠近|上[桥路山]|下[河水田]|"
    r"出门|经过|进山|停留)(?:那边|这边|了)?|停航|停运|封[路桥]|绕行[一-龥]{0,6}|绕道[一-龥]{0,6})$"
)
_LONG = 40
_GETS_AWAY = re.compile(
    "转移|撤|疏散|避险|下楼|离开|高处|出来|停航|封[路桥]|绕[行道]|不准|不许|禁止|严禁|莫|别"
)


def endangered(title: str, text: str, time_spans: Sequence[tuple[int, int]]) -> str:
    """``title`` of an alarm with what nobody may do, as normalised ``text`` says, where it tells
    neither that nor who must get away and there is room.
    """
    first = title.split(" ")[0]
    title = first if _DANGER.search(first) else title.replace(" ", ",")
    said = shown_of(text, time_spans).replace(GAP, "")
    parts = [part.strip() for part in _CLAUSE.split(said) if 0 < len(part.strip()) <= _LONG]
    ban = next((f"{one['who'] or ''}{one['ban']}" for one in map(_BAN.match, parts) if one), "")
    if ban and _DANGER.search(title) and not _GETS_AWAY.search(title):
        whole = f"{title},{ban}"
        return whole if len(whole) <= LONGEST else title
    return title
