"""How far something is handed in, as the one who collects reads it, and the private reminder."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from html import unescape

from bot.domain.boundary import Button, Outgoing
from bot.domain.request import Request
from bot.services.collecting import Collection, Reminders
from bot.wording import dates
from bot.wording.digests import NAME_SHOWN
from bot.wording.telegram_html import Link, arrows, safe, strip_tags
from bot.wording.text import isolated, shorten

NOTHING_ASKED = (
    "没有您在收的材料。收件情况只给发通知的人看:您在群里发了要报送的通知以后,"
    "在私聊里发「收件」就能看到哪些单位已经交了。"
)
NOT_YOURS = "只有发这条通知的人能提醒,而且要还在收。发「收件」看看您在收的。"
AT_NIGHT = "晚上10点到早上7点不打扰大家,请早上再点。"
ALL_IN = "认得的单位都交了,不用提醒。"
SHOWN = 6
_TITLE_SHOWN, _UNITS_SHOWN = 40, 40


def collected(found: Sequence[Collection], remind: str, link: Link) -> Outgoing:
    """All that somebody collects; ``remind`` is the verb of the buttons."""
    html = "\n".join(_lines(found, link))
    single = len(found) == 1
    row = tuple(
        Button(label="私下提醒" if single else f"私下提醒{n}", data=f"{remind}:r{one.request.id}")
        for n, one in enumerate(found[:SHOWN], start=1)
        if set(one.missing) - one.reminded
    )
    rows = tuple(row[start : start + 3] for start in range(0, len(row), 3))
    return Outgoing(plain=unescape(strip_tags(html)), html=html, buttons=rows)


def _lines(found: Sequence[Collection], link: Link) -> Iterator[str]:
    for number, one in enumerate(found[:SHOWN], start=1):
        head = "" if len(found) == 1 else f"{number} "
        arrow = arrows([mention.source for mention in one.request.mentions[:1]], link)
        yield f"{head}{safe(_title(one.request))}:{safe(_state(one))} {arrow}".rstrip()
    if len(found) > SHOWN:
        yield f"还有{len(found) - SHOWN}件,写上名字就能看,例如「收件 低保」。"


def _state(one: Collection) -> str:
    if not one.received and not one.missing:
        return "还不认得群里有哪些单位;各村在私聊里给我写「单位 东河村」就认得了"
    received = f"已收 {_units(one.received)}" if one.received else ""
    missing = f"还没看到 {_units(one.missing)}" if one.missing else "认得的单位都交了"
    return ";".join(part for part in (received, missing) if part) + "(可能有漏,请核对)"


def _units(units: Sequence[str]) -> str:
    shown = "、".join(isolated(shorten(unit, NAME_SHOWN)) for unit in units[:_UNITS_SHOWN])
    return shown + (f"等{len(units)}个" if len(units) > _UNITS_SHOWN else "")


def _title(request: Request) -> str:
    return isolated(shorten(request.title, _TITLE_SHOWN)) or "(没有标题)"


def reminder(request: Request, now: datetime, link: Link) -> Outgoing:
    """What members of a unit are told in private, once."""
    issuer = isolated(shorten(request.issuer or "工作群", NAME_SHOWN))
    when = dates.deadline_words(request.deadline, now) if request.deadline else ""
    if request.deadline and request.deadline < now:
        when = f"原定{when}"
    elif when and not when.endswith(("前", "内")):
        when += "前"
    thing = ",".join(part for part in (_title(request), when) if part)
    arrow = arrows([mention.source for mention in request.mentions[:1]], link)
    html = f"{safe(f'{issuer}提醒:{thing}')} {arrow}".rstrip() + "。已经报了的不用理会。"
    done = Button(label="已经报了", data=f"done:r{request.id}")
    return Outgoing(plain=unescape(strip_tags(html)), html=html, buttons=((done,),))


def reminded(sent: Reminders) -> str:
    """How many units were reached."""
    parts = (
        f"已私下提醒{sent.reached}个单位。" if sent.reached else "",
        f"有{sent.unreachable}个单位提醒不到(没有和我私聊过),请您直接联系。"
        if sent.unreachable
        else "",
        f"{sent.before}个单位提醒过了,不再重复。" if sent.before else "",
    )
    return "".join(parts) or ALL_IN
