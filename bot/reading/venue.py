"""Where an event is held from now on, as a notice that moves it says: 会议改在四楼会议室召开."""

import re
from typing import NamedTuple

from bot.reading.redact import redact


class Venue(NamedTuple):
    """``text[start:end]`` names the new place, in words that may be shown.

    ``named``: that it is a place is said (地点改到…), not only told by what it is called.
    """

    start: int
    end: int
    words: str
    named: bool


_MOVED = "(?:改|换|调整|变更|更改|移|挪|转移|搬)(?:到|在|为|成|至)(?:了)?"
_NAMED = re.compile(
    r"(?:地点|地址|会场|场地|场所|会议室|会议地)[^,。;:!?\n]{0,16}?"
    rf"(?:(?<!不)(?<!没){_MOVED}|有变[化动]?[,:]?(?:现|改|定){{0,2}}[在到为])[:]?"
)
_HELD = re.compile(rf"(?<!不)(?<!没){_MOVED}")
# 换三楼大会议室; 改成明天14:30,地点在老学校; 会挪到后天,到老学校开.
_STATED = re.compile(
    r"(?:换|改)(?![届人个了成到为在期换正回掉完好过])|(?:地点|会场|地址|场地)(?:就|也|定|设|改|换)?[:在为是]|"
    r"(?<=[,。;\s点半分])[到在去](?=[^,。;!?\n]{2,12}(?:召?开|集合|举行|见)(?:会|了|吧|哈)?(?:[,。!]|$))"
)
_PLACES = ("地点", "会场", "地址", "场地")
_AS_BEFORE = re.compile("不变|照旧|原[地来]|还是|仍")
# 把凭证搬到会议室, 打印机换到二楼: a thing is moved, not an event.
_THING = re.compile(
    "把[^,。;!?\\n]{1,10}$|"
    "(?:[打复]印机|电脑|[早午晚中]饭|[早午晚]餐|吃饭|物资|钥匙|快递|药品?|桌[子椅]|车辆?)[^,。;!?\\n]{0,4}$"
)
# Who writes without commas: 改到3点半 改在二楼会议室 请相互转告.
_STRETCH = re.compile(r"(?:(?!\s(?:时间|地点|改|换|请|大家|其[他它余]|原来))[^,。;!?\n()]){2,40}")
# A time that is told before the place: 改到明天下午3点四楼会议室.
_TIME = re.compile(
    r"(?:[今明后][天日晚早]|(?:本|这|下)?(?:周|星期|礼拜)[一二三四五六日天末]|"
    r"(?:\d{1,2}月)?\d{1,2}[日号](?![楼门])|上午|下午|晚上?|早上|中午|傍晚|"
    r"[\d一二三四五六七八九十两]{1,3}(?:[点时](?:整|半|钟|\d{1,2}分?|一刻)?|:\d\d)|的|在|,)+"
)
_PLACE = re.compile(
    r"(?<![分按])楼(?!长|栋长)|[室厅堂馆院]|广场|会场|操场|[村组]部|政府|中心|门口|[东南西北]门|大门|学校|小学|中学|"
    r"党校|站|文化礼|祠堂|码头|大棚|仓库|基地|公园|凉亭|院坝|晒场|球场|停车场|线上(?![报填交])|视频会|腾讯会|钉钉|[村镇]里"
)
_ENDS = re.compile(
    r"(?:准时|统一|集中)?(?:召开|举行|举办|进行|集合|集中|开会|开课|培训|报到|签到|参加|参会|见面|开)(?:了|吧|哈)?$|"
    r"[了吧哈啊]+$"
)
_LONGEST, _QUOTES = 24, "“‘\"'《"


def new_venue(text: str) -> Venue | None:
    """The place to which a normalised ``text`` moves an event; None where it moves it to none."""
    named = _NAMED.search(text)
    heads = (*([named] if named else []), *_HELD.finditer(text), *_STATED.finditer(text))
    for head in heads:
        found = _STRETCH.match(text, head.end()) if head else None
        if found is None:
            continue
        time = _TIME.match(text, found.start(), found.end())
        start = time.end() if time else found.start()
        words = _ENDS.sub("", text[start : found.end()]).strip()
        if not 1 < len(words) <= _LONGEST or words[0] in _QUOTES:
            continue
        if _AS_BEFORE.search(text, head.start(), found.end()):
            continue
        told = head is named or head[0][:2] in _PLACES
        if told or (_PLACE.search(words) and not _is_thing(text, head.start())):
            return Venue(start, found.end(), redact(words), head is named)
    return None


def _is_thing(text: str, at: int) -> bool:
    return bool(_THING.search(text[max(0, at - _NEAR) : at]))


_NEAR = 12


def without_venue(text: str) -> str:
    """A normalised text without the new place it names: another event may be held there."""
    found = new_venue(text)
    return text if found is None else text[: found.start] + text[found.end :]
