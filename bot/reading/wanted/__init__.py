"""What an ask wants beside the thing itself: fields, form, where to, what else, why, from whom."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from bot.domain.reading import Details, Format, Kind
from bot.reading.redact import as_kept
from bot.reading.wanted.addressees import addressees_in
from bot.reading.wanted.basis import basis_in
from bot.reading.wanted.channel import channel_in
from bot.reading.wanted.columns import columns_in
from bot.reading.wanted.forms import forms_in, refused_in
from bot.reading.wanted.sanction import sanction_in

__all__ = ["read_details", "refused_in"]

_READ, _CLOSING = 2400, 600
"""Characters that are looked at, from the beginning and at the end of an ask or of what is said
before and after all of them."""
_LINE, _LINES = re.compile(r"(?<=\n)(?!\s*[(]?[\d一二三四五六七八九十]{1,2}[)、.])[^\n]{4,}"), 12
_WRITTEN = frozenset({Kind.REPORT, Kind.CHECK_IN, Kind.TASK, Kind.PROMOTION})
# Taken for what only tells, yet it has something done: 10日前录入公卫系统, 请…通过小程序缴费.
_DOES = re.compile(
    r"(?:请|务必|自己[去到]|[日号]前|抓紧|尽快)(?!知[悉晓]|周知|悉知|注意|谅解|理解|放心|勿|稍|"
    r"绕行)[^。!?\n]{0,40}?"
    r"(?:录(?![音像取])|填|报[送我到]|上报|上传|发(?:[我到]|[^,。;!?\n]{0,5}群)|交[到至我]|提交|扫码|登录|通过|登记|打卡|"
    r"接龙)"
)
# What is said once for all of several asks: 以上材料…, 逾期….
_FOR_ALL = re.compile(
    r"(?:(?<=[\n。;!])|^)[ \t]*(?:以上|上述|前述|"
    r"[各两三四五几]项(?=[^,。;]{0,6}(?:材料|工作|请|均|都|内容|任务))|所有材料|"
    r"(?:请各|各单位|相关材料|材料请|电子版)(?=[^。\n]{0,40}(?:邮箱|统一|一并|以上|上述))|"
    r"联系人|有(?:疑问|问题))"
)
_IF_NOT = re.compile(
    r"(?:(?<=\n)|(?<=[。;!]))[ \t]*(?:逾期|未按|不按|未报|迟报|凡|对[^,。;\n]{1,12}(?:未|逾|迟|不))"
)


def read_details(
    text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[Kind]
) -> list[Details]:
    """What each ask of normalised ``text`` tells; ``spans`` are the asks' own parts of it.

    What stands before the first ask, and what closes the last one for all (以上材料…), is said
    with each. Nothing private is in the answer. Linear in the length of ``text``.
    """
    head = _looked_at(text[: spans[0][0]])
    end, tail = _tail(text, *spans[-1]) if len(spans) > 1 else (spans[-1][1], "")
    found: list[Details] = []
    for (start, stop), kind in zip(spans, kinds, strict=True):
        own = _looked_at(text[start : min(stop, end)])
        found.append(_details(own, head, tail, kind, found[-1] if found else None))
    return found


def _tail(text: str, start: int, stop: int) -> tuple[int, str]:
    """Where the last ask ends, and what is said after it for all."""
    places = [one.start() for one in (_FOR_ALL.search(text, start, stop),) if one]
    broken = "\n" in text[:start]
    for one in _IF_NOT.finditer(text, start, stop):
        if text[one.start() - 1] == "\n" or not broken:
            places.append(one.start())
            break
    # 工作不落实的,一律免职: a threat on a line of its own is to all.
    for line in islice(_LINE.finditer(text, start, stop), _LINES) if broken else ():
        if sanction_in(line[0]):
            places.append(line.start())
            break
    at = min(places, default=stop)
    return at, _looked_at(text[at:stop])


def _looked_at(text: str) -> str:
    if len(text) > _READ + _CLOSING:
        text = f"{text[:_READ]}\n{text[-_CLOSING:]}"
    return text


# What is said once for several asks is read with each: what reads it keeps its last answers.
def _details(own: str, head: str, tail: str, kind: Kind, before: Details | None) -> Details:
    if kind is Kind.INFO and _DOES.search(own):
        kind = Kind.TASK
    around = f"{head}\n{tail}" if head or tail else ""
    written = kind in _WRITTEN
    sanction = sanction_in(own) or (sanction_in(around) if around else None)
    if sanction:
        # What is threatened is not what is to be handed in: 写检讨, 报纪委.
        own, around = (part.replace(sanction, ";") for part in (own, around))
    channel = channel_in(own) or (channel_in(around) if around else None)
    whom = addressees_in(own) or (addressees_in(head) if head else ())
    forms = dict.fromkeys((*forms_in(own, kind), *(forms_in(around, kind) if around else ())))
    basis = dict.fromkeys((*basis_in(own), *(basis_in(around) if around else ())))
    return Details(
        columns=_kept(columns_in(own, loose=written)),
        forms=tuple(sorted(forms, key=_ORDER.index)),
        channel=as_kept(channel) if channel and kind is not Kind.INFO else None,
        sanction=as_kept(sanction) if sanction else None,
        basis=_kept(basis),
        addressees=_kept(whom or (before.addressees if before else ())),
    )


def _kept(told: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(as_kept, told))))


_ORDER = tuple(Format)
