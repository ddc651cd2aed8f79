"""What is said in private about reactions."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.boundary import Outgoing
from bot.wording.digests import NAME_SHOWN
from bot.wording.flagging import close_button, request_button
from bot.wording.text import isolated, shorten

NOT_BEFORE = "在您和我都在的群里,这件事是第一次要,以前没有要过同样的。"
SEEN_HOW = "在群里回复那条通知,写「/报过没」;或把通知转发给我,再点「以前报过没」。"
NO_NOTICE = "您回复的那条我没有当成通知,没法标。可以发「完成 2」,编号看我的待办。"
_FLAG_SAFELY = (
    "想说这件事像形式主义?请私下告诉我,不要在群里点表情:表情谁都看得见是谁点的。"
    "您刚才点的我没有记下,也不算数,建议您取消。\n"
    "私下提:点下面的按钮,或发「意见」加编号,例如「意见 3」(编号看我的待办)。"
)
NO_REACTIONS = "还没有人给一览点过表情。"
_OTHER = "custom"


def flag_safely(request: int | None) -> Outgoing:
    """To who made a gesture in public that may be a flag; of which ``request``, if it is one."""
    way = (request_button(request),) if request else ()
    return Outgoing(plain=_FLAG_SAFELY, buttons=((*way, close_button()),))


def useful(groups: Sequence[tuple[str, Mapping[date, Mapping[str, int]]]]) -> str:
    """Totals of the reactions to the digests of some groups, for who looks after them."""
    lines = []
    for title, days in groups:
        lines.append(f"「{isolated(shorten(title, NAME_SHOWN))}」的一览收到的表情(只给您看):")
        lines += [f"{day.month}/{day.day} {_counts(counts)}" for day, counts in days.items()]
        if not days:
            lines.append(NO_REACTIONS)
    return "\n".join(lines)


def _counts(counts: Mapping[str, int]) -> str:
    return " ".join(
        f"{'其他' if emoji == _OTHER else emoji}{count}" for emoji, count in counts.items()
    )
