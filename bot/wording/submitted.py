"""What is said about a notice that somebody forwarded or pasted to us."""

from collections.abc import Sequence
from datetime import datetime
from html import unescape

from bot.domain.boundary import Button, Outgoing
from bot.domain.draft import Draft
from bot.domain.reading import Details
from bot.domain.request import Request, RequestState, Source
from bot.wording import dates
from bot.wording.details import details_lines
from bot.wording.digests import NAME_SHOWN
from bot.wording.drafts import look_button
from bot.wording.flagging import offer_button
from bot.wording.telegram_html import Link, arrows, safe, strip_tags
from bot.wording.text import isolated, shorten

GONE = "这条放得太久,已经清除了,请再转发一次。"
NOT_FOUND = "在您和我都在的群里,没有找到要过同样数据的通知。"
_TITLE_SHOWN = 60


def offer(draft: Draft, details: Details, ident: int, now: datetime, *, own: bool) -> Outgoing:
    """What was understood, and what may be done with it; their ``own`` words may be a draft."""
    head = "看到一件要办的事:" if draft.sure else "没看出要办什么;需要的话可以记下:"
    when = _when(draft.deadline, draft.starts_at, now)
    said = " ".join(part for part in (when, _named(draft.title, draft.issuer)) if part)
    buttons = (
        Button(label="记入我的待办", data=f"note:{ident}"),
        Button(label="以前报过没", data=f"seen:{ident}"),
    )
    rows = (buttons, *(((look_button(ident),),) if own else ()), (offer_button(ident),))
    lines = (head, said, *details_lines(details), "以原通知为准。")
    return Outgoing(plain="\n".join(lines), buttons=rows)


def noted(title: str, todo: int) -> Outgoing:
    """It stands on the card now."""
    undo = Button(label="撤销", data=f"drop:t{todo}")
    return Outgoing(plain=f"已记入您的待办:{_named(title, None)}", buttons=((undo,),))


def dropped() -> Outgoing:
    """The note was taken back."""
    return Outgoing(plain="已从待办里去掉。")


def seen(found: Sequence[tuple[Request, Source]], now: datetime, link: Link) -> Outgoing:
    """Which requests of the asker's groups wanted the same."""
    if not found:
        return Outgoing(plain=NOT_FOUND)
    lines = [_past(request, source, now, link) for request, source in found]
    html = "\n".join(["以前要过类似的:", *lines, "交过的材料可以直接复用,请核对口径。"])
    return Outgoing(plain=unescape(strip_tags(html)), html=html)


def _past(request: Request, source: Source, now: datetime, link: Link) -> str:
    day = dates.local(request.first_at).date()
    year = f"{day.year}年" if day.year != dates.local(now).year else ""
    withdrawn = "(已撤回)" if request.state is RequestState.WITHDRAWN else ""
    words = f"{year}{day.month}/{day.day} {_named(request.title, request.issuer)}{withdrawn}"
    return f"{safe(words)} {arrows((source,), link)}".strip()


def _named(title: str, issuer: str | None) -> str:
    shown = isolated(shorten(title, _TITLE_SHOWN)) or "(没有标题)"
    return f"{shown} · {isolated(shorten(issuer, NAME_SHOWN))}" if issuer else shown


def _when(deadline: datetime | None, starts_at: datetime | None, now: datetime) -> str:
    if deadline:
        return dates.deadline_words(deadline, now)
    return dates.start_words(starts_at, now) if starts_at else ""
