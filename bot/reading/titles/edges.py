"""What clings to the edges of a title and is no part of it: whom it goes to, half a verb."""

import re

from bot.domain.reading import Kind
from bot.reading.papers import SHEETS, either, is_report
from bot.reading.titles.fitting import told_as_one
from bot.reading.titles.heads import headed, names
from bot.reading.titles.trim import GAP, plain
from bot.reading.titles.worth import THING

_SHEET = either(SHEETS)
# 排查表交综治小谭: to whom; 台账交接, 名单报送情况 are other things.
_TO_WHOM = re.compile(
    rf"(?<=.)(?P<paper>{_SHEET}|复印件|原件|票据|截图)(?P<rest>(?:都|统一|直接)?(?:上?交|报|送|发|传|给)(?![接通流放送销批])(?:到|至|给)?[^,。;\s]{{1,10}})$"
)
_AT_TAIL = re.compile(
    r"(?:咱们?|本|你们?)?(?:社区|嘎查|街道|苏木)$|(?:咱们?|你们)(?:村|镇|组|社区|嘎查)$|同日$"
)
# 音响拉|到礼堂, 牌子换|完了没: a verb that goes on.
_CUT_VERB = re.compile(r"(?<![更兑轮互交替变转])换|(?<![拨攻])打|拉|(?<!承)运")
_GOES_ON = re.compile("完了?|了|过|第|到[了哪]")
_DONE_TO = re.compile("[被从]")
_NO_START = re.compile(r"^[或和及与、的]+(?=.{3})(?!或|和平|及格|及笄|与会)")
_CHANGED = re.compile(
    r"(?:送样|收件|报送|上报|报数|截止|提交|统计)?(?:的?(?:截止|上报|报送|提交))?"
    r"(?:有误|有变|写错了?)?(?:延|改|换|推|放宽|调整|顺延|推迟|提前|延长)(?:到|至|为|成)$|"
    r"的?(?:截止|上报|报送|提交)(?:时间|日期|时限|期限)$"
)
# 月报截止时间是16号: whose time it is.
_TIME_ONLY = re.compile("(?:(?:截止|上报|报送|提交|集合|开会|会议)的?)?(?:时间|日期|时限|期限)")
_WHOSE = re.compile(r"(?P<whose>[^,。;:!\x00的]{2,14}?)的?$")
_ENDED = re.compile("的?(?:截止|上报|报送|提交)?$")
_LEAST, _CUT = 3, 3
# A list's comma, and what a title lacks of its first word: 谢|师宴操办情况.
_CUT_OFF = re.compile(
    r"、(?P<cut>[^,。;:!?\s\x00、和及把将请对就是有没要可按在了谁哪几多少那个给做开写填报交发看用先改征现】《》()])$"
)
_KEPT = re.compile(r"[一二三四五六七八九十两\d]{1,2}[类项个种张]|等")
_NO_MORE = re.compile("[的要写那还并个这]")
_SPACED = re.compile(r"[一-龥] +[一-龥]")
_ROW = re.compile(rf"[^,。;:!?\n{GAP}]+")
# 管理员登录平台录入目录: through what it is handed in.
_ONLINE = re.compile(
    r"(?<=.{2})(?:登[录陆]|通过|进入)[^,。;]{0,8}?(?:系统|平台|网站|小程序)(?=[补填申录上更])"
)


def edged(title: str, shown: str, kind: Kind) -> str:
    """``title`` without what is no part of the thing at its beginning and end."""
    title = _ONLINE.sub("", _one_or_row(title.strip(), shown))
    title = _NO_START.sub("", title).strip()
    to_whom = _TO_WHOM.search(title)
    if to_whom and not names(title):
        title = title[: to_whom.start("rest")]
    title = _rest_of(title, shown) if kind is Kind.REPORT else title
    at = shown.find(title)
    after = shown[at + len(title) :] if at >= 0 else ""
    tail = _AT_TAIL.search(title)
    if tail and after[:1] in (GAP, "") and _whole(title[: tail.start()]):
        return title[: tail.start()]
    if (
        _CUT_VERB.fullmatch(title, len(title) - 1)
        and len(title) > _LEAST
        and _GOES_ON.match(after)
        and not _DONE_TO.search(title)
    ):
        return title[:-1]
    if kind is Kind.CHANGE and _TIME_ONLY.fullmatch(title) and at > 0:
        whose = _WHOSE.search(shown[:at])
        return plain(_ENDED.sub("", whose["whose"])) or title if whose else title
    if kind is Kind.CHANGE and (changed := _CHANGED.search(title)):
        return title[: changed.start()] if changed.start() >= _LEAST else title
    return title


def _one_or_row(title: str, shown: str) -> str:
    """发票、花名册 of papers with nothing but a space between, that ``shown`` has in a row with
    ``title``; else the first of two clauses.
    """
    if not _SPACED.search(shown):
        return title
    for row in _ROW.findall(shown):
        parts = row.split()
        if title in row and len(parts) > 1 and all(map(is_report, parts)):
            return told_as_one(parts)
    if all(map(is_report, title.split())):
        return title
    first = title.split()[0] if title else ""
    return first if len(first) > _LEAST else title


def _rest_of(title: str, shown: str) -> str:
    """A title cut amid a word, with what is missing: 升学宴、谢|师宴操办情况, 入学实际|报到数."""
    at = shown.find(title)
    cut = _CUT_OFF.search(shown, 0, at) if at > 0 and not _KEPT.match(title) else None
    if cut:
        at, title = cut.start("cut"), f"{cut['cut']}{title}"
    stop = _ROW.match(shown, at) if at >= 0 and not names(title) else None
    for name in headed(stop[0]) if stop else ():
        more = name[len(title) :] if name.startswith(title) else ""
        if 0 < len(more) <= _CUT and not _NO_MORE.search(more) and is_report(name):
            return name
    return title


def _whole(words: str) -> bool:
    return len(words) > _LEAST and bool(names(words) or THING.search(words[-2:]))
