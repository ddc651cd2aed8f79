"""A digest as one stand-alone web page: no script, no address, readable on a phone and on paper."""

from collections.abc import Iterator
from html import escape

from bot.domain.digest import Digest
from bot.wording.digests import unread_totals, unread_words
from bot.wording.layout import Block, Item, lay_out
from bot.wording.text import shorten

NUMBERS_SHOWN = 6
NAME_SHOWN = 40

_STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ground: #f2f4f3; --ink: #1d2421;
  --soft: #5c6762; --rule: #dfe5e2; --accent: #17634a; --alert: #a33a1e; }
@media (prefers-color-scheme: dark) { :root { --paper: #1b211f; --ground: #121615;
  --ink: #e6ece9; --soft: #9aa8a2; --rule: #313a36; --accent: #7fcbae; --alert: #f0987c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.6 system-ui, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif;
  overflow-wrap: anywhere; }
main { max-width: 42rem; margin: 0 auto; padding: 1.25rem 1rem 2.5rem; }
h1 { margin: 0; font-size: 1.3rem; line-height: 1.35; }
.sum { margin: .3rem 0 1.1rem; color: var(--soft); }
section, details { margin: 0 0 .75rem; padding: .75rem 1rem; background: var(--paper);
  border: 1px solid var(--rule); border-radius: .6rem; }
section.urgent { border-left: .3rem solid var(--alert); }
h2 { margin: 0 0 .25rem; font-size: 1rem; color: var(--accent); }
section.urgent h2 { color: var(--alert); }
summary { cursor: pointer; padding: .2rem 0; font-weight: 600; }
ol { margin: 0; padding: 0; list-style: none; }
li { display: grid; grid-template-columns: 2rem 1fr; padding: .55rem 0;
  border-top: 1px solid var(--rule); }
li:first-child { border-top: 0; }
.n { color: var(--soft); font-variant-numeric: tabular-nums; }
p { margin: 0; }
.when { font-weight: 600; color: var(--accent); margin-right: .35em; }
.from, .marks, footer { color: var(--soft); font-size: .875rem; }
.marks span { display: inline-block; margin: .15rem .35rem 0 0; padding: 0 .5em;
  border: 1px solid var(--rule); border-radius: .4em; }
footer { padding: .5rem 0; }
footer p { margin-bottom: .35rem; }
@media print { body { background: none; font-size: 11pt; } main { max-width: none; padding: 0; }
  section, details { border-width: 0 0 1px; border-radius: 0; padding: .4rem 0; }
  li { break-inside: avoid; } details::details-content { content-visibility: visible;
  display: block; height: auto; } }
"""


def render_page(digest: Digest) -> str:
    """A complete HTML document, UTF-8, ending in LF."""
    page = lay_out(digest)
    body = "\n".join(part for block in page.blocks for part in _block(block))
    footer = [f"<p>{escape(page.footer)}</p>"] if page.footer else []
    said = "\n".join([*footer, *_unread(digest)])
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(page.headline)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<header>
<h1>{escape(page.headline)}</h1>
<p class="sum">{escape(page.summary)}</p>
</header>
{body}
<footer>
{said}
</footer>
</main>
</body>
</html>
"""


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
