"""Numbered parts of one message that want different things become asks of their own."""

import re

_ITEM = re.compile(
    r"(?:^|[\n。;:!])[ \t]*(?:[(]?(?:[1-9]|1\d|[一二三四五六七八九十])[)]?[、.:)]|[①-⑩]|"
    r"第[一二三四五]件?[,、:])\s*(?=\S)"
)
_WANTS = re.compile(
    r"报|交|发(?:我|到|群)|填|统计|名单|台账|表|参加|开会|会议|培训|检查|排查|清理|完成|组织|"
    r"走访|落实|接龙|转发|投票|提交|上传|派|做好|整改|值班|巡查|宣传"
)
_TIMED = re.compile(r"前|今|明|后天|周[一二三四五六日]|下班|\d\s*[点时号日:]|月底|每")
_LEAST = 8


def split_asks(text: str) -> list[tuple[int, int]]:
    """Spans of normalised ``text``, one per ask; the whole text when it asks one thing.

    Items are taken apart only when at least two of them want something *and* carry a time of
    their own: a list of fields or of requirements stays with its ask.
    """
    marks = [match.end() for match in _ITEM.finditer(text)]
    if len(marks) < 2:
        return [(0, len(text))]
    starts = [match.start() for match in _ITEM.finditer(text)]
    spans = list(zip(marks, [*starts[1:], len(text)], strict=True))
    items = [text[start:end] for start, end in spans]
    own = [bool(_WANTS.search(i)) and bool(_TIMED.search(i)) and len(i) >= _LEAST for i in items]
    if sum(own) < 2:
        return [(0, len(text))]
    merged: list[tuple[int, int]] = []
    for (start, end), stands in zip(spans, own, strict=True):
        if stands or not merged:
            merged.append((start, end))
        else:
            merged[-1] = (merged[-1][0], end)
    return merged
