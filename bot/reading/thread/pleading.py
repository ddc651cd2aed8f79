"""What somebody says who asks for more time: 能缓到5点不, 我们村18号交行不行, 3点前弄不完."""

import re

from bot.reading.sorting.signs import asks_something

_PLEADS = re.compile(
    r"来不[及赢]|[弄做搞报交赶整填收统完][^,。;]{0,2}?不(?:完|了|出来?|齐|上|及|到|成|赢)(?!解)|人手不[够足]|忙不过来|"
    r"(?:能|可)[^,。;]{0,6}?(?:缓|晚|推|延|宽|迟)|(?:缓|晚|迟)(?:一?[点些下会]|[到几两]|[一三半\d]天)|"
    r"延(?:到|期|后|一?下|长)|推(?:迟|到|后)|宽(?:限|延)|[换改](?:一?天|(?:一?个|一下)?(?:时间|日子))|能[^,。;]{0,4}[换改](?:一?[个天下]|[到期])"
)
_OFFERS = re.compile("[?吗么没不]$|行不|可不可以|能不|能否|可否|得不得")
_WHEN = (
    r"(?:(?:[今明后][天日晚早]|下?(?:周|星期|礼拜)[一二三四五六日天]|(?:\d{1,2}月)?\d{1,2}[日号])的?)?"
    r"(?:上午|下午|晚上|早上|中午|早|晚)?(?:[\d一二三四五六七八九十两]{1,3}(?:[点时](?:半|\d{1,2}分?)?|:\d\d))?"
)
_TO = re.compile(
    rf"(?:缓|延|推|晚|迟|宽限|改)[迟期后长]?(?:到|至)(?P<one>{_WHEN})|"
    rf"(?P<two>{_WHEN})之?前?(?:再|才)?(?:给您?)?[报交发送填]|"
    # 我们12点行不行.
    rf"(?<![到至])(?P<three>{_WHEN}(?<=[日号天晚早点时半分午]))(?:之?前)?(?:(?:行|可|中|得|成)[不得以]|[行中成]吗)"
)
_LONGER = re.compile(
    r"(?:缓|延|推|晚|迟|宽限)[迟期后长]?((?:\d|[一两二三四五六七])(?:天|日|周|个?小时))"
)
# 我们村18号交行不行: for oneself alone.
_OWN = re.compile(r"(?<![给找跟向])(?:我|咱)|本[村组]")
_UNIT = re.compile(
    r"^(?:[一-鿿\d]{1,5}?(?:村|社区|组|街道|网格|卫生院|[小中]学|幼儿园)|[一-鿿]{1,4}?[镇乡])"
)


def is_question(text: str) -> bool:
    """Whether a normalised text asks something, in speech or in writing: 要带身份证不."""
    return asks_something(text) or bool(_ASKS.search(text.strip(" ,。!")))


_ASKS = re.compile(
    r"[?吗么呢]$|[不没]$|行不|([一-龥])不\1|[要用能可]不[要用能可]|能否|可否|哪里|什么|怎么"
)


def pleads(text: str) -> bool:
    """Whether a normalised text asks for more time, or says that there is too little."""
    return bool(_PLEADS.search(text)) or proposed(text) is not None


def proposed(text: str) -> str | None:
    """Words that put off to the time which a normalised question proposes; None where none is."""
    if not _OFFERS.search(text.strip(" ,。!")):
        return None
    longer = _LONGER.search(text)
    if longer:
        return f"再缓{longer[1]}"
    each = (found["one"] or found["two"] or found["three"] for found in _TO.finditer(text))
    told = next(filter(None, each), "")
    return f"推迟到{told}前" if told else None


def unit_alone(text: str, sender: str | None) -> str | None:
    """The unit of who pleads for it alone; "" where nobody can tell which, None where for all."""
    return (unit_of(sender) or "") if _OWN.search(text) else None


def unit_of(sender: str | None) -> str | None:
    """The unit that a nickname begins with: 白杨镇 小霍."""
    found = _UNIT.match(sender or "")
    return found[0] if found else None
