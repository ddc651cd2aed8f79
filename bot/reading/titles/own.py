"""What an ask is called whose text tells first what a level above wants, then one's own wish."""

import re

from bot.domain.lexicon import TitleModel
from bot.domain.reading import Kind
from bot.reading.papers import is_report
from bot.reading.titles.title import make_title


def own_title(
    text: str,
    time_spans: list[tuple[int, int]],
    kind: Kind,
    *,
    head: str,
    below: bool,
    model: TitleModel,
) -> str:
    """The title as ``make_title`` makes it; of what is passed on, or due ``below`` a level that
    wants it too, that of the sentence with the first of ``time_spans``, where it names a paper:
    各乡镇18时前报值班安排。各村12时前报值班表.
    """
    if not (below or _PASSED_ON.match(text)):
        return make_title(text, time_spans, kind, head=head, model=model)
    first = time_spans[0][0] if time_spans else 0
    cut = max(text.rfind(stop, 0, first) for stop in "。;!\n") + 1
    if cut:
        spans = [(start - cut, end - cut) for start, end in time_spans if start >= cut]
        title = make_title(text[cut:], spans, kind, head=text[:cut], model=model)
        above = make_title(text[:cut], [], kind, head=head, model=model) if below else ""
        if _OF_ABOVE.fullmatch(title) and is_report(above):
            return above
        if is_report(title):
            return title
    return make_title(text, time_spans, kind, head=head, model=model)


# 请各县区20日前报…情况。各乡镇的数据17日前报我局: no other thing.
_OF_ABOVE = re.compile(
    "(?:[一-鿿]{0,5}[院室所站校村镇区]的)?(?:数据|数字|情况|材料|资料|报表|表格?|结果|[名清]单|台账)"
)
_PASSED_ON = re.compile(r"\s*[【\[]?转发?")
