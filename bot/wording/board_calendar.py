"""What the board says of meetings and inspections: facts, never blame."""

from datetime import date, datetime

from bot.domain.message import SHANGHAI
from bot.domain.request import Request
from bot.services.agenda import Again, Event
from bot.wording import dates
from bot.wording.board_requests import title
from bot.wording.text import shorten

BY = {"day": "按日", "issuer": "按发布单位", "group": "按工作群"}
_UNNAMED = "没有写明单位"
_TITLE_SHOWN, _OTHERS_SHOWN = 24, 3


def day(one: date) -> str:
    """3月12日 周四."""
    return dates.full_date(one)


def week(monday: date, sunday: date) -> str:
    """3月9日—15日."""
    end = f"{sunday.day}日" if sunday.month == monday.month else f"{sunday.month}月{sunday.day}日"
    return f"{monday.year}年{monday.month}月{monday.day}日—{end}"


def day_of(event: Event) -> date:
    """The local day on which it begins."""
    return at(event).date()


def at(event: Event) -> datetime:
    """When it begins, locally."""
    assert event.request.starts_at is not None
    return event.request.starts_at.astimezone(SHANGHAI)


def clock(event: Event) -> str:
    """9:05; what names no time of day says so."""
    begins = at(event)
    return "当天" if (begins.hour, begins.minute) == (23, 59) else dates.clock(begins)


def names(event: Event, by: str) -> tuple[str, ...]:
    """The headings under which an event stands."""
    if by == "group":
        return tuple(shorten(one, 40) for one in event.groups) or ("其他群",)
    return (shorten(event.request.issuer or _UNNAMED, 40),)


def where(event: Event) -> str:
    """In which groups it was told."""
    if len(event.groups) > _OTHERS_SHOWN:
        return f"{len(event.groups)}个群"
    return "、".join(shorten(one, _TITLE_SHOWN) for one in event.groups)


def clash(event: Event) -> str:
    """What begins at nearly the same time."""
    return f"时间相近:{_listed(event.clashes, with_clock=True)}" if event.clashes else ""


def again(event: Event) -> list[str]:
    """Which inspections came shortly before, and how many there are in the week."""
    said = []
    for reason, words in ((Again.ISSUER, "同一单位来过"), (Again.SUBJECT, "查过相近内容")):
        found = [one for why, one in event.before if why is reason]
        if found:
            said.append(f"30天内{words}:{_listed(found, with_clock=False)}")
    if event.weekly > 1:
        said.append(f"同一个群这一周有{event.weekly}次检查")
    return said


def _listed(found: tuple[Request, ...] | list[Request], *, with_clock: bool) -> str:
    shown = [
        f"{_moment(one, with_clock=with_clock)}「{shorten(title(one), _TITLE_SHOWN)}」"
        for one in found[-_OTHERS_SHOWN:]
    ]
    more = f"等{len(found)}件" if len(found) > _OTHERS_SHOWN else ""
    return "、".join(shown) + more


def _moment(request: Request, *, with_clock: bool) -> str:
    if request.starts_at is None:
        return ""
    begins = request.starts_at.astimezone(SHANGHAI)
    return dates.clock(begins) if with_clock else f"{begins.month}/{begins.day}"
