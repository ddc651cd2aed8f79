"""A digest as plain text, for terminals and for pasting into any chat."""

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.digest import Digest
from bot.domain.request import Source
from bot.wording.layout import Block, Item, lay_out
from bot.wording.text import isolated, shorten

INDENT = "   "
SOURCES_SHOWN = 3
NAME_SHOWN = 40
CIRCLED = range(1, 21)


def render_text(digest: Digest) -> str:
    """Lines joined by LF, without one at the end; a digest without lines is one line.

    A line names its messages, 〔#12〕, and among several groups the group's sign, 〔②#12〕, which
    a last line explains.
    """
    page = lay_out(digest)
    if not page.body:
        return page.summary
    signs = _signs([group.name for group in digest.groups])
    rows = [page.headline, page.summary]
    after_fold = False
    for block in page.blocks:
        if not (block.folded and after_fold):
            rows.append("")
        rows += _block_rows(block, signs)
        after_fold = block.folded
    rows += ["", *page.news, page.footer]
    if signs:
        legend = (f"{sign}{isolated(shorten(name, NAME_SHOWN))}" for name, sign in signs.items())
        rows.append("来源:" + "、".join(legend))
    return "\n".join(rows)


def _signs(groups: Sequence[str]) -> dict[str, str]:
    """① ② ③ … for several groups; none for a single one."""
    if len(groups) < 2:
        return {}
    return {name: _sign(number) for number, name in enumerate(groups, 1)}


def _sign(number: int) -> str:
    return chr(ord("①") + number - 1) if number in CIRCLED else f"({number})"


def _block_rows(block: Block, signs: Mapping[str, str]) -> Iterator[str]:
    yield f"▸ {block.heading}:" if block.folded else block.heading
    indent = INDENT if block.folded else ""
    for item in block.items:
        yield indent + _item_row(item, signs)
        for words in item.below:
            yield f"{indent}{INDENT}{words}"


def _item_row(item: Item, signs: Mapping[str, str]) -> str:
    parts = (str(item.number), item.when, item.words, _origin(item.sources, signs), *item.beside)
    return " ".join(part for part in parts if part)


def _origin(sources: Sequence[Source], signs: Mapping[str, str]) -> str:
    if not sources:
        return ""
    words = [
        f"{signs.get(source.group, '')}#{shorten(str(source.number), NAME_SHOWN)}"
        for source in sources[:SOURCES_SHOWN]
    ]
    more = f"等{len(sources)}条" if len(sources) > SOURCES_SHOWN else ""
    return f"〔{'、'.join(words)}{more}〕"
