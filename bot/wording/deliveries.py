"""What goes ahead of a digest, what makes up for a missed one, and what an alarm says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from html import unescape

from bot.domain.boundary import Button
from bot.domain.delivery import Printed, Text
from bot.domain.digest import Digest, Line, Section
from bot.domain.request import Request
from bot.wording import digests
from bot.wording.flagging import FLAG
from bot.wording.layout import request_numbers
from bot.wording.telegram_html import Link, render_html, strip_tags
from bot.wording.text import isolated

_KEPT_WHEN_LATE = (
    Section.URGENT,
    Section.CHANGED,
    Section.MEETINGS,
    Section.INSPECTIONS,
    Section.DUE_SOON,
)
ALARM_EXCERPT = 400
CARD = "我的待办"
Invite = Callable[[str], str | None]


def digest_parts(digest: Digest, link: Link) -> list[Text]:
    """The parts of a digest; each headline is a true line by itself."""
    return _parts(digest, link, "")


def printed(
    digest: Digest, delivery: int, link: Link, invite: Invite, *, late: bool = False
) -> Printed:
    """A digest of the ledger; under its last part, ways to one's own card and to flag a line."""
    texts = _parts(digest, link, "补发:" if late else "")
    ways = ((CARD, invite("todo")), (FLAG, invite(f"flag-{delivery}")))
    below = tuple(Button(label=label, link=way) for label, way in ways if way)
    if below:
        texts[-1] = texts[-1]._replace(buttons=(below,))
    return Printed(texts, request_numbers(digest))


def catch_up(digest: Digest, until: datetime) -> Digest | None:
    """What of a digest that is too late falls due before the next one; None when nothing does."""
    kept = {
        section: tuple(
            line for line in digest.sections.get(section, ()) if _is_ahead(line, digest, until)
        )
        for section in _KEPT_WHEN_LATE
    }
    lines = [line for section in kept.values() for line in section]
    return replace(digest, sections=kept, same_data=(), clashes=(), news=()) if lines else None


def catch_up_parts(digest: Digest, link: Link) -> list[Text]:
    """The parts of what `catch_up` left."""
    count = sum(len(lines) for lines in digest.sections.values())
    return _parts(digest, link, f"补发:昨晚中断,以下{count}件快到时间,其余并入下一期。")


def _is_ahead(line: Line, digest: Digest, until: datetime) -> bool:
    at = line.deadline or line.starts_at
    return at is not None and digest.period.end < at <= until


def _parts(digest: Digest, link: Link, before: str) -> list[Text]:
    pages = render_html(digest, link)
    ahead = f"{before}{digests.headline(digest)}"
    texts = []
    for number, html in enumerate(pages, start=1):
        headline = ahead if number == 1 else digests.continued(number, len(pages))
        body = f"{before}\n{html}" if before and number == 1 else html
        texts.append(Text(headline, body, unescape(strip_tags(body))))
    return texts


def folded_away() -> Text:
    """A part that a newer version of its digest has no use for."""
    said = "(内容已并入上一条)"
    return Text(said, said, said)


def alarm(request: Request, group: str, excerpt: str, link: str | None) -> str:
    """An alarm from another group, told at once; plain text."""
    issuer = f" · {request.issuer}" if request.issuer else ""
    shown = excerpt if len(excerpt) <= ALARM_EXCERPT else excerpt[: ALARM_EXCERPT - 1] + "…"
    where = f"来自{isolated(group)},以原通知为准。{link or ''}"
    return f"⚠ {request.title}{issuer}\n{shown}\n{where}".strip()
