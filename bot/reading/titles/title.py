"""A short title for an ask: the thing itself, without addressee, time and politeness.

Each clause is asked what it might be called: by a word for a paper or a deed with what stands
before it, by what is done to what, else by all it says. What names best is the title; a paper that
does not tell of what is given the matter that the rest of the ask speaks of.
"""

import re

from bot.domain.lexicon import TitleModel
from bot.domain.reading import Kind
from bot.reading.asks.listed import in_a_row, listed
from bot.reading.papers import is_report
from bot.reading.titles.fitting import LONGEST, fitted, joined, told_as_one
from bot.reading.titles.mended import mended
from bot.reading.titles.named import POOR, Name, is_matter, named_by, where_held
from bot.reading.titles.needs import needed_of
from bot.reading.titles.shown import at_least, shown_of
from bot.reading.titles.stretch import OUTRIGHT, SHORTEST, Ruled, best_stretch, tells_which
from bot.reading.titles.trim import GAP, WHEN, plain
from bot.reading.titles.worth import SHAPE, THING

NO_TITLES = TitleModel()
_NAUGHT = -2.0
# The thing named by itself: a document's subject, a heading, a file.
_NAMED = re.compile(
    r"关于(?:印发|转发|报送|上报|召开|举办|做好|开展|进一步做好|进一步加强|加强|组织)?"
    r"([^,。;\n]{3,40}?)(?:工作)?的(?:紧急|补充|预备)?(?:通知|函|公告|通报|意见|方案|倡议)"
)
_PASSED_DOWN = re.compile(
    r"\s*转发?[一-龥]{1,8}?(?:局|委|办|厅|部|所|院|中心)(?:关于)?([一-龥]{3,24}?)的?(?:通知|函|"
    r"文件)(?!:)"
)


def make_title(
    text: str,
    time_spans: list[tuple[int, int]],
    kind: Kind,
    *,
    head: str = "",
    model: TitleModel = NO_TITLES,
) -> str:
    """At most 18 characters naming what is asked in normalised ``text``, private numbers masked.

    ``time_spans`` are parts of ``text`` that state times and are left out; ``head`` is what stands
    before this ask and gives its name to one that has none of its own. What the rules find is
    weighed by ``model`` against what people would call it.
    """
    told = shown_of(text)
    shown = shown_of(text, time_spans) if time_spans else told
    ruled = by_rules(told, shown, kind, head)
    if ruled.worth < OUTRIGHT and model.weights:
        words = best_stretch(shown, kind, ruled, model)
        if words and kind is Kind.MEETING:
            words = where_held(words)
        said = fitted(plain(words)) if words else ""
        if len(said) >= SHORTEST and not tells_which(ruled.words, said):
            return mended(said, ruled.words, shown, kind, head)
    if ruled.words:
        return mended(ruled.words, "", shown, kind, head)
    return (
        fitted(shown.replace(GAP, "").strip(" ,。"))
        or fitted(told.strip(" ,。"))
        or at_least(text, LONGEST)
    )


def by_rules(told: str, shown: str, kind: Kind, head: str = "") -> Ruled:
    """What the rules call an ask, "" where they find nothing: of a text as ``shown_of`` gives it,
    ``told`` with its times and ``shown`` without.
    """
    papers = listed(told) or in_a_row(told)
    if papers:
        return Ruled(told_as_one(papers), OUTRIGHT)
    if kind is Kind.REPORT and (needed := needed_of(shown)):
        return Ruled(fitted(needed), OUTRIGHT)
    bare = shown.replace(GAP, "")
    named = _NAMED.search(bare) or _PASSED_DOWN.match(bare)
    if named:
        return Ruled(fitted(named[1]), OUTRIGHT)
    names = named_by(shown, kind)
    best = max(names, default=None)
    above = named_by(shown_of(head), kind) if head and (best is None or _is_weak(best)) else []
    whole = _with_paper(best, names, above, kind) if best else None
    if whole:
        return Ruled(fitted(whole), OUTRIGHT)
    floor = _NAUGHT if WHEN.search(head) else POOR  # an ask before this one is no heading of it
    if above and (best is None or best.value < min(floor, max(above).value)):
        return Ruled(fitted(max(above).words), OUTRIGHT)
    return Ruled(fitted(best.words), best.value) if best else Ruled("", _NAUGHT)


def _is_weak(name: Name) -> bool:
    return name.value < POOR or bool(SHAPE.fullmatch(name.words))


def _with_paper(best: Name, names: list[Name], above: list[Name], kind: Kind) -> str | None:
    """补贴面积核实表: a sheet that does not tell of what, and the matter that it is of."""
    if SHAPE.fullmatch(best.words):
        matters = [one for one in names if is_matter(one)] or [
            one for one in above if is_matter(one) and not is_report(one.words)
        ]
        return joined(max(matters).words, best.words) if matters else None
    if kind is not Kind.REPORT or not is_matter(best):
        return None
    named = THING.search(best.words)
    sheets = [
        one
        for one in names
        if one.value > -1
        and is_report(one.words)
        and (one.words[:2] == best.words[-2:] or (not named and SHAPE.fullmatch(one.words)))
    ]
    return joined(best.words, max(sheets).words) if sheets else None
