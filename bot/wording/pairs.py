"""What is said of two requests that may be one: why, and what can be decided."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.boundary import Button, Outgoing
from bot.services.pairing import Choice, Pair
from bot.wording.corrections import request_named

LATER = "later"
LABELS = {
    Choice.SAME: "是同一件",
    Choice.DATA: "要同一批数据",
    Choice.APART: "不是重复",
}
PUT_OFF = "先放着"
DECIDED = "这一对已经定过,或者已经过期,没有再改。"
_AGREE = {
    "subject": "主题相同",
    "period": "时段相同",
    "action": "做法相同",
    "people": "对象年龄相同",
    "columns": "要填的栏目相近",
}
_DIFFER = {
    "subject": "主题不同?",
    "period": "时段不同?",
    "action": "做法不同?",
    "addressee": "发给的单位不同?",
    "named": "点名的东西不同?",
}


def why(pair: Pair) -> str:
    """What agrees and what may not: 主题相同:低保名单;时段不同?"""
    like = pair.likeness
    said = agreeing(like.agree)
    if "subject" in like.agree and pair.what.what:
        said[0] = f"{_AGREE['subject']}:{pair.what.what}"
    said += [_DIFFER[code] for code in like.differ if code in _DIFFER and code not in like.agree]
    return ";".join(said) or "说法相近"


def agreeing(codes: Iterable[str]) -> list[str]:
    """主题相同, 时段相同 …"""
    return [_AGREE[code] for code in codes if code in _AGREE]


def put_off(*, board: bool) -> str:
    """Nothing is decided; where it still can be."""
    return "好,先放着,不再发来问。" + ("想定的时候,网页「可能重复」里还在。" if board else "")


def asked(pairs: Sequence[Pair], now: datetime) -> Outgoing:
    """The pairs of a day, in one message."""
    lines = [f"有{len(pairs)}对通知可能重复,请您看看;不定也不要紧,一览照常各列一行。"]
    rows = []
    for number, pair in enumerate(pairs, start=1):
        one, other = (request_named(request, now) for request in pair.requests)
        lines += [f"{number}. {one}", f"   {other}", f"   {why(pair)}"]
        rows += _buttons(number if len(pairs) > 1 else 0, pair)
    return Outgoing(plain="\n".join(lines), buttons=tuple(rows), silent=True)


def _buttons(number: int, pair: Pair) -> list[tuple[Button, ...]]:
    about = f"{pair.requests[0].id}-{pair.requests[1].id}"
    first = f"{number} " if number else ""
    given = [
        Button(label=f"{first}{label}", data=f"pair:{value}:{about}")
        for value, label in [
            *((choice.value, said) for choice, said in LABELS.items()),
            (LATER, PUT_OFF),
        ]
    ]
    return [tuple(given[:2]), tuple(given[2:])]
