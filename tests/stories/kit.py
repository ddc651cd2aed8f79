"""What the stories of reminders and changes look at."""

from datetime import datetime

from bot.domain.digest import Digest, MarkKind
from bot.domain.message import SHANGHAI
from tests.telling import where

OTHERS_ASKED = "\n".join(
    f"11:{number + 10} {office}-小{who}: 各村2{number % 8}日前报{what}长势照片"
    for number, (office, who, what) in enumerate(
        (office, who, what)
        for office, who in (("农业办", "刘"), ("林业站", "黄"), ("妇联", "钱"), ("司法所", "孙"))
        for what in ("水稻", "玉米", "油菜", "茶叶", "花椒", "核桃")
    )
)
"""What four offices ask in 24 messages, so that what was asked before is out of the thread."""


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2026."""
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


def together(digest: Digest, *numbers: int) -> bool:
    """Whether these messages stand in one line, and no other message with them."""
    lines = [where(digest, number)[1] for number in numbers]
    return len({line.key for line in lines}) == 1 and {s.number for s in lines[0].sources} == set(
        numbers
    )


def urged(digest: Digest, number: int) -> int:
    """How often the line of a message says that it was chased."""
    marks = where(digest, number)[1].marks
    return sum(mark.count or 0 for mark in marks if mark.kind is MarkKind.URGED)
