"""A digest laid out for reading: few lines on top, the rest folded, numbered throughout."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.digest import Digest, Line, Section
from bot.domain.request import Source
from bot.wording import digests
from bot.wording.marks import Context
from bot.wording.outcomes import news_line

TOP_ROWS = 12
_TOP = (Section.URGENT, Section.DUE_SOON)
_FOLDED = (
    (Section.DUE_LATER,),
    (Section.CLOSED_TODAY,),
    (Section.MEETINGS, Section.INSPECTIONS),
    (Section.INFO,),
    (Section.CHANGED,),
    (Section.UNSURE,),
)
_BY_DATE = {Section.DUE_LATER, Section.MEETINGS, Section.INSPECTIONS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line in words. ``beside`` follows it, each of ``below`` takes a row of its own."""

    number: int
    section: Section
    when: str
    title: str
    labels: tuple[str, ...]
    beside: tuple[str, ...]
    below: tuple[str, ...]
    sources: tuple[Source, ...]

    @property
    def words(self) -> str:
        """The title and what belongs to it: 疫苗接种进度 · 县卫健局."""
        return " · ".join((self.title, *self.labels))


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines under one heading; the heading carries no punctuation or fold sign of its own."""

    heading: str
    items: tuple[Item, ...]
    folded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Everything a renderer prints, in order; without any ``body``, ``summary`` is the whole."""

    headline: str
    summary: str
    blocks: tuple[Block, ...]
    news: tuple[str, ...]
    footer: str

    @property
    def body(self) -> bool:
        """Whether there is anything between the headline and the footer."""
        return bool(self.blocks or self.news)


def lay_out(digest: Digest) -> Layout:
    """Each line of each section exactly once, numbered 1…N in reading order."""
    groups = list(_groups(digest))
    context = Context(now=digest.period.end, numbers=line_numbers(digest))
    blocks: list[Block] = []
    room = TOP_ROWS
    number = 1
    for sections, lines in groups:
        items = tuple(
            _item(line, section, number + offset, context)
            for offset, (section, line) in enumerate(lines)
        )
        number += len(items)
        if sections[0] in _TOP:
            shown = _fitting(items, room)
            room -= sum(_rows(item) for item in items[:shown])
            blocks += _top_blocks(sections[0], items, shown, digest)
        else:
            heading = digests.heading(sections, [line for _, line in lines])
            blocks.append(Block(heading=heading, items=items, folded=True))
    page = Layout(
        headline=digests.headline(digest),
        summary=digests.nothing(digest),
        blocks=tuple(blocks),
        news=tuple(dict.fromkeys(map(news_line, digest.news))),
        footer="",
    )
    if not page.body:
        return page
    return replace(page, summary=digests.summary(digest), footer=digests.footer(digest))


def line_numbers(digest: Digest) -> dict[str, int]:
    """The number of each line, by key: the one that marks and people refer to."""
    lines = (line for _, group in _groups(digest) for _, line in group)
    return {line.key: number for number, line in enumerate(lines, 1)}


def request_numbers(digest: Digest) -> dict[str, int]:
    """The same of lines about requests only, in reading order."""
    unsure = {line.key for line in digest.sections.get(Section.UNSURE, ())}
    return {key: number for key, number in line_numbers(digest).items() if key not in unsure}


def _groups(
    digest: Digest,
) -> Iterator[tuple[tuple[Section, ...], list[tuple[Section, Line]]]]:
    """Sections that share a heading, with their lines in reading order; none empty."""
    for sections in (*((section,) for section in _TOP), *_FOLDED):
        lines = [(s, line) for s in sections for line in digest.sections.get(s, ())]
        if sections[0] in _BY_DATE:
            lines.sort(key=lambda pair: _moment(*pair))
        if lines:
            yield sections, lines


def _moment(section: Section, line: Line) -> tuple[bool, datetime | None]:
    first = line.deadline if section is Section.DUE_LATER else line.starts_at or line.deadline
    return (first is None, first)


def _item(line: Line, section: Section, number: int, context: Context) -> Item:
    beside, below = digests.notes(line, context)
    return Item(
        number=number,
        section=section,
        when=digests.when(line, section, context.now),
        title=digests.title(line),
        labels=digests.labels(line),
        beside=beside,
        below=below,
        sources=tuple(dict.fromkeys(line.sources)),
    )


def _rows(item: Item) -> int:
    return 1 + len(item.below)


def _fitting(items: tuple[Item, ...], room: int) -> int:
    for count, item in enumerate(items):
        room -= _rows(item)
        if room < 0:
            return count
    return len(items)


def _top_blocks(
    section: Section, items: tuple[Item, ...], shown: int, digest: Digest
) -> Iterator[Block]:
    if shown:
        heading = digests.top_heading(section, digest)
        yield Block(heading=heading, items=items[:shown], folded=False)
    left = items[shown:]
    if left:
        heading = digests.remaining(section, shown, len(left), digest)
        yield Block(heading=heading, items=left, folded=True)
