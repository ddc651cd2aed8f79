"""Times counted from what the text dates by name: 切换前, 评议后三天内, 交办之日起三个月内."""

import re
from collections.abc import Sequence
from itertools import islice

from bot.reading.deadline.atoms import Say
from bot.reading.deadline.candidates import Candidate, Mark
from bot.reading.deadline.numbers import number
from bot.reading.deadline.words import COUNT

# What is counted to a name, and how far from it; the name is the two characters before.
_COUNTED = re.compile(
    r"(?=[之以前后当日次])(?:(?:之|以)?(?<!提)前(?!期|往|来|述)(?:的?(?P<amount>半|"
    + COUNT
    + r")个?"
    r"(?P<unit>小时|钟头|分钟|刻钟|工作日|天|日|周|星期))?"
    r"|(?P<after>(?:之|以)?后(?=的?(?:\d|[一二两三四五六七八九十半]))|之?[次当]?日起))"
)
# 台账在他们来之前摆好, 老数据在此之前导出来: before what was dated last.
_BEFORE_THAT = re.compile(
    "(?:在|赶在|到)(?:此|这|那|(?:他们?|人家|[检督巡考专来]{1,2}[查察导核家人]组?)(?:[来到走进][^,。;]{0,2}|开始))"
    "(?:之前|以前|前)"
)
_NAME = re.compile("([\u4e00-\u9fff]{2})(?:通知书?|决定书?|函)?$")
_CLAUSE = re.compile("[,。;!?\n]")
_REACH = 8
# Times and names that are looked at, so that the time stays linear in long texts.
_MOST = 24


def with_named(text: str, found: list[Candidate], begin: int) -> list[Candidate]:
    """``found``, read from ``begin`` on, and times counted from one of them by name, in order."""
    named: list[Candidate] = []
    near = found[:_MOST]
    for match in islice(_COUNTED.finditer(text, begin), _MOST):
        if any(_covers(one, match.start(), match.end()) for one in near):
            continue
        name = _NAME.search(text, max(0, match.start() - 5), match.start())
        origin = _origin(text, name[1], match, near) if name else None
        if origin is not None:
            named.append(_candidate(match, origin))
    named += [
        found_
        for match in islice(_BEFORE_THAT.finditer(text, begin), _MOST)
        if (found_ := _that(match, near))
    ]
    if not named:
        return found
    kept = [one for one in found if not any(_within(one, other) for other in named)]
    return sorted([*kept, *named], key=lambda one: one.start)


def _that(match: re.Match[str], near: Sequence[Candidate]) -> Candidate | None:
    last = next((one for one in reversed(near) if one.end <= match.start()), None)
    if last is None or not (last.day or last.clock) or last.every:
        return None
    say = Say("named", offset=-1, count=0)
    return Candidate(
        start=match.start(), end=match.end(), other=say, mark=Mark.BEFORE, origin=last.start
    )


def _within(one: Candidate, other: Candidate) -> bool:
    return other.start < one.end and one.start < other.end


def _candidate(match: re.Match[str], origin: int) -> Candidate:
    amount = match["amount"] or ""
    say = Say(
        "named",
        offset=1 if match["after"] else -1,
        count=0 if amount in ("", "半") else number(amount),
        half=amount == "半",
        word=match["unit"] or "",
    )
    mark = Mark.AFTER if match["after"] else Mark.BEFORE
    return Candidate(start=match.start(), end=match.end(), other=say, mark=mark, origin=origin)


def _origin(text: str, name: str, match: re.Match[str], found: Sequence[Candidate]) -> int | None:
    """Where the candidate stands that dates the name."""
    start, end = match.start(), match.end()
    for one in found:
        dated = (one.day or one.clock) and not one.every
        clear = one.end <= start or one.start >= end
        if dated and clear:
            after = _CLAUSE.split(text[one.end : one.end + _REACH], maxsplit=1)[0]
            before = _CLAUSE.split(text[max(0, one.start - _REACH) : one.start])[-1]
            if one.end <= start:
                after = after[: start - one.end - len(name)]
            if name in after or name in before:
                return one.start
    return None


def _covers(one: Candidate, start: int, end: int) -> bool:
    """Whether the match is a time of its own: 周五前, 会前."""
    timed = one.day or one.clock or one.part or one.every
    named = one.other is not None and one.other.name in ("event", "expiry", "shift")
    named = named or (one.other is not None and one.start < start)  # 三天后17点
    return bool(timed or named) and one.start < end and start < one.end
