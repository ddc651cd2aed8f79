"""What an alarm is called: what happened and where, or what people must do; never 打119 or 急."""

import re
from collections.abc import Sequence

from bot.reading.emergency.signs import dangers, names_grave_danger
from bot.reading.titles.fitting import LONGEST, fitted
from bot.reading.titles.shown import shown_of
from bot.reading.titles.trim import GAP

_CLAUSE = re.compile(r"[,。;!?\n]+|(?<!\d):|:(?!\d)|(?<=[一-龥])\s+(?=[一-龥A-Z\d])")
# A cry, a call, a heading: these tell nobody what there is.
_EMPTY = re.compile(
    r"[急快!]+|(?:已经?|赶?快|马上)?[打拨报叫](?:了|过)?[\d、]+(?:没有?|了)?|\d+|救命啊?|不[好得]了[啦啰啊了]*|大[镬件]事?|[黑天]了天|出[大]?事了?|来人啊?|快来人|"
    r"(?:紧急|险情|突发|特急)*(?:情况|事件)?(?:通报|通知|提醒|提示|预警|报告)?|大家注意|各位注意|注意了?|(?:各位|大家|你们)?(?:家长|邻居|村民|业主)?"
)
_AWAY = re.compile("撤|转移|疏散|避险|下楼|下来|出来(?!了)|上岸|往[^,]{1,8}[走去跑]|离开")
_ORDER = re.compile(
    "绕行|封[控路闭锁桥]|停止|停业|停课|不[准许要得]|唔好|[莫别勿](?:走|过|去|进|靠近|出|来|喝|用)|关好?门"
)
_LEAD = re.compile(
    "^请?[^,把将]{1,5}(?:镇|乡|村|社区|街道)?(?:马上|立即)?[把将](?=.{6})|^[把将](?=.{6})|"
    "^(?:请|现在|刚才?|正在|有|大家|各位|目前|我们这?|这边|这里|通知|组织|马上|立即|立刻|全部|赶紧|现|并|和|要|务必|必须|紧急|急)+(?=.{4})"
)
_HASTE = re.compile(
    "马上|立即|立刻|即刻|赶[紧快]|迅速|火速|刚刚?(?!好)|(?:严重|大型|突然|已经?|正在)|[一][座辆条处个头台]|被(?:大风|阵风|洪水|雨水|风|水)(?:[吹刮冲泡]得?)?"
)
_WIDER = re.compile("^[^,]{2,7}?(?:高速|国道|省道|县道|线|[县市镇乡]|街道|社区)(?=.{8})")
_WHERE = re.compile(
    r"[GSX]\d{2,4}线?|[一-龥]{2,4}?(?:[镇村屯寨溪江河]|社区|水库|小区|花园|园区|大桥|路(?!面|口)|街|公园|小学|中学)"
)
_BRACKET = re.compile(r"^[【\[][^】\]]*[】\]]")
_LEAST = 4


def alarmed(title: str, text: str, time_spans: Sequence[tuple[int, int]]) -> str:
    """``title`` of an alarm, or where that is a mere cry, cut short, or of no danger and no order,
    what the clause of normalised ``text`` says that tells of these.
    """
    clauses = [one.strip() for one in _CLAUSE.split(shown_of(text, time_spans)) if one.strip(GAP)]
    if not _is_poor(title, clauses):
        return title
    told = [(_worth(one), -place, one) for place, one in enumerate(clauses[:_MOST])]
    worth, place, best = max(told, default=(0, 0, ""))
    if worth <= 0:
        return title
    said = _said(best)
    before = clauses[-place - 1] if place else ""
    where = None if _WHERE.search(said) else _WHERE.search(before)
    if where and len(where[0]) + len(said) <= LONGEST:
        said = f"{where[0]}{said}"
    return fitted(said) if len(said) >= _LEAST else title


_MOST = 8


def _is_poor(title: str, clauses: Sequence[str]) -> bool:
    bare = title.strip()
    if _EMPTY.fullmatch(bare) or "…" in bare or " " in bare:
        return True
    if _is_of_danger(bare):
        return False
    held = [_LEAD.sub("", _BRACKET.sub("", one.replace(GAP, ""))) for one in clauses]
    # 警双向断流 begins within a clause; 吊车已出发 tells not that people are to leave.
    within = any(bare in one for one in held) and not any(one.startswith(bare) for one in held)
    return within or any(_AWAY.search(one) for one in held)


def _is_of_danger(words: str) -> bool:
    told = (one.search(words) for one in (_GOES_WRONG, _AWAY, _ORDER, _WARNED))
    return any(told) or bool(dangers(words)) or names_grave_danger(words)


def _worth(clause: str) -> int:
    """How well a clause tells what there is, or what is to be done."""
    if _EMPTY.fullmatch(clause) or len(clause) < _LEAST:
        return 0
    happens = 3 * names_grave_danger(clause) + 2 * bool(_GOES_WRONG.search(clause))
    told = 2 * bool(_AWAY.search(clause)) + bool(_ORDER.search(clause))
    return happens + told + bool(dangers(clause)) + bool(_WHERE.search(clause))


_WARNED = re.compile("预警|警报|响应")
_GOES_WRONG = re.compile(
    "倾斜|爆[裂炸管]|[断翻倒裂漏塌垮歪]|掀起|侧翻|泄|冒[烟水火]|浓烟|着火|漂|失[联踪火]|困|不见|走[丢失]|咬|撞|死[咗了]|没动静|落水|中毒"
)


def _said(clause: str) -> str:
    said = _LEAD.sub("", _BRACKET.sub("", clause.replace(GAP, "")))
    said = _HASTE.sub("", said) if len(said) > _WHOLE else said
    while len(said) > LONGEST and _WIDER.search(said):
        said = _WIDER.sub("", said, count=1)
    said = said.strip(" ,。")
    # What happened stands at the end: 阿成条船粤湛渔02187…死咗火.
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1 - _END]}…{said[-_END:]}"


_WHOLE, _END = 12, 4
