"""Orders of one message to different people, each to be done at once: 甲村转移,其他村巡查."""

import re

_BODY = (
    r"(?:(?:其[他它余]|剩[余下]|余下|别)的?(?:各|几个|所有)?|各|[一-鿿]{1,6}?)"
    r"(?:村(?!民|里|道|小)|社区|[乡镇](?!里)|街道|网格|组|学校|[小中]学|单位|部门|[站所办院队](?!有))"
    r"(?:(?:两委)?干部|书记|主任|网格员|护林员|应急队|民兵|党员|负责人|人员)?"
)
_AT_ONCE = "(?:马上|立即|立刻|即刻|赶紧|赶快|迅速|火速|连夜|现在就?|全部|全员)"
_LED = r"(?:^|(?<=[,;。!:\s】请]))"
_FIRST = re.compile(rf"{_LED}(?P<who>{_BODY})[^,;。!\n不别未没]{{0,4}}?{_AT_ONCE}")
_SECOND = re.compile(
    rf"[,;。!\n]\s*(?:同时|另外)?,?请?(?P<who>{_BODY})(?:要|也|都|请|务必|则)*{_AT_ONCE}"
)
_STOP = re.compile(r"[;。!\n]")
_DEED = re.compile(
    "(?:转移|撤离|疏散|避险|巡[查护逻]|排查|检查|清点|集合|关闭|封[堵闭路桥控]|停[工课产运业]|加固|值守|待命|"
    "通知|救援|扑[救火灭打]|支援|增援|警戒|劝[离返阻]|抢险|抢修|搜[救寻]|断电|到岗|上堤|上山|清理|打捞|开闸|隔离|消毒)(?!了)"
)
_MOST_READ, _MOST = 600, 6


def split_by_order(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """``text[start:end]`` as it is, or as its parts that order different deeds of different
    people, each at once.
    """
    first = _FIRST.search(text, start, min(end, start + _MOST_READ))
    if first is None:
        return [(start, end)]
    parts: list[tuple[int, int]] = []
    who, before = first["who"], first.end()
    others = list(_SECOND.finditer(text, before, min(end, start + _MOST_READ)))
    ends = [*(other.start() for other in others[1:]), end]
    for other, told_to in zip(others, ends, strict=False):
        said = text[other.end() : told_to]
        deeds, own = _deeds(text[before : other.start()]), _deeds(_STOP.split(said, maxsplit=1)[0])
        if other["who"] == who or not deeds or not own or own <= deeds or len(parts) == _MOST:
            continue
        parts.append((start, other.start() + 1))
        start, who, before = other.start() + 1, other["who"], other.end()
    return [*parts, (start, end)]


def _deeds(said: str) -> frozenset[str]:
    return frozenset(_DEED.findall(said))
