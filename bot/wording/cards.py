"""The card (我的待办) as it is read, and its buttons."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import unescape

from bot.domain.boundary import Button
from bot.domain.card import Card, Item, ItemState
from bot.domain.delivery import Text
from bot.domain.reading import Kind
from bot.wording import dates
from bot.wording.digests import NAME_SHOWN
from bot.wording.flagging import card_button
from bot.wording.forms import approval_words
from bot.wording.fuse import off_words
from bot.wording.handing import button, offer, offer_briefly
from bot.wording.marks import latest_words, same_data_words, venue_words, with_others
from bot.wording.outcomes import advice_words
from bot.wording.sparing import spared_told
from bot.wording.telegram_html import ENTITIES, UNITS, Link, arrows, measure, safe, strip_tags
from bot.wording.text import isolated, shorten

TITLE = "我的待办"
SHOWN = 16
"""Lines of each stretch of time that are shown, fewer of long ones; the rest is counted."""
BUTTONS, IN_A_ROW = 12, 4
OFFERED = 4
"""Of so many records all is said; a card is one message."""
_TITLE_SHOWN = 60
_OVER = (ItemState.WITHDRAWN, ItemState.SUSPENDED)
_EVENTS = (Kind.MEETING, Kind.INSPECTION)


def card_text(card: Card, link: Link) -> Text:
    """The card as one message; links count among its entities, so lines have one at the most."""
    for shown in (SHOWN, SHOWN // 2, SHOWN // 4):
        html = "\n".join(_blocks(card, link, shown))
        units, entities = measure(html)
        if units <= UNITS and entities <= ENTITIES:
            break
    return Text(headline(card), html, unescape(strip_tags(html)), buttons(card.items))


def headline(card: Card) -> str:
    """我的待办 · 11月24日 周二(河湾村)."""
    units = "、".join(card.units)
    day = dates.full_date(dates.local(card.now).date())
    return f"{TITLE} · {day}" + (f"({isolated(shorten(units, NAME_SHOWN))})" if units else "")


def replaced(day: date, today: date) -> Text:
    """What stands where yesterday's card was."""
    said = "已并入今天的待办" if day < today else "已并入下面的新待办"
    words = f"{TITLE} · {dates.full_date(day)}:{said}"
    return Text(words, words, words)


def buttons(items: Sequence[Item]) -> tuple[tuple[Button, ...], ...]:
    """One button a line, done or not done after all; and the way to flag what is asked."""
    made = [
        Button(label=f"✓{item.number}", data=f"done:{item.ref}")
        if item.state is not ItemState.DONE
        else Button(label=f"↩{item.number}", data=f"undo:{item.ref}")
        for item in sorted(items, key=lambda item: item.number)
        if item.state in (ItemState.OPEN, ItemState.PASSED, ItemState.DONE)
    ]
    shown = made[:BUTTONS]
    rows = tuple(tuple(shown[at : at + IN_A_ROW]) for at in range(0, len(shown), IN_A_ROW))
    again = [button(one.number, one.ref) for one in _reused(items)[: 2 * IN_A_ROW]]
    rows += tuple(tuple(again[at : at + IN_A_ROW]) for at in range(0, len(again), IN_A_ROW))
    asked = any(item.ref.startswith("r") for item in items)
    return (*rows, (card_button(),)) if asked else rows


def _blocks(card: Card, link: Link, shown: int) -> Iterator[str]:
    yield f"<b>{safe(headline(card))}</b>"
    owed = [item for item in card.items if item.state in (ItemState.OPEN, ItemState.PASSED)]
    today = dates.local(card.now).date()
    now = [item for item in owed if (day := _day(item)) is not None and day <= today]
    later = [item for item in owed if item not in now]
    over = [item for item in card.items if item.state in _OVER]
    done = [item for item in card.items if item.state is ItemState.DONE]
    if not owed and not over:
        yield "都办完了。" if done else "现在没有要办的。"
    if now:
        yield "\n".join(["<b>今天</b>", *_lines(now, card, link, shown)])
    yield from (_withdrawn(item, link) for item in over[:shown])
    if over[shown:]:
        yield f"另有{len(over) - shown}件撤回或暂停的,没有列出"
    if later:
        yield "\n".join(["<b>以后</b>", *_lines(later, card, link, shown)])
    if done:
        listed = "\n".join(f"✓ {item.number} {safe(_title(item))}" for item in done[:shown])
        yield f"<blockquote expandable>▸ 已办{len(done)}件:\n{listed}</blockquote>"
    yield f"已接入{card.groups}个群;其他群的通知请转发给我。自动整理,以原通知为准。"


def _lines(items: Sequence[Item], card: Card, link: Link, shown: int) -> Iterator[str]:
    for item in items[:shown]:
        yield _line(item, card, link)
    if len(items) > shown:
        yield f"还有{len(items) - shown}件排在后面,办完前面的再发「待办」接着看"


def _line(item: Item, card: Card, link: Link) -> str:
    when = _when(item, card)
    parts = (
        f"☐ {item.number}",
        f"<b>{safe(when)}</b>" if when else "",
        safe(_title(item)),
        arrows(item.sources[:1], link),
        safe(venue_words(item.venue)) if item.venue else "",
        *map(safe, spared_told(item.spared, card.units)),
        safe(latest_words(item.latest[1], item.latest[0], card.now)) if item.latest else "",
        "已过时限" if item.state is ItemState.PASSED and item.deadline else "",
        advice_words(item.advised) if item.advised else "",
        safe(approval_words(item.approval, dates.local(card.now).date())),
    )
    rows = [" ".join(part for part in parts if part), *_beside(item, card)]
    if item.reuse and item.state is ItemState.OPEN:
        told = [one.ref for one in _reused(card.items)].index(item.ref) < OFFERED
        rows.append(offer(item.reuse) if told else offer_briefly(item.reuse))
    return "\n".join(rows)


def _beside(item: Item, card: Card) -> Iterator[str]:
    """Which other lines want the same data: it can be got ready at once."""
    numbers = {one.ref: one.number for one in card.items}
    for mark in item.beside:
        if words := with_others(mark.keys, numbers, same_data_words(mark)):
            yield f"   {safe(words)}"


def _reused(items: Sequence[Item]) -> list[Item]:
    """Lines for which there is something to use again."""
    return [one for one in items if one.reuse and one.state is ItemState.OPEN]


def _withdrawn(item: Item, link: Link) -> str:
    when = f"({dates.clock(item.changed_at)}通知)" if item.changed_at else ""
    withdrawn = item.state is ItemState.WITHDRAWN
    over = off_words(item.kind) if withdrawn else "暂停,等通知"
    words = f"更正:{safe(_title(item))} {over}{when}"
    return f"{words} {arrows(item.sources[-1:], link)}".strip()


def _title(item: Item) -> str:
    title = isolated(shorten(item.title, _TITLE_SHOWN)) or "(没有标题)"
    issuer = isolated(shorten(item.issuer or "", NAME_SHOWN))
    return f"{title} · {issuer}" if issuer else title


def _when(item: Item, card: Card) -> str:
    if item.kind in _EVENTS and item.starts_at:
        return dates.start_words(item.starts_at, card.now)
    if item.deadline:
        return dates.deadline_words(item.deadline, card.now)
    return dates.start_words(item.starts_at, card.now) if item.starts_at else ""


def _day(item: Item) -> date | None:
    at = item.deadline or item.starts_at
    return dates.local(at).date() if at else None
