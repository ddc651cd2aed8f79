"""What an ask wants beside the thing itself, where one ask is looked at: a label and words each."""

from collections.abc import Iterable
from typing import NamedTuple

from bot.domain.reading import Details, Format
from bot.wording.text import isolated, shorten

FORMATS = {
    Format.TABLE: "表格",
    Format.DOCUMENT: "材料",
    Format.PHOTO: "照片",
    Format.VIDEO: "视频",
    Format.SCREENSHOT: "截图",
    Format.STAMPED: "签字盖章或纸质件",
    Format.CHAIN: "接龙",
    Format.IN_SYSTEM: "系统填报",
}
_FOR_THE_SENDER = "发通知的人"
_SHOWN, _NAME, _LINE, _PLACE = 12, 20, 60, 30


class Told(NamedTuple):
    """One thing that is told of an ask."""

    label: str
    words: str


def details_told(details: Details) -> list[Told]:
    """要什么, 形式, 交到, 给谁, 依据, 未按时: those that the ask tells."""
    place = details.channel or ""
    said = (
        ("要什么", _all(details.columns, _NAME)),
        ("形式", "、".join(FORMATS[form] for form in details.forms)),
        ("交到", _FOR_THE_SENDER if place == "我" else shorten(place, _PLACE)),
        ("给谁", _all(details.addressees, _NAME)),
        ("依据", _all(details.basis, _LINE)),
        ("未按时", shorten(details.sanction or "", _LINE)),
    )
    return [Told(label, isolated(words)) for label, words in said if words]


def details_lines(details: Details) -> list[str]:
    """The same, a line each: 要什么:姓名、住址."""
    return [f"{told.label}:{told.words}" for told in details_told(details)]


def _all(names: Iterable[str], longest: int) -> str:
    named = [shorten(one, longest) for one in names]
    more = f"等{len(named)}项" if len(named) > _SHOWN else ""
    return "、".join(named[:_SHOWN]) + more
