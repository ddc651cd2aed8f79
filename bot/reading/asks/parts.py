"""Parts of one message that want different things become asks of their own."""

import re
from collections.abc import Callable, Sequence
from itertools import islice

from bot.domain.reading import Ask
from bot.reading.asks.by_order import split_by_order
from bot.reading.asks.by_sentence import split_by_sentence
from bot.reading.asks.by_time import split_by_time
from bot.reading.asks.by_withdrawal import calls_paper_off, split_by_withdrawal

_ITEM = re.compile(
    r"(?=[!(,123456789:;、。一七三九二五八六十四第\s])(?:"
    r"(?:^|[\n。;:!])[ \t]*(?:[(]?(?:[1-9]|1\d|[一二三四五六七八九十])[)]?[、.:)]|"
    r"[一二三四五六七八九十],|第[一二三四五]件?[,、:])\s*(?=\S)|"
    # ①报表今天交②照片明天交: counted within a line; 附件(1) and 甲(2) count no items.
    r"(?<![件表式第])[,、\s]?[(](?:[1-9]|1\d)[)][、.:]?\s*(?=[^\s、,。;:()和至到])|"
    r"(?:^|[\n。;:!,])[一二三四五六七八九十]是(?=[^的不])"
    ")"
)
# 另外,党费今天下班前交: a second thing.
_ALSO = re.compile(
    r"(?=[\t 再另同对此还顺])(?:"
    r"(?:(?<=[。;!,\n])[ \t]*(?:另外|此外)|"
    r"(?<=[。;!\n])[ \t]*(?:另|还有|再有|同时|顺便|顺带|再就是|对了))"
    r"(?:一?个?一?件?事)?[,:]?[ \t]*(?=\S)"
    ")"
)
_WANTS = re.compile(
    r"截止(?=[,。;!)]|$)|"
    r"报|转移|停工|关闭|交|[发送](?:我|到|至|群|[^,。;!\n放现展]{1,8}(?:[办站所局科群]|邮箱|中心))|"
    r"填|统计|名单|台账|表|参加|开会|会议|培训|检查|排查|清理|完成|"
    r"组织|走访|落实|接龙|转发|投票|提交|上传|派|给我|[做核办弄传录填][完好齐]|传完|复核|"
    r"核[查实对]|"
    r"入户|集合|体检|做好|整改|值班|巡查|宣传|办(?=[完结理])|打卡|领|缴|录|来开"
)
_TIMED = re.compile(
    r"前|今|明|[上下本这]周|后天|周[一二三四五六日]|下班|\d\s*[点时号日:]|"
    r"[一二三四五六七八九十两][点号]|"
    r"月底|每[天日周月季年旬早晚\d半一两三四]"
)
# 12号前走完: of a numbered item it is enough that it is to be done by a time.
_BY = re.compile(
    r"(?:[日号点天午晚早0]|下班|月底|周[一二三四五六日末])(?:之?[前内]|以前)(?![在已的到]|出生|"
    r"取得)"
)
# 2.台账更新后报镇林业站: handed in at a place of its own.
_PLACE = re.compile(
    r"(?<!通)[报交发送传](?!告|通)(?:送|至|到|给)?[^,。;!\n]{1,10}(?:[办站所局科室群我]|中心|邮箱|"
    r"系统)"
    r"(?=[,。;!\s]|$)"
)
# 3.转发反诈链接到各村群: something else again, though no time is named.
_ANOTHER = re.compile(
    r"(?:请|务必|各[^,。;各请]{1,3})*(?:转发|下载|注册|安装|投票|答题|关注|报送|上报|填报)(?![的过了])"
)
# 3.政审材料,还没交的抓紧: a paper that is late, of no time told here.
_LATE = re.compile(
    r"[^,。;!\n]{2,14},?(?:还[没未]有?|[没未])[交报填发缴]齐?的[^,。;!\n]{0,8}(?:抓紧|尽快|赶紧|快点|速)"
)
# What a meeting's notice tells in items: when, where, who comes.
_FIELD = re.compile(r"(?:会议|活动|培训|召开)?(?:时间|地点|参[会加]人员?|对象|内容|议程)")
# 一是自查阶段(10月12日至25日): how one thing goes on.
_PHASE = re.compile(r"[^,。;(]{1,6}阶段")
_EVENT = re.compile(r"会|培训|活动|演练|检查|督查|调研")
_LEAST, _SHORTEST = 8, 5


