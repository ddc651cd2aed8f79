"""A digest as Telegram HTML, in parts that keep every limit of a message."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

from bot.domain.digest import Digest
from bot.domain.request import Source
from bot.wording import digests
from bot.wording.layout import Block, Item, Layout, lay_out

UNITS = 4096
ENTITIES = 100
LINKS_SHOWN = 10
HEAD_RESERVE = 40

_TAG = re.compile(r"<[^>]*>")
_OPENING = re.compile(r"<[a-z]")
# What Telegram itself turns into entities: they count against the same hundred.
_DETECTED = re.compile(r"[#$/]\w|\w\.\w|\w@\w|\d[\d\- ]{6,}\d")

Link = Callable[[Source], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A unit that is never split; ``quote`` is the folded group it belongs to."""

    html: str
    quote: int | None = None
    again: str = ""


@dataclass(slots=True)
class _Part:
    rows: list[_Row] = field(default_factory=list)
    units: int = 0
    entities: int = 0


def render_html(digest: Digest, link: Link) -> list[str]:
    """Parts of ≤ 4096 UTF-16 units and ≤ 100 entities after parsing, in order.

    ``link`` gives a message's address, or None where it has none. Send them without link
    previews. Only b, a and expandable blockquotes occur; a digest without lines is one part.
    """
    page = lay_out(digest)
    if not page.body:
        return [safe(page.summary)]
    parts = _pack(_rows(page, link))
    first, *others = ["\n".join(_printed(part.rows)) for part in parts]
    heads = (digests.continued(number, len(parts)) for number in range(2, len(parts) + 1))
    return [first, *(f"<b>{head}</b>\n{body}" for head, body in zip(heads, others, strict=True))]


def measure(html: str) -> tuple[int, int]:
    """UTF-16 units and entities of a piece of our own HTML, as Telegram counts them."""
    text = unescape(strip_tags(html))
    entities = len(_OPENING.findall(html)) + len(_DETECTED.findall(text))
    return len(text.encode("utf-16-le")) // 2, entities


def strip_tags(html: str) -> str:
    """Our own HTML without its tags; entities stay escaped."""
    return _TAG.sub("", html)


def _rows(page: Layout, link: Link) -> Iterator[_Row]:
    yield _Row(html=f"<b>{safe(page.headline)}</b>\n{safe(page.summary)}")
    for index, block in enumerate(page.blocks):
        yield from _block_rows(block, index, link)
    yield from (_Row(html=safe(news)) for news in page.news)
    yield _Row(html=safe(page.footer))


def _block_rows(block: Block, index: int, link: Link) -> Iterator[_Row]:
    """The heading is glued to the first line, so that it never ends a part."""
    quote = index if block.folded else None
    again = _heading(digests.again(block.heading), block.folded)
    first, *others = block.items
    glued = f"{_heading(block.heading, block.folded)}\n{_item(first, block.folded, link)}"
    yield _Row(html=glued if block.folded else f"\n{glued}", quote=quote)
    for item in others:
        yield _Row(html=_item(item, block.folded, link), quote=quote, again=again)


def _heading(words: str, folded: bool) -> str:
    return f"▸ {safe(words)}:" if folded else f"<b>{safe(words)}</b>"


def _item(item: Item, folded: bool, link: Link) -> str:
    moment = safe(item.when)
    if moment and not folded:
        moment = f"<b>{moment}</b>"
    parts = (str(item.number), moment, safe(item.words), arrows(item.sources, link))
    row = " ".join(part for part in (*parts, *map(safe, item.beside)) if part)
    return "\n".join([row, *(f"   {safe(words)}" for words in item.below)])


def arrows(sources: Sequence[Source], link: Link) -> str:
    """A link to each source that has an address, as an arrow."""
    found = [address for source in sources if (address := link(source))]
    shown = [f'<a href="{escape(address)}">↗</a>' for address in found[:LINKS_SHOWN]]
    more = f"等{len(found)}条" if len(found) > LINKS_SHOWN else ""
    return " ".join(shown) + more


def _pack(rows: Iterator[_Row]) -> list[_Part]:
    parts = [_Part()]
    for row in rows:
        units, entities = _cost(row, parts[-1])
        part = parts[-1]
        full = part.units + units > UNITS - HEAD_RESERVE or part.entities + entities > ENTITIES - 1
        if full and part.rows:
            parts.append(_Part())
            if row.again:
                row = _Row(html=f"{row.again}\n{row.html}", quote=row.quote)
            units, entities = _cost(row, parts[-1])
        parts[-1].rows.append(row)
        parts[-1].units += units
        parts[-1].entities += entities
    return parts


def _cost(row: _Row, part: _Part) -> tuple[int, int]:
    units, entities = measure(row.html)
    opens = row.quote is not None and (not part.rows or part.rows[-1].quote != row.quote)
    return units + 1, entities + opens


def _printed(rows: list[_Row]) -> Iterator[str]:
    """Rows of one folded group stand in one quote; no line feed precedes a closing tag."""
    start = 0
    while start < len(rows):
        stop = start + 1
        quote = rows[start].quote
        while quote is not None and stop < len(rows) and rows[stop].quote == quote:
            stop += 1
        body = "\n".join(row.html for row in rows[start:stop])
        yield body if quote is None else f"<blockquote expandable>{body}</blockquote>"
        start = stop


def safe(text: str) -> str:
    """Escaped for Telegram; a sign at would notify whoever it names."""
    return escape(text.replace("@", "＠"), quote=False)
