"""A title made whole: a bare paper gets its matter, an order its deed, a meeting its name."""

from bot.domain.reading import Kind
from bot.reading.titles.deeds import moved, seen
from bot.reading.titles.edges import edged
from bot.reading.titles.gathered import gathered
from bot.reading.titles.matter import columns_only, is_bare, laggards_only, matter_of, subject_of
from bot.reading.titles.needs import fuller


def mended(title: str, ruled: str, shown: str, kind: Kind, head: str) -> str:
    """``title`` as a secretary would say it, who has read all of ``shown``; ``ruled`` is what the
    rules would call the ask ("" where that is the title), ``head`` what stands before it.
    """
    title = edged(title, shown, kind)
    if kind is not Kind.REPORT and (deed := moved(title, shown)):
        return deed
    if kind is Kind.MEETING:
        return gathered(title, ruled, shown)
    bare = is_bare(title)
    if visit := seen(title, shown, bare=bare):
        return visit
    if laggards_only(title, shown):
        return subject_of(title, shown, kind) or title
    full = fuller(title, ruled, shown)
    if full == title and (bare or columns_only(title, shown)):
        return matter_of(title, shown, head, kind) or title
    return full