def split_asks(text: str) -> list[tuple[int, int]]:
    """Spans of normalised ``text``, one per ask; the whole text when it asks one thing.

    Items are taken apart only when at least two of them want something *and* carry a time of
    their own: a list of fields or of requirements stays with its ask. What comes after more asks
    than people put into one message stays with the last of them.
    """
    items = _numbered(text)
    spans = items if len(items) > 1 else [(0, len(text))]
    parts = [part for start, end in spans for part in _instead(text, start, end)]
    parts = [part for start, end in parts for part in _with_more(text, start, end)]
    parts = [part for start, end in parts for part in split_by_withdrawal(text, start, end)]
    parts = [part for start, end in parts for part in split_by_sentence(text, start, end)]
    parts = [part for start, end in parts for part in split_by_order(text, start, end)]
    parts = [half for start, end in parts for half in split_by_time(text, start, end)]
    return parts if len(parts) <= _MOST else [*parts[: _MOST - 1], (parts[_MOST - 1][0], len(text))]


_MOST = 40


def said_of(text: str, asks: Sequence[Ask]) -> list[str]:
    """What each of the asks of normalised ``text`` says: its title, and its own part where the text
    is still at hand.
    """
    spans = split_asks(text) if text else []
    parts = [text[start:end] for start, end in spans] if len(spans) == len(asks) else []
    return [
        f"{ask.title},{part}" for ask, part in zip(asks, parts or [""] * len(asks), strict=True)
    ]


def _numbered(text: str) -> list[tuple[int, int]]:
    """The numbered items that stand for themselves, each with those after it that do not."""
    found = list(_ITEM.finditer(text))
    if len(found) < 2:
        return []
    ends = [*(match.start() for match in found[1:]), len(text)]
    spans = [(match.end(), end) for match, end in zip(found, ends, strict=True)]
    own = [_is_own(text[start:end]) for start, end in spans]
    head = text[: found[0].start()]
    held = bool(_FIELD.match(text[spans[0][0] :]) and _EVENT.search(head))
    if sum(own) + held < 2 or not any(own):
        return []
    merged = [(0, spans[0][1])] if held else []
    for (start, end), stands in zip(spans[held:], own[held:], strict=True):
        another = merged and (
            _ANOTHER.match(text, start)
            or _LATE.match(text, start)
            or _PLACE.search(text, start, end)
        )
        field = held and _FIELD.match(text, start)
        if not merged or another or (stands and not field):
            merged.append((start, end))
        else:
            merged[-1] = (merged[-1][0], end)
    return merged


def _is_own(item: str) -> bool:
    by = len(item) >= _LEAST and _BY.search(item)
    return not _PHASE.match(item) and (bool(by) or stands_alone(item))


# 视频调度会取消,改为书面报告,5月25日前把自查报告发我: called off, and something else instead.
_INSTEAD = re.compile(
    r"[^,。;:!\n]{2}(?:会议?|培训班?|活动|演练|检查|督查|调研|讲座|集合)(?:已经?)?"
    r"(?:取消|不开|不办|不搞)了?(?P<off>[,。;])[ \t]*"
    r"(?:改(?:为|成|用|由)(?P<what>[^,。;!\n]{0,6}"
    r"(?P<paper>报告|材料|自查|上报|报送|填报|总结)|[^,。;!\n]{0,8}))?"
    r"(?P<rest>[^\n]*)"
)
# 请…把自查报告发我 names it itself.
_NAMES = re.compile("[把将]")
_HAND_IN = re.compile(
    r"发我|报我|给我|交[我到]|[报发送][到至]|报送|上报|提交|前[^,。;!\n]{0,4}(?:报(?![名到])|交)"
)


