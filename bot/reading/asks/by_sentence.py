"""Sentences that ask different things: of different offices, of who is late, of who has changes."""

import re
from collections.abc import Iterator

from bot.reading.terms import terms

# Of a run of stops the last: no blank line is looked through from each of its letters.
_STOP = re.compile(r"[;。!\n][^\S\n]*(?=\S)")
_MOST_READ, _MOST = 600, 12
_TIMED = re.compile(
    r"今|明|后天|[上下本这]周|周[一二三四五六日]|下班|月底|\d\s*[点时号日:]|[一二三四五六七八九十两][点号]"
)
_BY = re.compile("(?:[日号点天午晚早0]|下班|月底|周[一二三四五六日末])(?:之?[前内]|以前)|下班$")
# 请水务站…, @水务站 …: one office, no 各村.
_OF_ONE = re.compile(
    r"(?:请|@|由)\s?(?P<who>(?![各全所其本大相])[一-鿿]{1,7}?"
    r"(?:办(?:公室)?|[所站局科股室院]|中心|村|社区|小学|中学|支部))(?![的长])"
)
_MEETS = re.compile("会|培训|活动|演练|检查|督查|督导|调研|考核|验收")
# 政审表没交的村请27日前交.
_LATE = re.compile(
    r"(?P<what>[一-鿿“”]{2,12}?)(?:还|仍|尚)?[没未]有?[交报填发录传缴送](?:完|齐|上来)?的"
)
# 监测员有变动的,同时把新名单私发给我.
_CHANGED = re.compile(
    r"[^,。;!\n]{0,12}有(?:变[动化更]|调整|更换|新增)的[^,。;!\n]{0,6},?[^,。;!\n]{0,6}?(?:[把将]|另?报|另附)"
    r"(?P<what>[^,。;!\n]{2,10}?[表册单])"
)
_ALONG = re.compile("同时|一并|一同|一起|另[把将报附]|有(?:变[动化更]|调整|更换|新增)的")
_OWN = 2


def split_by_sentence(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """``text[start:end]`` as it is, or as its parts that want different things."""
    if end - start > _MOST_READ:
        return [(start, end)]
    parts, begin = [], start
    for cut, stop in _sentences(text, start, end):
        if _is_apart(text[begin:cut], text[cut:stop], text[stop:end]):
            parts.append((begin, cut))
            begin = cut
    return [*parts, (begin, end)]


def goes_along(part: str) -> bool:
    """Whether a part without a time of its own is due with what is asked before it."""
    return bool(_ALONG.search(part))


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each sentence but the first begins and ends."""
    begins = [found.end() for found in _STOP.finditer(text, start, end)][:_MOST]
    yield from zip(begins, [*begins[1:], end], strict=True) if begins else ()


def _is_apart(before: str, sentence: str, after: str) -> bool:
    """Whether a sentence asks something else than what stands before it."""
    if not (_TIMED.search(before)):
        return False
    changed = _CHANGED.match(sentence)
    if changed:
        return bool(terms(changed["what"]) - terms(before))
    if not _BY.search(sentence.rstrip("。;!,\n ")):
        return False
    late = _LATE.match(sentence)
    if late:
        return terms(late["what"]).isdisjoint(terms(before))
    one = _OF_ONE.match(sentence)
    if one is None:
        return False
    other = next(_of_ones(before), None)
    if other is None:
        # 周五来调研。请农业办…;请水务站…: what they prepare is no part of the visit.
        held = bool(_MEETS.search(before)) and len(_STOP.findall(before)) <= 1
        return held and any(who != one["who"] for who in _of_ones(after))
    own, told = _thing(sentence), _thing(before)
    return other != one["who"] and len(own - told) >= _OWN and len(told - own) >= _OWN


def _of_ones(text: str) -> Iterator[str]:
    """The offices that sentences of a text ask, by a time."""
    for sentence in _STOP.split(text):
        one = _OF_ONE.match(sentence)
        if one and _BY.search(sentence.rstrip("。;!,\n ")):
            yield one["who"]


def _thing(text: str) -> frozenset[str]:
    return terms(_OF_ONE.sub(" ", text))
