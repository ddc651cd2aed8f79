"""What a look at a draft says (发之前看一眼)."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from html import unescape

from bot.domain.boundary import Button, Outgoing
from bot.domain.request import Request, Source
from bot.services.drafting import Outlook
from bot.wording import dates
from bot.wording.details import details_lines
from bot.wording.digests import NAME_SHOWN
from bot.wording.telegram_html import Link, arrows, safe, strip_tags
from bot.wording.text import isolated, shorten

HOW = (
    "把要发的通知粘贴过来,点 [发之前看一眼];也可以直接写「草稿 通知全文」。"
    "我看看数据别人要过没有、会议撞不撞、时间够不够、还缺什么。只给您看,不转发。"
)
NOT_READ = "没看出这是通知,请把要发的全文粘贴过来。"
_FINE = "看过了,没有发现要改的,可以发。"
_READ_AS = "这样写,大家读到的是:"
_HEAD = "看过了,几点供参考(只给您看,改不改您定):"
_LACKING = {
    "when": "没写什么时候前办好",
    "to_whom": "没写交给谁、怎么交",
    "what": "没写要哪些内容,一次说清,免得再补",
    "begins": "没写几点开始",
    "where": "没写在哪里开",
}
_TITLE_SHOWN = 40


def look_button(ident: int) -> Button:
    """Under what was pasted."""
    return Button(label="发之前看一眼", data=f"look:{ident}")


def outlook(found: Sequence[Outlook], now: datetime, link: Link) -> Outgoing:
    """What could be better, a line each; nothing more where nothing could."""
    lines = [line for one in found for line in _lines(one, now, link)]
    burdens = dict.fromkeys(reason.words for one in found for reason in one.burdens)
    if burdens:
        lines.append(safe(f"可能添负担:{';'.join(burdens)}。不是非要不可,就别要"))
    head = [_HEAD, *(f"· {line}" for line in dict.fromkeys(lines))] if lines else [_FINE]
    wanted = [line for one in found for line in _wanted(one)]
    html = "\n".join([*head, *([_READ_AS, *wanted] if wanted else [])])
    return Outgoing(plain=unescape(strip_tags(html)), html=html)


def _lines(found: Outlook, now: datetime, link: Link) -> Iterator[str]:
    yield from (_asked(request, source, now, link) for request, source in found.asked)
    yield from (_clash(one, at, now) for one, at in found.clashes)
    which = f"「{isolated(shorten(found.title, _TITLE_SHOWN))}」" if found.title else ""
    yield from (safe(f"{which}{line}") for line in _time(found, now))
    if found.lacking:
        yield safe(f"{which}还缺:{';'.join(_LACKING[code] for code in found.lacking)}")


def _wanted(found: Outlook) -> Iterator[str]:
    """What it is read to want, so that a slip shows before anybody is asked."""
    lines = details_lines(found.details)
    if lines and found.title:
        yield safe(f"「{isolated(shorten(found.title, _TITLE_SHOWN))}」")
    yield from map(safe, lines)


def _asked(request: Request, source: Source, now: datetime, link: Link) -> str:
    who = isolated(shorten(request.issuer or "别的通知", NAME_SHOWN))
    day = dates.compact_day(request.first_at, now)
    title = isolated(shorten(request.title, _TITLE_SHOWN))
    said = safe(f"{who}{day}要过同样的数据({title}),先问它要,也许不用再收")
    return f"{said} {arrows((source,), link)}".strip()


def _clash(one: Request, at: datetime, now: datetime) -> str:
    when = dates.moment_words(at, now)
    who = f"({isolated(shorten(one.issuer, NAME_SHOWN))})" if one.issuer else ""
    return safe(f"会撞:{when}有{isolated(shorten(one.title, _TITLE_SHOWN))}{who},前后不到90分钟")


def _time(found: Outlook, now: datetime) -> Iterator[str]:
    if found.over:
        yield f"写的时间({dates.moment_words(found.over, now)})已经过了"
    if found.due and found.fair:
        yield (
            f"时间紧:到{dates.moment_words(found.due, now)}只剩{_hours(found.left)},"
            f"不到一个工作日;不急的话可以放到{dates.moment_words(found.fair, now)}"
        )
    if found.rests:
        yield "截止那天是休息日,可以放到上班以后"


def _hours(left: timedelta) -> str:
    minutes = int(left.total_seconds() // 60)
    return f"{minutes // 60}个工作小时" if minutes >= 60 else f"{minutes}分钟工作时间"