def _instead(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """An event called off, and what is to be handed in by a time instead."""
    found = _INSTEAD.search(text, start, end)
    if found is None:
        return [(start, end)]
    rest = text[found.start("rest") : end]
    if not (_BY.search(rest) and _HAND_IN.search(rest)):
        return [(start, end)]
    if found["paper"] and not (_NAMES.search(rest) and rest[0] in ",;。"):
        begin = found.start("what")
    else:
        begin = found.start("rest") + (rest[0] in ",;。")
    return [(start, found.end("off")), (begin, end)]


def _with_more(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """An ask, and what it asks for besides: 另外,…"""
    parts = []
    for also in islice(_ALSO.finditer(text, start, end), _MOST):
        if _WANTS.search(text, start, also.start()) and _is_more(text[also.end() : end]):
            parts.append((start, also.start()))
            start = also.end()
    return [*parts, (start, end)]


# 另外各组把要修的危房报个数给我,不急: wanted whenever it suits.
_ANY_TIME = re.compile(
    "不[着太]?急(?!诊|救|用|需)|不赶(?!紧)|不忙|不限时间|没有?时间要求|有空|有时间(?!的)|得空|空了|抽空|闲[了时]|慢慢|"
    "(?:什么|啥|么子)时候[^,。;!\n]{0,4}[都也]?[行可]|[早晚]点[^,。;!\n]{0,3}没(?:关系|事)|方便(?:时|的时候)"
)


def _is_more(part: str) -> bool:
    """Whether a part wants something by a time of its own, or whenever it suits."""
    sentence = _SENTENCE_END.split(part, maxsplit=1)[0]
    whenever = bool(_ANY_TIME.search(sentence) and _GIVES.search(sentence))
    if calls_off_beside(sentence):
        return True
    return stands_alone(part, _SHORTEST) or (len(part) >= _SHORTEST and whenever)


# 另,原定3月19日的现场会取消: an event or a notice of before, called off beside what is asked.
_OFF = re.compile(
    r"(?:原定|[^,。;!\n]{2,24}?(?:会议?|班|活动|演练|[比竞]赛|检查|督查|调研|验收|讲座|仪式|打卡|接龙|通知)(?![员场室]))"
    r"[^,。;!\n]{0,24}?(?:取消|撤[回销]|作废|不再(?:举[行办]|召开|组织|开展)|不[开办搞]了|暂不(?:举[行办]|召开|组织|开展))"
    r"(?=了?(?:[,。;!\s]|$|另|改))"
)


_SENTENCE_END = re.compile(r"[。;!\n]")
# What is to be told or handed in, whichever way.
_GIVES = re.compile(
    r"(?<![填])报(?![表告道酬刊纸名废])|[报交给发](?:我|到|至)|上报|报名字|统计|"
    r"[发拍传填写列摸查理数问看][^,。;!\n]{0,8}(?:我|一下|一[遍份个])|说一[声下]|告诉我"
)


def calls_off_beside(part: str) -> bool:
    """Whether a part opens by calling off an event, or what another notice asked."""
    return bool(_OFF.match(part)) or calls_paper_off(part)


def stands_alone(part: str, least: int = _LEAST) -> bool:
    """Whether a part wants something by a time of its own."""
    return len(part) >= least and bool(_WANTS.search(part) and _TIMED.search(part))


# 预警已解除,群众可以返回。各村17点前报受灾情况: over, and then something by a time.
_THEN = re.compile(r"[。;!\n]|,(?=请|各[村镇乡组社网单])")


def what_then(text: str, is_end: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Spans of a text that tells of an end: what does so, and what is wanted then by a time."""
    for stop in islice(_THEN.finditer(text), _MOST):
        rest = text[stop.end() :]
        if stands_alone(rest) and _BY.search(rest) and is_end(text[: stop.start()]):
            cut = stop.end()
            return [(0, cut), *((cut + begin, cut + end) for begin, end in split_asks(rest))]
    return [(0, len(text))]
