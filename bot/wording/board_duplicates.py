"""What the board says of possible duplicates."""

from datetime import datetime
from typing import NamedTuple

from bot.domain.correction import Correction, Fix
from bot.domain.reading import Kind
from bot.domain.request import Request
from bot.reading.sharing import Shared
from bot.services.pairing import Choice, Pair
from bot.storage.notices import Heard
from bot.wording import dates
from bot.wording.board_requests import kind, reason, when
from bot.wording.pairs import LABELS, why
from bot.wording.text import shorten

DECIDED = "没有办:这一对刚才已经定了。"
CHOICES = (
    (Choice.SAME, "1", LABELS[Choice.SAME], "并成一件,一览里只列一行"),
    (Choice.DATA, "2", LABELS[Choice.DATA], "各列一行,注明「可一次备齐」"),
    (Choice.APART, "3", LABELS[Choice.APART], "去掉注明,以后也不再提"),
)
NOBODYS = (
    "没有人两边的群都管,所以没有问过谁。要定的话,请把两边的群都交给一位经办人;不定也行,各列一行。"
)
_DONE = {
    Choice.SAME: "已并成一件",
    Choice.DATA: "已记下:要同一批数据",
    Choice.APART: "已记下:不是重复,以后不再提",
}


def done(choice: Choice) -> str:
    """What was decided."""
    return _DONE[choice]


def taken(made: Correction, title: str, other: str) -> str:
    """What was decided of two a moment ago, and which of them stays."""
    one, two = (f"「{shorten(name, _TITLE) or '(没有标题)'}」" for name in (title, other))
    return {
        Fix.MERGE: f"{one}并进了{two},留下的是{two}",
        Fix.SAME_DATA: f"{one}和{two}要同一批数据,各列一行",
        Fix.APART: f"{one}和{two}不是重复",
    }[made.fix]


_TITLE = 30


class Fact(NamedTuple):
    """One thing about both requests, and whether it agrees."""

    label: str
    first: str
    second: str
    agrees: bool


def facts(pair: Pair, now: datetime) -> list[Fact]:
    """What agrees and what differs, as both read."""
    one, other = pair.requests
    return [
        Fact("发布单位", _issuer(one), _issuer(other), one.issuer == other.issuer),
        Fact("类型", kind(one), kind(other), one.kind is other.kind),
        Fact("时间", when(one, now), when(other, now), _at(one) == _at(other)),
        Fact("出处", heard(pair.heard[0]), heard(pair.heard[1]), False),
        *_columns(pair.what),
    ]


def _columns(what: Shared) -> list[Fact]:
    """Which columns both want, and each of them alone, as far as they are named."""
    both, one, other = (
        "、".join(named) for named in (what.both, what.first_only, what.second_only)
    )
    facts = [Fact("都要的栏目", both, both, True)] if both else []
    if one or other:
        facts.append(Fact("另要的栏目", one or _NONE, other or _NONE, False))
    return facts


_NONE = "没有另写"


def _issuer(request: Request) -> str:
    return shorten(request.issuer or "没有写明", 40)


def _at(request: Request) -> tuple[datetime | None, datetime | None, str | None]:
    starts = request.starts_at if request.kind in (Kind.MEETING, Kind.INSPECTION) else None
    return request.deadline, starts, request.recurs


def heard(one: Heard) -> str:
    """Where it was told, how often, and when last."""
    where = shorten(one.group, 24) if one.groups == 1 else f"{one.groups}个群"
    often = f",{one.notices}条通知" if one.notices > 1 else ""
    return f"{where} {dates.stamp(one.last_at)}{often}"


def alike(pair: Pair) -> str:
    """Why they are asked about, and how alike they are."""
    return f"{reason(pair.likeness.why)},相近{round(pair.likeness.score * 100)}%;{why(pair)}"


def shared(pair: Pair) -> str:
    """What stands in both titles, the longest first."""
    one, other = (shorten(request.title, 80) for request in pair.requests)
    found: list[str] = []
    for size in range(min(len(one), len(other)), 1, -1):
        for start in range(len(one) - size + 1):
            piece = one[start : start + size]
            if piece.strip() == piece and piece in other and not any(piece in f for f in found):
                found.append(piece)
    return "、".join(found[:_PIECES])


_PIECES = 3
