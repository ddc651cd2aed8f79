"""A digest as plain text, for terminals and for pasting into any chat."""

from collections.abc import Iterator

from bot.domain.digest import Digest, Section
from bot.domain.request import Source
from bot.wording.layout import Block, Item, lay_out
from bot.wording.text import isolated, shorten

INDENT = "   "
SOURCES_SHOWN = 3
NAME_SHOWN = 20


def render_text(digest: Digest) -> str:
    """Lines joined by LF, without one at the end; a digest without lines is one line."""
    page = lay_out(digest)
    if not page.blocks:
        return page.summary
    several = len(digest.groups) > 1
    rows = [page.headline, page.summary]
    after_fold = False
    for block in page.blocks:
        if not (block.folded and after_fold):
            rows.append("")
        rows += _block_rows(block, several)
        after_fold = block.folded
    return "\n".join([*rows, "", page.footer])


def _block_rows(block: Block, several: bool) -> Iterator[str]:
    yield f"▸ {block.heading}:" if block.folded else block.heading
    indent = INDENT if block.folded else ""
    for item in block.items:
        yield indent + _item_row(item, several)
        for words in item.below:
            yield f"{indent}{INDENT}{words}"


def _item_row(item: Item, several: bool) -> str:
    parts = (str(item.number), item.when, item.words, _origin(item, several), *item.beside)
    return " ".join(part for part in parts if part)


def _origin(item: Item, several: bool) -> str:
    """Where to look: the message's number; among several groups, the group's name."""
    if not item.sources:
        return ""
    if not several:
        return _bracketed([_number(source) for source in item.sources])
    if item.section is Section.UNSURE:
        return _bracketed([_name(source) + _number(source) for source in item.sources])
    return _bracketed(list(dict.fromkeys(_name(source) for source in item.sources)))


def _bracketed(words: list[str]) -> str:
    more = f"等{len(words)}处" if len(words) > SOURCES_SHOWN else ""
    return f"〔{'、'.join(words[:SOURCES_SHOWN])}{more}〕"


def _name(source: Source) -> str:
    return isolated(shorten(source.group, NAME_SHOWN))


def _number(source: Source) -> str:
    return f"#{shorten(str(source.number), NAME_SHOWN)}"
