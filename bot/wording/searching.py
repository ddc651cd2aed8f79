"""What a search finds, as it is read."""

from collections.abc import Iterator
from datetime import datetime
from html import unescape

from bot.domain.boundary import Button, Outgoing
from bot.domain.card import Item, ItemState
from bot.domain.reading import Kind
from bot.services.searching import Found, Hit
from bot.wording import dates
from bot.wording.details import details_lines
from bot.wording.digests import NAME_SHOWN
from bot.wording.telegram_html import Link, arrows, safe, strip_tags
from bot.wording.text import isolated, shorten

FIND_HOW = "想查什么?例如「查 低保」「查 机井」。只查您和我都在的群。"
_TITLE_SHOWN = 60
_EVENTS = (Kind.MEETING, Kind.INSPECTION)
_STATES = {
    ItemState.WITHDRAWN: "已撤回",
    ItemState.SUSPENDED: "暂缓,等通知",
    ItemState.DONE: "您已办完",
}


def found_text(found: Found, more: str, now: datetime, link: Link) -> Outgoing:
    """A page of hits; ``more`` is what the button for the next page says back."""
    if not found.hits:
        return Outgoing(plain=_nothing(found))
    html = "\n".join(_lines(found, now, link))
    row = (Button(label="更多", data=more),)
    return Outgoing(
        plain=unescape(strip_tags(html)), html=html, buttons=(row,) if found.more else ()
    )


def _nothing(found: Found) -> str:
    # A sign at would notify whoever it names.
    words = isolated(shorten(found.words, _TITLE_SHOWN))
    if found.start:
        return f"「{words}」没有更多了。"
    return (
        f"没有查到「{words}」。只查您和我都在的群里、我进群以后的通知。"
        "可以换短一点的词再试,两个字就行,例如「查 名单」。"
    )


def _lines(found: Found, now: datetime, link: Link) -> Iterator[str]:
    words = safe(isolated(shorten(found.words, _TITLE_SHOWN)))
    yield f"<b>查「{words}」</b>" + ("(没有完全一样的,相近的有)" if found.alike else "")
    for number, hit in enumerate(found.hits, start=found.start + 1):
        yield _line(number, hit, now, link)
    yield from (f"   {safe(line)}" for line in details_lines(found.details))
    yield "以原通知为准。"


def _line(number: int, hit: Hit, now: datetime, link: Link) -> str:
    item = hit.item
    title = isolated(shorten(item.title, _TITLE_SHOWN)) or "(没有标题)"
    issuer = isolated(shorten(item.issuer or "", NAME_SHOWN))
    named = " · ".join(
        part for part in (title, issuer, dates.compact_day(hit.said_at, now)) if part
    )
    state = state_words(item, now)
    return " ".join(
        part for part in (f"{number} {safe(named)}", _source(item, link), state) if part
    )


def _source(item: Item, link: Link) -> str:
    """An arrow; a group whose messages have no links is named."""
    first = item.sources[:1]
    shown = arrows(first, link)
    return shown or "".join(f"在「{safe(shorten(source.group, NAME_SHOWN))}」" for source in first)


def state_words(item: Item, now: datetime) -> str:
    """How a request stands, in a few words; nothing for what asks nothing."""
    if item.state in _STATES:
        return _STATES[item.state]
    event = item.kind in _EVENTS
    if item.state is ItemState.PASSED:
        return "已过" if event else "已过期"
    if item.kind is Kind.INFO:
        return "知悉"
    if event and item.starts_at:
        return dates.start_words(item.starts_at, now)
    if item.deadline:
        return f"还要办:{dates.deadline_words(item.deadline, now)}"
    return "还要办"
