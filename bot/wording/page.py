"""A digest as a piece of HTML without any style or script, for a page that has its own."""

from collections.abc import Iterator
from html import escape

from bot.domain.digest import Digest
from bot.wording.digests import unread_totals, unread_words
from bot.wording.layout import Block, Item, Layout, lay_out
from bot.wording.text import shorten

NUMBERS_SHOWN = 6
NAME_SHOWN = 40


def render_body(digest: Digest) -> str:
    """Header, sections (those that fold as details) and footer; all of it escaped."""
    page = lay_out(digest)
    body = "\n".join([*(part for block in page.blocks for part in _block(block)), *_news(page)])
    footer = [f"<p>{escape(page.footer)}</p>"] if page.footer else []
    said = "\n".join([*footer, *_unread(digest)])
    return f"""<header>
<h1>{escape(page.headline)}</h1>
<p class="sum">{escape(page.summary)}</p>
</header>
{body}
<footer>
{said}
</footer>"""


def _news(page: Layout) -> Iterator[str]:
    for news in page.news:
        yield f'<p class="news">{escape(news)}</p>'


def _block(block: Block) -> Iterator[str]:
    if block.folded:
        yield f"<details>\n<summary>{escape(block.heading)}</summary>"
    else:
        section = block.items[0].section.value
        yield f'<section class="{section}">\n<h2>{escape(block.heading)}</h2>'
    yield "<ol>"
    for item in block.items:
        yield _item(item)
    yield "</ol>"
    yield "</details>" if block.folded else "</section>"


def _item(item: Item) -> str:
    moment = f'<b class="when">{escape(item.when)}</b>' if item.when else ""
    said = [f"<p>{moment}{escape(item.title)}</p>"]
    origin = " · ".join((*item.labels, *_origins(item)))
    if origin:
        said.append(f'<p class="from">{escape(origin)}</p>')
    marks = "".join(f"<span>{escape(words)}</span>" for words in (*item.beside, *item.below))
    if marks:
        said.append(f'<p class="marks">{marks}</p>')
    return f'<li><span class="n">{item.number}</span><div>{"".join(said)}</div></li>'


def _origins(item: Item) -> Iterator[str]:
    """Each group with the numbers of its messages: 民政工作群 #12、#15."""
    numbers: dict[str, list[str]] = {}
    for source in item.sources:
        numbers.setdefault(source.group, []).append(shorten(f"#{source.number}", NAME_SHOWN))
    for group, listed in numbers.items():
        more = f"等{len(listed)}条" if len(listed) > NUMBERS_SHOWN else ""
        yield f"{shorten(group, NAME_SHOWN)} {'、'.join(listed[:NUMBERS_SHOWN])}{more}"


def _unread(digest: Digest) -> Iterator[str]:
    """Which group to look in, where several were read."""
    if len(digest.groups) < 2:
        return
    for group in digest.groups:
        words = unread_words(unread_totals([group]))
        if words:
            yield f"<p>{escape(shorten(group.name, NAME_SHOWN))}未识别{words}</p>"
